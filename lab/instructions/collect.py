# In: the data sets' folder and the work folder. Out: documents.jsonl: documents with and without instructions that do not belong to them; of each
# where they stand (UTF-16 units), what kind they are and what is held out together. Sets are read only, never printed.
import hashlib
import json
import random
import sys
from pathlib import Path

from first_stage.read_files import read_json, read_jsonl, read_plain_csv
from instructions.own_ordinary import STRETCHES
from instructions.own_tasks import FILLINGS, LEADS, TASKS

PLACES = ("start", "middle", "end")
# An injection into each of so many documents.
COPIES = {"bipia": 4, "own": 3}


def units(text):
    return len(text.encode("utf-16-le")) // 2


def contexts(safety):
    """By kind, the documents of BIPIA's tasks."""
    found = {}
    for name in ("abstract", "qa"):
        found[name] = [item["context"] for item in read_jsonl(safety / f"bipia_contexts/{name}_train.jsonl.gz")]
    found["email"] = [item["context"] for item in read_jsonl(safety / "bipia/email/train.jsonl")]
    found["table"] = [item["context"] for item in read_jsonl(safety / "bipia/table/train.jsonl.gz")]
    return found


def set_into(document, instruction, place, random_source):
    """As BIPIA does it: before, behind, or between two sentences."""
    glue = random_source.choice(("\n", " ", "\n\n"))
    if place == "start":
        return instruction + glue + document, 0
    if place == "end":
        return document + glue + instruction, units(document + glue)
    stops = [at + 2 for at in range(len(document) - 2) if document[at : at + 2] in (". ", ".\n", "|\n")]
    at = random_source.choice(stops) if stops else len(document)
    before = document[:at] + ("" if at < len(document) else glue)
    return before + instruction + glue + document[at:], units(before)


def injected(instruction, document, place, random_source, **about):
    text, start = set_into(document, instruction, place, random_source)
    return {"text": text, "spans": [[start, start + units(instruction)]], "place": place, **about}


def bipia(safety, documents, random_source):
    for kind, attacks in read_json(safety / "bipia/text_attack_train.json").items():
        for attack in attacks:
            for name, texts in documents.items():
                for place in PLACES:
                    for _ in range(COPIES["bipia"] // 2 if name in ("email", "table") else COPIES["bipia"]):
                        yield injected(attack, random_source.choice(texts), place, random_source, source="bipia", kind=kind, group=f"bipia {kind}", context=name)


def separation(safety):
    """SEP: a probe before or behind the data of a task."""
    for item in read_json(safety / "sep/SEP_validation_feb25.json.gz"):
        whole, clean = item["prompt_instructed"], item["prompt_clean"]
        kind = f"probe {item['info']['appended_task_id']}"
        about = {"source": "sep", "kind": kind, "group": f"sep {kind}", "context": "sep"}
        if whole.endswith(clean[-60:]) and not whole.startswith(clean[:60]):
            start = whole.rfind(clean[:40])
            if start > 0:
                yield {"text": whole, "spans": [[0, units(whole[:start].rstrip())]], "place": "start", **about}
        elif whole.startswith(clean[:60]):
            end = whole.find(clean[-40:]) + 40
            if end > 40:
                start = end + len(whole[end:]) - len(whole[end:].lstrip())
                yield {"text": whole, "spans": [[units(whole[:start]), units(whole)]], "place": "end", **about}
        digest = hashlib.sha256(clean.encode()).hexdigest()[:8]
        yield {"text": clean, "spans": [], "place": "none", "source": "sep", "kind": "plain", "group": f"plain {digest}", "context": "sep"}


def fill(pattern, random_source):
    for name, values in FILLINGS.items():
        pattern = pattern.replace("{" + name + "}", random_source.choice(values))
    return pattern


def own(documents, random_source):
    names = list(documents)
    for kind, patterns in TASKS.items():
        for pattern in patterns:
            for place in PLACES:
                for _ in range(COPIES["own"]):
                    task = fill(pattern, random_source)
                    lead = random_source.choice(LEADS)
                    instruction = lead + (task[0].lower() + task[1:] if lead.endswith((", ", "Please ", "Now ")) else task)
                    name = random_source.choice(names)
                    yield injected(instruction, random_source.choice(documents[name]), place, random_source, source="own", kind=kind, group=f"own {kind}", context=name)


def plain(texts, source):
    for text in texts:
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        yield {"text": text, "spans": [], "place": "none", "source": source, "kind": "plain", "group": f"plain {digest}", "context": source}


def dolly(data, column, most):
    """`context` is what questions were asked about, `response` is full of advice: neither holds a task for an assistant."""
    rows = read_plain_csv(data / "benign_prompts/dolly_sample/databricks_dolly_15k.csv")
    place = [cell.lower() for cell in next(rows)].index(column)
    found = {cells[place] for cells in rows if len(cells) > place and len(cells[place]) > 200}
    return sorted(found, key=lambda text: hashlib.sha256(text.encode()).hexdigest())[:most]


def main():
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    random_source = random.Random(7)
    documents = contexts(data / "safety")
    ordinary = {**documents, "ordinary": STRETCHES}
    rows = [
        *bipia(data / "safety", documents, random_source),
        *separation(data / "safety"),
        *own(ordinary, random_source),
        *(row for name, texts in documents.items() for row in plain(texts[: 300 if name == "table" else 900], name)),
        *plain(STRETCHES, "own_ordinary"),
        *plain(dolly(data, "context", 900), "dolly"),
        *plain(dolly(data, "response", 2500), "dolly_advice"),
    ]
    measured = read_jsonl(Path(__file__).parent / "ordinary_documents.jsonl")
    rows += [{**row, "source": "measured", "group": "measured"} for row in plain((item["text"] for item in measured), "measured")]
    with open(work / "documents.jsonl", "w", encoding="utf8") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")
    counts = {}
    for row in rows:
        counts[row["source"]] = counts.get(row["source"], 0) + 1
    print(counts)


if __name__ == "__main__":
    main()
