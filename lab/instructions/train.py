# In: the work folder with documents.jsonl and sentences.jsonl, and the folder of the artifact. Out: model.json: the weights of one logistic
# regression over features and their products, its bias set so that 0.5 is where a sentence is found; and held-out scores for the report: of each
# attack and document by a model that saw no attack of its kind.
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

FOLDS = 5
# Of documents without instructions, so many may have a sentence that is found: the mean over the sources.
FALSE_RATE = 0.02
STRENGTH = 0.02
# By them is measured; nothing of them is learnt, and nothing set.
TESTS = ("sep", "measured")
# Weights that are nearer to nothing are left out.
LEAST_WEIGHT = 0.02


def fold_of(group):
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def read(work):
    with open(work / "documents.jsonl", encoding="utf8") as documents, open(work / "sentences.jsonl", encoding="utf8") as sentences:
        features = json.loads(next(sentences))["features"]
        return features, [{**json.loads(document), **json.loads(sentence)} for document, sentence in zip(documents, sentences, strict=True)]


def with_products(rows):
    """Each feature, then each with itself and those after it."""
    values = sparse.csc_matrix(np.array(rows, dtype=np.float32))
    products = [values[:, at].multiply(values[:, at:]) for at in range(values.shape[1])]
    return sparse.hstack([values, *products], format="csr")


def matrix(rows):
    values = with_products([row for item in rows for row in item["rows"]])
    labels = np.array([label for item in rows for label in item["labels"]])
    weights = np.concatenate([weigh(item) for item in rows])
    return values, labels, weights


# So that short sources are not drowned by long ones.
SOURCE_WEIGHTS = {"bipia": 1.0, "sep": 1.0, "own": 2.0, "own_ordinary": 12.0, "dolly": 1.0, "dolly_advice": 6.0, "email": 8.0}


def weigh(item):
    return np.full(len(item["labels"]), SOURCE_WEIGHTS.get(item["source"], 1.0)) * np.where(np.array(item["labels"]) == 1, 4.0, 1.0)


def fit(rows):
    values, labels, weights = matrix(rows)
    return LogisticRegression(C=STRENGTH, max_iter=200).fit(values, labels, sample_weight=weights)


def scores_of(model, rows):
    """One array for each of them."""
    scores = model.decision_function(with_products([row for item in rows for row in item["rows"]]))
    ends = np.cumsum([len(item["rows"]) for item in rows])
    return list(zip(rows, np.split(scores, ends[:-1]), strict=True))


def cut_of(scored):
    """Where so few plain documents have a sentence that is found."""
    highest = {}
    for item, scores in scored:
        if not item["spans"]:
            highest.setdefault(item["source"], []).append(scores.max())
    cuts = np.linspace(-3, 10, 1301)
    rates = [np.mean([np.mean(np.array(scores) >= cut) for scores in highest.values()]) for cut in cuts]
    return float(next(cut for cut, rate in zip(cuts, rates, strict=True) if rate <= FALSE_RATE))


def main():
    work, folder = Path(sys.argv[1]), Path(sys.argv[2])
    features, rows = read(work)
    # An instruction that became one sentence with the end of the document is left out.
    rows = [item for item in rows if item["labels"] and (any(item["labels"]) or not item["spans"])]
    tested = [item for item in rows if item["source"] in TESTS]
    learnt = [item for item in rows if item["source"] not in TESTS]
    held = []
    for fold in range(FOLDS):
        model = fit([item for item in learnt if fold_of(item["group"]) != fold])
        held += scores_of(model, [item for item in learnt if fold_of(item["group"]) == fold])
    stranger = fit([item for item in learnt if item["source"] != "bipia"])
    foreign = scores_of(stranger, learnt)
    cut, foreign_cut = cut_of(held), cut_of(foreign)
    final = fit(learnt)
    with open(work / "held-out.jsonl", "w", encoding="utf8") as file:
        foreign_scored = [*foreign, *scores_of(stranger, tested)]
        for way, scored, at in (("kinds", held, cut), ("all sets", foreign_scored, foreign_cut), ("tests", scores_of(final, tested), cut)):
            for item, scores in scored:
                if way == "all sets" and item["source"] not in ("bipia", *TESTS):
                    continue
                about = {name: item[name] for name in ("source", "kind", "place", "context")}
                file.write(json.dumps({**about, "way": way, "labels": item["labels"], "scores": [round(float(score - at), 3) for score in scores]}) + "\n")
    write(folder, features, final, cut)
    # It learnt our own tasks only: what the whole screening finds of the sets is measured with it.
    write(work / "stranger", features, stranger, foreign_cut)


def write(folder, features, model, cut):
    weights = [round(float(weight), 3) for weight in model.coef_[0]]
    count = len(features)
    places = [(left, right) for left in range(count) for right in range(left, count)]
    products = [[left, right, weight] for (left, right), weight in zip(places, weights[count:], strict=True) if abs(weight) >= LEAST_WEIGHT]
    folder.mkdir(parents=True, exist_ok=True)
    lines = ",\n  ".join(json.dumps(product) for product in products)
    head = json.dumps({"features": features, "weights": weights[:count], "bias": round(float(model.intercept_[0]) - cut, 3)}, indent=1)
    (folder / "model.json").write_text(head.removesuffix("\n}") + f',\n "products": [\n  {lines}\n ]\n}}\n')


if __name__ == "__main__":
    main()
