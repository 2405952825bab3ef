# In: the work folder as collect.py and featurise.ts left it. Out: documents, and the features of their examples as one sparse matrix.
import json

import numpy as np
from scipy import sparse


def read_documents(work):
    with open(work / "documents.jsonl", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def read_examples(work, buckets):
    """The features, rows x buckets, of length about one; and which document each row is of."""
    documents = np.fromfile(work / "examples-documents.bin", dtype=np.uint32)
    lengths = np.fromfile(work / "examples-lengths.bin", dtype=np.uint32)
    columns = np.fromfile(work / "examples-buckets.bin", dtype=np.uint32).astype(np.int32)
    values = np.fromfile(work / "examples-values.bin", dtype=np.uint8).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    squares = np.add.reduceat(values * values, starts[:-1])
    values /= np.repeat(np.sqrt(squares), lengths)
    features = sparse.csr_matrix((values, columns, starts), shape=(len(lengths), buckets))
    features.sum_duplicates()
    return features, documents
