# In: raw scores of held-out documents by the encoder and by the first stage, as the service computes them, and the documents' labels; the same of
# documents of the small clean sets that neither stage has learned from. Out: how the two count together, and the scores from which each level
# begins. Knows no network.
import itertools

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score

from first_stage.calibrate import best_cut, is_benign
from first_stage.rows import HEADS as FIRST_STAGE_HEADS

from .mixture import DETECTIONS, HARMS

# Shares of harmless texts of other people that may reach level 1, level 2 and level 4; of attacks, that may be found.
FIRST_SHARE, LOW_SHARE, MEDIUM_SHARE = 0.03, 0.01, 0.0025
MEDIUM_SHARES = {"hate": 0.005, "violence": 0.0012, "selfHarm": 0.0012, "jailbreak": 0.003, "indirectAttack": 0.01}
# What people ask a model; other harmless texts do not look like attacks at all.
PROMPTS = ("dolly", "self_instruct", "own_tasks")
# What the first stage counts of what would make it the encoder's equal. It finds much in held-out texts because they are like those that it
# learned from; of the clean sets' texts that neither has seen it ranks harm far less well (violence: average precision 0.2 to 0.5).
HARM_SHARE = 0.4
LEAST_FIRST_STAGE = -8.0
# What agreement with people's grades counts beside ranking well, for levels 5 to 7; and the places among scores above level 4 that are tried.
AGREEMENT = 0.4
PLACES = np.linspace(0.05, 0.95, 13)


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
        kept = [(row, found) for row, found in zip(documents, scores, strict=True) if found is not None and head in row["labels"]]
        values = np.array([found[head] for _, found in kept])
        labels = np.array([row["labels"][head] for row, _ in kept])
        is_quiet = is_benign if head != "jailbreak" else lambda source: source in PROMPTS
        harmless = np.array([is_quiet(row["source"]) and row["labels"][head] == 0 for row, _ in kept])
        quiet = values[harmless] if harmless.sum() > 200 else values[labels == 0]
        unseen = of_head(head, unseen_documents, unseen_scores)
        cuts[head] = harm_cuts(head, quiet, unseen) if head in HARMS else detection_cuts(head, values, labels, quiet)
    return cuts


def of_head(head, documents, scores):
    """Of the documents whose label is known and that the encoder reads: scores, labels, and grades, not a number where nobody graded."""
    kept = [(found[head], row["labels"][head], np.nan if row.get("grade") is None else row["grade"])
            for row, found in zip(documents, scores, strict=True) if found is not None and head in row["labels"]]
    return tuple(np.array(kept, dtype=float).reshape(-1, 3).T)


def harm_cuts(head, quiet, unseen):
    first, low, medium = np.quantile(quiet, [1 - FIRST_SHARE, 1 - LOW_SHARE, 1 - MEDIUM_SHARES.get(head, MEDIUM_SHARE)])
    medium = max(medium, low + 0.2)
    lower = [min(first, low - 0.1), low, (low + medium) / 2, medium]
    return [*lower, *upper_cuts(lower, *unseen)]


def upper_cuts(lower, scores, labels, grades):
    """Levels 5 to 7: where levels rank harmful texts highest, and answers have the levels that people gave them. No harmless text parts them."""
    places = np.quantile(scores[scores >= lower[-1]], PLACES)
    return max(itertools.combinations(places, 3), key=lambda upper: worth_of([*lower, *upper], scores, labels, grades))


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
