# In: the folders of the work and of the artifact. Out: the artifact. `collect`, `unseen` and `featurise-pages.ts` come before, see
# train-pages.sh. Runs a minute on one core.
import hashlib
import json
import pathlib
import re
import subprocess
import sys

import numpy as np
from scipy import sparse

from first_stage.calibrate import best_cut
from first_stage.fit import fit

from .examples import STEP_VALUE, passed, read_pages, read_shapes, read_words, steps_of
from .rows import KINDS

BUCKET_BITS = 16
STRENGTH = {"spam": 2.0, "personalData": 1.0}
# Aggregation is told by shape before words: what words the patterns of ours use says less of other people's pages.
WORDS_COUNT = {"spam": 1.0, "personalData": 0.4}
# And spam by words.
SHAPES_COUNT = {"spam": 0.25, "personalData": 1.0}
# Of harmless held-out pages, no more are found.
FALSE_SHARE = {"spam": 0.003, "personalData": 0.003}


def main(work, folder, node):
    pages = read_pages(work)
    words, shapes = read_words(work), read_shapes(work, len(pages))
    train = np.array([page["split"] == "train" for page in pages])
    weights = np.array([page["weight"] for page in pages], dtype=np.float32)
    steps = steps_of(shapes[train])
    marks = passed(shapes, steps)
    heads = {}
    for kind in KINDS:
        rows = np.flatnonzero(train & np.array([page[kind] is not None for page in pages]))
        labels = np.array([page[kind] for page in pages], dtype=np.float32)
        features = sparse.hstack([words * WORDS_COUNT[kind], marks * SHAPES_COUNT[kind]]).tocsr().astype(np.float32)
        direction, (bias,) = fit(features[rows], labels[rows], weights[rows], (1,), STRENGTH[kind])
        size = words.shape[1]
        heads[kind] = (direction[:size] * WORDS_COUNT[kind], direction[size:] * STEP_VALUE * SHAPES_COUNT[kind], -float(bias))
    write_artifact(folder, steps, heads, {kind: (0.0, 1.0) for kind in KINDS})
    lab = pathlib.Path(__file__).parent.parent
    subprocess.run([node, str(lab / "score-pages.ts"), str(work), str(folder)], check=True)
    write_artifact(folder, steps, heads, {kind: calibrate(work, pages, kind) for kind in KINDS})


def calibrate(work, pages, kind):
    """The middle, and the width of the slope, by the scores that the service's own code gives held-out pages."""
    held_out = [json.loads(line) for line in (work / "pages-scores.jsonl").read_text().splitlines()]
    labels = np.array([pages[item["page"]][kind] for item in held_out], dtype=np.float32)
    scores = np.array([item[kind] for item in held_out], dtype=np.float64)
    middle = max(best_cut(scores, labels == 1), float(np.quantile(scores[labels == 0], 1 - FALSE_SHARE[kind])))
    return middle, slope(scores, labels, middle)


def slope(scores, labels, middle):
    """So that sureness says how often it is right, as far as a slope can."""
    widths = np.linspace(0.2, 3, 57)
    margins = (scores - middle) * (2 * labels - 1)
    weights = np.where(labels == 1, 0.5 / (labels == 1).mean(), 0.5 / (labels == 0).mean())
    return float(widths[np.argmin([(weights * np.logaddexp(0, -margins / width)).mean() for width in widths])])


def write_artifact(folder, steps, heads, middles):
    from_names = shape_names()
    packed = np.zeros((1 << BUCKET_BITS, len(KINDS)), dtype=np.int8)
    kinds, shapes = {}, {name: {"steps": places} for name, places in zip(from_names, steps, strict=True)}
    for column, kind in enumerate(KINDS):
        words, marks, bias = heads[kind]
        step = float(np.quantile(np.abs(words[words != 0]), 0.9999)) / 127
        packed[:, column] = np.clip(np.rint(words / step), -127, 127).astype(np.int8)
        middle, width = middles[kind]
        kinds[kind] = {"bias": rounded(bias), "wordStep": step, "middle": rounded(middle), "width": rounded(width)}
        at = 0
        for name, places in zip(from_names, steps):
            # Four decimals: ten of them fit on a line.
            shapes[name][kind] = [round(float(worth), 4) for worth in marks[at : at + len(places)]]
            at += len(places)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.bin").write_bytes(packed.tobytes())
    manifest = {"sha256": hashlib.sha256(packed.tobytes()).hexdigest(), "bucketBits": BUCKET_BITS, "kinds": kinds, "shapes": shapes}
    text = json.dumps(manifest, indent=2)
    text = re.sub(r"\[[^\[\]]*\]", lambda found: "[" + " ".join(found[0][1:-1].split()) + "]", text)
    (folder / "manifest.json").write_text(text + "\n")


def shape_names():
    """As the service names them, in its order."""
    code = (pathlib.Path(__file__).parent.parent.parent / "src/safety/scorers/pages/page-shape.ts").read_text("utf8")
    listed = code.split("shapeNames = [", 1)[1].split("] as const", 1)[0]
    return re.findall(r"'(\w+)'", listed)


def rounded(value):
    return float(f"{float(value):.5g}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
