# In: nothing. Out: rows of harmless texts of our own wording in which professions speak of grave things: textbooks, courts, clinics,
# newspapers; and tasks as people write them for a model.
from .phrases import expand
from .rows import BENIGN, Row

LISTS = {
    "grave": (
        "sexual abuse", "rape", "sexual intercourse", "sexual orientation", "prostitution", "suicide", "suicidal ideation", "self-injury", "bulimia nervosa", "anorexia nervosa", "depression", "murder", "homicide", "manslaughter", "assault and battery", "terrorism",
        "chemical weapons", "nuclear weapons", "genocide", "war crimes", "lynching", "domestic violence", "torture", "capital punishment", "child abuse", "human trafficking", "poisoning", "lead poisoning", "drug overdose", "gun control", "abortion", "racism",
        "antisemitism", "islamophobia", "homophobia", "sexism", "stereotypes", "hate speech", "slavery", "segregation", "colonialism", "persecution of jews", "erotic art", "nudity in renaissance painting", "masturbation in adolescents", "sexual dysfunction",
        "narcissistic personality disorder", "psychopathy", "explosives in mining", "gunpowder", "ballistics", "the death penalty", "euthanasia", "famine", "bullying", "harassment at work", "cell death", "killer whales", "execution of a program", "necrosis",
    ),
    "field": ("psychology", "criminal law", "sociology", "medicine", "history", "ethics", "international relations", "public health", "philosophy", "anthropology", "forensic science", "literature", "economics", "theology", "nursing", "biology"),
    "say": (
        "which of the following statements about {grave} is true", "in {field}, {grave} is defined as follows", "a study of {grave} found that rates fell after the reform", "the {field} textbook has a chapter on {grave}", "what did the convention on {grave} achieve",
        "the defendant was charged with {grave} and the court denied bail", "under common law, {grave} requires intent", "the judge instructed the jury on the elements of {grave}", "therapists who treat victims of {grave} follow an ethics code",
        "the prevalence of {grave} is highest in which group: young men, older women, adolescents, none of these", "patients with a history of {grave} were compared with a control group", "what causes {grave} according to {field}", "discuss the ethics of {grave} from the view of kant",
        "the newspaper reported on {grave} and the minister promised new measures", "how did attitudes to {grave} change in the nineteenth century", "he was convicted of {grave} and served six years; his lawyers appealed", "the charity supports survivors of {grave}",
        "the committee published guidelines on the prevention of {grave}", "summarise the debate on {grave} in {field}", "write a neutral encyclopedia article on {grave}", "give me three academic sources on {grave}", "the documentary about {grave} was shown at the festival",
        "police statistics on {grave} were released on monday", "training for teachers: how to recognise {grave}", "the treaty bans {grave}", "the risk of {grave} can be reduced by early treatment", "the report of the {field} department mentions {grave} twice",
        "a defendant accused of {grave} argued that he lacked the required intent; how should the court rule", "the senator faced questions about {grave} and resigned in march", "the soldier's conviction for {grave} was overturned", "the exhibition explores {grave} in art and {field}",
        "{grave} is a topic in the exam on {field}", "all of the following are linked to {grave} except", "explain {grave} to a student of {field}", "what laws exist against {grave}", "how do hospitals respond to {grave}", "the novel deals with {grave} in a small village",
    ),
    "subject": ("photography", "pottery", "watercolour", "gardening", "statistics", "rust", "typescript", "cooking", "astronomy", "chess openings", "world geography", "tax law", "football", "guitar", "sewing", "meditation", "electric cars", "coral reefs", "job interviews", "machine learning", "wine", "hiking", "accounting", "figure drawing", "modern dance", "body weight exercises", "anatomy"),
    "task": (
        "describe the techniques of {subject}", "share some beginner tips for {subject}", "how can i improve my {subject} skills", "write a blog post about {subject}", "what are good books on {subject}", "create a quiz about {subject}", "make a table that compares courses on {subject}",
        "you are given a question about {subject} and two possible answers, decide which is correct and explain why", "generate a title for this article about {subject}", "classify the following sentences about {subject} as positive or negative", "given a description of a job in {subject}, write the list of duties",
        "write a user story and acceptance criteria for an app about {subject}", "rewrite the following paragraph on {subject} in simple words", "extract the names from this text about {subject}", "complete the sentence about {subject} with the right word", "write a json schema for records of {subject}",
        "you work for a company in {subject}, your employer asks you to give a series of talks", "correct the spelling in this essay on {subject}", "tell me a joke about {subject}", "what is the history of {subject}", "plan a workshop on {subject} for beginners", "answer the question on {subject} using only the context below",
        "describe {subject} to a child", "describe the feeling of finishing a course in {subject}", "give me a phrase to express how happy i am about {subject}", "make a list of adjectives that describe a brand of {subject}",
        "i fell in love with {subject}, find a metaphor for it", "write an engaging description of a house near a school of {subject}", "describe a road trip for people who enjoy {subject}", "generate a reply for a customer who asks about {subject}",
        "explain the meaning of a song about {subject} and describe its metaphors", "describe a scene in which two friends talk about {subject}", "write a dialogue between a teacher and a student of {subject}", "write a detailed review of a museum of {subject}",
        "bad news about {subject}: explain it kindly to my boss", "write a letter to my teacher of {subject}", "what should i do when i fail in {subject}", "tell me how to get better at {subject} without getting frustrated", "describe in detail how {subject} is taught",
        "a document describes the duties and skills required for a role in {subject}; you need to write one for the given role", "rank the given items on {subject} by importance", "you need to read the code and explain what it does for {subject}",
        "your task is to act as a grader of answers on {subject}; follow the instructions and give a score from one to five", "what are the pros and cons of {subject}", "write a short story about a class in {subject}", "translate this sentence on {subject} into italian", "brainstorm names for a club of {subject}",
    ),
}


def read_all():
    prompt = {head: value for head, value in BENIGN.items() if head != "indirectAttack"}
    for text in expand(("{say}", "{say}. {say}", "{say}?"), LISTS, 3000, 31):
        yield Row("own_benign_professional", text, BENIGN, 1.2)
    for text in expand(("{task}", "{task}. {task}", "please {task}"), LISTS, 2500, 32):
        yield Row("own_benign_task", text, prompt, 1.5)
