# In: the folder of the data. Out: pages of the sets: messages that are spam or not, sentences with personal data alone and joined to pages, and
# texts that are neither. Test parts are not read. Nothing of them is printed.
import csv
import random

from first_stage import benign_sets, hate_sets
from first_stage.read_files import read_json

from .rows import Page, is_held_out

# Of the sets of hateful messages only what is labelled harmless, for its languages: so many of each.
MESSAGES = {"cold_zh": "zh", "gahd_de": "de", "korean_hate": "ko", "mlma_ar": "ar", "mlma_fr": "fr", "mlma_en": "en", "davidson": "en", "stormfront": "en"}
MESSAGES_EACH = 700
BENIGN_EACH = 2600
# What tells of a person in the sentences of Presidio; places, firms and dates alone do not.
PERSONAL = {"PERSON", "STREET_ADDRESS", "PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "US_SSN", "IBAN_CODE", "US_DRIVER_LICENSE", "IP_ADDRESS"}
JOINED_SPAM = 260
JOINED_HAM = 260


def read_all(data):
    yield from messages(data)
    yield from sentences(data)
    texts = list(benign(data))
    yield from texts
    yield from mixed(texts, data)


def messages(data, seed=31):
    source = random.Random(seed)
    spam, ham = [], []
    # In Latin-1, as its note says.
    for cells in csv.reader((data / "spam_sms/spam.csv").read_text("latin-1").splitlines(keepends=True)):
        if cells[0] == "spam":
            spam.append(Page("sms_spam", cells[1], 1, 0, weight=2.0))
        elif cells[0] == "ham":
            ham.append(Page("sms_ham", cells[1], 0, 0))
    yield from spam
    yield from ham
    yield from joined(spam, "sms_spam_joined", 1, 0, JOINED_SPAM, source, 2, 12)
    yield from joined(ham, "sms_ham_joined", 0, 0, JOINED_HAM, source, 2, 40)


def joined(pages, name, spam, personal, count, source, least, most):
    """Several of the same part as one page."""
    for split in ("train", "dev"):
        texts = [page.text for page in pages if page.split == split]
        for _ in range(count if split == "train" else count // 4):
            chosen = source.sample(texts, min(len(texts), int(least * (most / least) ** source.random())))
            yield Page(name, source.choice(("\n", "\n", "\n\n", " ")).join(chosen), spam, personal, weight=2.0, split=split)


def sentences(data, seed=32):
    """Held out by template: sentences of one template are on one side. From two to six joined nothing is known."""
    source = random.Random(seed)
    found = []
    for item in read_json(data / "pii_presidio/synth_dataset_v2.json"):
        if PERSONAL & {span["entity_type"] for span in item["spans"]}:
            split = "dev" if is_held_out(f"template {item['template_id']}", 5) else "train"
            found.append(Page("presidio", item["full_text"], 0, 0, split=split))
    yield from found
    yield from joined(found, "presidio_joined", 0, 1, 480, source, 8, 60)


def benign(data, seed=33):
    source = random.Random(seed)
    by_source = {}
    for row in benign_sets.read_all(data):
        if row.source != "sms_ham":
            by_source.setdefault(row.source, []).append(Page(row.source, row.text, 0, 0, split=row.part))
    for row in hate_sets.read_all(data / "safety"):
        if row.labels["hate"] == 0 and row.source in MESSAGES:
            by_source.setdefault(row.source, []).append(Page(row.source, row.text, 0, 0, MESSAGES[row.source], split=row.part))
    for name, pages in by_source.items():
        most = MESSAGES_EACH if name in MESSAGES else BENIGN_EACH
        yield from source.sample(pages, min(most, len(pages)))


def mixed(texts, data, seed=34):
    """Long texts of several, alone and with one sentence that holds personal data."""
    source = random.Random(seed)
    for split in ("train", "dev"):
        kept = [page.text for page in texts if page.split == split and page.language == "en"]
        held = [page.text for page in sentences(data) if page.split == split and page.source == "presidio"]
        for turn in range(500 if split == "train" else 120):
            parts = source.sample(kept, source.randint(2, 30))
            if turn % 2 == 0:
                parts += source.sample(held, source.randint(1, 2))
                source.shuffle(parts)
            yield Page("joined_benign", source.choice(("\n", "\n\n")).join(parts), 0, 0, split=split)
