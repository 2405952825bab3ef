# In: paths of data files, packed or not. Out: their rows. Knows no labels.
import csv
import gzip
import io
import json
import zipfile

csv.field_size_limit(10**8)


def open_text(path):
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf8", errors="replace", newline="")
    return open(path, encoding="utf8", errors="replace", newline="")


def read_csv(path, delimiter=","):
    with open_text(path) as lines:
        yield from csv.DictReader((line.replace("\0", "") for line in lines), delimiter=delimiter)


def read_plain_csv(path):
    with open_text(path) as lines:
        yield from csv.reader(lines)


def read_json(path):
    with open_text(path) as file:
        return json.load(file)


def read_jsonl(path):
    with open_text(path) as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_zipped_csv(path, member):
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, encoding="utf8", errors="replace"))


def read_yaml_value(path):
    """The text under `value:` of a prompt template, without a YAML library: it is the last key and indented."""
    text = path.read_text(encoding="utf8", errors="replace")
    _, _, value = text.partition("\nvalue:")
    return value.lstrip(" >|-+\n").replace("{{ prompt }}", "").replace("{{prompt}}", "")
