# In: a seed. Out: pages of spam, and pages that look like it in a word or two and are none, in the widths that a crawl has: from one line to
# a long page. All of our own wording.
import random

from . import plain_english, plain_languages, spam_english, spam_languages
from .fillings import CHEAP_ENDINGS, fill
from .rows import Page

LISTS = {**plain_english.LISTS, **spam_english.LISTS, "cheap": CHEAP_ENDINGS}
PLAIN_LISTS = {"thing": plain_english.LISTS["thing"], **plain_english.LISTS}
JOINTS = ("\n", "\n", "\n\n", " ", " ", " | ", " - ", "\n* ", "\n- ")
PLAIN_JOINTS = ("\n", "\n\n", ". ", ". ", "\n- ", "\n* ", " | ", "; ")
SPAM_COUNT = {"en": 3600}
PLAIN_COUNT = {"en": 3600}
OTHER_COUNT = 420


def read_all(seed=2026):
    source = random.Random(seed)
    for language in ("en", *spam_languages.FAMILIES):
        families = spam_english.FAMILIES if language == "en" else spam_languages.FAMILIES[language]
        for turn in range(SPAM_COUNT.get(language, OTHER_COUNT)):
            family = "articles" if language == "en" and turn % 6 == 0 else list(families)[turn % len(families)]
            yield Page(f"spam_{family}", spam_page(source, language, family), 1, 0, language)
    for language in ("en", *plain_languages.FAMILIES):
        families = plain_english.FAMILIES if language == "en" else plain_languages.FAMILIES[language]
        for turn in range(PLAIN_COUNT.get(language, OTHER_COUNT)):
            family = list(families)[turn % len(families)]
            yield Page(f"plain_{family}", plain_page(source, language, family), 0, 0, language)


def length(source, most=40):
    return max(1, int(most ** source.random()))


def spam_page(source, language, family):
    families = spam_english.FAMILIES if language == "en" else spam_languages.FAMILIES[language]
    trained = [name for name in families if f"spam_{name}" == f"spam_{family}" or name not in ("essays", "replicas", "psychic")]
    visits = spam_english.LISTS["visit"] if language == "en" else spam_languages.VISIT[language]
    others = source.sample(trained, min(len(trained), source.choice((0, 0, 0, 1, 2))))
    patterns = [pattern for name in (family, *others) for pattern in families[name]]
    fixed = {**LISTS, "brand": (source.choice(LISTS["brand"]),)} if source.random() < 0.7 else LISTS
    fixed = {**fixed, "service": source.sample(LISTS["service"], 3)} if source.random() < 0.6 else fixed
    lines = [fill(source.choice(patterns), source, fixed) for _ in range(length(source))]
    lines += [fill(source.choice(visits), source, fixed) for _ in range(source.choice((0, 1, 1, 2, len(lines) // 3)))]
    if source.random() < 0.25:
        lines += plain_lines(source, language, None, max(1, len(lines) // 2))
    if source.random() < 0.6:
        source.shuffle(lines)
    lines = [line.upper() if source.random() < 0.08 else line for line in lines]
    if source.random() < 0.1:
        lines = [line.lower() for line in lines]
    text = source.choice(JOINTS).join(lines)
    return text if source.random() < 0.9 else text + "\n" + text


def plain_lines(source, language, family, count):
    families = plain_english.FAMILIES if language == "en" else plain_languages.FAMILIES[language]
    trained = [name for name in families if name not in ("jobs", "menu", "release")]
    patterns = families[family or source.choice(trained)]
    return [fill(source.choice(patterns), source, PLAIN_LISTS) for _ in range(count)]


def plain_page(source, language, family):
    lines = plain_lines(source, language, family, length(source))
    if source.random() < 0.5:
        lines += plain_lines(source, language, None, length(source, 12))
    if source.random() < 0.3:
        source.shuffle(lines)
    lines = [line.upper() if source.random() < 0.05 else line for line in lines]
    lines = [line + "!" if source.random() < 0.05 else line for line in lines]
    return source.choice(PLAIN_JOINTS).join(lines)
