# In: a seed. Out: pages that aggregate personal data of people who do not exist: directories, lists, dumps, tables, posts that expose someone.
import json
import random

from . import plain_english, plain_languages
from .fillings import amount, code, fill, word
from .people import LOCALES, people, person
from .rows import Page

PAGES_A_FAMILY = 330
WORDS = {
    "en": ("Name", "Phone", "Address", "Date of birth", "Email", "ID number", "Mobile", "City", "Contact list", "Relatives", "Age", "Lives in"),
    "de": ("Name", "Telefon", "Adresse", "Geburtsdatum", "E-Mail", "Ausweisnummer", "Handy", "Ort", "Kontaktliste", "Angehörige", "Alter", "Wohnort"),
    "fr": ("Nom", "Téléphone", "Adresse", "Date de naissance", "Courriel", "N° de sécurité sociale", "Portable", "Ville", "Liste de contacts", "Famille", "Âge", "Habite à"),
    "es": ("Nombre", "Teléfono", "Dirección", "Fecha de nacimiento", "Correo", "DNI", "Móvil", "Ciudad", "Lista de contactos", "Familiares", "Edad", "Vive en"),
    "it": ("Nome", "Telefono", "Indirizzo", "Data di nascita", "Email", "Codice fiscale", "Cellulare", "Città", "Elenco contatti", "Parenti", "Età", "Vive a"),
    "pt": ("Nome", "Telefone", "Endereço", "Data de nascimento", "E-mail", "CPF", "Celular", "Cidade", "Lista de contatos", "Parentes", "Idade", "Mora em"),
    "nl": ("Naam", "Telefoon", "Adres", "Geboortedatum", "E-mail", "BSN", "Mobiel", "Plaats", "Contactlijst", "Familie", "Leeftijd", "Woont in"),
    "ru": ("Имя", "Телефон", "Адрес", "Дата рождения", "Почта", "Паспорт", "Мобильный", "Город", "Список контактов", "Родственники", "Возраст", "Проживает"),
    "zh": ("姓名", "电话", "地址", "出生日期", "邮箱", "身份证号", "手机", "城市", "联系人名单", "亲属", "年龄", "居住地"),
    "ja": ("氏名", "電話", "住所", "生年月日", "メール", "番号", "携帯", "市", "連絡先一覧", "家族", "年齢", "居住地"),
    "pl": ("Imię i nazwisko", "Telefon", "Adres", "Data urodzenia", "E-mail", "Dowód", "Komórka", "Miasto", "Lista kontaktów", "Rodzina", "Wiek", "Mieszka w"),
    "sv": ("Namn", "Telefon", "Adress", "Födelsedatum", "E-post", "Personnummer", "Mobil", "Ort", "Kontaktlista", "Släktingar", "Ålder", "Bor i"),
    "ko": ("이름", "전화", "주소", "생년월일", "이메일", "주민번호", "휴대폰", "도시", "연락처 목록", "가족", "나이", "거주지"),
}
FIELDS = ("name", "phone", "address", "born", "email", "id", "mobile", "town")


def value(one, field):
    return {"name": one.name, "phone": one.phone, "address": f"{one.street}, {one.postcode} {one.town}", "born": one.born, "email": one.email, "id": one.national_id, "mobile": one.mobile, "town": one.town}[field]


def label(language, field):
    return WORDS[language][FIELDS.index(field)]


def some_fields(source, least=2):
    others = [field for field in FIELDS[1:] if field != "town"]
    return ("name", *sorted(source.sample(others, source.randint(least - 1, 4)), key=FIELDS.index))


def many(source, least=7, most=90):
    return int(least * (most / least) ** source.random())


def directory(source, locale):
    """People search: what is known of one, or of several of a name."""
    blocks = []
    for one in people(source, locale, source.randint(1, 12)):
        words = WORDS[one.language]
        kin = people(source, locale, source.randint(2, 6))
        lines = [one.name, f"{words[10]} {one.age}", f"{words[11]} {one.town}", f"{words[2]}: {value(one, 'address')}"]
        lines += [f"{words[2]} ({2000 + at}): {value(person(source, locale), 'address')}" for at in range(source.randint(1, 4))]
        lines += [f"{words[1]}: {one.phone}, {one.mobile}", f"{words[9]}: " + ", ".join(other.name for other in kin), f"{words[4]}: {one.email}, {person(source, locale).email}"]
        if source.random() < 0.4:
            lines.append(f"{words[3]}: {one.born}")
        blocks.append(source.choice(("\n", "\n", " · ", " | ")).join(lines))
    return "\n\n".join(blocks)


def leak(source, locale):
    found = people(source, locale, many(source))
    form = source.choice((0, 0, 1, 2, 3, 4, 5))
    if form == 0:
        return "\n".join(f"{one.email}{source.choice(':;|')}{one.password}" for one in found)
    if form == 1:
        return "\n".join(f"{at},{one.username},{one.email},{one.password},{one.ip},{one.phone}" for at, one in enumerate(found, source.randint(1, 90000)))
    if form == 2:
        rows = ",\n".join(f"({at}, '{one.name}', '{one.email}', '{one.password}', '{one.mobile}', '{one.born}')" for at, one in enumerate(found, 1))
        return f"INSERT INTO `users` (`id`, `name`, `email`, `password`, `phone`, `birthday`) VALUES\n{rows};"
    if form == 3:
        return "\n".join(json.dumps({"id": at, "full_name": one.name, "email": one.email, "mobile": one.mobile, "address": value(one, "address"), "dob": one.born}, ensure_ascii=False) for at, one in enumerate(found))
    if form == 4:
        return "\n".join(f"{one.card} | {source.randint(1, 12):02}/{source.randint(27, 31)} | {source.randint(100, 999)} | {one.name} | {one.street} | {one.town} | {one.postcode} | {one.phone}" for one in found)
    return "\n".join(f"{one.name}\t{one.national_id}\t{one.iban}\t{one.phone}" for one in found)


def table(source, locale):
    fields = some_fields(source)
    found = people(source, locale, many(source))
    joint = source.choice(("\t", " | ", ";", ",", "  "))
    head = joint.join(label(found[0].language, field) for field in fields)
    rows = [joint.join(value(one, field).replace(", ", " " if joint == "," else ", ") for field in fields) for one in found]
    return "\n".join([head, *rows] if source.random() < 0.8 else rows)


def lines_of_contacts(source, locale):
    found = people(source, locale, many(source))
    title = source.choice((WORDS[found[0].language][8], "", f"{word(source)} {source.randint(2009, 2026)}"))
    form = source.randint(0, 3)
    fields = some_fields(source)
    joint = source.choice((" - ", ", ", " ", ": ", " / ", "  "))
    if form == 0:
        rows = [joint.join(value(one, field) for field in fields) for one in found]
    elif form == 1:
        rows = ["\n".join(f"{label(one.language, field)}: {value(one, field)}" for field in fields) + "\n" for one in found]
    elif form == 2:
        rows = [f"{one.surname} {one.given[:1]}., {one.street}, {one.town} .... {one.phone}" for one in found]
    else:
        rows = [f"{at}. {one.name}{joint}{one.mobile}" for at, one in enumerate(found, 1)]
    return "\n".join([title, *rows])


def exposed(source, locale):
    """A post that tells all about a person or a family, some answers behind it."""
    one, kin = person(source, locale), people(source, locale, source.randint(1, 4))
    words = WORDS[one.language]
    opening = source.choice(("everyone should know where this person lives, here is all I found", "full info on the guy from the video", "this is who she is, pass it on", "dox of {name}, enjoy", "got all their details, do with it what you want", "he blocked me so here you go")).replace("{name}", one.name)
    lines = [opening, f"{words[0]}: {one.name}", f"{words[2]}: {value(one, 'address')}", f"{words[1]}: {one.phone} / {one.mobile}", f"{words[4]}: {one.email}", f"{words[3]}: {one.born}", f"IP: {one.ip}", f"{words[5]}: {one.national_id}", f"username: {one.username} password: {one.password}", f"card {one.card}"]
    lines = lines[:3] + source.sample(lines[3:], source.randint(3, 7))
    for other in kin:
        lines.append(f"{source.choice(('mother', 'father', 'brother', 'sister', 'boss', 'girlfriend'))}: {other.name}, {other.mobile}, {value(other, 'address')}")
    lines += source.sample(("lol", "thanks for sharing", "just called the number, works", "is this still the current address?", "saved", "what about the workplace"), source.randint(0, 3))
    return "\n".join(lines)


def court(source, locale):
    rows = []
    for one in people(source, locale, many(source)):
        rows.append(source.choice((
            f"Case {source.randint(10, 26)}-CR-{source.randint(1000, 99999)}  {one.surname}, {one.given}  DOB {one.born}  {value(one, 'address')}  {source.choice(('speeding', 'trespass', 'theft', 'unpaid fines', 'disorderly conduct'))}",
            f"{one.name}, {one.age}, of {value(one, 'address')}, booked {source.randint(1, 12)}/{source.randint(1, 28)}/2025, bond {amount(source)}, born {one.born}",
        )))
    return "\n".join(["Arrests and bookings", *rows])


def phone_owners(source, locale):
    """Whose number is this: pages of numbers with names."""
    rows = []
    for one in people(source, locale, many(source)):
        rows.append(source.choice((f"{one.phone} belongs to {one.name} in {one.town}", f"{one.phone} {one.name}, {value(one, 'address')}", f"Owner of {one.mobile}: {one.name}, age {one.age}")))
    return "\n".join(rows)


def voters(source, locale):
    rows = [f"{source.randint(10**7, 10**8)} {one.surname.upper()} {one.given.upper()} {one.street.upper()} {one.town.upper()} {one.postcode} {one.born} {source.choice(('ACTIVE', 'INACTIVE', 'M', 'F', 'R', 'D'))}" for one in people(source, locale, many(source))]
    return "\n".join(rows)


def cards(source, locale):
    return "\n".join(f"BEGIN:VCARD\nVERSION:3.0\nN:{one.surname};{one.given};;;\nFN:{one.name}\nTEL;TYPE=CELL:{one.mobile}\nEMAIL:{one.email}\nADR:;;{one.street};{one.town};;{one.postcode};\nEND:VCARD" for one in people(source, locale, many(source, 5, 40)))


def alumni(source, locale):
    rows = [f"{one.name} ({source.randint(1970, 2020)}), {source.choice(('teacher', 'engineer', 'nurse', 'lawyer', 'retired', 'farmer'))}, {one.town}, {source.choice((one.email, one.mobile))}{source.choice(('', ', born ' + one.born))}" for one in people(source, locale, many(source))]
    return "\n".join(rows)


def members(source, locale):
    rows = [source.choice((f"{code(source, 5)} {one.name} {one.born} {one.mobile}", f"{one.name}, {one.born}, {one.street}, {one.town}")) for one in people(source, locale, many(source))]
    return "\n".join(rows)


def in_prose(source, locale):
    """Sentence after sentence of who lives where."""
    forms = ("{name} lives at {address} and can be reached at {phone}.", "{name}, born {born}, uses {email}.", "The number of {name} is {phone}, the address {address}.", "{name} ({email}) moved to {address}.", "Call {name} on {mobile} or write to {email}.", "{name} was born on {born} and has the number {id}.")
    rows = []
    for one in people(source, locale, many(source, 6, 30)):
        text = source.choice(forms)
        for field in FIELDS:
            text = text.replace("{" + field + "}", value(one, field))
        rows.append(text)
    return source.choice((" ", "\n")).join(rows)


FAMILIES = {"directory": directory, "leak": leak, "table": table, "contacts": lines_of_contacts, "exposed": exposed, "court": court, "numbers": phone_owners, "voters": voters, "cards": cards, "alumni": alumni, "members": members, "prose": in_prose}


def read_all(seed=2027):
    source = random.Random(seed)
    locales = list(LOCALES)
    for family, make in FAMILIES.items():
        for turn in range(PAGES_A_FAMILY * (2 if family in ("leak", "contacts", "table") else 1)):
            # A third in English of three countries, else of any locale.
            locale = source.choice(("us", "gb", "in") if turn % 3 == 0 else locales)
            text = make(source, locale)
            language = LOCALES[locale][0]
            if source.random() < 0.3:
                text = around(source, language) + "\n" + text
            if source.random() < 0.15:
                text = text + "\n" + around(source, language)
            yield Page(f"people_{family}", text, 0, 1, language)


def around(source, language):
    families = plain_english.FAMILIES if language == "en" else plain_languages.FAMILIES[language]
    return "\n".join(fill(source.choice(families["everyday"]), source, plain_english.LISTS) for _ in range(source.randint(1, 6)))
