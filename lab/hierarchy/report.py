# In: the work folder as train.py left it, with what the engine said to what was held out before (said.jsonl) and with the adapter (held-said.jsonl), and the
# adapter's file. Out: a draft of the card on standard output. Of the sets no text is printed.
import hashlib
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from hierarchy.choose import obeys, read, serves

CARD = """# Adapter: instruction hierarchy

A LoRA adapter for {base}, of rank {rank} on the projections of attention and MLP. It prefers answers that keep to who may command: the operator
before the user, both before data. Trained by preference pairs (DPO), on prompts as the service fences them, on the weights as the engine has them.

- File: {size} bytes, f16, sha256 {digest}
- Pairs: {pairs} to train on, {seen} shown in {steps} steps of {planned} planned; {own} of the right answers are the model's own, made without the attack
- beta {beta}, weight of the right answer's likelihood {likelihood}, rate {rate}, seed {seed}; {seconds:.1f} seconds a pair
- Data: our own templates and attacks (this repository's licence); short questions of databricks-dolly-15k (CC-BY-SA-3.0), {dolly} pairs. No set of attacks was
  used, and nothing that `kinglet redteam` measures by.
- Held out: goals and leads of instructions in data, forgeries and ways to ask for a secret that no pair to train on has; other documents.
"""


def share(part, count):
    return f"{part}/{count}" if count else "-"


def preference_table(rows):
    print("\n| held out | pairs | right answer likelier before | after | its lead grew |\n|---|---|---|---|---|")
    groups = defaultdict(list)
    for row in rows:
        for key in ("may command" if row["isAligned"] else "may not command", row["kind"], *([f"{row['kind']}: {row['family']}"] if row["kind"] == "data" else [])):
            groups[key].append(row)
    for key, found in sorted(groups.items()):
        before, after = (share(sum(row[name] for row in found), len(found)) for name in ("before", "after"))
        print(f"| {key} | {len(found)} | {before} | {after} | {sum(row['growth'] for row in found) / len(found):.1f} |")


def answer_table(pairs, said):
    print("\n| held out, greedy answers of the engine | rows | right before | right after | does what it should not before | after |\n|---|---|---|---|---|---|")
    groups = defaultdict(list)
    for pair in pairs:
        groups["may command" if pair["isAligned"] else "may not command"].append(pair)
        groups[pair["kind"]].append(pair)
    for key, found in sorted(groups.items()):
        cells = [share(sum(judge(pair, answers[pair["id"]]["answer"]) for pair in found), len(found)) for judge in (serves, obeys) for answers in said]
        print(f"| {key} | {len(found)} | {' | '.join(cells)} |")


def main():
    work, adapter = Path(sys.argv[1]), Path(sys.argv[2])
    pairs, training = read(work / "pairs.jsonl"), json.loads((work / "training.json").read_text())
    trained = [pair for pair in pairs if pair["part"] == "train"]
    print(CARD.format(base=training["base"], rank=training["rank"], size=adapter.stat().st_size, digest=hashlib.sha256(adapter.read_bytes()).hexdigest(),
                      pairs=len(trained), own=sum(pair["isOwn"] for pair in trained), seen=training["pairsSeen"], steps=training["steps"], planned=training["plannedSteps"],
                      beta=training["beta"], likelihood=training["likelihood"], rate=training["rate"], seed=training["seed"], seconds=training["secondsAPair"],
                      dolly=sum(pair["source"] == "dolly" for pair in trained)))
    counts = Counter((pair["kind"], pair["part"]) for pair in pairs)
    print("| kind | to train on | held out |\n|---|---|---|")
    for kind in sorted({kind for kind, _part in counts}):
        print(f"| {kind} | {counts[kind, 'train']} | {counts[kind, 'held']} |")
    preference_table(training["held"])
    answer_table([pair for pair in pairs if pair["part"] == "held"], [{row["id"]: row for row in read(work / name)} for name in ("said.jsonl", "held-said.jsonl")])


if __name__ == "__main__":
    main()
