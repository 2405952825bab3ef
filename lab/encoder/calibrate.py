# In: what both stages say of each window of held-out documents, as the service computes it, and the documents' labels; the same of
# documents of the small clean sets that neither stage has learned from. Out: how the two count together, and the scores from which each level
# begins. Knows no network.
import itertools

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score

from first_stage.calibrate import best_cut, is_benign
from first_stage.rows import HEADS as FIRST_STAGE_HEADS

from .export import sums_of_heads
from .mixture import DETECTIONS, HARMS, OUTPUTS

# Shares of harmless texts of other people that may reach level 1 (which Azure calls safe still) and level 2; and, by any one sum, level 4, or be
# taken for an attack.
FIRST_SHARE, LOW_SHARE, MEDIUM_SHARE = 0.1, 0.02, 0.0025
MEDIUM_SHARES = {"hate": 0.005, "violence": 0.0035, "selfHarm": 0.002, "jailbreak": 0.0003, "indirectAttack": 0.01}
# What people ask a model; other harmless texts do not look like attacks at all.
PROMPTS = ("dolly", "self_instruct", "own_tasks")
LEAST_FIRST_STAGE, FEW_WINDOWS = -8.0, 4
SUMS = sums_of_heads()
# What agreement with people's grades counts beside ranking well, for the levels below 4 and above it; and the places among scores that are tried.
AGREEMENT = 0.4
PLACES_BELOW, PLACES_ABOVE = np.linspace(0, 0.9, 8), np.linspace(0.05, 0.95, 13)


def parts_of(documents, scores):
    """For each head and each of its sums: what the first stage counts beside it, and what few harmless texts reach. As equals they would have the same way
    from what they say of a harmless text in the middle to what few reach."""
    quiet = [found for row, found in zip(documents, scores, strict=True) if found["readings"] and is_benign(row["source"])]
    parts = {}
    for head, sums in SUMS.items():
        share = MEDIUM_SHARES.get(head, MEDIUM_SHARE)
        way = lambda values: np.subtract(*np.quantile(values, [1 - share, 0.5]))
        alone = np.array([sums_said(found, head, [0.0] * len(sums)) for found in quiet])
        first = [max(first_stage_of(reading, head).max() for reading in found["readings"]) for found in quiet]
        weights = [described.share and described.share * way(alone[:, at]) / way(first) for at, described in enumerate(sums)]
        told = [{head: sums_said(found, head, weights)} if found["readings"] else None for found in scores]
        parts[head] = list(zip(weights, np.quantile(quiet_of(head, documents, told), 1 - share, axis=0), strict=True))
    return parts


def first_stage_of(reading, head):
    """What it says of each window; 0 where it does not look for this."""
    if head not in FIRST_STAGE_HEADS:
        return np.zeros(len(reading["outputs"]))
    return np.nan_to_num(reading["firstStage"][:, FIRST_STAGE_HEADS.index(head)], nan=LEAST_FIRST_STAGE).clip(LEAST_FIRST_STAGE)


def sums_said(found, head, weights):
    """Each sum as the service has it, of the reading where it is highest, before what few reach is taken off."""
    return np.max([[sum_said(described, weight, reading, head) for described, weight in zip(SUMS[head], weights, strict=True)]
                   for reading in found["readings"]], axis=0)


def sum_said(described, weight, reading, head):
    """As `scoreOf` of read-scores.ts."""
    doublings = np.log2(min(reading["windowCount"], described.counted_windows))
    grown = weight * (1 + described.growth * max(0.0, doublings - np.log2(FEW_WINDOWS)))
    network = sum(counts * reading["outputs"][:, OUTPUTS.index(output)] for output, counts in described.outputs.items())
    return (network + grown * first_stage_of(reading, head)).max() - described.margin * doublings


def blend(found, parts):
    """One score a head; None where the encoder does not read the text."""
    if not found["readings"]:
        return None
    return {head: float(max(sums_said(found, head, [weight for weight, _ in of_sums]) - [reached for _, reached in of_sums]))
            for head, of_sums in parts.items()}


def cuts_of(documents, scores, unseen_documents, unseen_scores):
    """documents: rows; scores: one dict a row, or None where the encoder does not read it. Unseen: the same of rows of the clean sets."""
    cuts = {}
    for head in (*HARMS, *DETECTIONS):
        quiet = quiet_of(head, documents, scores)
        values, labels, _ = of_head(head, documents, scores)
        unseen = of_head(head, unseen_documents, unseen_scores)
        cuts[head] = harm_cuts(quiet, unseen) if head in HARMS else detection_cuts(values, labels)
    return cuts


def quiet_of(head, documents, scores):
    """Scores of harmless texts of other people."""
    is_quiet = is_benign if head != "jailbreak" else lambda source: source in PROMPTS
    plain = [(row["source"], found[head]) for row, found in zip(documents, scores, strict=True) if found is not None and row["labels"].get(head) == 0]
    harmless = np.array([score for source, score in plain if is_quiet(source)])
    return harmless if len(harmless) > 200 else np.array([score for _, score in plain])


def of_head(head, documents, scores):
    """Of the documents whose label is known and that the encoder reads: scores, labels, and grades, not a number where nobody graded."""
    kept = [(found[head], row["labels"][head], np.nan if row.get("grade") is None else row["grade"])
            for row, found in zip(documents, scores, strict=True) if found is not None and head in row["labels"]]
    return tuple(np.array(kept, dtype=float).reshape(-1, 3).T)


def harm_cuts(quiet, unseen):
    return free_cuts(*least_cuts(quiet), *unseen)


def least_cuts(quiet):
    """Where level 1 and level 2 may begin."""
    return tuple(np.quantile(quiet, [1 - FIRST_SHARE, 1 - LOW_SHARE]))


def free_cuts(first, low, scores, labels, grades):
    """All levels: where they rank harmful texts highest, and answers have the levels that people gave them. Level 4 begins at 0, which few harmless texts
    reach; none parts those above it."""
    medium = 0.0
    between = np.array([first, low, (low + medium) / 2, medium])
    above = np.quantile(scores[scores >= medium], PLACES_ABOVE)
    upper = max(itertools.combinations(above, 3), key=lambda upper: worth_of([*between, *upper], scores, labels, grades))
    harmful = scores[(labels >= 4) & (scores >= first) & (scores < medium)]
    below = sorted({first, low, *(np.quantile(harmful, PLACES_BELOW) if len(harmful) else ())})
    lower = max((places for places in itertools.combinations(below, 3) if places[1] >= low),
                key=lambda lower: worth_of([*lower, medium, *upper], scores, labels, grades), default=tuple(between[:3]))
    return [*lower, medium, *upper]


def worth_of(cuts, scores, labels, grades):
    levels = levels_of(scores, cuts)
    graded = ~np.isnan(grades)
    return average_precision_score(labels[~graded] >= 4, levels[~graded]) + AGREEMENT * sum(kappas_of(levels[graded], grades[graded]))


def levels_of(scores, cuts):
    return np.searchsorted(cuts, scores, side="right")


def kappas_of(levels, grades):
    """How well levels agree with people's grades, 0 to 1: of the eight levels, and of the four that Azure tells."""
    people = np.rint(7 * grades).astype(int)
    return tuple(cohen_kappa_score(people // step, levels // step, weights="quadratic", labels=range(8 // step)) for step in (1, 2))


def detection_cuts(values, labels):
    return [max(best_cut(values, labels == 1), 0.0), 1.0]
