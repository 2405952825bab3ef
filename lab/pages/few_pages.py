# In: a seed. Out: pages that hold personal data, or look like it, and do not aggregate it: letters, authors, firms, tables of sport, books, logs,
# prices, programmes, code. People and firms in them do not exist.
import random

from .fillings import amount, code, date, fill, number, plain_address, word
from .people import LOCALES, people, person, phone_of
from .people_pages import WORDS, around, many, value
from .rows import Page

PAGES_A_FAMILY = 240


def letter(source, locale):
    one, other = person(source, locale), person(source, locale)
    body = around(source, one.language)
    return source.choice((
        f"{one.name}\n{value(one, 'address')}\n\n{other.name}\n{value(other, 'address')}\n\n{date(source)}\n\n{body}\n\n{one.name}\n{one.phone}",
        f"{body}\n\n{one.name}\n{one.email} | {one.mobile}",
        f"From: {one.name} <{one.email}>\nTo: {other.name} <{other.email}>\nDate: {date(source)}\n\n{body}\n\n{one.given}\n--\n{one.name}, {one.street}, {one.town}, {WORDS[one.language][1]} {one.phone}",
    ))


def thread(source, locale):
    """Several mails among the same few, each with its signature."""
    writers = people(source, locale, source.randint(2, 3))
    mails = []
    for at in range(source.randint(2, 8)):
        one = writers[at % len(writers)]
        mails.append(f"On {date(source)} {one.name} <{one.email}> wrote:\n> {around(source, one.language)}\n{one.name} {one.mobile}")
    return "\n\n".join(mails)


def author(source, locale):
    one = person(source, locale)
    return f"{one.name}\n{around(source, one.language)}\n{one.name} was born in {one.town} in {2026 - one.age}. {around(source, one.language)}\n{WORDS[one.language][4]}: {one.email}\n{plain_address(source)}"


def resume(source, locale):
    one = person(source, locale)
    words = WORDS[one.language]
    lines = [one.name, f"{words[2]}: {value(one, 'address')}", f"{words[1]}: {one.phone}", f"{words[4]}: {one.email}", f"{words[3]}: {one.born}"]
    lines += [f"{source.randint(1990, 2015)}-{source.randint(2016, 2026)} {word(source).title()} GmbH, {around(source, one.language)}" for _ in range(source.randint(2, 6))]
    return "\n".join(lines) + f"\nReferences: {person(source, locale).name}, {person(source, locale).phone}"


def firm(source, locale):
    """Offices and departments of one firm, at one domain."""
    language = LOCALES[locale][0]
    words, domain, one = WORDS[language], f"{word(source)}-{word(source)}.com", person(source, locale)
    rows = [around(source, language), f"{word(source).title()} {source.choice(('Ltd', 'GmbH', 'S.A.', 'Inc.', 'BV', 'SpA'))}", value(one, "address"), f"{words[1]}: {phone_of(source, locale)}"]
    for office in source.sample(("sales", "support", "info", "press", "jobs", "service", "office", "billing", "export", "repairs"), source.randint(1, 8)):
        rows.append(f"{office.title()}: {office}@{domain}" + source.choice(("", f", {phone_of(source, locale)}")))
    for other in people(source, locale, source.choice((0, 0, 1, 2, 3))):
        rows.append(f"{other.name}, {source.choice(('director', 'head of sales', 'editor'))}, {other.given[:1].lower() if other.given.isascii() else word(source)}.{word(source)}@{domain}")
    return "\n".join(rows)


def businesses(source, locale):
    """Shops and restaurants of a town: firms, no persons."""
    rows = []
    for _ in range(many(source, 4, 40)):
        one = person(source, locale)
        shop = f"{word(source).title()} {source.choice(('Bakery', 'Pharmacy', 'Hotel', 'Café', 'Garage', 'Restaurant', 'Supermarkt', 'Apotheke', 'Farmacia', 'Hôtel', 'Bank', 'Bookshop', 'Clinic'))}"
        rows.append(source.choice((f"{shop}, {value(one, 'address')}, {WORDS[one.language][1]} {one.phone}, open {source.randint(6, 10)}-{source.randint(16, 23)}", f"{shop}\n{value(one, 'address')}\n{one.phone}\n{plain_address(source)}\n")))
    return "\n".join(rows)


def league(source, locale):
    rows = [f"{at} {one.name} {source.choice(('GER', 'USA', 'ITA', 'KEN', one.town))} {source.randint(1, 59)}:{source.randint(10, 59)}.{source.randint(10, 99)} {source.randint(0, 120)}" for at, one in enumerate(people(source, locale, many(source)), 1)]
    return "\n".join([source.choice(("Results", "Final standings", "Rank Name Club Time Points", f"{word(source)} cup {source.randint(1990, 2026)}")), *rows])


def roster(source, locale):
    """Players with their year of birth, height and number."""
    return "\n".join(f"{source.randint(1, 99)} {one.name} {source.choice(('GK', 'DF', 'MF', 'FW', 'C', 'G'))} {one.born if source.random() < 0.4 else 2026 - one.age} {source.randint(160, 210)} cm" for one in people(source, locale, many(source, 8, 40)))


def books(source, locale):
    rows = []
    for _ in range(many(source)):
        writers = ", ".join(f"{one.surname}, {one.given[:1]}." for one in people(source, locale, source.randint(1, 4)))
        rows.append(f"{writers} ({source.randint(1950, 2026)}). {fill('On {topic} and {topic}', source, TOPICS)}. {word(source).title()} Press, {source.randint(1, 90)}({source.randint(1, 12)}), {source.randint(1, 400)}-{source.randint(401, 900)}. doi:10.{source.randint(1000, 9999)}/{word(source)}.{source.randint(10**4, 10**8)}")
    return "\n".join(rows)


TOPICS = {"topic": ("soil chemistry", "trade", "graphs", "migration of birds", "tax law", "glass", "proteins", "cities", "jazz", "compilers", "volcanoes")}


def cast(source, locale):
    return "\n".join(f"{one.name}{source.choice((' as ', ' .... ', ' - '))}{other.given}" for one, other in zip(*(iter(people(source, locale, 2 * many(source, 6, 40))),) * 2))


def log(source, locale):
    rows = []
    for _ in range(many(source)):
        ip = ".".join(str(source.randint(1, 254)) for _ in range(4))
        stamp = f"2026-{source.randint(1, 12):02}-{source.randint(1, 28):02}T{source.randint(0, 23):02}:{source.randint(0, 59):02}:{source.randint(0, 59):02}Z"
        rows.append(source.choice((f'{ip} - - [{stamp}] "GET /{word(source)}/{word(source)} HTTP/1.1" {source.choice((200, 304, 404))} {number(source)}', f"{stamp} sshd[{number(source)}]: Connection closed by {ip} port {number(source, 1024, 65000)}", f"{stamp} INFO {word(source)}.{word(source)}: request {code(source, 8)} took {number(source)} ms")))
    return "\n".join(rows)


def prices(source, locale):
    return "\n".join(source.choice((f"{code(source, 7)}  {word(source)} {word(source)}  {amount(source)}", f"{number(source, 100000, 99999999)}\t{word(source)}\t{number(source)}\t{amount(source)}")) for _ in range(many(source)))


def figures(source, locale):
    columns = source.randint(3, 9)
    return "\n".join(source.choice((",", "\t"))[:1].join(str(source.choice((number(source), round(source.random() * 100, 3)))) for _ in range(columns)) for _ in range(many(source)))


def programme(source, locale):
    return "\n".join(f"{source.randint(8, 18)}:{source.choice(('00', '30'))} {one.name} ({word(source).title()} {source.choice(('University', 'Institute', 'GmbH', 'College'))}, {one.town}): {fill('{topic} and {topic}', source, TOPICS)}" for one in people(source, locale, many(source, 5, 50)))


def committee(source, locale):
    return "\n".join(f"{one.name}, {source.choice(('University of ', 'Institute of ', ''))}{one.town}" for one in people(source, locale, many(source)))


def history(source, locale):
    """A town and who lived there, long ago."""
    rows = []
    for one in people(source, locale, source.randint(2, 14)):
        rows.append(f"{one.name} (born {source.randint(1500, 1890)} in {one.town}; died {source.randint(1891, 1950)}) was a {source.choice(('painter', 'mayor', 'merchant', 'physicist', 'poet'))}. {around(source, one.language)}")
    return "\n".join(rows)


def news(source, locale):
    one, other = person(source, locale), person(source, locale)
    return f"{around(source, one.language)} {one.name}, {one.age}, of {one.town} said: \"{around(source, one.language)}\" {other.name}, a spokesman, declined to comment. {around(source, one.language)}"


def code_sample(source, locale):
    one = person(source, locale)
    return f"# Author: {one.name} <{one.email}>\n# Copyright {source.randint(2000, 2026)}\nimport {word(source)}\n\n" + "\n".join(f"def {word(source)}({word(source)}):\n    user = {{'name': '{word(source)}', 'email': 'user{at}@example.com', 'phone': '555-01{source.randint(10, 99)}'}}\n    return {word(source)}(user, {number(source)})\n" for at in range(source.randint(1, 12)))


def advert(source, locale):
    one = person(source, locale)
    return f"{around(source, one.language)}\n{amount(source)}\n{WORDS[one.language][1]}: {one.mobile} ({one.given})"


def emergency(source, locale):
    return "\n".join(f"{name}: {source.choice((110, 112, 911, 999, 119, 113))}, {source.choice(('police', 'fire', 'ambulance'))}, +{source.randint(1, 99)} {number(source, 100000, 99999999)}" for name in source.sample(("Germany", "France", "Spain", "Italy", "Japan", "Brazil", "Poland", "Chile", "India", "Ghana", "Canada", "Norway"), source.randint(3, 12)))


def timetable(source, locale):
    return "\n".join(f"{person(source, locale).town} {' '.join(f'{source.randint(5, 23):02}:{source.randint(0, 59):02}' for _ in range(source.randint(3, 9)))}" for _ in range(many(source, 5, 40)))


def obituary(source, locale):
    one, kin = person(source, locale), people(source, locale, source.randint(2, 6))
    return f"{one.name}, {one.age}, of {one.town} died on {date(source)}. {around(source, one.language)} {one.given} is survived by {', '.join(other.name for other in kin)}. Born on {one.born}. The service takes place at {one.street}."


def elections(source, locale):
    return "\n".join(f"{one.name} ({source.choice(('Green', 'Liberal', 'Labour', 'Independent', 'Union'))})  {number(source, 100, 90000)}  {source.randint(1, 60)}.{source.randint(0, 9)}%" for one in people(source, locale, many(source)))


def invoice(source, locale):
    one = person(source, locale)
    rows = [f"{number(source, 1, 9)} x {word(source)} {amount(source)}" for _ in range(source.randint(1, 12))]
    return "\n".join([f"{word(source).title()} GmbH, {person(source, locale).street}", f"Invoice {number(source)} {date(source)}", one.name, value(one, "address"), *rows, f"Total {amount(source)}", f"IBAN {one.iban}", f"{WORDS[one.language][1]} {one.phone}"])


def chat(source, locale):
    names = [one.given for one in people(source, locale, source.randint(2, 5))]
    return "\n".join(f"[{source.randint(0, 23):02}:{source.randint(0, 59):02}] <{source.choice(names)}> {around(source, LOCALES[locale][0]).splitlines()[0]}" for _ in range(many(source)))


FAMILIES = {
    "letter": letter, "thread": thread, "author": author, "resume": resume, "firm": firm, "businesses": businesses, "league": league, "roster": roster, "books": books, "cast": cast, "log": log,
    "prices": prices, "figures": figures, "programme": programme, "committee": committee, "history": history, "news": news, "code": code_sample, "advert": advert, "emergency": emergency,
    "timetable": timetable, "obituary": obituary, "elections": elections, "invoice": invoice, "chat": chat,
}


def read_all(seed=2028):
    source = random.Random(seed)
    locales = list(LOCALES)
    for family, make in FAMILIES.items():
        for turn in range(PAGES_A_FAMILY):
            locale = source.choice(("us", "gb", "in") if turn % 3 == 0 else locales)
            text = make(source, locale)
            language = LOCALES[locale][0]
            if source.random() < 0.2:
                text = around(source, language) + "\n" + text
            yield Page(f"few_{family}", text, 0, 0, language)
