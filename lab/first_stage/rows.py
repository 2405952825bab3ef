# In: nothing. Out: what one training text is, and to which part a text belongs: always the same one. Knows no data set.
import hashlib
from dataclasses import dataclass, field

HARMS = ("hate", "sexual", "violence", "selfHarm")
HEADS = (*HARMS, "jailbreak", "indirectAttack")
SAFE = {harm: 0 for harm in HARMS}
BENIGN = {head: 0 for head in HEADS}


@dataclass
class Row:
    """Labels: harms 0 to 7, attacks 0 or 1; a head that is absent is unknown. Spans: which windows of the text have the same labels.
    Grade: where people graded how bad it is, the mean of what they said, 0 to 1."""

    source: str
    text: str
    labels: dict
    weight: float = 1.0
    spans: str = "none"  # none, large (from 40 words on), all
    part: str = field(default="")
    grade: float | None = None

    def __post_init__(self):
        self.text = self.text.strip()
        if not self.part:
            self.part = "dev" if is_held_out(self.text) else "train"


def is_held_out(text, share=10):
    digest = hashlib.sha256(" ".join(text.lower().split()).encode("utf8", "surrogatepass")).digest()
    return digest[0] % share == 0
