# In: texts, the encoder's folder and Node. Out: what the service's own code says of each, by both stages. Knows no labels.
import json
import pathlib
import subprocess

import numpy as np

SCRIPT = pathlib.Path(__file__).parent.parent / "encoder-scores.ts"


def ask_service(texts, work, name, folder, node, first_stage=None):
    """One dict a text: `readings`, each with `windowCount` and what each stage says of each window (arrays, windows by numbers; not a number where the first
    stage has no words); `together`, a score a head by the folder's sums, None where there is no reading; `firstStage`, its scores of the whole.
    first_stage: its folder where it is not the service's. Leaves NAME-texts.jsonl and NAME-scores.jsonl in the work folder."""
    given, said = work / f"{name}-texts.jsonl", work / f"{name}-scores.jsonl"
    given.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    subprocess.run([node, str(SCRIPT), str(folder), str(given), str(said), *([str(first_stage)] if first_stage else [])], check=True)
    return said_before(work, name)


def said_before(work, name):
    said = [json.loads(line) for line in (work / f"{name}-scores.jsonl").read_text().splitlines()]
    for found in said:
        for reading in found["readings"]:
            reading |= {stage: np.array(reading[stage], dtype=float) for stage in ("outputs", "firstStage")}
    return said
