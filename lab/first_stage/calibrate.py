# In: the scores that the service's own code gives held-out documents, and their labels. Out: the scores from which each level begins.
import numpy as np

# Shares of harmless held-out documents that may reach level 2, and level 4. Hate is told least surely.
LOW_SHARE = 0.008
MEDIUM_SHARE = {"hate": 0.005, "jailbreak": 0.001}
USUAL_MEDIUM_SHARE = 0.0025
# Of other people: our own sentences come from the patterns that were trained on, and would make the levels look surer than they are.
BENIGN_SOURCES = ("dolly", "self_instruct", "sms_ham", "bipia_context", "mmlu_val", "safetext", "python_docs", "certified_safe", "xsafety_commonsense")


def is_benign(source):
    return source.startswith(BENIGN_SOURCES)


def harm_cuts(head, scores, levels, benign_scores):
    """Seven cuts. Scores and levels of held-out texts that are labelled; scores of harmless texts."""
    low = np.quantile(benign_scores, 1 - LOW_SHARE)
    floor = np.quantile(benign_scores, 1 - MEDIUM_SHARE.get(head, USUAL_MEDIUM_SHARE))
    medium = max(best_cut(scores, levels >= 4), floor, low + 0.2)
    high = max(best_cut(scores[levels >= 2], levels[levels >= 2] >= 6), medium + 0.8)
    return [low - (medium - low) / 2, low, (low + medium) / 2, medium, (medium + high) / 2, high, high + (high - medium)]


def attack_cuts(head, scores, labels, benign_scores):
    """The middle, and the width of the slope."""
    middle = max(best_cut(scores, labels == 1), np.quantile(benign_scores, 1 - MEDIUM_SHARE.get(head, USUAL_MEDIUM_SHARE)))
    return [middle, 1.0]


def best_cut(scores, truth):
    """Where precision and recall together are best, both classes weighing the same."""
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order]) / max(1, truth.sum())
    misses = np.cumsum(~truth[order]) / max(1, (~truth).sum())
    balance = 2 * hits / (1 + hits + misses)
    return float(scores[order][int(np.argmax(balance))])
