# In: the base encoder's folder, the work folder with the rows, the folder of the artifact, and Node. Out: the artifact, trained, exported and with
# its levels set. See ../train-encoder.sh.
import json
import pathlib
import random
import subprocess
import sys

import torch

from .calibrate import blend, cuts_of, weights_of
from .export import export, outputs_of_heads, write_manifest
from .mixture import Closing, Mixture, Reader, read_rows
from .network import load_base
from .train import train

CLEAN_SOURCE = "openai_moderation"
BODY_RATE, CLOSING_RATE = 1e-4, 1.2e-4
# Texts of one source that levels are set and measured by.
HELD_OUT, HELD_OUT_PAGES, LONGEST_HELD_OUT = 500, 30, 6000


def train_body(base, work, reader, seed=1):
    """Everything but the small clean set, whose folds are measured with what follows."""
    rows = [row for row in read_rows(work) if row["part"] == "train" and row["source"] != CLEAN_SOURCE]
    mixture = Mixture(rows, reader, seed)
    return train(load_base(base), mixture, 1, BODY_RATE, seed), mixture


def train_closing(network, mixture, rows, reader, seed=2):
    return train(network, Closing(rows, mixture, reader, seed), 1, CLOSING_RATE, seed)


def held_out(work):
    """Some of each source, the same ones in every run."""
    by_source = {}
    for row in read_rows(work):
        if row["part"] != "train" and len(row["text"]) <= LONGEST_HELD_OUT:
            by_source.setdefault(row["source"], []).append(row)
    source = random.Random(3)
    cap_of = {name: HELD_OUT_PAGES if name.startswith("pages_") else HELD_OUT for name in by_source}
    return [row for name, rows in by_source.items() for row in (rows if len(rows) <= cap_of[name] else source.sample(rows, cap_of[name]))]


def score_held_out(work, folder, node):
    """Rows that were not trained on, and what the service's own code says of them."""
    rows = held_out(work)
    texts, scores = work / "encoder-held-out.jsonl", work / "encoder-scores.jsonl"
    with open(texts, "w", encoding="utf8") as file:
        for row in rows:
            file.write(json.dumps({"text": row["text"]}) + "\n")
    script = pathlib.Path(__file__).parent.parent / "encoder-scores.ts"
    subprocess.run([node, str(script), str(folder), str(texts), str(scores)], check=True)
    return scored_before(work)


def scored_before(work):
    """What `score_held_out` left in the work folder: the same rows and their scores."""
    return held_out(work), [json.loads(line) for line in (work / "encoder-scores.jsonl").read_text().splitlines()]


def main(base, work, folder, node):
    torch.set_num_threads(2)
    reader = Reader(base / "tokenizer.json")
    network, mixture = train_body(base, work, reader)
    clean = [row for row in read_rows(work) if row["part"] == "train" and row["source"] == CLEAN_SOURCE]
    train_closing(network, mixture, clean, reader)
    torch.save(network.state_dict(), work / "encoder.pt")
    finish(network, base, work, folder, node)


def finish(network, base, work, folder, node):
    export(network, base / "tokenizer.json", folder)
    nothing = {head: 0.0 for head in outputs_of_heads()}
    write_manifest(folder, nothing, {head: [0.0] * 7 for head in nothing})
    rows, scores = score_held_out(work, folder, node)
    weights = weights_of(rows, scores)
    write_manifest(folder, weights, cuts_of(rows, [blend(found, weights) for found in scores]))


if __name__ == "__main__":
    main(*(pathlib.Path(argument) for argument in sys.argv[1:4]), sys.argv[4])
