# In: features of the examples and the levels of one head. Out: weights, and how far above zero each level begins. Ordinal logistic
# regression: one direction, one threshold for each level that is told apart. Knows no files.
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

MAX_ITERATIONS = 70
# Harmful texts are few beside harmless ones in some heads: together they weigh this share of them, but none more than so often.
POSITIVE_SHARE = 0.6
MAX_REPEAT = 8.0


def fit(features, levels, weights, thresholds, strength):
    """features: rows x buckets, float32. levels, weights: one a row. thresholds: the levels that are told apart, ascending."""
    rows, buckets = features.shape
    transposed = features.T.tocsr()
    targets = np.stack([(levels >= threshold).astype(np.float32) for threshold in thresholds])
    balanced = np.stack([balance(target, weights) for target in targets])
    count = len(thresholds)

    def loss(parameters):
        direction = parameters[:buckets].astype(np.float32)
        scores = features @ direction
        gradient_of_scores = np.zeros(rows, dtype=np.float32)
        gradient = np.empty_like(parameters)
        total = 0.5 / strength * float(direction @ direction)
        for at in range(count):
            margins = (scores - parameters[buckets + at]) * (2 * targets[at] - 1)
            total += float(balanced[at] @ np.logaddexp(0, -margins))
            pull = balanced[at] * -expit(-margins) * (2 * targets[at] - 1)
            gradient_of_scores += pull
            gradient[buckets + at] = -float(pull.sum())
        gradient[:buckets] = transposed @ gradient_of_scores + direction / strength
        return total, gradient

    start = np.zeros(buckets + count)
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MAX_ITERATIONS, "maxcor": 8})
    return result.x[:buckets].astype(np.float32), result.x[buckets:]


def balance(target, weights):
    positive = float(weights[target == 1].sum())
    negative = float(weights[target == 0].sum())
    repeat = min(MAX_REPEAT, max(1.0, POSITIVE_SHARE * negative / max(positive, 1.0)))
    return np.where(target == 1, weights * repeat, weights).astype(np.float32)
