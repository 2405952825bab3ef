# In: the scores and labels of the held-out documents, and the levels. Out: tables for the card: what is found of each source, what harmless
# texts set off, and how well each head ranks. Prints no text.
import json
import pathlib
import sys

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from .artifact import read_manifest
from .calibrate import is_benign
from .examples import read_documents
from .rows import HARMS, HEADS


def report(work, folder):
    documents = read_documents(work)
    manifest = read_manifest(folder)
    held_out = [json.loads(line) for line in (work / "held-out-scores.jsonl").read_text().splitlines()]
    sources = np.array([documents[item["document"]]["source"] for item in held_out])
    scores = {head: np.array([item["scores"][at] for item in held_out]) for at, head in enumerate(HEADS)}
    labels = {head: np.array([documents[item["document"]]["labels"].get(head, -1) for item in held_out]) for head in HEADS}
    cuts = {head: manifest["heads"][head]["cuts"] for head in HEADS}
    benign = np.array([is_benign(source) for source in sources])
    own = np.array([source.startswith("own_") for source in sources])
    profanity = np.array([item["profanity"] for item in held_out])

    print("| head | harmful | others | AUC | F1 | recall | recall without own sentences | false positives of labelled others | of harmless texts |\n|---|---|---|---|---|---|---|---|---|")
    for head in HEADS:
        middle, level = (cuts[head][3], 4) if head in HARMS else (cuts[head][0], 1)
        known = labels[head] >= 0
        truth = labels[head][known] >= level
        found = scores[head][known] >= middle
        harmless = scores[head][benign & known] >= middle
        print(f"| {head} | {truth.sum()} | {(~truth).sum()} | {roc_auc_score(truth, scores[head][known]):.3f} | {f1_score(truth, found):.3f} "
              f"| {found[truth].mean():.3f} | {found[truth & ~own[known]].mean():.3f} | {found[~truth].mean():.4f} | {harmless.mean() if len(harmless) else 0:.4f} |")
    print("\n| source | texts | any harm from 2 | from 4 | from 6 | jailbreak | indirect | profanity |\n|---|---|---|---|---|---|---|---|")
    for source in sorted(set(sources)):
        rows = sources == source
        shares = [np.any([scores[head][rows] >= cuts[head][at] for head in HARMS], axis=0).mean() for at in (1, 3, 5)]
        shares += [(scores[head][rows] >= cuts[head][0]).mean() for head in ("jailbreak", "indirectAttack")]
        shares.append((profanity[rows] >= 0.5).mean())
        print(f"| {source} | {rows.sum()} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


if __name__ == "__main__":
    report(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
