# In: the folders of the data, of the work and of the artifact. Out: the artifact. `collect` and `featurise.ts` come before, see
# train.sh. Runs some minutes on one core.
import json
import pathlib
import subprocess
import sys

import numpy as np

from .artifact import read_manifest, write_artifact, write_manifest
from .calibrate import attack_cuts, harm_cuts, is_benign
from .examples import read_documents, read_examples
from .fit import fit
from .rows import HARMS, HEADS

BUCKET_BITS = 18
# How far weights may grow. Labels of hate are noisy: people differ on it.
STRENGTH = {"hate": 0.1}
USUAL_STRENGTH = 1.0


def main(work, folder, node):
    documents = read_documents(work)
    features, document_of = read_examples(work, 1 << BUCKET_BITS)
    learned = np.array([doc["part"] == "train" for doc in documents])
    heads = {head: (*fit_head(head, documents, features, document_of, learned), [0.0] * 7 if head in HARMS else [0.0, 1.0]) for head in HEADS}
    write_artifact(folder, work, BUCKET_BITS, heads)
    calibrate(work, folder, documents, node)


def fit_head(head, documents, features, document_of, learned):
    """learned: for each document whether it is learned from. Weights and bias."""
    known = learned & np.array([head in doc["labels"] for doc in documents])
    levels = np.array([doc["labels"].get(head, 0) for doc in documents])
    weights = np.array([doc["weight"] for doc in documents], dtype=np.float32)
    rows = np.flatnonzero(known[document_of])
    of = document_of[rows]
    windows = np.bincount(of, minlength=len(documents))
    # All windows of a document together weigh twice what one of one window does.
    weights = weights * np.minimum(1.0, 2.0 / np.maximum(windows, 1))
    thresholds = (2, 4, 6) if head in HARMS else (1,)
    direction, biases = fit(features[rows], levels[of], weights[of], thresholds, STRENGTH.get(head, USUAL_STRENGTH))
    print(head, len(rows), [round(float(bias), 2) for bias in biases], flush=True)
    return direction, -biases[1] if head in HARMS else -biases[0]


def calibrate(work, folder, documents, node):
    lab = pathlib.Path(__file__).parent.parent
    subprocess.run([node, str(lab / "score-held-out.ts"), str(work), str(folder)], check=True)
    held_out = [json.loads(line) for line in (work / "held-out-scores.jsonl").read_text().splitlines()]
    manifest = read_manifest(folder)
    benign = np.array([is_benign(documents[item["document"]]["source"]) for item in held_out])
    for at, head in enumerate(HEADS):
        scores = np.array([item["scores"][at] for item in held_out])
        labels = np.array([documents[item["document"]]["labels"].get(head, -1) for item in held_out])
        known = labels >= 0
        harmless = scores[benign & known] if head != "indirectAttack" else scores[known & (labels == 0)]
        cuts = harm_cuts if head in HARMS else attack_cuts
        found = cuts(head, scores[known], labels[known], harmless)
        manifest["heads"][head]["cuts"] = [round(float(cut), 4) for cut in found]
    write_manifest(folder, manifest)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
