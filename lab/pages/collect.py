# In: the folder of the data and one to write to. Out: pages.jsonl: a page a line with what is known of it. The same in every run.
import json
import pathlib
import sys

from first_stage.collect import without_copies

from . import data_sets, few_pages, people_pages, spam_pages


def collect(data, work):
    found = [*data_sets.read_all(data), *spam_pages.read_all(), *people_pages.read_all(), *few_pages.read_all()]
    pages = list(without_copies(found, lambda page: page.split))
    with open(work / "pages.jsonl", "w", encoding="utf8") as file:
        for page in pages:
            file.write(json.dumps(vars(page), ensure_ascii=True) + "\n")
    return pages


if __name__ == "__main__":
    collect(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
