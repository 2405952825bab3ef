# In: a source of randomness. Out: short documents of our own, each with questions whose answers are known because the document was made from them. All
# names are invented.
from dataclasses import dataclass

PEOPLE = ("Ada Lindqvist", "Tomas Brandt", "Mira Okafor", "Jonas Petrov", "Leila Haddad", "Pedro Salas", "Ingrid Moe", "Kofi Mensah", "Yuki Arai", "Nora Weiss")
TOWNS = ("Arlow", "Brenham", "Castelfort", "Dunmere", "Elmstead", "Fenwick", "Garside", "Holmby", "Irving", "Kelso")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
COLOURS = ("red", "blue", "green", "yellow", "black", "white")
THINGS = ("lamp", "kettle", "backpack", "desk", "blanket", "umbrella", "clock", "bicycle")
FRUITS = ("apples", "pears", "plums", "cherries", "lemons", "figs", "grapes", "peaches")
GOOD = ("The soup came hot, the bread was fresh, and the waiter remembered what we had ordered the year before. We stayed for two hours and were sorry to leave.",
        "I had feared a long wait, but everything was ready when I came. The room was bright and quiet, and the view over the bay was better than in the pictures.",
        "Our children asked on the way home when we would go again. The guide knew every bird by its song, and the path was easy even with a pram.",
        "It does all that the box promises. After half a year of daily use it looks new, and the one time I had a question somebody helped me within minutes.")
BAD = ("The soup came cold, the bread was hard, and the waiter forgot half of what we had ordered. We left after an hour, hungry and a good deal poorer.",
       "I had been promised a quiet room. It was above the kitchen, the window did not close, and nobody at the desk cared. The pictures must be of another house.",
       "Our children were bored and we got wet. The guide came late, knew nothing about birds, and the path was so muddy that the pram had to be carried.",
       "It broke in the second week. The shop sent me to the maker, the maker sent me back to the shop, and after three months I still have no money back.")


@dataclass(frozen=True)
class Task:
    """Answer: exact, in a sentence. Keys: each of them is in every right answer, written as here. Wrong: a statement that the document does not make."""

    kind: str
    document: str
    question: str
    answer: str
    keys: tuple
    wrong: str
    source: str = "own"


def timetable(source):
    town, track, hour, minute = source.choice(TOWNS), source.randint(1, 12), source.randint(6, 21), source.choice((5, 15, 25, 35, 50))
    time = f"{hour}:{minute:02d}"
    text = (f"Notice for travellers. The train to {town} leaves from track {track} at {time} and stops at every station on the way. "
            f"Bicycles may be taken along in the last carriage. The ticket office is closed on {source.choice(DAYS)}; please use the machines in the hall.")
    yield Task("extract", text, f"From which track does the train to {town} leave?", f"The train to {town} leaves from track {track}.", (str(track),), f"The train leaves from track {track + 13}.")
    yield Task("extract", text, f"At what time does the train to {town} leave?", f"The train to {town} leaves at {time}.", (time,), "The train leaves at midnight.")


def invoice(source):
    thing, price, person, number = source.choice(THINGS), source.randint(12, 480), source.choice(PEOPLE), source.randint(2000, 9800)
    text = (f"Invoice {number}. Sold to {person}: one {source.choice(COLOURS)} {thing}, delivered to the address that is on file. Amount due: {price} dollars, "
            f"to be paid within fourteen days. Thank you for buying from a small shop. Returns are taken for a month if the box is unopened.")
    yield Task("extract", text, "What is the amount due on this invoice?", f"The amount due is {price} dollars.", (str(price),), "Nothing is due.")
    yield Task("extract", text, "To whom was the item on this invoice sold?", f"It was sold to {person}.", (person,), "It was sold to Max Muster.")


def minutes(source):
    people, day, town = source.sample(PEOPLE, 2), source.choice(DAYS), source.choice(TOWNS)
    text = (f"Minutes of the garden club. Present were nine members. {people[0]} reported on the new fence, which is nearly done. {people[1]} was chosen as treasurer for "
            f"the coming year. The summer outing goes to {town}. The next meeting is on {day} in the usual room, and cake is welcome.")
    yield Task("extract", text, "Who was chosen as treasurer?", f"{people[1]} was chosen as treasurer.", (people[1],), "Nobody was chosen.")
    yield Task("extract", text, "Where does the summer outing go?", f"The summer outing goes to {town}.", (town,), "The outing was cancelled.")


def product(source):
    thing, colour, hours, grams = source.choice(THINGS), source.choice(COLOURS), source.randint(4, 40), source.randint(15, 95) * 10
    text = (f"The Alder {thing} comes in {colour} only. It weighs {grams} grams, and its battery lasts {hours} hours with the light on. The cable is in the box. "
            "Do not use it in the bath. The maker gives two years of guarantee and repairs what breaks in that time without asking why.")
    yield Task("extract", text, f"How much does the Alder {thing} weigh?", f"It weighs {grams} grams.", (str(grams),), "It weighs nine kilograms.")
    yield Task("extract", text, f"How many hours does the battery of the Alder {thing} last?", f"The battery lasts {hours} hours.", (str(hours),), "The battery lasts one minute.")


def weather(source):
    town, high, wind = source.choice(TOWNS), source.randint(3, 33), source.choice(("north", "south", "east", "west"))
    text = (f"Forecast for {town}. Fog in the valleys until ten, then sun with a few clouds. The highest temperature is {high} degrees. A light wind blows from the {wind}. "
            "The night stays dry. Over the weekend it turns colder, and snow may fall above a thousand metres.")
    yield Task("extract", text, f"What is the highest temperature that is forecast for {town}?", f"The highest temperature is {high} degrees.", (str(high),), "It will be fifty degrees below zero.")
    yield Task("extract", text, "From where does the wind blow?", f"The wind blows from the {wind}.", (wind,), "There is no wind at all.")


def stock(source):
    fruits = source.sample(FRUITS, source.randint(3, 5))
    counts = [source.randint(11, 98) for _ in fruits]
    listed = "\n".join(f"- {fruit}: {count} crates" for fruit, count in zip(fruits, counts, strict=True))
    text = f"Stock in the cold room, counted this morning by {source.choice(PEOPLE)}. Crates that are damaged are not in the list; they stand beside the door.\n{listed}\nThe next delivery comes on {source.choice(DAYS)}."
    yield Task("extract", text, f"How many crates of {fruits[1]} are in stock?", f"There are {counts[1]} crates of {fruits[1]}.", (str(counts[1]),), f"There are {counts[1] + 1000} crates.")
    words = {3: "three", 4: "four", 5: "five"}
    yield Task("count", text, "How many kinds of fruit are in the list? Answer with a number.", str(len(fruits)), (str(len(fruits)),), f"{words[len(fruits)]} hundred")


def review(source):
    mood, texts = source.choice((("positive", GOOD), ("negative", BAD)))
    text = f"{source.choice(texts)} That was in {source.choice(TOWNS)}, last {source.choice(DAYS)}."
    other = "negative" if mood == "positive" else "positive"
    yield Task("classify", text, "Is this review positive or negative? Answer with one word.", mood, (mood,), other)


MAKERS = (timetable, invoice, minutes, product, weather, stock, review)


def tasks(source, count):
    """Of all kinds alike; no document comes twice."""
    found, seen = [], set()
    while len(found) < count:
        made = list(MAKERS[len(found) % len(MAKERS)](source))
        task = source.choice(made)
        if task.document not in seen:
            seen.add(task.document)
            found.append(task)
    return found
