# In: raw scores of held-out documents by the encoder and by the first stage, as the service computes them, and the documents' labels. Out: how
# the two count together, and the scores from which each level begins. Knows no network.
import numpy as np

from first_stage.calibrate import best_cut, is_benign
from first_stage.rows import HEADS as FIRST_STAGE_HEADS

from .mixture import DETECTIONS, HARMS

# Shares of harmless texts of other people that may reach level 1, level 2 and level 4; of attacks, that may be found.
FIRST_SHARE, LOW_SHARE, MEDIUM_SHARE = 0.03, 0.01, 0.0025
MEDIUM_SHARES = {"hate": 0.005, "violence": 0.0012, "selfHarm": 0.0012, "jailbreak": 0.003, "indirectAttack": 0.01}
# What people ask a model; other harmless texts do not look like attacks at all.
PROMPTS = ("dolly", "self_instruct", "own_tasks")


LEAST_FIRST_STAGE = -8.0


def first_stage_of(found, head):
    return max(LEAST_FIRST_STAGE, found["firstStage"][FIRST_STAGE_HEADS.index(head)] or LEAST_FIRST_STAGE)


def weights_of(documents, scores):
    """Both count alike: from what they say of a harmless text in the middle to what few harmless texts reach is the same way for each."""
    quiet = [found for row, found in zip(documents, scores, strict=True) if found["encoder"] is not None and is_benign(row["source"])]
    weights = {name: 0.0 for name in (*HARMS, *DETECTIONS)}
    for head in FIRST_STAGE_HEADS:
        share = MEDIUM_SHARES.get(head, MEDIUM_SHARE)
        ways = [np.subtract(*np.quantile(values, [1 - share, 0.5])) for values in (
            [found["encoder"][head] for found in quiet], [first_stage_of(found, head) for found in quiet])]
        weights[head] = ways[0] / ways[1]
    return weights


def blend(found, weights):
    """One score a head; None where the encoder does not read the text."""
    if found["encoder"] is None:
        return None
    return {head: score + (weights[head] * first_stage_of(found, head) if weights[head] else 0.0) for head, score in found["encoder"].items()}


def cuts_of(documents, scores):
    """documents: rows; scores: one dict a row, or None where the encoder does not read it."""
    cuts = {}
    for head in (*HARMS, *DETECTIONS):
        kept = [(row, found) for row, found in zip(documents, scores, strict=True) if found is not None and head in row["labels"]]
        values = np.array([found[head] for _, found in kept])
        labels = np.array([row["labels"][head] for row, _ in kept])
        is_quiet = is_benign if head != "jailbreak" else lambda source: source in PROMPTS
        harmless = np.array([is_quiet(row["source"]) and row["labels"][head] == 0 for row, _ in kept])
        quiet = values[harmless] if harmless.sum() > 200 else values[labels == 0]
        cuts[head] = harm_cuts(head, values, labels, quiet) if head in HARMS else detection_cuts(head, values, labels, quiet)
    return cuts


def harm_cuts(head, values, labels, quiet):
    first, low, medium = np.quantile(quiet, [1 - FIRST_SHARE, 1 - LOW_SHARE, 1 - MEDIUM_SHARES.get(head, MEDIUM_SHARE)])
    medium = max(medium, low + 0.2)
    harmful = values[(labels >= 4) & (values > medium)]
    # Above what is filtered, levels part harmful texts into equal shares: there is no harmless text to part them by.
    fifth, high, seventh = np.quantile(harmful, [0.25, 0.5, 0.75])
    high = max(high, medium + 0.4)
    return [min(first, low - 0.1), low, (low + medium) / 2, medium, min(max(fifth, medium + 0.2), high - 0.1), high, max(seventh, high + 0.2)]


def detection_cuts(head, values, labels, quiet):
    least = np.quantile(quiet, 1 - MEDIUM_SHARES.get(head, MEDIUM_SHARE))
    return [max(best_cut(values, labels == 1), least), 1.0]
