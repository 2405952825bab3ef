# In: the work folder and the artifact's. Out: tables for the card: what is found of each source, in each language, and in texts of sets that
# are for tests. Prints no text.
import collections
import json
import pathlib
import sys

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from .rows import KINDS


def report(work, folder):
    kinds = json.loads((folder / "manifest.json").read_text())["kinds"]
    pages = [json.loads(line) for line in (work / "pages.jsonl").read_text().splitlines()]
    held_out = [json.loads(line) for line in (work / "pages-scores.jsonl").read_text().splitlines()]
    known = [pages[item["page"]] for item in held_out]
    found = {kind: np.array([item[kind] >= kinds[kind]["middle"] for item in held_out]) for kind in KINDS}
    print("| kind | pages with | without | AUC | average precision | recall | precision | false positives |\n|---|---|---|---|---|---|---|---|")
    for kind in KINDS:
        truth = np.array([page[kind] == 1 for page in known])
        scores = np.array([item[kind] for item in held_out])
        hits = found[kind]
        print(f"| {kind} | {truth.sum()} | {(~truth).sum()} | {roc_auc_score(truth, scores):.3f} | {average_precision_score(truth, scores):.3f} | {hits[truth].mean():.3f} | {truth[hits].mean():.3f} | {hits[~truth].mean():.4f} |")
    by_group(known, found, "source")
    by_group(known, found, "language")
    calibration(held_out, known, kinds)
    unseen(work, kinds)


def by_group(known, found, field):
    print(f"\n| {field} | spam: pages with | found | without | found | personalData: pages with | found | without | found |\n|---|---|---|---|---|---|---|---|---|")
    for group in sorted({page[field] for page in known}):
        cells = []
        for kind in KINDS:
            for label in (1, 0):
                rows = np.array([page[field] == group and page[kind] == label for page in known])
                cells += [str(rows.sum()), f"{found[kind][rows].mean():.3f}" if rows.any() else ""]
        print(f"| {group} | " + " | ".join(cells) + " |")


def calibration(held_out, known, kinds):
    print("\n| kind | sure from 0 | 0.1 | 0.3 | 0.5 | 0.7 | 0.9 |\n|---|---|---|---|---|---|---|")
    edges = (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)
    for kind in KINDS:
        scores = np.array([item[kind] for item in held_out])
        sure = 1 / (1 + np.exp(-np.clip((scores - kinds[kind]["middle"]) / kinds[kind]["width"], -50, 50)))
        truth = np.array([page[kind] == 1 for page in known])
        cells = []
        for low, high in zip(edges, edges[1:]):
            rows = (sure >= low) & (sure < high)
            cells.append(f"{truth[rows].mean():.3f} of {rows.sum()}" if rows.any() else "")
        print(f"| {kind} | " + " | ".join(cells) + " |")


def unseen(work, kinds):
    texts = [json.loads(line) for line in (work / "unseen.jsonl").read_text().splitlines()]
    scores = [json.loads(line) for line in (work / "unseen-scores.jsonl").read_text().splitlines()]
    groups = collections.defaultdict(list)
    for item in scores:
        groups[texts[item["page"]]["source"]].append(item)
    print("\n| texts of sets for tests | texts | spam | personalData |\n|---|---|---|---|")
    for source, items in sorted(groups.items()):
        cells = [sum(item[kind] >= kinds[kind]["middle"] for item in items) for kind in KINDS]
        print(f"| {source} | {len(items)} | {cells[0]} | {cells[1]} |")


if __name__ == "__main__":
    report(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
