# In: the folder of the data. Out: rows of texts that are none of what is looked for: questions, messages, articles, mails, tables, code.
import pathlib
import pydoc_data.topics

from .read_files import read_csv, read_json, read_jsonl, read_plain_csv
from .rows import BENIGN, Row

PROMPT = {head: value for head, value in BENIGN.items() if head != "indirectAttack"}


def read_all(data):
    safety = data / "safety"
    for source, text in contexts(safety):
        yield Row(source, text, BENIGN, 1.0, "all")
    # The csv of the sample has no fixed columns: every cell of some length is a text.
    for cells in read_plain_csv(data / "benign_prompts/dolly_sample/databricks_dolly_15k.csv"):
        for cell in cells:
            if len(cell) > 20:
                yield Row("dolly", cell, PROMPT, 1.5, "all")
    for cells in read_plain_csv(data / "spam_sms/spam.csv"):
        if cells[0] == "ham":
            yield Row("sms_ham", cells[1], BENIGN, 0.7)
    for text in program_texts():
        yield Row("python_docs", text, BENIGN, 1.0, "all")
    yield from not_trained_on(data)


def contexts(safety):
    """Documents of the injection benchmark without their injections. The first is the source."""
    for path in sorted((safety / "bipia_contexts").glob("*.jsonl.gz")):
        for item in read_jsonl(path):
            yield "bipia_context", item["context"]
    for name in ("email/train.jsonl", "table/train.jsonl.gz", "code/train.jsonl"):
        for item in read_jsonl(safety / "bipia" / name):
            text = item["context"]
            yield "bipia_context", text if isinstance(text, str) else "".join(text)
            if name.startswith("code"):
                yield "bipia_context", "".join(item["code"])


def program_texts():
    """Python's own manual, and the comments and code of its library in stretches."""
    for text in pydoc_data.topics.topics.values():
        yield from (paragraph for paragraph in text.split("\n\n") if len(paragraph) > 60)
    library = pathlib.Path(pathlib.__file__).parent
    for name in ("subprocess.py", "argparse.py", "threading.py", "shutil.py", "tarfile.py", "email/message.py", "http/client.py", "statistics.py", "ast.py"):
        text = (library / name).read_text("utf8")
        yield from (text[at : at + 1500] for at in range(0, len(text), 1500))


def not_trained_on(data):
    for name in ("seed_tasks.jsonl", "user_oriented_instructions.jsonl"):
        for item in read_jsonl(data / "self_instruct_eval" / name):
            for instance in item["instances"][:1]:
                yield Row("self_instruct", f"{item['instruction']}\n{instance['input']}", PROMPT, part="dev")
    for path in sorted((data / "mmlu/val").glob("*.csv")):
        for cells in read_plain_csv(path):
            yield Row("mmlu_val", " ".join(cells[:5]), PROMPT, part="dev")
    for name in ("Mental_Health_n.csv", "commonsense.csv"):
        for line in (data / "safety/xsafety" / name).read_text("utf-8-sig").splitlines():
            yield Row(f"xsafety_{name.split('_')[0].split('.')[0].lower()}", line.strip('"'), PROMPT, part="dev")
