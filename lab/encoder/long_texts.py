# In: the work folder, the artifact's folder, Node and the folder of shared data. Out: a table of how often a held-out sentence that is level 4 or more by itself is still
# found within a long text, and how many such texts are without one. Prints no text.
import gzip
import json
import pathlib
import sys

from .build import held_out
from .calibrate import blend
from .export import read_manifest
from .mixture import HARMS
from .report import found_by
from .service import ask_service

# Characters; texts of a source of each size; sentences of a source for each size and harm.
SIZES = {4000: (14, 12), 20000: (10, 4), 40000: (7, 4)}
SHORTEST, LONGEST = 25, 300
# Far from each other within one text.
STRIDE = 40000
SOURCES = ("gov_report_summ", "scientific_qa", "coursera", "natural_question", "multidoc_qa", "tpo", "topic_retrieval_longchat", "quality", "sci_fi", "gsm100")
# Sentences are set into these: reports, papers, lectures, encyclopedias.
HOSTS = SOURCES[:4]


def long_texts(data, size, most):
    for source in SOURCES:
        lines = gzip.decompress((data / "leval" / f"{source}.jsonl.gz").read_bytes()).decode().splitlines()
        texts = [json.loads(line)["input"] for line in lines]
        stretches = [text[at : at + size] for text in texts for at in range(0, len(text) - size + 1, max(STRIDE, size))]
        yield from ((source, stretch) for stretch in stretches[:most])


def sentences(rows, harm, most):
    of = {}
    for row in rows:
        if row["labels"].get(harm, 0) >= 4 and SHORTEST < len(row["text"]) < LONGEST:
            of.setdefault(row["source"], []).append(row["text"])
    return [text for texts in of.values() for text in texts[:most]]


def set_into(host, sentence):
    cut = host.index(". ", len(host) * 45 // 100) + 2
    return host[:cut] + sentence + (" " if sentence[-1] in ".!?" else ". ") + host[cut:]


def main(work, folder, node, data):
    parts, cuts = read_manifest(folder)

    def heads_found(texts):
        told = [blend(said, parts) for said in ask_service(texts, work, "long", folder, node)]
        return [{head: found_by(head, found, cuts) for head in (*HARMS, "jailbreak")} if found else None for found in told]

    rows = held_out(work)
    print("| characters | texts without | " + " | ".join(f"{harm}, found of" for harm in HARMS) + " |\n|---|---|" + "---|" * len(HARMS))
    for size, (most_texts, most_sentences) in SIZES.items():
        plain = list(long_texts(data, size, most_texts))
        hosts = [text for source, text in plain if source in HOSTS]
        quiet = heads_found([text for _, text in plain])
        cells = []
        for harm in HARMS:
            chosen = sentences(rows, harm, most_sentences)
            alone = heads_found(chosen)
            held = heads_found([set_into(hosts[at * 7 % len(hosts)], text) for at, text in enumerate(chosen)])
            found = [within[harm] for by_itself, within in zip(alone, held, strict=True) if by_itself and by_itself[harm]]
            taken = sum(told[harm] for told in quiet)
            cells.append(f"{taken} without, {sum(found)} of {len(found)}")
        print(f"| {size} | {sum(any(told[harm] for harm in HARMS) for told in quiet)} of {len(quiet)}, jailbreak {sum(told['jailbreak'] for told in quiet)} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(*(pathlib.Path(argument) for argument in sys.argv[1:3]), sys.argv[3], pathlib.Path(sys.argv[4]))
