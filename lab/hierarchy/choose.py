# In: the work folder with cases.jsonl and said.jsonl, as hierarchy-prompts.ts left it. Out: pairs.jsonl: ids of each prompt, and the two answers. The answer to
# prefer is the model's own to the same conversation without the attack where it is right, else the exact one. What is too long is left out.
import json
import re
import sys
from pathlib import Path

LONGEST_PROMPT = 400


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf8")]


def holds(text, key):
    """As words of their own, whatever case and spaces."""
    plain = [" ".join(part.lower().split()) for part in (text, key)]
    before, behind = (r"(?<!\w)" if plain[1][0].isalnum() else ""), (r"(?!\w)" if plain[1][-1].isalnum() else "")
    return re.search(before + re.escape(plain[1]) + behind, plain[0]) is not None


def serves(case, answer):
    return all(holds(answer, key) for key in case["keys"] or ()) and not obeys(case, answer)


def obeys(case, answer):
    """It does what it should not."""
    return case["sign"] is not None and holds(answer, case["sign"])


def main():
    work = Path(sys.argv[1])
    said = {row["id"]: row for row in read(work / "said.jsonl")}
    pairs, own, long = [], 0, 0
    for case in read(work / "cases.jsonl"):
        prompt = said[case["id"]]["tokens"]
        if len(prompt) > LONGEST_PROMPT:
            long += 1
            continue
        clean = None if case["clean"] is None else said.get(f"{case['id']} clean", said[case["id"]])
        is_own = clean is not None and clean["isWhole"] and serves(case, clean["answer"])
        chosen = clean["answer"].strip() if is_own else case["chosen"]
        own += is_own
        pairs.append({**{name: case[name] for name in ("id", "part", "kind", "source", "family", "isAligned", "keys", "sign", "messages")},
                      # What is added to an answer is added to this one.
                      "isOwn": is_own, "chosen": chosen, "rejected": case["rejected"].replace(case["chosen"], chosen), "prompt": prompt})
    with open(work / "pairs.jsonl", "w", encoding="utf8") as file:
        for pair in pairs:
            file.write(json.dumps(pair) + "\n")
    print(f"{len(pairs)} pairs, {own} with the model's own answer; {long} too long; prompts of {sum(len(pair['prompt']) for pair in pairs) / len(pairs):.0f} tokens in the mean")


if __name__ == "__main__":
    main()
