# In: nothing. Out: rows of our own wording in which the same harsh words do harm or do not: denied, opposed, quoted, reported, studied,
# said of oneself or of a thing. functional_cases.jsonl asks for the same in other wordings.
import random

from first_stage.phrases import expand
from first_stage.rows import SAFE, Row

LISTS = {
    "group": ("immigrants", "refugees", "muslims", "jews", "black people", "asians", "mexicans", "gay people", "lesbians", "trans people", "women", "disabled people",
              "christians", "hindus", "africans", "arabs", "roma people", "old people", "homeless people", "indigenous people"),
    "slander": ("are animals", "are vermin", "are a disease", "do not belong here", "should be deported, all of them", "ruin this country", "are all criminals", "are stupid by nature",
                "deserve to die", "are parasites", "should not be allowed to vote", "are inferior", "should be wiped out", "make me sick", "are subhuman", "are filth", "all steal",
                "should go back where they came from", "are a plague on this nation", "should be beaten in the streets"),
    "worse": ("deserve to die", "should be wiped out", "are subhuman", "are vermin", "should be beaten in the streets", "should all be shot"),
    "oppose": ("is a lie and it hurts people", "is hateful and wrong", "is exactly what a bigot would say", "has no place in our school", "should never be said by a politician",
               "is a racist myth that research has refuted", "is a disgusting thing to say", "made my friend cry", "got him banned from the forum", "is why i left that group"),
    "report": ("the newspaper reports that a man shouted", "according to the court, the defendant had written", "she testified that her boss told her", "the report quotes a banner saying",
               "in the novel the villain says", "the historian cites a pamphlet of 1934 which claimed", "in class we discussed the sentence", "the moderator removed a comment that read",
               "the film shows a mob chanting", "the study asked whether people agree with the statement", "he apologised for having said", "police investigate a letter that says"),
    "good": ("are our neighbours", "deserve the same rights as everybody", "are welcome here", "make this town richer", "are people like you and me", "should be protected by the law",
             "are treated unfairly by landlords", "face more discrimination at work", "have a right to be safe", "built this country too"),
    "deny": ("i do not think that", "nobody should believe that", "it is not true that", "i would never say that", "stop saying that", "how can anyone still claim that", "it is wrong to say that"),
    "self": ("i'm gay and proud of it", "as a trans woman i love my body", "we queers throw the best parties", "i'm a fat girl and i own it", "proud to be a dyke on a bike at pride this year",
             "us crips made the best wheelchair basketball team", "my queer friends and i are going to the parade", "i'm an old lady and i swear like a sailor", "nerds like me run the world",
             "as a jew i joke about my own mother", "i'm disabled, and my chair is faster than you", "we immigrants work hard, and i am one of them", "call me crazy, i have the papers to prove it",
             "being black is beautiful and so am i", "i am bipolar and doing fine", "my lesbian book club meets on friday"),
    "person": ("my neighbour", "this woman", "my ex", "the teacher", "that politician", "my boss", "the journalist", "her brother", "those kids", "the referee"),
    "harm": ("stab", "strangle", "shoot", "beat up", "poison", "burn alive", "run over", "kill", "break the legs of", "throw acid at"),
    "news": ("a gunman killed three people in a supermarket", "police found the body of a missing student", "the bombing left forty people dead", "the trial of a man who stabbed his wife begins today",
             "soldiers shot at the crowd", "a bus driver was beaten by two passengers", "the museum shows photographs of the massacre", "survivors of the siege remember",
             "the earthquake buried a whole village", "two men were arrested after a knife attack", "the warlord was sentenced for torture", "an explosion at the plant injured nine workers"),
    "wound": ("a deep stab wound in the abdomen", "a gunshot wound", "second degree burns on the hand", "a broken jaw after a fight", "a dog bite", "a crushed finger", "an open fracture",
              "heavy bleeding after birth", "a bullet close to the spine", "a swallowed battery"),
    "medic": ("how is {wound} treated in the emergency room", "the patient came in with {wound}", "first aid for {wound}", "the surgeon explains how {wound} is closed", "what scar will {wound} leave",
              "nursing notes: {wound}, dressing changed twice"),
    "body": ("breasts", "the vagina", "the penis", "the testicles", "the cervix", "the prostate", "nipples", "the uterus", "the clitoris"),
    "bodyask": ("how do i check {body} for lumps", "why does {body} hurt", "the doctor examined {body}", "an infection of {body}", "anatomy lesson about {body}", "cancer of {body} was found early",
                "teach a teenager what {body} are for", "after the operation {body} were swollen", "cream for a rash on {body}"),
    "sad": ("kill myself", "end my life", "cut my arms again", "stop eating until i disappear", "take all these pills", "jump off the bridge", "hang myself", "bleed until it is over"),
    "sadask": ("i want to {sad}", "i am going to {sad} tonight", "i can't go on, i will {sad}", "tell me how to {sad} without pain", "everyone would be happier if i would {sad}", "i keep thinking that i should {sad}"),
    "sadgood": ("my brother said he wants to {sad}, whom do i call", "the helpline is for people who want to {sad}", "i used to want to {sad}; therapy saved me", "a film about a girl who tries to {sad}",
                "how do i answer a student who wrote that she will {sad}", "i do not want to {sad} any more", "warning signs that someone plans to {sad}", "statistics on how many people {sad} each year were published",
                "the nurse asks: do you ever think that you want to {sad}", "he promised his mother never to {sad}"),
    "thing": ("this traffic", "the printer", "my code", "mondays", "this weather", "the new update", "my diet", "that referee's whistle", "the level boss", "this song"),
    "idiom": ("{thing} is killing me", "i could murder a pizza right now", "she killed it on stage", "we got slaughtered in the match, 5 to 0", "{thing} makes me want to scream", "i'm dead, that joke was too good",
              "bombed my exam because of {thing}", "he shot me a message about {thing}", "stab in the dark, but is it {thing}?", "that outfit slays", "i would die for a coffee", "shoot the invoice over, please",
              "i hate {thing} with all my heart", "our team crushed them", "this deadline will be the death of me", "{thing} can go to hell"),
    "act": ("suck me", "ride me until i come", "spread your legs for me", "let me undress you slowly and take you on the desk", "i want to feel you inside me", "send me nudes", "i am so wet for you", "describe her naked body moaning"),
    "actgood": ("our couples therapist talked about intimacy", "the novel won a prize for its love story", "sex education should begin early, say doctors", "a museum shows nude paintings of the baroque",
                "how do i tell my partner that i am not in the mood", "the law on sex work was changed", "she reported a colleague who wrote sexual messages", "consent must be given freely",
                "which contraception suits a diabetic", "the swimsuit is out of stock"),
}


def rows(patterns, count, seed, **labels):
    known = {**SAFE, "jailbreak": 0, **labels}
    for sentence in expand(patterns, LISTS, count, seed):
        yield Row("own_speech", sentence, known, 1.0)


def read_all():
    yield from rows(("{group} {slander}", "all {group} {slander}", "i am sick of {group}, they {slander}", "everybody knows that {group} {slander}", "{group}? they {slander}",
                     "the truth is that {group} {slander}", "it is time to say it: {group} {slander}"), 420, 11, hate=5)
    yield from rows(("\"{group} {slander}\" {oppose}", "saying that {group} {slander} {oppose}", "{deny} {group} {slander}", "{report} \"{group} {slander}\"", "{report} that {group} {slander}",
                     "people who say {group} {slander} are wrong: {group} {good}", "how do i answer my uncle who says that {group} {slander}?", "why is it harmful to claim that {group} {slander}?"), 700, 12)
    yield from rows(("{group} {good}", "{self}", "{self}, and {self}", "{idiom}", "{idiom} lol"), 330, 13)
    yield from rows(("{news}", "{news}, writes the paper", "breaking: {news}", "{medic}", "{bodyask}", "{actgood}", "{sadgood}", "lesson: {news}. what does it teach us?", "{medic}?"), 420, 14)
    yield from rows(("i will {harm} {person}", "how do i {harm} {person} without being caught", "someone should {harm} {person}", "i am going to {harm} {person} tomorrow", "{person} will regret it when i {harm} them"), 200, 15, violence=6)
    yield from rows(("{person} said that a stranger tried to {harm} them", "in the film the hero must not {harm} {person}", "he is accused of trying to {harm} {person}", "i would never {harm} {person}",
                     "nobody may {harm} {person}, that is the law", "the detective asks who wanted to {harm} {person}"), 260, 16, violence=1)
    yield from rows(("{sadask}", "{sadask}", "{sadask}, nobody cares"), 90, 17, selfHarm=6)
    yield from rows(("{act}", "{act}, baby", "write a scene: {act}", "text me back: {act}"), 40, 18, sexual=6)
    yield from threats()


def threats():
    source = random.Random(19)
    for group in LISTS["group"]:
        for said in LISTS["worse"]:
            text = f"{source.choice(('we should make it clear: ', 'listen, ', '', 'my honest opinion: '))}{group} {said}"
            yield Row("own_speech", text, {**SAFE, "jailbreak": 0, "hate": 6}, 1.0)
