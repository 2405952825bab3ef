# In: the folder of the data and one to write to, and what operators said where it is given. Out: documents.jsonl (all rows), terms.json
# (the lexicon's terms with their rating) and words.json (the vocabulary: words with what they cost). Knows no features.
import argparse
import collections
import json
import math
import pathlib
import re

from . import attack_sets, benign_sets, harm_sets, hate_sets, operator_labels, own_attacks, own_everyday, own_near_misses, own_professional, own_requests
from .read_files import read_csv

KINDS = (
    "sexual anatomy / sexual acts", "racial / ethnic slurs", "sexual orientation / gender", "bodily fluids / excrement", "other / general insult",
    "religious offense", "mental disability", "animal references", "political", "physical disability", "physical attributes",
)
VOCABULARY_SIZE = 40_000
# Sources that are not in English.
FOREIGN = ("_de", "_fr", "_ar", "_zh", "_chinese", "_vietnamese", "korean_hate", "arabic_data", "_selfHarm", "foreign_violence", "foreign_sexual")
# The model weighs a term without regard to its severity where so many texts without any label use it, conversations among them;
# where so many of plain sources do, it is no profanity. Messages between friends swear: they do not count.
COMMON_IN_BENIGN = 3
COMMON_IN_PLAIN = 2
PLAIN_SOURCES = ("dolly", "bipia_context", "safetext", "python_docs", "own_benign")


def collect(data, work, labels=None):
    said = [] if labels is None else operator_labels.read_all(labels)
    rows = list(without_copies([*said, *all_rows(data)]))
    with open(work / "documents.jsonl", "w", encoding="utf8") as file:
        for row in rows:
            file.write(json.dumps(vars(row), ensure_ascii=True) + "\n")
    words = collections.Counter()
    benign = collections.Counter()
    plain = collections.Counter()
    for row in rows:
        if row.part != "train" or row.source.endswith(FOREIGN):
            continue
        found = re.findall(r"[a-z]+", row.text.lower())
        words.update(found)
        if row.source.startswith(PLAIN_SOURCES):
            plain.update(set(found))
        if row.source != "sms_ham" and row.labels.get("violence") == 0 and not any(row.labels.values()):
            benign.update(set(found))
    (work / "words.json").write_text(json.dumps(costs_of(words)))
    (work / "terms.json").write_text(json.dumps(rated_terms(data, benign, plain)))
    return rows


def all_rows(data):
    safety = data / "safety"
    yield from own_requests.read_all()
    yield from own_near_misses.read_all()
    yield from own_everyday.read_all()
    yield from own_professional.read_all()
    yield from own_attacks.read_all()
    yield from benign_sets.read_all(data)
    yield from harm_sets.read_all(safety)
    yield from attack_sets.read_all(safety)
    yield from hate_sets.read_all(safety)


def without_copies(rows, part_of=lambda row: row.part):
    """What is held out anywhere is held out; of copies the first counts."""
    seen = set()
    for row in sorted(rows, key=lambda row: part_of(row) != "dev"):
        key = " ".join(row.text.lower().split())
        if key and key not in seen:
            seen.add(key)
            yield row


def costs_of(words):
    """Sixteenths of a nat. Short words must be common: chance makes them everywhere."""
    total = sum(words.values())
    kept = [(word, count) for word, count in words.most_common() if count >= least_count(word)]
    kept = [(word, count) for word, count in kept if len(word) > 1 or word in ("a", "i")][:VOCABULARY_SIZE]
    return [[word, min(255, round(16 * -math.log(count / total)))] for word, count in kept]


def rated_terms(data, benign, plain):
    """Kind times four plus severity, which the model weighs; and 64 times how bad a profanity it is, 0 for none."""
    terms = []
    for item in read_csv(data / "safety/surge_profanity/profanity_en.csv"):
        text = item["text"].lower()
        severity = {"Mild": 1, "Strong": 2, "Severe": 3}[item["severity_description"]]
        weighed = 0 if benign[text] >= COMMON_IN_BENIGN else severity
        kind = 1 + next((at for at, name in enumerate(KINDS) if item["category_1"].startswith(name)), len(KINDS))
        is_profane = re.fullmatch("[a-z]{3,}([ -][a-z]+)*", text) and plain[text] < COMMON_IN_PLAIN
        terms.append([item["text"], kind * 4 + weighed + (64 * severity if is_profane else 0)])
    return terms


def least_count(word):
    return {1: 500, 2: 400, 3: 40}.get(len(word), 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--labels", type=pathlib.Path, help="what `kinglet safety export` wrote")
    collect(**vars(parser.parse_args()))
