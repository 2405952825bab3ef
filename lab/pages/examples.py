# In: the work folder as collect.py and featurise-pages.ts left it. Out: pages, their hashed features and shapes as one sparse matrix: a shape
# is which of its steps it has passed.
import json

import numpy as np
from scipy import sparse

BUCKETS = 1 << 16
STEPS = 10
# What one passed step counts beside words, whose features together have length one.
STEP_VALUE = 0.25


def read_pages(work):
    with open(work / "pages.jsonl", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def read_words(work):
    """The features, pages x buckets, of length about one."""
    lengths = np.fromfile(work / "pages-lengths.bin", dtype=np.uint32)
    columns = np.fromfile(work / "pages-buckets.bin", dtype=np.uint16).astype(np.int32)
    values = np.fromfile(work / "pages-values.bin", dtype=np.uint8).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    rows = np.repeat(np.arange(len(lengths)), lengths)
    squares = np.bincount(rows, values * values, minlength=len(lengths))
    values /= np.sqrt(np.maximum(squares, 1))[rows].astype(np.float32)
    features = sparse.csr_matrix((values, columns, starts), shape=(len(lengths), BUCKETS))
    features.sum_duplicates()
    return features


def read_shapes(work, count):
    return np.fromfile(work / "pages-shapes.bin", dtype=np.float32).reshape(count, -1)


def steps_of(shapes):
    """For each measure where its steps are: quantiles of what is above its least."""
    found = []
    for column in shapes.T:
        above = column[column > column.min()]
        places = np.quantile(above, np.linspace(0.02, 0.98, STEPS)) if len(above) else np.zeros(1)
        found.append(sorted({float(f"{place:.4g}") for place in places}))
    return found


def passed(shapes, steps):
    """pages x all steps: STEP_VALUE where a measure is at or above the step."""
    columns = [shapes[:, at] >= step for at, places in enumerate(steps) for step in places]
    return sparse.csr_matrix(np.stack(columns, axis=1).astype(np.float32) * STEP_VALUE)
