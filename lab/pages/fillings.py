# In: a pattern with names in braces, lists for the names, a source of chance. Out: the pattern with everything filled in. Addresses of pages,
# amounts, numbers and codes are made up; lists of words are the caller's. Knows no labels.
import re

SYLLABLES = ("ba", "be", "bo", "ca", "co", "da", "de", "di", "fa", "fi", "ga", "go", "ja", "ka", "ki", "la", "le", "lo", "ma", "mi", "mo", "na", "ne", "no", "pa", "pe", "ra", "ri", "ro", "sa", "so", "ta", "ti", "to", "va", "vi", "za", "zo")
PLAIN_ENDINGS = ("com", "org", "net", "de", "fr", "co.uk", "edu", "io", "it", "es", "nl", "com.br", "pl", "se", "jp", "cn", "ru", "dev", "info")
CHEAP_ENDINGS = ("com", "net", "xyz", "top", "club", "online", "site", "biz", "info", "click", "win", "shop", "live", "vip", "bet", "icu")
PATHS = ("about", "news", "docs", "guide", "archive", "article", "help", "research", "library", "blog", "events", "download", "projects", "wiki", "reference")
CURRENCIES = ("${}", "€{}", "£{}", "{} €", "{} EUR", "{} USD", "US${}", "{}元", "{}円", "{} руб.", "R$ {}")


def word(source, least=2, most=4):
    return "".join(source.choice(SYLLABLES) for _ in range(source.randint(least, most)))


def plain_address(source):
    host = f"{source.choice(('www.', '', 'docs.', 'en.'))}{word(source)}{source.choice(('', '-' + word(source)))}.{source.choice(PLAIN_ENDINGS if source.random() < 0.95 else CHEAP_ENDINGS)}"
    path = "/".join(source.sample(PATHS, source.randint(0, 2)) + [word(source)] * source.randint(0, 1))
    return source.choice(("https://", "https://", "http://", "")) + host + (f"/{path}" if path else "") + source.choice(("", "", ".html"))


def number(source, least=1, most=9999):
    """Small ones as often as large ones."""
    return int(least * (most / least) ** source.random())


def amount(source, least=5, most=9000):
    value = number(source, least, most)
    text = source.choice((f"{value}", f"{value:,}", f"{value}.{source.randint(0, 99):02}", f"{value},{source.randint(0, 99):02}"))
    return source.choice(CURRENCIES).format(text)


def code(source, length=6):
    return "".join(source.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(length))


def filler(source, lists):
    """A function from a name to what stands for it. A name of the lists wins; others are made up."""
    made = {
        "url": lambda: plain_address(source),
        "word": lambda: word(source),
        "n": lambda: str(number(source)),
        "few": lambda: str(source.randint(2, 12)),
        "percent": lambda: f"{source.choice((5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 150, 200, 300, 500))}%",
        "money": lambda: amount(source),
        "price": lambda: amount(source, 1, 90),
        "code": lambda: code(source, source.randint(4, 9)),
        "hour": lambda: f"{source.randint(6, 22)}:{source.choice(('00', '15', '30', '45'))}",
        "year": lambda: str(source.randint(1950, 2026)),
        "date": lambda: date(source),
        "digits": lambda: "".join(source.choice("0123456789") for _ in range(source.randint(7, 11))),
    }
    return lambda name: str(source.choice(lists[name])) if name in lists else made[name]()


def date(source):
    year, month, day = source.randint(1990, 2026), source.randint(1, 12), source.randint(1, 28)
    return source.choice((f"{year}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year}", f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}"))


def fill(pattern, source, lists):
    value = filler(source, lists)
    while "{" in pattern:
        pattern = re.sub(r"\{(\w+)\}", lambda name: value(name[1]), pattern)
    return pattern
