# In: the folder of the hate speech sets. Out: their rows with levels of hate. Test parts stay out.
from .read_files import open_text, read_csv, read_jsonl, read_zipped_csv
from .rows import Row

# Little is known of these texts but what they were labelled for; none asks for anything.
OTHER = {"selfHarm": 0, "jailbreak": 0}


def row(source, text, hate, weight=1.0, part=""):
    return Row(source, text, {**OTHER, "hate": hate}, weight, part=part)


def read_all(safety):
    yield from davidson(safety)
    yield from edos(safety)
    yield from hatemoji(safety)
    yield from forum_and_generated(safety)
    yield from other_languages(safety)


def davidson(safety):
    for item in read_csv(safety / "davidson/labeled_data.csv.gz"):
        yield row("davidson", item["tweet"], {"0": 5, "1": 2, "2": 0}[item["class"]], 0.6)


def edos(safety):
    levels = {"none": 0, "1": 6, "2": 4, "3": 3, "4": 4}
    for item in read_csv(safety / "edos/edos_labelled_aggregated.csv.gz"):
        if item["split"] == "test":
            continue
        yield row("edos", item["text"], levels[item["label_category"].split(".")[0]], 0.8, item["split"])


def hatemoji(safety):
    levels = {"none": 0, "derogation": 4, "animosity": 3, "dehumanizinglanguage": 6, "threateninglanguage": 6}
    for name, part in (("train.csv.gz", "train"), ("validation.csv", "dev")):
        for item in read_csv(safety / "hatemoji/HatemojiBuild" / name):
            yield row("hatemoji", item["text"], levels.get(item["type"], 4) if item["label_gold"] == "1" else 0, part=part)


def forum_and_generated(safety):
    for item in read_jsonl(safety / "stormfront/stormfront.jsonl.gz"):
        if item["label"] in ("hate", "noHate") and item.get("split") != "test":
            yield row("stormfront", item["text"], 4 if item["label"] == "hate" else 0, 0.6)
    for path in sorted((safety / "toxigen_demonstrations").glob("*/*.txt")):
        with open_text(path) as lines:
            for line in lines:
                if line.strip():
                    yield row("toxigen", line.strip().lstrip("- "), 4 if path.name.startswith("hate") else 0, 1.5)


def other_languages(safety):
    for item in read_csv(safety / "cold_zh/train.csv.gz"):
        yield row("cold_zh", item["TEXT"], 4 if item["label"] == "1" else 0, 0.4)
    for name, part in (("train.tsv.gz", ""), ("dev.tsv", "dev")):
        for item in read_csv(safety / "korean_hate" / name, "\t"):
            yield row("korean_hate", item["comments"], {"none": 0, "offensive": 2, "hate": 4}[item["hate"]], 0.6, part)
    for item in read_csv(safety / "gahd_de/gahd.csv.gz"):
        if item["split"] != "test":
            yield row("gahd_de", item["text"], 4 if item["label"] == "1" else 0, 0.8, item["split"])
    for language in ("ar", "en", "fr"):
        for item in read_zipped_csv(safety / "mlma/hate_speech_mlma.zip", f"hate_speech_mlma/{language}_dataset.csv"):
            labels = item["sentiment"].split("_")
            if labels == ["normal"]:
                yield row(f"mlma_{language}", item["tweet"], 0, 0.6)
            elif "hateful" in labels:
                yield row(f"mlma_{language}", item["tweet"], 4, 0.6)
            elif "normal" not in labels and "fearful" not in labels:
                yield row(f"mlma_{language}", item["tweet"], 2, 0.3)
