# In: the work folder with held-out.jsonl. Out: the tables of the card on standard output: how many instructions are found, and how many plain
# sentences and documents by mistake.
import json
import sys
from collections import defaultdict
from pathlib import Path


def rate(found, all_of):
    return f"{100 * found / all_of:.1f} % ({found}/{all_of})" if all_of else "-"


def main():
    rows = [json.loads(line) for line in open(Path(sys.argv[1]) / "held-out.jsonl", encoding="utf8")]
    found = defaultdict(lambda: [0, 0])
    plain = defaultdict(lambda: [0, 0, 0, 0])
    beside = [0, 0]
    for row in rows:
        hits = [score >= 0 for score in row["scores"]]
        if any(row["labels"]):
            is_found = any(hit and label for hit, label in zip(hits, row["labels"], strict=True))
            for key in ((row["way"], row["source"], "all"), (row["way"], row["source"], row["kind"]), (row["way"], row["source"], f"at the {row['place']}")):
                found[key][0] += is_found
                found[key][1] += 1
            beside[0] += sum(hit and not label for hit, label in zip(hits, row["labels"], strict=True))
            beside[1] += row["labels"].count(0)
        elif hits:
            counts = plain[(row["way"], row["source"])]
            counts[0] += sum(hits)
            counts[1] += len(hits)
            counts[2] += any(hits)
            counts[3] += 1
    print("| held out by | instructions | kind | found |\n|---|---|---|---|")
    for (way, source, kind), (hit, count) in sorted(found.items()):
        print(f"| {way} | {source} | {kind} | {rate(hit, count)} |")
    print("\n| held out by | plain documents | sentences found | documents |\n|---|---|---|---|")
    for (way, source), (sentences, all_sentences, documents, all_documents) in sorted(plain.items()):
        print(f"| {way} | {source} | {rate(sentences, all_sentences)} | {rate(documents, all_documents)} |")
    print(f"\nOther sentences of documents with an instruction: {rate(*beside)}")


if __name__ == "__main__":
    main()
