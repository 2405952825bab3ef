# In: raw scores of held-out documents by the encoder and by the first stage, as the service computes them, and the documents' labels; the same of
# documents of the small clean sets that neither stage has learned from. Out: how the two count together, and the scores from which each level
# begins. Knows no network.
import itertools

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score

from first_stage.calibrate import best_cut, is_benign
from first_stage.rows import HEADS as FIRST_STAGE_HEADS

from .mixture import DETECTIONS, HARMS

# Shares of harmless texts of other people that may reach level 1 (which Azure calls safe still), level 2 and level 4; of attacks, that may be found.
FIRST_SHARE, LOW_SHARE, MEDIUM_SHARE = 0.1, 0.02, 0.0025
MEDIUM_SHARES = {"hate": 0.005, "violence": 0.0035, "selfHarm": 0.002, "jailbreak": 0.0005, "indirectAttack": 0.01}
# What people ask a model; other harmless texts do not look like attacks at all.
PROMPTS = ("dolly", "self_instruct", "own_tasks")
# What the first stage counts of what would make it the encoder's equal. It finds much in held-out texts because they are like those that it
# learned from; of the clean sets' texts that neither has seen it ranks harm far less well (violence: average precision 0.2 to 0.5).
HARM_SHARE = 0.3
LEAST_FIRST_STAGE = -8.0
# What agreement with people's grades counts beside ranking well, for the levels below 4 and above it; and the places among scores that are tried.
AGREEMENT = 0.4
PLACES_BELOW, PLACES_ABOVE = np.linspace(0, 0.9, 8), np.linspace(0.05, 0.95, 13)


def first_stage_of(found, head):
    return max(LEAST_FIRST_STAGE, found["firstStage"][FIRST_STAGE_HEADS.index(head)] or LEAST_FIRST_STAGE)


def weights_of(documents, scores):
    """Equals: from what they say of a harmless text in the middle to what few harmless texts reach is the same way for each."""
    quiet = [found for row, found in zip(documents, scores, strict=True) if found["encoder"] is not None and is_benign(row["source"])]
    weights = {name: 0.0 for name in (*HARMS, *DETECTIONS)}
    for head in FIRST_STAGE_HEADS:
        share = MEDIUM_SHARES.get(head, MEDIUM_SHARE)
        ways = [np.subtract(*np.quantile(values, [1 - share, 0.5])) for values in (
            [found["encoder"][head] for found in quiet], [first_stage_of(found, head) for found in quiet])]
        weights[head] = ways[0] / ways[1] * (HARM_SHARE if head in HARMS else 1)
    return weights


def blend(found, weights):
    """One score a head; None where the encoder does not read the text."""
    if found["encoder"] is None:
        return None
    return {head: score + (weights[head] * first_stage_of(found, head) if weights[head] else 0.0) for head, score in found["encoder"].items()}


def cuts_of(documents, scores, unseen_documents, unseen_scores):
    """documents: rows; scores: one dict a row, or None where the encoder does not read it. Unseen: the same of rows of the clean sets."""
    cuts = {}
    for head in (*HARMS, *DETECTIONS):
        quiet = quiet_of(head, documents, scores)
        values, labels, _ = of_head(head, documents, scores)
        unseen = of_head(head, unseen_documents, unseen_scores)
        cuts[head] = harm_cuts(head, quiet, unseen) if head in HARMS else detection_cuts(head, values, labels, quiet)
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


def harm_cuts(head, quiet, unseen):
    return free_cuts(*least_cuts(head, quiet), *unseen)


def least_cuts(head, quiet):
    """Where level 1 and level 2 may begin, and where level 4 begins."""
    return tuple(np.quantile(quiet, [1 - FIRST_SHARE, 1 - LOW_SHARE, 1 - MEDIUM_SHARES.get(head, MEDIUM_SHARE)]))


def free_cuts(first, low, medium, scores, labels, grades):
    """All levels: where they rank harmful texts highest, and answers have the levels that people gave them. No harmless text parts those above 4."""
    medium = max(medium, low + 0.2)
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


def detection_cuts(head, values, labels, quiet):
    least = np.quantile(quiet, 1 - MEDIUM_SHARES.get(head, MEDIUM_SHARE))
    return [max(best_cut(values, labels == 1), least), 1.0]
