# In: the work folder as build.py left it, the artifact's folder, and Node. Out: tables for the card: how well each head ranks what it never
# saw, what is found of each source, how near levels are to people's, and cases of our own. Prints no text.
import json
import pathlib
import subprocess
import sys

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score, roc_auc_score

from first_stage.calibrate import is_benign

from .build import scored_before
from .calibrate import blend
from .mixture import DETECTIONS, HARMS

HERE = pathlib.Path(__file__).parent


def level_of(score, cuts):
    return sum(score >= cut for cut in cuts)


def report(work, folder, node):
    heads = json.loads((folder / "manifest.json").read_text())["heads"]
    cuts = {head: described["cuts"] for head, described in heads.items()}
    weights = {head: described["firstStageWeight"] for head, described in heads.items()}
    rows, scores = scored_before(work)
    kept = [(row, blend(found, weights)) for row, found in zip(rows, scores, strict=True) if found["encoder"] is not None]
    print(f"{len(kept)} of {len(rows)} held-out texts are in letters that it reads.\n")
    report_heads(kept, cuts)
    report_sources(kept, cuts)
    report_severity(kept, cuts)
    report_cases(work, folder, node, cuts, weights)


def found_by(head, found, cuts):
    return level_of(found[head], cuts[head]) >= 4 if head in HARMS else found[head] >= cuts[head][0]


def report_heads(kept, cuts):
    print("| head | harmful | others | average precision | AUC | recall | recall without own sentences | of harmless texts |\n|---|---|---|---|---|---|---|---|")
    for head in (*HARMS, *DETECTIONS):
        known = [(row, found) for row, found in kept if head in row["labels"]]
        least = 4 if head in HARMS else 1
        truth = np.array([row["labels"][head] >= least for row, _ in known])
        values = np.array([found[head] for _, found in known])
        hits = np.array([found_by(head, found, cuts) for _, found in known])
        own = np.array([row["source"].startswith(("own_", "pages_")) for row, _ in known])
        harmless = np.array([is_benign(row["source"]) for row, _ in known]) & ~truth
        share = lambda chosen: f"{hits[chosen].mean():.3f}" if chosen.sum() else "-"
        quiet = f"{hits[harmless].mean():.4f}" if harmless.sum() else "-"
        print(f"| {head} | {truth.sum()} | {(~truth).sum()} | {average_precision_score(truth, values):.3f} | {roc_auc_score(truth, values):.3f} "
              f"| {share(truth)} | {share(truth & ~own)} | {quiet} |")


def report_sources(kept, cuts):
    print("\n| source | texts | any harm from 2 | from 4 | from 6 | jailbreak | indirect |\n|---|---|---|---|---|---|---|")
    for source in sorted({row["source"] for row, _ in kept if not row["source"].startswith("pages_")}):
        of = [found for row, found in kept if row["source"] == source]
        shares = [np.mean([any(level_of(found[head], cuts[head]) >= least for head in HARMS) for found in of]) for least in (2, 4, 6)]
        shares += [np.mean([found_by(head, found, cuts) for found in of]) for head in ("jailbreak", "indirectAttack")]
        print(f"| {source} | {len(of)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


def report_severity(kept, cuts):
    """People's grades of the same answers, on Azure's four levels."""
    print()
    for head in HARMS:
        graded = [(row["labels"][head], level_of(found[head], cuts[head])) for row, found in kept if row["source"] == "pyrit_harm" and head in row["labels"]]
        if len(graded) > 5:
            kappa = cohen_kappa_score([human // 2 for human, _ in graded], [ours // 2 for _, ours in graded], weights="quadratic", labels=[0, 1, 2, 3])
            print(f"Severity of {len(graded)} held-out graded answers, {head}: quadratic weighted kappa {kappa:.2f}")


def scored(texts, work, folder, node, weights):
    given, said = work / "cases.jsonl", work / "cases-scores.jsonl"
    given.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    subprocess.run([node, str(HERE.parent / "encoder-scores.ts"), str(folder), str(given), str(said)], check=True)
    return [blend(json.loads(line), weights) for line in said.read_text().splitlines()]


def report_cases(work, folder, node, cuts, weights):
    cases = [json.loads(line) for line in (HERE / "functional_cases.jsonl").read_text().splitlines()]
    right = {}
    for case, found in zip(cases, scored([case["text"] for case in cases], work, folder, node, weights), strict=True):
        is_found = found is not None and level_of(found[case["head"]], cuts[case["head"]]) >= 4
        right.setdefault(f"{case['head']}: {case['function']}", []).append(is_found == case["isHarmful"])
    print("\n| cases of our own | number | right |\n|---|---|---|")
    for name, verdicts in right.items():
        print(f"| {name} | {len(verdicts)} | {sum(verdicts)} |")
    print(f"| all | {len(cases)} | {sum(map(sum, right.values()))} |")
    prompts = (HERE / "trigger_prompts.txt").read_text().splitlines()
    taken = [found is not None and (found_by("jailbreak", found, cuts) or any(found_by(head, found, cuts) for head in HARMS))
             for found in scored(prompts, work, folder, node, weights)]
    print(f"\nHarmless prompts of our own that are full of words from attacks and harm: {sum(taken)} of {len(prompts)} taken for one.")


if __name__ == "__main__":
    report(*(pathlib.Path(argument) for argument in sys.argv[1:3]), sys.argv[3])
