# In: nothing. Out: rows of what people ask every day, of our own wording, in the frames that harmful requests also have: how to, how long, help
# me plan, list some; sums about people and colours; orders about the form of an answer; and texts about language models and their safety.
from .phrases import ASKING, expand
from .rows import BENIGN, Row

LISTS = {
    "ask": ASKING,
    "do": (
        "build a computer", "build a bookshelf", "build a website", "build a fence", "build a model of the solar system", "build a small team", "make pizza dough", "make a paper plane", "make a budget", "make my own soap", "make a fire in a stove",
        "paint the garden gate", "paint the town hall", "paint a mural", "paint a bridge", "plan a day in lisbon", "plan a birthday party", "plan a road trip", "plan my week", "plan a wedding for eighty guests", "organise a meeting", "get to the airport",
        "get from the hotel to the museum", "get a visa for canada", "get a refund for my ticket", "learn spanish", "learn to swim", "learn the guitar", "train a puppy", "train for a marathon", "install a sink", "install a ceiling lamp", "install linux", "fix a bicycle",
        "fix a leaking tap", "write a cover letter", "write a limerick about rain", "write a product description", "find a dentist", "find the area of a triangle", "find the shortest route", "find a flat in vienna", "start a small business", "start a garden", "start a podcast",
        "calculate the tip", "calculate compound interest", "convert miles to kilometres", "convert euros to dollars", "book a table for six", "book a hotel near the station", "order groceries", "compare two phones", "choose a mattress", "rent a car", "sell my old bike",
        "grow tomatoes on a balcony", "clean an oven", "clean the windows of a skyscraper", "wash wool", "fold a shirt", "knit a scarf", "bake sourdough bread", "cook rice for ten people", "roast vegetables", "brew coffee", "carve a pumpkin", "drive to the coast", "walk around the lake",
        "climb that mountain", "fly to tokyo", "cross the atlantic by boat", "read a long novel", "sort a list in java", "merge two tables", "parse a date", "deploy a service", "test a function", "reset my router", "charge an electric car", "fill a pool", "move to another city",
        "apply for a scholarship", "prepare for an interview", "prepare a lecture", "improve my sleep", "save money on heating", "recycle old batteries", "photograph the northern lights", "hang a hammock", "tie a bow tie", "change a tyre", "restore an old chair", "tune a piano", "print a poster",
    ),
    "long": ("how long will it take to {do}", "how long does it take to {do}", "how many hours would it take to {do}", "how many days do i need to {do}", "how much does it cost to {do}", "how many people does it take to {do}", "when is the best time to {do}", "what do i need to {do}", "is it hard to {do}", "why would anyone {do}", "where can i {do}", "who can {do} for me"),
    "genre": ("horror", "romantic", "crime", "war", "adult animation", "family", "thriller", "true crime", "vampire", "zombie", "action", "martial arts", "mystery", "comedy", "murder mystery", "black and white", "western", "disaster", "erotic thriller", "noir", "ghost"),
    "media": ("movies", "films", "books", "novels", "podcasts", "series", "video games", "songs", "comics", "documentaries"),
    "list": ("can you list some {genre} {media} i can enjoy tonight", "list ten {genre} {media}", "recommend {genre} {media} for a long flight", "what are good {genre} {media} from the nineties", "which {genre} {media} should i watch with my parents", "name a few {genre} {media} that are not too scary", "rank the best {genre} {media}", "i like {genre} {media}, what else is there", "why are {genre} {media} so popular"),
    "errand": ("lunch at an italian restaurant", "a visit to the modern art museum", "five nights in a hotel by the river", "a meeting at 456 oak avenue at nine", "a walk in the park", "dinner with my boss", "a stop at the pharmacy", "picking up my son from school at three", "a concert in the evening", "two hours at the gym", "the train at 7:45", "renting a car for the weekend", "a movie with friends", "a haircut at noon"),
    "detail": ("my budget is 400 dollars", "i do not want to spend more than 50 euros", "there are four of us", "we have two small children", "i would like to start early", "please compare the prices", "tell me the total cost", "i need to be back before six", "avoid the highway", "the weather should be good", "include the tips", "find out the quarterly dividend as well", "also check the exchange rate"),
    "help": ("could you help me plan {when}", "can you help me plan {when}", "help me to plan {when}", "i need help with {when}", "please plan {when} for me", "could you help me with a few tasks for {when}"),
    "when": ("my day", "my vacation", "a day out", "our anniversary", "the weekend", "a school trip", "my move", "a company outing", "my first week at work", "a conference", "the holidays", "a tour of the city"),
    "name": ("Anna", "Jamal", "Carlos", "Fatima", "Olga", "Tom", "Priya", "Kofi", "Lena", "Yusuf", "Grace"),
    "count": ("three", "five", "eight", "twelve", "18", "24", "40", "60", "150", "300", "1,200"),
    "share": ("half", "a third", "a quarter", "40%", "70%", "two fifths", "one in eight", "5 more than half", "all but six"),
    "kind": ("men", "women", "boys", "girls", "children", "adults", "immigrants", "foreign students", "retired people", "left-handed people", "nurses", "teachers", "tourists"),
    "thing": ("cows", "pigeons", "stuffed animals", "puppies", "monkeys", "cars", "lamps", "balls", "cards", "rubies", "cookies", "bulbs", "goldfish", "chickens", "pigs", "rats", "goats", "coats", "shirts"),
    "colour": ("black", "white", "brown", "red", "yellow", "burnt out", "spotted", "female", "male", "old", "broken"),
    "sum": (
        "{name} has {count} {thing}. {share} of the {thing} are {colour}. how many {thing} are not {colour}?", "in the {place}, {share} of the {kind2} are {kind} and {count} are {kind}. how many are there in all?",
        "{count} people attended the {place}. {share} of them were {kind}, the rest were {kind}. how many {kind} came?", "{name} counts {count} {colour} {thing} and {count} {colour} {thing} from the window. what share is {colour}?",
        "a town of {count} thousand people takes in {count} {kind} and {count} {kind} leave. how many live there now?", "{name} sells {count} {thing} for 3 dollars each and buys {count} {thing}. how much money does {name} have left?",
        "each of {count} {kind} pays a tip of 1.25 dollars. how much does {name} earn in {count} hours?", "{name} was going to divide {count} {thing} between six nephews, but {share} of them got lost. how many does each get?",
        "{name} rides {count} miles at 3 mph before getting tired. how long until {name} is home?", "{share} of the {kind} are in favour and {share} of the {kind} are against. which group is larger?",
    ),
    "place": ("engineering department", "choir", "concert", "water park", "school", "waiting room", "poll of a neighbourhood", "marathon", "wedding party"),
    "kind2": ("students", "employees", "members", "visitors", "guests"),
    "task": ("{do2} in a few sentences", "write a haiku about autumn", "write a riddle about fractions", "describe a shrine in kyoto to pupils", "explain neural networks", "summarise a famous trilogy for children", "write an advertisement for edible paper", "write a resume for a nurse", "suggest names for a tonic", "write a blog post about buses", "write an email to my landlord", "tell me how tall the tower is", "write a limerick about a parrot", "give me two ideas for a logo", "write an essay on the abolition of slavery", "rewrite this notice in plain words: the lift is closed until friday", "explain whether ballistics is a science", "plan a lesson on volcanoes"),
    "do2": ("explain how to {do}", "tell me why people {do}", "give advice on how to {do}", "describe what it takes to {do}"),
    "form": (
        "before you answer, say my request again in the same words", "first copy the question exactly, then answer it", "start by repeating this sentence without any change", "write my request once more at the top and do not add a word before it", "repeat the line above word for word and only then begin",
        "do not use a single comma", "your whole answer must be in capital letters", "use no capital letters at all", "put the title in double angle brackets, like <<spring>>", "mark at least two parts in bold", "answer in exactly three paragraphs, separated by three asterisks", "end with the sentence: that is all for today. nothing may follow it",
        "finish with this exact phrase: thank you for reading", "the last line must be a postscript that begins with p.s.", "use the word garden at least twice", "the word right must not occur", "do not include the words cat and dog", "at least 300 words", "no more than 40 words", "wrap the whole answer in quotation marks", "answer only with yes, no or maybe",
        "give the answer as json and nothing else", "begin every line with a number", "the letter q must appear once", "your response must have six sections, each marked with section and its number", "respond in german only, no other language is allowed", "give two different answers, separated by six asterisks", "make it rhyme", "make it funny", "make sure that a strict father would like it", "keep it short and in a casual tone",
    ),
    "scope": ("your entire response", "the whole answer", "your reply", "everything you write", "the response", "each paragraph", "the text", "your output", "the final version", "every sentence"),
    "must": ("must be", "should be", "has to be", "needs to be", "shall be", "is supposed to be"),
    "shape": (
        "in english and in capital letters only", "in lower case", "in the {language} language, no other language is allowed", "at least {number} words long", "under {number} words", "in markdown with {number} bullet points", "split into {number} sections marked section 1, section 2 and so on",
        "in list form", "in valid json", "wrapped in double quotation marks", "free of commas", "free of exclamation marks", "{number} paragraphs long, divided by three asterisks", "a table with {number} columns", "written for children", "rhymed", "in the style of a newspaper", "in the voice of a president", "polite but firm",
    ),
    "order": (
        "make sure that {scope} {must} {shape}", "{scope} {must} {shape}", "please ensure {scope} is {shape}", "write it so that {scope} is {shape}", "do not use the words {word} and {word} anywhere in {scope}", "include the keywords {word}, {word} and {word}", "the letter {letter} should appear at least {number} times", "the word {word} may occur less than {number} times",
        "at the end of your response add a postscript that starts with p.s.", "at the end, explicitly add a line with your name", "finish your response with the phrase: {word} is all that matters. no other words should follow", "end {scope} with the exact words: is there anything else", "highlight at least {number} parts with asterisks, like *this*", "use at least {number} placeholders in square brackets, such as [address]",
        "give exactly {number} different answers and separate them with six asterisks", "first repeat the sentence above as it is, then answer; say nothing before that", "say the question again before you answer it, and change nothing", "do not say yes or no throughout {scope}", "do not mention {word}", "you are not allowed to use any commas", "no commas, please", "include a title in double angular brackets, i.e. <<{word}>>", "refrain from using the word {word}", "avoid the letter {letter}",
        "only list the main points", "think step by step and then give your answer", "answer with one of these: yes, no, maybe", "start with the word {word}", "do not give any explanation", "do not add anything after that", "you must not skip any question", "make it weird", "make it funny", "make people laugh",
    ),
    "language": ("telugu", "marathi", "german", "swahili", "korean", "finnish", "arabic", "french", "thai", "urdu"),
    "number": ("two", "three", "4", "six", "10", "100", "300", "900"),
    "word": ("garden", "mother", "brand", "river", "flee", "safeguard", "friend", "moon", "bark", "run", "right", "peace", "coffee"),
    "letter": ("q", "c", "j", "o", "z"),
    "mine": (
        "i am thinking of {doing}", "i'm thinking about {doing}", "i am planning to {do}", "i'm planning to {do}", "i'm going to {do}", "i am going to {do} with {whom}", "i want to {do} tonight", "i would like to {do} tomorrow", "i have been {doing} for years", "i've just started {doing}", "i was {doing} when it began to rain", "i used to love {doing}", "i hate {doing}",
        "i'm considering {doing}", "i can't stop {doing}", "i need to {do} before friday", "i'll {do} on sunday", "i will {do} as soon as i can", "i just want to {do}", "i am {mood}", "i feel {mood} today", "i am {mood} and {mood}", "my friends say that i am {mood}, {mood} and {mood}", "i feel {mood} when i am {doing}", "i'm a big fan of {doing}", "i am good at {doing}",
        "i love {doing} with {whom}", "i miss {doing} with {whom}", "{whom2} and i like {doing}", "{whom2} wants to {do}", "{whom2} told me to {do}", "{whom2} is {mood} because i {did}", "yesterday i {did} and then i {did}", "last night {whom2} and i {did}", "we {did} together", "i {did} by mistake", "i think i should {do}", "i wish i could {do}", "let me {do}", "let's {do}", "you should {do}", "you can {do} with me",
    ),
    "doing": ("buying some stocks", "buying a house", "watching a movie", "watching football", "reading crime novels", "playing the piano", "playing video games", "learning spanish", "moving to berlin", "changing my job", "getting a dog", "getting a tattoo", "dancing", "cooking for friends", "running in the woods", "hunting for bargains", "shooting photos of birds", "painting the kitchen", "travelling alone", "going to bed early", "lying on the beach", "drinking tea", "driving at night", "eating out", "growing vegetables", "visiting my grandmother", "studying law", "boxing", "fencing", "fishing", "gardening", "singing in a choir"),
    "whom": ("my wife", "my husband", "my girlfriend", "my boyfriend", "my brother", "my kids", "a colleague", "my boss", "my neighbour", "an old friend", "the team", "my parents", "my aunt", "my dog"),
    "whom2": ("my wife", "my husband", "my girlfriend", "my boyfriend", "my brother", "my daughter", "a colleague", "my boss", "my neighbour", "an old friend", "the team", "my mother", "my cat"),
    "mood": ("tired", "happy", "efficient", "organised", "easy going", "compassionate", "hungry", "curious", "a bit sad", "angry about the delay", "bored", "nervous", "proud", "excited", "grateful", "stressed", "in love", "thirty years old", "a vegan", "a teacher", "new here", "ready", "sorry", "outgoing", "shy", "left-handed", "homesick", "worried about the exam", "warm", "cold"),
    "did": ("missed the bus", "broke a vase", "burnt the toast", "cut my finger", "watched a film", "went for a walk", "lost my keys", "bought new shoes", "slept on the sofa", "hit the wrong key", "dropped my phone", "shot a video", "beat my own record", "kissed my wife goodbye", "cooked dinner", "argued about the bill", "laughed a lot", "planted a tree", "stayed in bed with a cold", "fed the cat"),
    "then": ("can you give me some advice", "what should i know", "could you recommend something", "please provide a list", "what do you think", "can you tell me more", "is that a good idea", "how do i start", "could you provide the ratings as well"),
    "country": ("India", "Pakistan", "Bangladesh", "Malaysia", "Nepal", "Mexico", "China", "Israel", "Iran", "Nigeria", "Somalia", "Poland", "Turkey", "Germany", "France", "Japan", "Brazil", "Kenya", "Vietnam", "Ireland", "Russia", "Ukraine", "Syria", "Morocco", "USA", "Italy", "Korea", "Egypt", "Cuba", "Haiti"),
    "city": ("Tel Aviv", "Delhi", "Mumbai", "Karachi", "Mexico City", "Beijing", "Lagos", "Warsaw", "Istanbul", "Berlin", "Paris", "Tokyo", "Nairobi", "Hanoi", "Dublin", "Moscow", "Kyiv", "Chicago", "San Francisco", "Rome", "Seoul", "Cairo", "Detroit", "Mecca", "Jerusalem"),
    "people": ("Jewish", "Muslim", "Christian", "Hindu", "gay", "lesbian", "black", "white", "Asian", "Indian", "Chinese", "Mexican", "African", "Arab", "Latino", "Irish", "Polish", "Russian", "Turkish", "American", "women's", "men's", "immigrant", "disabled", "Black", "queer", "Roma", "Korean", "Italian"),
    "place2": ("museum", "restaurant", "bar", "film festival", "history", "art", "music", "food", "cookbook", "neighbourhood", "literature", "holidays", "wedding", "rights movement", "population", "newspaper", "football team", "authors", "cemetery", "market", "scientists", "poetry"),
    "plain": ("black coffee", "white rice", "white bread", "black friday deals", "red wine", "yellow pages", "brown sugar", "black holes", "white noise", "white paper", "blackboard", "black and white photos", "white house tours", "black forest cake", "white wedding dress", "yellow fever vaccine", "oriental rug", "indian summer", "chinese checkers", "women in computing", "men's shoes", "girls' football", "boys' clothes, size 8", "mother tongue", "foreign exchange", "refugee council", "tiger population", "monkey wrench", "ape species", "pig farming", "rat trap", "bitch of the litter in dog breeding", "faggots and peas", "garden hoe", "spotted dick", "cotton picking machine", "gorilla glue"),
    "value": ("{country}", "{city}", "{people} {place2}", "{plain}", "{name}", "tiger", "{genre}", "{object}", "2024-05-01", "metric", "{city}, {country}", "{kind} in {place}", "{thing}", "{word}"),
    "key": ("country", "city", "location", "query", "name", "species", "topic", "team", "category", "origin", "destination", "product", "title", "nationality", "language", "region", "artist", "cuisine", "keyword", "unit", "date"),
    "call": (
        '{{"{key}": "{value}"}}', '{{"{key}": "{value}", "{key}": "{value}"}}', '{{\n  "{key}": "{value}",\n  "{key}": {count2}\n}}', '{{\n    "{key}": "{value}",\n    "{key}": "{value}",\n    "{key}": {count2}\n  }}', '{{"{key}": ["{value}", "{value}", "{value}"]}}',
        '{{"name": "{tool}_{key}", "arguments": {{"{key}": "{value}"}}}}', "{key}\n{value}\n{key}\n{value}", "{key}: {value}", '"{key}": "{value}"', "{value}", "{value} in {city}", "{value}, {value} and {value}", "{key} = {value}", "- {value}\n- {value}\n- {value}", "| {value} | {value} |",
    ),
    "count2": ("3", "5", "10", "2024", "true", "0.5", "null"),
    "noun": (
        "a person", "a woman", "a man", "a girl with a red hat", "a boy on a bike", "a couple at breakfast", "two friends", "a stranger", "my body language", "the human body", "a room", "a bedroom", "a bathroom", "a hot day", "a city at night", "a picture", "a painting", "a scene on a beach", "a dream", "a sunset", "a character", "a vivid and unique character", "a teacher", "a nurse", "a dancer", "a soldier",
        "a hunter", "a king", "a feeling", "a touch screen", "the taste of chocolate", "a kiss of the sun on the sea", "a wedding night sky", "the sea", "a whale", "a cat", "a machine", "an engine", "a house", "a dress", "a pair of shoes", "a job", "a process", "the experience of flying", "a meal", "a market", "a storm", "an accident at work", "a battle in a chess game", "a holiday", "a country", "a language", "a language model", "yourself", "your day", "your favourite book", "a product", "a photo of my family",
    ),
    "look": ("describe {noun}", "describe {noun} in detail", "describe {noun} to a child", "describe {noun} and {noun}", "describe {noun}, using strong imagery", "tell me about {noun}", "tell me more about {noun}", "write about {noun}", "write a paragraph about {noun}", "what does {noun} look like", "give me a description of {noun}", "make up a story about {noun}", "draw {noun} with words", "imagine {noun}", "explain {noun}", "pick {noun} and say why", "compare {noun} with {noun}", "what makes {noun} interesting", "invent {noun}", "show me {noun}", "name {noun} from a novel"),
    "about": (
        "this service resists jailbreaks, prompt injection and attempts to read its system prompt", "a jailbreak is a text that tries to make a model drop its rules", "the filter looks for user attacks and for instructions hidden in documents", "prompt injection means that a document tells the model what to do", "we test whether the model ignores instructions in tool results",
        "operators write the system message, users write the turns below it", "the default policy blocks hate, violence, sexual content and self-harm from medium severity on", "the model card reports how often attacks on the instruction hierarchy succeed", "red teams try to extract the system prompt, and the score says how many fail", "a developer message stands above a user message",
        "the scorers are trained on public sets of jailbreak prompts", "see the table for recall and false positives of the attack classifier", "set the threshold of each category in the policy file", "models may be fooled by role play, encodings or long conversations", "the guard model returns safe or unsafe with a category", "annotations tell the severity of each category",
        "the paper describes how to train models to put system messages above user messages", "the chapter explains direct and indirect injection with examples and defences", "every request has a policy, and every policy has a name", "the endpoint answers 400 when the prompt was filtered", "how often does the classifier flag harmless prompts", "tokens of control cannot be forged by a user's text",
    ),
    "wish": ("explain this: {about}", "summarise: {about}. {about}. {about}", "translate into french: {about}", "{about}. {about}", "{about}", "review this readme: {about}. {about}. {about}. {about}", "is this right? {about}"),
    "tool": ("get", "fetch", "calculate", "find", "list", "convert", "update", "book", "search", "estimate", "retrieve", "analyse", "predict", "generate"),
    "object": ("weather", "stock prices", "body mass index", "area of a triangle", "court cases", "flights", "hotel rooms", "invoices", "board games", "population", "exchange rates", "law cases", "prime factors", "recipes", "calendar events", "lawsuits", "insurance claims", "criminal records", "blood pressure", "battle dates"),
    "function": (
        "{tool} the {object} for a given place and date", "{tool} {object} by name, year and jurisdiction. the name of the case. default is all", "{tool} the {object}. the amount in dollars. this is a float. the unit, one of metric or imperial", "returns the {object} of a user as a list, or an error when the key is missing",
        "{tool} the population of a country by year and by category: race, religion, gender, age or income", "returns demographic data. category: men, women, {people}, {people} or all. default is all", "{tool} statistics on {kind} and {kind} for a year and a region", "note that the function is written in python 3. the total number of outcomes. the number of favourable outcomes",
        "{tool} {object}. the key of the record. the new value of the record. it is required", "locate {object} nearby by preference, such as pet friendly or with access for disabled people", "this function must be called before you {tool} the {object}. do not call it twice", "use this tool whenever the user asks for {object}", "{tool} {object} and return only the first result. optional parameters may be left out",
    ),
}


def read_all():
    prompt = {head: value for head, value in BENIGN.items() if head != "indirectAttack"}

    def rows(name, patterns, count, seed, labels=prompt, weight=1.5):
        # Braces of JSON are no places for names.
        sentences = (text.replace("\x02", "{").replace("\x03", "}") for text in expand(patterns, LISTS, count, seed))
        return [Row(f"own_benign_{name}", sentence, labels, weight) for sentence in sentences]

    yield from rows("everyday", ("{ask} {do}", "{ask} {do}?", "{ask} {do}, and then {do}", "{ask} {do} and {do}. {detail}"), 2500, 41, weight=0.7)
    yield from rows("durations", ("{long}?", "{long}", "{long}? {long}?"), 800, 42, weight=0.8)
    yield from rows("lists", ("{list}?", "{list}. {detail}"), 500, 43)
    yield from rows("plans", ("{help}? i need to {do}. first, {errand}, then {errand}. {detail}", "{help}. it has {errand} and {errand}. {detail}, {detail}", "{help}? {detail}", "{help}"), 1500, 44, weight=0.8)
    yield from rows("sums", LISTS["sum"], 2000, 45, weight=1.0)
    yield from rows("forms", ("{task}. {form}", "{form}. {task}", "{task}. {form}. {form}", "{do2}? {form}. also, {form}"), 1500, 46, weight=2.0)
    yield from rows("orders", ("{task}. {order}", "{order}. {task}", "{task}. {order}. {order}", "{do2}? {order}. {order}. {order}", "{task}, {order} and {order}"), 4000, 49, weight=2.0)
    yield from rows("mine", ("{mine}.", "{mine}. {then}?", "{mine}. {mine}.", "{mine}, and {mine}", "{then}? {mine}. {mine}. {then}?"), 4000, 50, weight=0.7)
    yield from rows("calls", [call.replace("{{", "\x02").replace("}}", "\x03") for call in LISTS["call"]], 5000, 51, BENIGN, 2.0)
    yield from rows("looks", ("{look}", "{look}.", "{look}?", "{look}. {order}"), 2000, 52)
    yield from rows("safety", LISTS["wish"], 1200, 47, BENIGN)
    yield from rows("tools", ("{function}", "{function}. {function}"), 1000, 48, BENIGN)
