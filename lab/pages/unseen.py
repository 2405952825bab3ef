# In: the folder of the data. Out: texts of sets that are for tests only, none of them spam and none an aggregation: what is found in them is
# wrong. Nothing is trained or set by them.
import json
import pathlib
import sys

from first_stage.read_files import read_csv, read_json, read_jsonl


def read_all(data):
    for path in sorted((data / "xquad").glob("*.json.gz")):
        language = path.name.split(".")[1]
        contexts = {paragraph["context"] for article in read_json(path)["data"] for paragraph in article["paragraphs"]}
        for text in sorted(contexts):
            yield f"xquad_{language}", language, text
        # Articles of a crawl are longer than a paragraph.
        ordered = sorted(contexts)
        for at in range(0, len(ordered), 8):
            yield f"xquad_{language}_joined", language, "\n\n".join(ordered[at : at + 8])
    for path in sorted((data / "leval").glob("*.jsonl.gz")):
        for item in read_jsonl(path):
            text = item["input"]
            yield "leval_whole", "en", text
            for at in range(0, len(text), 16_000):
                yield "leval_pieces", "en", text[at : at + 2000]
    for item in list(read_json(data / "tabmwp/problems_test1k.json").values())[::4]:
        yield "tabmwp", "en", f"{item['table']}\n{item['question']}"
    for item in read_csv(data / "truthfulqa/TruthfulQA.csv"):
        yield "truthfulqa", "en", f"{item['Question']} {item['Best Answer']}"
    for path in sorted((data / "xcopa").glob("test.*.jsonl")):
        language = path.name.split(".")[1]
        for item in list(read_jsonl(path))[::5]:
            yield f"xcopa_{language}", language, f"{item['premise']} {item['choice1']} {item['choice2']}"


def write(data, work):
    with open(work / "unseen.jsonl", "w", encoding="utf8") as file:
        for source, language, text in read_all(data):
            file.write(json.dumps({"text": text, "source": source, "language": language, "split": "unseen"}) + "\n")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
