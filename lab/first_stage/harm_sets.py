# In: the folder of the sets on violence, sexual content and self-harm. Out: their rows with levels.
from .hate_sets import row as hate_row
from .read_files import read_csv, read_json, read_jsonl
from .rows import SAFE, Row

ATTACK_FREE = {"jailbreak": 0}


def harmful(source, text, weight=1.0, part="", **levels):
    """A request: what it is not labelled for it hardly is."""
    return Row(source, text, {**SAFE, **ATTACK_FREE, **levels}, weight, part=part)


def read_all(safety):
    yield from moderation(safety)
    yield from graded_answers(safety)
    yield from ailuminate(safety)
    yield from category_questions(safety)
    yield from advice(safety)
    yield from certified(safety)


def moderation(safety):
    for item in read_jsonl(safety / "openai_moderation_eval/samples-1595-noS3.jsonl.gz"):
        labels = {}
        for head, keys in (("hate", (("H2", 6), ("H", 4), ("HR", 3))), ("sexual", (("S", 5),)),
                           ("violence", (("V2", 6), ("V", 4))), ("selfHarm", (("SH", 5),))):
            known = [(item[key], level) for key, level in keys if item.get(key) is not None]
            if known:
                labels[head] = max(level if flag else 0 for flag, level in known)
        if item.get("S3"):
            labels["sexual"] = 7
        yield Row("openai_moderation", item["prompt"], {**labels, **ATTACK_FREE}, 2.0)


def graded_answers(safety):
    heads = {"hate_speech": "hate", "SEXUAL_CONTENT": "sexual", "violence": "violence", "self_harm": "selfHarm"}
    for path in sorted((safety / "pyrit/scorer_evals/harm").glob("*.csv")):
        for item in read_csv(path):
            head = heads.get(item["harm_category"])
            scores = [float(value) for key, value in item.items() if key and key.startswith("human_score") and value]
            if head and scores:
                share = sum(scores) / len(scores)
                level = 0 if share < 0.13 else 2 if share < 0.38 else 4 if share < 0.63 else 5 if share < 0.88 else 7
                yield Row("pyrit_harm", item["assistant_response"], {**ATTACK_FREE, head: level}, 1.5, grade=share)


def ailuminate(safety):
    levels = {
        "vcr": {"violence": 6}, "iwp": {"violence": 6}, "ssh": {"selfHarm": 6}, "hte": {"hate": 5},
        "sxc_prn": {"sexual": 5}, "src": {"sexual": 6}, "ncr": {}, "prv": {}, "ipv": {}, "dfm": {}, "spc_fin": {}, "spc_ele": {},
        "spc_lgl": {}, "spc_hlt": {},
    }
    for item in read_csv(safety / "ailuminate/airr_official_1.0_demo_en_us_prompt_set_release.csv"):
        found = levels[item["hazard"]]
        yield harmful("ailuminate", item["prompt_text"], 2.0 if found else 0.7, **found)


def category_questions(safety):
    levels = {
        "Weapon": {"violence": 5}, "Human Trafficking": {"violence": 4}, "Racial or ethnic hate": {"hate": 6},
        "Religious intolerance": {"hate": 5}, "Gender-based violence": {"violence": 6, "hate": 4}, "Cyberbullying": {"hate": 3},
        "Terrorism and extremism": {"violence": 6}, "Self-harm": {"selfHarm": 6}, "Assault and battery": {"violence": 6},
        "Hazardous material handling": {"violence": 2}, "Weapon making": {"violence": 6}, "Pornography": {"sexual": 5},
        "Erotic text": {"sexual": 5}, "Nude imagery": {"sexual": 4}, "Sexually explicit dialogue": {"sexual": 6},
        "Adult-themed humor": {"sexual": 3},
    }
    for language in ("english", "chinese", "vietnamese"):
        for topics in read_json(safety / f"catqa_red_instruct/catqa_{language}.json").values():
            for topic, questions in topics.items():
                found = levels.get(topic.rstrip(":"), {})
                for question in questions:
                    yield harmful(f"catqa_{language}", question, 2.0 if found else 0.7, **found)


def advice(safety):
    for item in read_json(safety / "safetext/SafeText.json").items():
        situation, commands = item
        for kind, texts in commands.items():
            if kind.lower().startswith("safe"):
                for text in texts if isinstance(texts, list) else [texts]:
                    yield harmful("safetext", f"{situation} {text}")
    for item in read_jsonl(safety / "vulcanforge/arabic_data.jsonl"):
        if item["label"].startswith("Social stereotypes"):
            yield hate_row("arabic_data", item["prompt"], 3, 0.7)


def certified(safety):
    """Not trained on: what they are is known, but not in which category."""
    for kind in ("harmful", "safe"):
        for part in ("train", "test"):
            for line in (safety / f"certified_safety_prompts/{kind}_prompts_{part}.txt").read_text("utf8").splitlines():
                if line.strip():
                    labels = SAFE if kind == "safe" else {}
                    yield Row(f"certified_{kind}", line, {**labels, **ATTACK_FREE}, part="dev")
