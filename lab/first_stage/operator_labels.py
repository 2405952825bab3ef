# In: the file that `kinglet safety export` writes. Out: its items as training rows, each known in what was found in it only. An item without
# text, or with nothing found that a head is for, gives none.
import json

from .rows import HARMS, HEADS, Row

LEVELS = {"low": 2, "medium": 4, "high": 6}
# A person looked at exactly this text.
WEIGHT = 2.0


def read_all(path):
    with open(path, encoding="utf8") as lines:
        for line in lines:
            item = json.loads(line)
            labels = {}
            for found in item["found"]:
                head = found["category"]
                if head in HEADS:
                    level = LEVELS[found["level"]] if head in HARMS else 1
                    labels[head] = max(labels.get(head, 0), level if item["label"] == "right" else 0)
            if item["text"] and labels:
                yield Row("operator", item["text"], labels, WEIGHT)
