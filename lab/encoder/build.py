# In: the base encoder's folder, the work folder with the rows, the folder of the artifact, and Node. Out: the artifact, trained, exported and with
# its levels set. See ../train-encoder.sh.
import pathlib
import random
import sys

import torch

from .calibrate import blend, cuts_of, parts_of
from .export import export, write_manifest
from .folds import FOLDS, folds_before, score_folds, without_fold
from .mixture import Closing, Mixture, Reader, read_rows
from .network import load_base, load_trained
from .service import ask_service, said_before
from .train import train

CLEAN_SOURCES = ("openai_moderation", "pyrit_harm")
BODY_RATE, CLOSING_RATE = 1e-4, 1.2e-4
# The artifact is the mean of so many that began from the same weights and saw the rows in other orders; so is what each fold is measured by.
CLOSINGS = 3
# Texts of one source that levels are set and measured by.
HELD_OUT, HELD_OUT_PAGES, LONGEST_HELD_OUT = 500, 30, 6000
HELD_OUT_NAME = "encoder-held-out"


def train_body(base, work, reader, seed=1):
    """Everything but the small clean sets, whose folds are measured with what follows."""
    rows = [row for row in read_rows(work) if row["part"] == "train" and row["source"] not in CLEAN_SOURCES]
    mixture = Mixture(rows, reader, seed)
    return train(load_base(base), mixture, 1, BODY_RATE, seed), mixture


def train_closing(network, mixture, rows, reader, seed=2):
    return train(network, Closing(rows, mixture, reader, seed), 1, CLOSING_RATE, seed)


def mean_of(networks, into):
    states = [network.state_dict() for network in networks]
    into.load_state_dict({name: torch.stack([state[name] for state in states]).to(torch.float64).mean(0).to(value.dtype) for name, value in states[0].items()})
    return into


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
    return rows, ask_service([row["text"] for row in rows], work, HELD_OUT_NAME, folder, node)


def scored_before(work):
    """What `score_held_out` left in the work folder: the same rows and their scores."""
    return held_out(work), said_before(work, HELD_OUT_NAME)


def main(base, work, folder, node):
    torch.set_num_threads(2)
    tokenizer = base / "tokenizer.json"
    reader = Reader(tokenizer)
    body, mixture = train_body(base, work, reader)
    torch.save(body.state_dict(), work / "body.pt")
    clean = [row for row in read_rows(work) if row["source"] in CLEAN_SOURCES]

    def close(rows, seed):
        return train_closing(load_trained(base, work / "body.pt"), mixture, rows, reader, seed)

    # Each closing draws its rows from where the last one ended: in another order the artifact would be another.
    of_folds = [[close(without_fold(clean, fold), fold)] for fold in range(FOLDS)]
    learned = [row for row in clean if row["part"] == "train"]
    network = mean_of([close(learned, seed) for seed in range(100, 100 + CLOSINGS)], load_base(base))
    for fold, closed in enumerate(of_folds):
        closed += [close(without_fold(clean, fold), fold + again * FOLDS) for again in range(1, CLOSINGS)]
    score_folds(work, clean, [mean_of(closed, load_base(base)) for closed in of_folds], tokenizer, node)
    torch.save(network.state_dict(), work / "encoder.pt")
    finish(network, tokenizer, work, folder, node)


def finish(network, tokenizer, work, folder, node):
    export(network, tokenizer, folder)
    write_manifest(folder)
    rows, scores = score_held_out(work, folder, node)
    set_levels(folder, rows, scores, *folds_before(work))


def set_levels(folder, rows, scores, unseen_rows, unseen_scores):
    parts = parts_of(rows, scores)
    blended, unseen = ([blend(found, parts) for found in said] for said in (scores, unseen_scores))
    write_manifest(folder, parts, cuts_of(rows, blended, unseen_rows, unseen))


if __name__ == "__main__":
    main(*(pathlib.Path(argument) for argument in sys.argv[1:4]), sys.argv[4])
