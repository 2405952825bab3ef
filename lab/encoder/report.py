# In: the work folder as build.py left it, the artifact's folder, and Node. Out: tables for the card: how well each head ranks what it never
# saw, what is found of each source, how near levels are to people's, and cases of our own. Prints no text.
import json
import pathlib
import sys

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from first_stage.artifact import read_manifest as read_first_stage
from first_stage.calibrate import is_benign
from first_stage.rows import HEADS as FIRST_STAGE_HEADS

from .build import scored_before
from .calibrate import blend, free_cuts, kappas_of, least_cuts, levels_of, of_head, quiet_of
from .export import read_manifest
from .folds import FOLDS, fold_of, folds_before
from .mixture import DETECTIONS, HARMS
from .service import ask_service

HERE = pathlib.Path(__file__).parent
FIRST_STAGE = HERE.parent.parent / "artifacts" / "first-stage"
# Sources in other languages than English.
LANGUAGES = {"gahd_de": "German", "mlma_fr": "French", "mlma_ar": "Arabic", "arabic_data": "Arabic", "korean_hate": "Korean", "cold_zh": "Chinese",
             "catqa_vietnamese": "Vietnamese", "catqa_chinese": "Chinese"}


def level_of(score, cuts):
    return sum(score >= cut for cut in cuts)


def report(work, folder, node):
    parts, cuts = read_manifest(folder)
    rows, scores = scored_before(work)
    blended = [blend(found, parts) for found in scores]
    kept = [(row, found) for row, found in zip(rows, blended, strict=True) if found is not None]
    print(f"{len(kept)} of {len(rows)} held-out texts are in letters that it reads.\n")
    report_heads(kept, cuts)
    report_sources(kept, cuts)
    least = {head: least_cuts(quiet_of(head, rows, blended)) for head in HARMS}
    report_folds(*folds_before(work), least, parts)
    levels = levels_said(scores, blended, cuts)
    report_languages(rows, levels)
    report_calibration(rows, levels)
    report_cases(work, folder, node, cuts, parts)


def levels_said(scores, blended, cuts):
    """Of each text the level of each harm, as the filter tells them: by both stages, or by the first alone where the encoder does not read the text."""
    alone = {head: described["cuts"] for head, described in read_first_stage(FIRST_STAGE)["heads"].items()}
    told = []
    for said, both in zip(scores, blended, strict=True):
        if both is None:
            first = dict(zip(FIRST_STAGE_HEADS, said["firstStage"], strict=True))
            told.append({head: 0 if first[head] is None else level_of(first[head], alone[head]) for head in HARMS})
        else:
            told.append({head: level_of(both[head], cuts[head]) for head in HARMS})
    return told


def report_languages(rows, levels):
    print("\n| language | texts | hateful | average precision of the 8 levels | recall at level 4 | of others |\n|---|---|---|---|---|---|")
    by_language = {}
    for row, told in zip(rows, levels, strict=True):
        if "hate" in row["labels"] and not row["source"].startswith("own_foreign"):
            by_language.setdefault(LANGUAGES.get(row["source"], "English"), []).append((row["labels"]["hate"] >= 4, told["hate"]))
    for language, pairs in sorted(by_language.items()):
        truth, told = (np.array(values) for values in zip(*pairs, strict=True))
        if truth.sum() >= 5:
            print(f"| {language} | {len(truth)} | {truth.sum()} | {average_precision_score(truth, told):.3f} | {(told[truth] >= 4).mean():.3f} | {(told[~truth] >= 4).mean():.3f} |")


def report_calibration(rows, levels):
    """What a level means: of held-out texts of other people that have it, how many their sets call harmful."""
    print("\n| harm | " + " | ".join(f"level {level}" for level in range(8)) + " |\n|---|" + "---|" * 8)
    for head in HARMS:
        shares = []
        known = [(row["labels"][head] >= 4, told[head]) for row, told in zip(rows, levels, strict=True)
                 if head in row["labels"] and not row["source"].startswith(("own_", "pages_"))]
        for level in range(8):
            of = [is_harmful for is_harmful, told in known if told == level]
            shares.append(f"{np.mean(of):.2f} of {len(of)}" if of else "-")
        print(f"| {head} | " + " | ".join(shares) + " |")


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


def report_folds(rows, scores, least, parts):
    """The clean sets, each row as stages say that have not learned from it, in levels that were not set by it."""
    print("\n| clean sets, five folds | harmful | others | average precision | of the 8 levels | graded answers | kappa of 8 levels | of 4 |\n|---|---|---|---|---|---|---|---|")
    found = [blend(said, parts) for said in scores]
    folds = [fold_of(row["text"]) for row in rows]
    for head in HARMS:
        in_folds = []
        for fold in range(FOLDS):
            seen, unseen = ([at for at, other in enumerate(folds) if (other != fold) == is_seen] for is_seen in (True, False))
            of = lambda places: of_head(head, [rows[at] for at in places], [found[at] for at in places])
            judged = of(unseen)
            in_folds.append((judged, levels_of(judged[0], free_cuts(*least[head], *of(seen)))))
        values, labels, grades = np.concatenate([of for of, _ in in_folds], axis=1)
        levels = np.concatenate([levels for _, levels in in_folds])
        graded = ~np.isnan(grades)
        truth = labels[~graded] >= 4
        eight, four = kappas_of(levels[graded], grades[graded])
        print(f"| {head} | {truth.sum()} | {(~truth).sum()} | {average_precision_score(truth, values[~graded]):.3f} "
              f"| {average_precision_score(truth, levels[~graded]):.3f} | {graded.sum()} | {eight:.2f} | {four:.2f} |")


def scored(texts, work, folder, node, parts):
    """As `blend` has them, which levels are set by, once the service's own sums have said the same."""
    said = ask_service(texts, work, "cases", folder, node)
    blended = [blend(found, parts) for found in said]
    for ours, theirs in zip(blended, (found["together"] for found in said), strict=True):
        if (ours is None) != (theirs is None) or any(abs(ours[head] - theirs[head]) > 1e-6 for head in ours or ()):
            raise ValueError("calibrate.py and read-scores.ts make other scores of the same windows")
    return blended


def report_cases(work, folder, node, cuts, parts):
    cases = [json.loads(line) for line in (HERE / "functional_cases.jsonl").read_text().splitlines()]
    right = {}
    for case, found in zip(cases, scored([case["text"] for case in cases], work, folder, node, parts), strict=True):
        is_found = found is not None and level_of(found[case["head"]], cuts[case["head"]]) >= 4
        right.setdefault(f"{case['head']}: {case['function']}", []).append(is_found == case["isHarmful"])
    print("\n| cases of our own | number | right |\n|---|---|---|")
    for name, verdicts in right.items():
        print(f"| {name} | {len(verdicts)} | {sum(verdicts)} |")
    print(f"| all | {len(cases)} | {sum(map(sum, right.values()))} |")
    prompts = (HERE / "trigger_prompts.txt").read_text().splitlines()
    taken = [found is not None and (found_by("jailbreak", found, cuts) or any(found_by(head, found, cuts) for head in HARMS))
             for found in scored(prompts, work, folder, node, parts)]
    print(f"\nHarmless prompts of our own that are full of words from attacks and harm: {sum(taken)} of {len(prompts)} taken for one.")


if __name__ == "__main__":
    report(*(pathlib.Path(argument) for argument in sys.argv[1:3]), sys.argv[3])
