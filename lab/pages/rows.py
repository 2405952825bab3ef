# In: nothing. Out: what one page is, and to which part it belongs: always the same one. Knows no data set.
import hashlib
from dataclasses import dataclass, field

KINDS = ("spam", "personalData")
# Languages, and families of patterns, that are never trained on: what is found of them tells of texts by other people.
HELD_OUT_LANGUAGES = ("pl", "sv", "ko")
HELD_OUT_FAMILIES = (
    "spam_essays", "spam_replicas", "spam_psychic", "people_voters", "people_cards", "people_alumni",
    "plain_jobs", "plain_menu", "plain_release", "few_elections", "few_invoice", "few_chat",
)


@dataclass
class Page:
    """spam, personalData: 0 or 1, None where it is unknown. Split: train, dev."""

    source: str
    text: str
    spam: int | None
    personalData: int | None
    language: str = "en"
    weight: float = 1.0
    split: str = field(default="")

    def __post_init__(self):
        self.text = self.text.strip()
        if not self.split:
            family = self.source.startswith(HELD_OUT_FAMILIES) or self.language in HELD_OUT_LANGUAGES
            self.split = "dev" if family or is_held_out(self.text) else "train"


def is_held_out(text, share=10):
    digest = hashlib.sha256(" ".join(text.lower().split()).encode("utf8", "surrogatepass")).digest()
    return digest[0] % share == 0
