# In: the rows of first_stage.collect and pages.collect, and our own. Out: what one epoch of training reads: token ids, targets and how much
# each counts. Knows no network.
import json
import random

import numpy as np
from tokenizers import Tokenizer

from . import own_speech, own_tasks

HARMS = ("hate", "sexual", "violence", "selfHarm")
HARM_LEVELS = (2, 4, 6)
DETECTIONS = ("jailbreak", "indirectAttack", "spam", "personalData")
# One output for each level that a harm reaches, then one for each detection.
OUTPUTS = (*((harm, level) for harm in HARMS for level in HARM_LEVELS), *((name, 1) for name in DETECTIONS))
MAX_TOKENS = 72
CLS, SEP, UNKNOWN = 101, 102, 100

# Texts of one source in an epoch: large noisy sets would drown the small clean ones.
USUAL_CAP = 400
PAGES_CAP = 80
CAPS = {
    "davidson": 2000, "edos": 4500, "stormfront": 1500, "gahd_de": 1500, "hatemoji": 3000, "mlma_en": 1000, "mlma_fr": 700, "cold_zh": 400,
    "korean_hate": 200, "mlma_ar": 200, "dolly": 1500, "bipia_context": 700, "own_violence": 600, "own_hate": 500, "own_speech": 2600, "own_jailbreak": 600,
    "safetext": 900, "jailbreak_llms": 800, "ailuminate": 2000, "own_benign_technical": 700,
}
REPEATS = {"ailuminate": 2, "tensor_trust_hijacking": 2, "tensor_trust_extraction": 2, "owasp_aitg": 2}
# How many rows are set among harmless sentences, so that harm is found wherever it stands.
EMBEDDED_SHARE = 0.25


# People grade in five steps. A level begins half-way between the grade that it has and the one below.
GRADE_STEP = 0.25
GRADE_OF_LEVEL = {2: 0.125, 4: 0.375, 6: 0.875}


class Reader:
    def __init__(self, tokenizer_path):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_path))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def ids(self, texts):
        return [encoding.ids for encoding in self.tokenizer.encode_batch(texts, add_special_tokens=False)]


def read_rows(work):
    with open(work / "documents.jsonl", encoding="utf8") as lines:
        yield from (json.loads(line) for line in lines)
    yield from (vars(row) for row in own_speech.read_all())
    yield from page_rows(work)
    yield from (vars(row) for row in own_tasks.read_all())


def page_rows(work):
    pages = work / "pages.jsonl"
    if not pages.exists():
        return
    with open(pages, encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            labels = {name: row[name] for name in ("spam", "personalData") if row[name] is not None}
            # Whoever advertises or lists people neither attacks the model nor harms himself.
            yield {"source": f"pages_{row['source']}", "text": row["text"], "part": row["split"], "weight": 1.0,
                   "labels": {**labels, "jailbreak": 0, "selfHarm": 0}}


def targets_of(row):
    """One number an output: 1, 0, between them where graders differ, or not a number where nobody said."""
    return np.array([target_of(row, name, level) for name, level in OUTPUTS], dtype=np.float32)


def target_of(row, name, level):
    labels, grade = row["labels"], row.get("grade")
    if name not in labels:
        return np.nan
    if grade is None or name not in HARMS:
        return float(labels[name] >= level)
    return min(1.0, max(0.0, (grade - GRADE_OF_LEVEL[level]) / GRADE_STEP + 0.5))


class Mixture:
    """An epoch of `rows`, which are of the training part."""

    def __init__(self, rows, reader, seed=1):
        self.random = random.Random(seed)
        self.by_source = {}
        for row in rows:
            self.by_source.setdefault(row["source"], []).append(row)
        keys = [row["text"] for rows in self.by_source.values() for row in rows]
        # More than any window of a text that is read from its beginning.
        self.ids = dict(zip(keys, reader.ids([text[:4000] for text in keys]), strict=True))
        self.plain = [row["text"] for source, rows in self.by_source.items() if source in ("dolly", "bipia_context", "python_docs") for row in rows]

    def epoch(self):
        """(ids, targets, weight) in the order of a shuffle."""
        items = []
        for source, rows in self.by_source.items():
            cap = CAPS.get(source, PAGES_CAP if source.startswith("pages_") else USUAL_CAP)
            chosen = rows if len(rows) <= cap else self.random.sample(rows, cap)
            for row in chosen * REPEATS.get(source, 1):
                items.append(self.item(row))
        self.random.shuffle(items)
        return items

    def item(self, row):
        targets = targets_of(row)
        ids = self.ids[row["text"]]
        room = MAX_TOKENS - 2
        if len(ids) > room:
            # Labels of a whole text hold for its beginning more than for its middle.
            start = 0 if self.random.random() < 0.5 else self.random.randrange(len(ids) - room)
            ids = ids[start : start + room]
        elif len(ids) < room // 2 and self.random.random() < EMBEDDED_SHARE and self.plain:
            ids, targets = self.embedded(ids, targets, room)
        return [CLS, *ids, SEP], targets, row.get("weight", 1.0)

    def embedded(self, ids, targets, room):
        around = self.ids[self.random.choice(self.plain)]
        left = self.random.randrange(room - len(ids) + 1)
        at = self.random.randrange(max(1, len(around) - left))
        before, after = around[at : at + left], around[at + left : at + room - len(ids)]
        # What was unknown of the text is still unknown; the rest says nothing of spam and people.
        kept = targets.copy()
        kept[-2:] = np.where(kept[-2:] == 1, np.nan, kept[-2:])
        return [*before, *ids, *after], kept


class Closing:
    """The last steps: small clean sets, often, among some of all the others."""

    # Harmful ones are few, but for graded ones: they come twice as often.
    repeats, harmful_repeats, weight, others = 4, 8, 1.5, 1200

    def __init__(self, rows, mixture, reader, seed):
        self.rows, self.mixture, self.random = rows, mixture, random.Random(seed)
        mixture.ids.update(zip([row["text"] for row in rows], reader.ids([row["text"][:4000] for row in rows]), strict=True))

    def epoch(self):
        harmful = [row for row in self.rows if row.get("grade") is None and any(row["labels"].get(harm, 0) >= 3 for harm in HARMS)]
        again = harmful * (self.harmful_repeats - self.repeats)
        items = [self.mixture.item({**row, "weight": self.weight}) for row in self.rows * self.repeats + again]
        items += self.random.sample(self.mixture.epoch(), self.others)
        self.random.shuffle(items)
        return items


def batches(items, max_padded_tokens, source):
    """Rows of like length together; the batches themselves in a shuffled order."""
    order = sorted(range(len(items)), key=lambda at: len(items[at][0]))
    groups, group = [], []
    for at in order:
        if group and (len(group) + 1) * len(items[at][0]) > max_padded_tokens:
            groups.append(group)
            group = []
        group.append(at)
    groups.append(group)
    source.shuffle(groups)
    for group in groups:
        yield [items[at] for at in group]
