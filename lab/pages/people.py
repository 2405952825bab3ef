# In: a source of chance and a locale. Out: a person who does not exist, with name, address, numbers and accounts in the forms of the locale.
# Numbers with check digits have right ones, so that what looks for them finds them. Knows no page.
from dataclasses import dataclass

FREE_MAIL = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "gmx.de", "web.de", "orange.fr", "free.fr", "libero.it", "uol.com.br", "mail.ru", "yandex.ru", "qq.com", "163.com", "naver.com", "wp.pl", "hotmail.co.uk", "proton.me", "aol.com")

LOCALES = {
    "us": ("en", "James Mary Robert Linda Michael Susan David Karen Tyler Ashley Kevin Brenda Marcus Denise Logan Heather", "Smith Johnson Miller Davis Garcia Wilson Moore Clark Lewis Young Hall Baker Turner Collins Reed Bryant", "Oak Street|Maple Avenue|2nd Street|Washington Blvd|Cedar Lane|Park Road|Sunset Drive|Lake Court", "Springfield|Riverside|Franklin|Greenville|Madison|Clinton|Salem|Georgetown"),
    "gb": ("en", "Oliver Amelia Harry Isla George Poppy Callum Freya Nigel Gemma Alistair Bronwen Rhys Imogen", "Taylor Brown Evans Thomas Walker Wright Hughes Edwards Green Wood Harris Cooper Ward Bennett", "High Street|Church Road|Station Road|Victoria Road|Mill Lane|Manor Close|The Crescent", "Reading|Derby|Luton|Exeter|Preston|Swindon|Bath|Wrexham"),
    "in": ("en", "Rahul Priya Amit Sunita Vikram Anjali Sanjay Kavita Arjun Meera Deepak Lakshmi", "Sharma Patel Gupta Reddy Iyer Singh Nair Kulkarni Das Mehta Chopra Rao", "MG Road|Gandhi Nagar|Station Road|Nehru Street|Temple Road", "Pune|Nagpur|Mysuru|Kochi|Indore|Jaipur"),
    "de": ("de", "Jürgen Sabine Thomas Petra Stefan Monika Lukas Hannah Uwe Birgit Matthias Ingrid", "Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schäfer Koch Richter Krüger", "Hauptstraße|Bahnhofstraße|Gartenweg|Lindenallee|Kirchgasse|Schulstraße", "Kassel|Erfurt|Augsburg|Münster|Kiel|Ulm"),
    "fr": ("fr", "Jean Marie Pierre Sophie Luc Camille Antoine Élodie Thierry Brigitte Mathieu Chloé", "Martin Bernard Dubois Petit Durand Leroy Moreau Girard Lefèvre Mercier Blanc Garnier", "rue de la Paix|avenue Victor Hugo|rue des Lilas|chemin du Moulin|place du Marché", "Nantes|Dijon|Angers|Reims|Tours|Brest"),
    "es": ("es", "José Carmen Antonio María Javier Lucía Pablo Elena Sergio Rocío Álvaro Pilar", "García Fernández López Sánchez Romero Torres Navarro Ortega Molina Serrano Vega Castillo", "Calle Mayor|Avenida de la Constitución|Calle Real|Paseo del Prado|Plaza Nueva", "Murcia|Zaragoza|Vigo|Burgos|Cádiz|Toledo"),
    "it": ("it", "Marco Giulia Luca Francesca Paolo Chiara Giovanni Elena Matteo Silvia Stefano Laura", "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Conti Gallo", "Via Roma|Via Garibaldi|Corso Italia|Piazza Dante|Viale Europa", "Parma|Modena|Bari|Verona|Trieste|Lecce"),
    "br": ("pt", "João Ana Carlos Fernanda Rafael Juliana Bruno Patrícia Thiago Camila Marcelo Larissa", "Silva Santos Oliveira Souza Pereira Lima Carvalho Almeida Ribeiro Barbosa Rocha Nunes", "Rua das Flores|Avenida Brasil|Rua Sete de Setembro|Travessa da Paz", "Curitiba|Recife|Goiânia|Santos|Natal|Campinas"),
    "nl": ("nl", "Jan Anna Pieter Sanne Daan Femke Willem Lotte Bas Marieke Kees Iris", "de Jong Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker", "Dorpsstraat|Kerkstraat|Molenweg|Schoolstraat|Stationsplein", "Zwolle|Breda|Leiden|Arnhem|Delft|Tilburg"),
    "ru": ("ru", "Иван Ольга Сергей Елена Дмитрий Наталья Алексей Татьяна Андрей Марина", "Иванов Петров Смирнов Кузнецов Соколов Попов Лебедев Козлов Новиков Морозов", "ул. Ленина|ул. Мира|пр. Победы|ул. Садовая|ул. Школьная", "Казань|Пермь|Тула|Омск|Самара|Рязань"),
    "cn": ("zh", "伟 芳 娜 敏 静 磊 强 洋 艳 杰 秀英 建国", "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙", "人民路|中山路|建设街|解放大道|和平里", "南京市|成都市|武汉市|青岛市|长沙市|合肥市"),
    "jp": ("ja", "太郎 花子 健一 美咲 翔太 由美子 大輔 さくら 直樹 恵子", "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤", "本町|中央|桜町|緑ヶ丘|栄町", "横浜市|札幌市|仙台市|広島市|福岡市"),
    "pl": ("pl", "Piotr Anna Krzysztof Katarzyna Andrzej Małgorzata Tomasz Agnieszka", "Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Mazur", "ul. Kwiatowa|ul. Polna|ul. Leśna|al. Wolności", "Lublin|Gdynia|Radom|Opole"),
    "se": ("sv", "Erik Karin Lars Eva Anders Kristina Johan Birgitta", "Andersson Johansson Nilsson Larsson Persson Lindberg Berg Holm", "Storgatan|Drottninggatan|Skolgatan|Kyrkvägen", "Uppsala|Lund|Umeå|Kalmar"),
    "kr": ("ko", "민수 지영 현우 수진 동현 은정 준호 혜진", "김 이 박 최 정 강 조 윤", "중앙로|세종대로|역삼동|서초동", "부산시|대구시|광주시|수원시"),
}
GIVEN_LAST = ("cn", "jp", "kr")
LATIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "í": "i", "á": "a", "ã": "a", "ç": "c", "ô": "o", "ó": "o", "ñ": "n", "É": "E", "Á": "A", "ú": "u", "ś": "s", "ó": "o", "ł": "l", "ń": "n", "ż": "z"})


@dataclass
class Person:
    locale: str
    language: str
    given: str
    surname: str
    name: str
    street: str
    town: str
    postcode: str
    phone: str
    mobile: str
    email: str
    born: str
    age: int
    national_id: str
    card: str
    iban: str
    username: str
    password: str
    ip: str


def person(source, locale):
    language, given, surnames, streets, towns = LOCALES[locale]
    first, last = source.choice(given.split()), source.choice(surnames.replace("de Jong", "Jong").split())
    name = f"{last}{first}" if locale in ("cn", "kr") else f"{last} {first}" if locale == "jp" else f"{first} {last}"
    house, street, town = source.randint(1, 220), source.choice(streets.split("|")), source.choice(towns.split("|"))
    latin = f"{first}.{last}".lower().translate(LATIN)
    if not latin.isascii():
        latin = f"{source.choice(('zhang', 'yamada', 'ivanov', 'kim', 'lena', 'sakura', 'wang', 'petrov', 'mina', 'oleg'))}{source.randint(1, 9999)}"
    username = latin.replace(".", source.choice((".", "_", "", "-"))) + source.choice(("", str(source.randint(1, 2009))))
    year = source.randint(1938, 2006)
    month, day = source.randint(1, 12), source.randint(1, 28)
    postcode = f"{source.randint(10000, 99999)}"
    return Person(
        locale, language, first, last, name, street_of(source, locale, street, house), town, {"gb": f"{source.choice(('RG', 'DE', 'LU', 'EX'))}{source.randint(1, 30)} {source.randint(1, 9)}{source.choice(('AB', 'QT', 'XN'))}", "nl": f"{source.randint(1000, 9999)} {source.choice(('AB', 'KL', 'XZ'))}", "jp": f"〒{source.randint(100, 999)}-{source.randint(1000, 9999)}"}.get(locale, postcode),
        phone_of(source, locale), phone_of(source, locale), f"{username}@{source.choice(FREE_MAIL)}", born_of(source, locale, year, month, day), 2026 - year, id_of(source, locale, year, month, day), card_of(source), iban_of(source), username,
        source.choice((username[:5] + str(year), f"{source.getrandbits(128):032x}", f"{source.getrandbits(160):040x}", "qwerty" + str(day), f"{first}{source.choice('!#$')}{day}")), ".".join(str(source.randint(1, 254)) for _ in range(4)),
    )


def people(source, locale, count):
    return [person(source, locale) for _ in range(count)]


def street_of(source, locale, street, house):
    if locale in ("us", "gb", "in", "fr"):
        return f"{house} {street}" + (f", Apt {source.randint(1, 60)}" if locale == "us" and source.random() < 0.3 else "")
    if locale in ("es", "it", "br", "ru"):
        return f"{street}, {house}"
    return f"{street}{house}{'号' if locale == 'cn' else ''}" if locale in ("cn", "jp") else f"{street} {house}"


# A sign for a digit each; @ for an area of North America, ? for an area of Brazil.
PHONES = {
    "us": ("(@) @-####", "@-@-####", "+1 @ @ ####"), "gb": ("+44 7### ######", "07### ######", "01### ######"), "in": ("+91 9#### #####", "9#########"), "de": ("+49 17# #######", "0###/######", "0#### #####"),
    "fr": ("06 ## ## ## ##", "+33 6 ## ## ## ##"), "es": ("6## ### ###", "+34 6## ### ###"), "it": ("3## #######", "+39 3## ### ####"), "br": ("(?) 9####-####", "+55 ? 9####-####"), "nl": ("06-########", "+31 6 ########"),
    "ru": ("+7 9## ###-##-##", "8 (9##) ###-##-##"), "cn": ("13#########", "+86 13# #### ####"), "jp": ("090-####-####", "0#-####-####"), "pl": ("+48 ### ### ###", "### ### ###"), "se": ("070-### ## ##", "+46 70 ### ## ##"), "kr": ("010-####-####",),
}


def phone_of(source, locale):
    made = {"#": lambda: source.choice("0123456789"), "@": lambda: str(source.randint(201, 989)), "?": lambda: str(source.randint(11, 99))}
    return "".join(made[sign]() if sign in made else sign for sign in source.choice(PHONES[locale]))


def born_of(source, locale, year, month, day):
    if locale == "us":
        return source.choice((f"{month:02}/{day:02}/{year}", f"{year}-{month:02}-{day:02}"))
    if locale in ("cn", "jp", "kr"):
        return source.choice((f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}"))
    return source.choice((f"{day:02}.{month:02}.{year}", f"{day:02}/{month:02}/{year}", f"{year}-{month:02}-{day:02}"))


def luhn(digits):
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def card_of(source):
    body = source.choice("45") + "".join(source.choice("0123456789") for _ in range(14))
    whole = body + luhn(body)
    return " ".join(whole[at : at + 4] for at in range(0, 16, 4)) if source.random() < 0.5 else whole


def iban_of(source):
    country, length = source.choice((("DE", 18), ("ES", 20), ("NL", 0), ("FR", 23)))
    body = "ABNA" + "".join(source.choice("0123456789") for _ in range(10)) if country == "NL" else "".join(source.choice("0123456789") for _ in range(length))
    value = int("".join(str(int(sign, 36)) for sign in body + country + "00"))
    return f"{country}{98 - value % 97:02}{body}"


def id_of(source, locale, year, month, day):
    d = lambda count: "".join(source.choice("0123456789") for _ in range(count))
    if locale == "us":
        return f"{source.randint(100, 665)}-{source.randint(10, 99)}-{source.randint(1000, 9999)}"
    if locale == "es":
        number = source.randint(10_000_000, 99_999_999)
        return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"
    if locale == "cn":
        body = f"{source.choice(('110101', '320102', '510104'))}{year}{month:02}{day:02}{d(3)}"
        total = sum(int(digit) * weight for digit, weight in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)))
        return body + "10X98765432"[total % 11]
    if locale == "br":
        body = d(9)
        for length in (10, 11):
            total = sum(int(digit) * weight for digit, weight in zip(body, range(length, 1, -1)))
            body += str((total * 10 % 11) % 10)
        return f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}"
    if locale == "nl":
        while True:
            body = d(8)
            check = sum(int(digit) * weight for digit, weight in zip(body, range(9, 1, -1))) % 11
            if check < 10 and body[0] != "0":
                return body + str(check)
    if locale == "fr":
        body = f"{source.choice('12')}{year % 100:02}{month:02}{source.randint(10, 89)}{d(6)}"
        return f"{body}{97 - int(body) % 97:02}"
    if locale == "se":
        body = f"{year % 100:02}{month:02}{day:02}{d(3)}"
        return f"{body[:6]}-{body[6:]}{luhn(body)}"
    return f"{source.choice('ABCEGHKLMNPR')}{source.choice('ABCEGHKLMNPR')}{d(6)}{source.choice('ABCD')}"

