# In: for each fold the network that was closed without it, the rows of the small clean sets, and the features of the first stage. Out: what both
# stages say of each of those rows when neither has learned from it, as the service computes it. Knows no levels.
import hashlib
import json

import numpy as np

from first_stage.artifact import write_artifact
from first_stage.examples import read_documents, read_examples
from first_stage.rows import HARMS, HEADS
from first_stage.train import BUCKET_BITS, fit_head

from .export import export, write_manifest
from .service import ask_service, said_before

FOLDS = 5


def fold_of(text):
    return hashlib.sha256(("f" + text).encode("utf8", "surrogatepass")).digest()[0] % FOLDS


def without_fold(rows, fold):
    return [row for row in rows if fold_of(row["text"]) != fold]


def score_folds(work, rows, networks, tokenizer, node):
    """networks: for each fold one that has learned from all rows but its. In the order of `rows_in_folds`."""
    documents = read_documents(work)
    features, document_of = read_examples(work, 1 << BUCKET_BITS)
    clean = {row["text"] for row in rows}
    for fold, network in enumerate(networks):
        unseen = [doc["text"] in clean and fold_of(doc["text"]) == fold for doc in documents]
        learned = np.array([doc["part"] == "train" and not is_unseen for doc, is_unseen in zip(documents, unseen, strict=True)])
        first_stage, encoder = work / f"fold-{fold}-first-stage", work / f"fold-{fold}-encoder"
        heads = {head: (*fit_head(head, documents, features, document_of, learned), [0.0] * 7) for head in HARMS}
        # Attacks are not measured here, but an artifact has all heads.
        heads |= {head: (np.ones(1 << BUCKET_BITS, dtype=np.float32), 0.0, [0.0, 1.0]) for head in HEADS if head not in HARMS}
        write_artifact(first_stage, work, BUCKET_BITS, heads)
        export(network, tokenizer, encoder)
        write_manifest(encoder)
        ask_service([row["text"] for row in rows if fold_of(row["text"]) == fold], work, f"fold-{fold}", encoder, node, first_stage)
    (work / "folds-rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows_in_folds(rows)))


def rows_in_folds(rows):
    return [row for fold in range(FOLDS) for row in rows if fold_of(row["text"]) == fold]


def folds_before(work):
    """What `score_folds` left in the work folder: rows and their scores."""
    rows = [json.loads(line) for line in (work / "folds-rows.jsonl").read_text().splitlines()]
    return rows, [found for fold in range(FOLDS) for found in said_before(work, f"fold-{fold}")]
