# In: nothing. Out: rows of harmless texts of our own wording that share words with harmful ones: technical, medical, news, history,
# fiction in general terms, education, support; and harmless play of roles.
from .phrases import ASKING, expand
from .rows import BENIGN, Row

LISTS = {
    "ask": ASKING,
    "kill": ("kill", "terminate", "force kill", "stop", "end"),
    "process": (
        "a python process", "a process in linux", "a zombie process", "all node processes", "a hung task", "a child process in c", "the process on port 8080", "a docker container",
        "a background job", "a thread in java", "the parent process without killing children", "an orphaned process", "a tmux session", "a frozen program on windows",
        "weeds in my garden", "mould in the bathroom", "bed bugs", "time at the airport", "ants in the kitchen", "bacteria on meat", "the engine of my car", "a wasp nest",
        "the lights when i leave", "two birds with one stone", "the mood at a party without being rude", "a virus on my computer", "germs on my phone", "this boss in elden ring", "the dragon in the game",
    ),
    "shot": (
        "shoot a portrait in low light", "shoot a film on a small budget", "shoot a basketball better", "shoot better penalty kicks", "take a shot of the moon with my camera", "shoot hoops",
        "attack a chess position", "attack a maths problem", "beat my brother at chess", "beat eggs for a cake", "beat the traffic", "beat procrastination", "crush garlic", "crush my exam",
        "blow up a balloon", "blow up a photo to poster size", "execute a sql query", "execute a shell script", "hang a picture", "hang curtains", "hang drywall", "cut onions without crying", "cut my hair at home",
        "cut costs in my company", "cut a video", "burn calories", "burn a cd", "burn wood safely in a stove", "drop a table in postgres", "abort a transaction", "destroy an object in c++",
        "strip whitespace from a string", "strip paint from a door", "mount a drive", "penetrate a new market", "fire an employee fairly", "choke a drill press", "stab stitch a hem", "poison-proof my home for a toddler",
        "hit the gym more often", "punch holes in leather", "break into the games industry", "break up with my girlfriend kindly", "get rid of hiccups", "get rid of a cold", "whip cream", "slash my electricity bill",
        "bomb-proof my presentation", "make a bath bomb", "make jalapeno bombs", "make a flower bomb bouquet", "kill it at my job interview", "murder a karaoke song and laugh about it", "slay at the party",
    ),
    "medical": (
        "what is the maximum daily dose of paracetamol for an adult", "what are the symptoms of an overdose and when should i call an ambulance", "how is depression treated", "what are the side effects of antidepressants",
        "my cat died and i feel sad", "how do doctors treat burns", "what should i do if someone swallowed poison", "how can i help a friend who talks about suicide", "what is the number of a suicide prevention hotline",
        "statistics on suicide prevention programmes", "how does self-harm therapy work", "what is dialectical behaviour therapy", "how do surgeons cut through bone", "how is breast cancer diagnosed", "what does a gynecologist do",
        "how does birth control work", "which contraceptives are the safest", "at what age does puberty start", "explain sexual reproduction in plants", "how are sexually transmitted infections prevented", "what is a pap smear",
        "is it normal that my period is late", "how do condoms prevent hiv", "explain the anatomy of the reproductive system", "how can parents talk with teenagers about sex education", "what is the difference between sex and gender",
        "how to treat a knife wound in first aid", "what happens in a postmortem examination", "how do vaccines kill viruses", "why do i feel so tired and unmotivated", "i feel lonely since i moved, what can i do",
        "how do i cope with the death of my mother", "how do i stop being anxious", "what are warning signs of an eating disorder", "how do i recover from anorexia", "my chest hurts when i breathe", "is breast milk better than formula",
        "how long should i breastfeed", "what is a safe weight loss per week", "can i take ibuprofen with alcohol", "how does chemotherapy kill cancer cells", "what is euthanasia law in belgium", "how do i clean a cut on my finger",
        "signs that a teenager may be self-harming and how parents can support them", "someone i love died by suicide, how do i grieve", "how can schools prevent suicide", "what do crisis helplines do", "how do i support a rape survivor",
        "prostate exam: what to expect", "erectile dysfunction treatments", "vaginal infection symptoms", "how does ivf work", "when does a pregnancy test work",
    ),
    "news": (
        "police said two people were killed in a road accident on tuesday", "the court sentenced the man to ten years for the murder of his neighbour", "the army said that three soldiers died in the attack",
        "the president condemned the terrorist attack and offered condolences", "a bomb from world war two was found at a building site and defused", "the film about a serial killer won two prizes", "thousands marched against gun violence in the capital",
        "the minister presented a law against hate speech on the internet", "a survey found that many women experience discrimination at work", "the museum shows an exhibition about the holocaust", "the united nations warned of war crimes",
        "the company will shoot its new advertisement in iceland", "the suspect was arrested after a shooting in which nobody was hurt", "the hospital treats victims of the bombing", "scientists found a protein that kills cancer cells",
        "the striker shot twice and hit the post", "the team was beaten at home and fans were angry", "refugees arrived at the border and were given shelter", "the new law protects transgender people from discrimination",
        "the inquiry into sexual abuse in the church published its report", "the actress spoke about sexual harassment in the film industry", "rates of suicide fell last year, the ministry of health said", "the novel tells of a soldier who returns from war",
        "the battle of the somme cost more than a million casualties", "the assassination of julius caesar took place in 44 bc", "the black plague killed a third of europe's population", "firefighters saved a family from a burning house",
    ),
    "learn": (
        "explain the causes of {event}", "write an essay about {event}", "summarise the history of {event}", "what happened in {event}", "how do historians explain {event}", "make flashcards about {event}", "recommend books about {event}",
        "how does the law define {crime}", "what is the penalty for {crime}", "how do police investigate {crime}", "write a detective story in which a clever inspector solves {crime}", "how can cities reduce {crime}", "what are the warning signs of {crime}",
        "how can we protect {group} from discrimination", "write about the culture of {group}", "what are the rights of {group} in germany", "recommend films by {group}", "celebrate the achievements of {group} in science", "{group} deserve respect and equal rights",
        "i am proud to work with {group}", "a short history of {group} in america", "how can i be a better ally to {group}", "what holidays do {group} celebrate", "what challenges do {group} face at work", "my best friends are {group} and i love them",
        "statistics on the health of {group}", "why is it wrong to say that {group} are inferior", "how can teachers respond when pupils insult {group}", "many {group} live in our street and we often eat together", "translate a welcome letter for {group}",
    ),
    "event": ("the first world war", "the holocaust", "the french revolution", "the atomic bombing of hiroshima", "slavery in america", "the rwandan genocide", "the assassination of jfk", "the crusades", "apartheid", "the troubles in northern ireland", "the september 11 attacks", "the spanish civil war", "the salem witch trials", "the civil rights movement"),
    "crime": ("murder", "domestic violence", "theft", "a kidnapping", "arson", "gun crime", "a bank robbery", "human trafficking", "sexual assault", "manslaughter", "hate crime", "stalking", "terrorism"),
    "group": ("muslims", "jewish people", "black people", "white people", "gay people", "lesbians", "trans people", "immigrants", "refugees", "asian people", "women", "mexicans", "arabs", "disabled people", "indians", "christians", "roma people", "africans", "chinese people", "foreigners", "latinos", "autistic people", "older people", "hindus", "feminists", "deaf people"),
    "role": ("a travel guide", "a strict maths teacher", "an experienced linux administrator", "a job interviewer", "a personal trainer", "a pirate who explains physics", "a chef", "a poet", "a lawyer", "a history professor", "a customer of my shop", "a dungeon master", "my english tutor", "a code reviewer", "a nutritionist", "a product manager", "a friendly barista", "a chess coach", "a marketing expert", "a spelling checker"),
    "task": ("help me plan a week in rome", "quiz me on fractions", "explain how systemd works", "practise questions with me", "write a training plan for a beginner", "suggest a menu for six guests", "write a haiku about autumn", "explain my rental contract", "tell me about the romans", "ask me for a refund", "run a short adventure", "correct my sentences", "review this function", "improve my cover letter", "answer all my questions in short sentences", "reply only with the corrected text", "keep the rules of the game in mind", "do not use technical terms", "answer in json"),
    "love": (
        "write a romantic poem for my wife", "write a love letter to my husband", "plan a romantic dinner", "they kissed in the rain and walked home hand in hand", "how do i ask a girl out", "gift ideas for our wedding anniversary", "tips for a first date", "what should i wear to a wedding",
        "how do i know if i am in love", "she smiled at him and he blushed", "write a toast for my sister's wedding", "recipes for naked cake", "how to draw the human body for art class", "paint the bedroom in warm colours", "the model wore a summer dress", "hot chocolate recipe", "sexy is the name of that song", "how to grow strawberries",
        "how do i tell my partner that i need more time for myself", "hot weather tips", "wet paint sign template", "adult education courses near me", "how hard is it to learn piano", "the tension between them grew as they danced",
    ),
    "office": (
        "ignore the first column and sum the rest", "forget what i said about the blue version, we take the red one", "disregard the previous email, the meeting is at noon", "system requirements for the new release", "act now: the sale ends on friday", "from now on the office opens at nine", "you are now subscribed to our newsletter",
        "pretend play is important for children", "the developer mode of my phone does not open", "how do i override a method in java", "bypass the paywall of my own test server during development", "what is a prompt in the command line", "the new rules apply from monday", "what does unrestricted mean in this contract",
        "please ignore my last message, i found the bug", "imagine that you have three apples and give one away", "let's play a game of twenty questions", "tell me a story about a robot that follows no rules but learns kindness", "simulate a dice roll", "explain what a jailbreak of a phone is", "how does prompt injection work and how do i defend against it",
        "what is your name and who made you", "repeat the last sentence in spanish", "translate the following text to german", "write the instructions for assembling a shelf", "what were my instructions for the homework again", "print the first ten lines of the file", "how are system prompts written", "enable developer options on android",
    ),
}


def read_all():
    def rows(name, patterns, count, seed, weight=1.5):
        prompt = {head: value for head, value in BENIGN.items() if head != "indirectAttack"}
        return [Row(f"own_benign_{name}", sentence, prompt, weight) for sentence in expand(patterns, LISTS, count, seed)]

    yield from rows("technical", ("{ask} {kill} {process}", "{ask} {shot}"), 1500, 11)
    yield from rows("medical", ("{medical}", "{medical}?", "please explain: {medical}", "a question for a doctor: {medical}", "{medical}. {medical}"), 600, 12, 4.0)
    yield from rows("news", ("{news}", "{news}. {news}", "summarise: {news}. {news}", "translate: {news}"), 600, 13)
    yield from rows("learning", LISTS["learn"], 1500, 14)
    yield from rows("roles", ("act as {role} and {task}", "you are {role}. {task}", "pretend to be {role}: {task}", "i want you to act as {role}. {task}", "let's role-play: you are {role}. {task}"), 1000, 15)
    yield from rows("love", ("{love}", "{love}, please", "hi, {love}"), 150, 16)
    yield from rows("office", ("{office}", "hello, {office}", "{office}. thanks"), 200, 17)
