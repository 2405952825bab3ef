# In: the path of the model, the work folder with pairs.jsonl, and for how long. Out: adapter-best and adapter-last: a LoRA adapter that prefers the right answers
# (DPO: Rafailov et al. 2023; with pairs of an instruction hierarchy: SecAlign, Chen et al. 2024), and training.json: what was measured. Knows no engine.
import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from torch.nn import functional

from hierarchy.choose import read
from hierarchy.weights import open_model

PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
# How far the adapter may go from the model for an answer.
BETA = 0.1
# Weight of the right answer's own likelihood, which preference alone lets fall.
LIKELIHOOD = 0.1
WARM_UP = 0.1
PAIRS_A_STEP = 4
STEPS_BETWEEN_LOOKS = 20
# Of the pairs to train on, only to choose the best of the adapters by; where there are few, they are trained on too.
CHOSEN_BY = 16


def packed(pair, tokenizer, end):
    """The prompt once, behind it both answers, of which neither sees the other: ids, positions, mask, and where each answer is."""
    prompt = pair["prompt"]
    answers = [tokenizer.encode(pair[name]).ids + [end] for name in ("chosen", "rejected")]
    starts = [len(prompt), len(prompt) + len(answers[0])]
    ids = prompt + answers[0] + answers[1]
    positions = [*range(starts[1]), *range(len(prompt), len(prompt) + len(answers[1]))]
    mask = torch.ones(len(ids), len(ids), dtype=torch.bool).tril()
    mask[starts[1] :, starts[0] : starts[1]] = False
    return torch.tensor([ids]), torch.tensor([positions]), mask[None, None], starts, answers


def log_chances(network, pack):
    """Of each answer the sum of ln p of its tokens."""
    ids, positions, mask, starts, answers = pack
    hidden = network.model(input_ids=ids, position_ids=positions, attention_mask=mask, use_cache=False).last_hidden_state[0]
    sums = []
    for start, answer in zip(starts, answers, strict=True):
        # What comes before an answer's first token is the prompt's last one, also for the second answer.
        places = [starts[0] - 1, *range(start, start + len(answer) - 1)]
        told = network.lm_head(hidden[places]).float().log_softmax(-1)
        sums.append(told.gather(1, torch.tensor(answer)[:, None]).sum())
    return torch.stack(sums)


class Trainer:
    def __init__(self, path, rank):
        base, self.tokenizer, values = open_model(path)
        self.end, self.base = values["tokenizer.ggml.eos_token_id"], values["general.name"]
        self.adapted = get_peft_model(base, LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, target_modules=PROJECTIONS, task_type="CAUSAL_LM"))
        self.network = self.adapted.get_base_model()
        self.before = {}

    def pack(self, pair):
        return packed(pair, self.tokenizer, self.end)

    @torch.no_grad()
    def reference(self, pair, pack):
        """Computed once a pair: what the model says without the adapter."""
        if pair["id"] not in self.before:
            with self.adapted.disable_adapter():
                self.before[pair["id"]] = log_chances(self.network, pack)
        return self.before[pair["id"]]

    def loss(self, pair):
        pack = self.pack(pair)
        told = log_chances(self.network, pack)
        chosen, rejected = told - self.reference(pair, pack)
        return -functional.logsigmoid(BETA * (chosen - rejected)) - LIKELIHOOD * told[0] / len(pack[4][0])

    @torch.no_grad()
    def measure(self, pairs):
        """A row a pair: whether the right answer is likelier, by the mean of its tokens, before and after; and how much its lead grew."""
        rows = []
        for pair in pairs:
            pack = self.pack(pair)
            before, after = self.reference(pair, pack), log_chances(self.network, pack)
            lengths = torch.tensor([len(answer) for answer in pack[4]])
            is_preferred = lambda told: bool(told[0] / lengths[0] > told[1] / lengths[1])
            rows.append({**{name: pair[name] for name in ("id", "kind", "family", "isAligned")}, "before": is_preferred(before), "after": is_preferred(after),
                         "growth": float((after - before) @ torch.tensor([1.0, -1.0]))})
        return rows

    def save(self, folder):
        self.adapted.save_pretrained(folder, save_embedding_layers=False)


def train(trainer, pairs, arguments, work, deadline):
    """Whole passes over the pairs, ended early at the deadline. The seconds a pair takes, and the steps that were made."""
    by, pairs = pairs[:CHOSEN_BY], pairs[CHOSEN_BY:] if len(pairs) > 4 * CHOSEN_BY else pairs
    source = random.Random(arguments.seed)
    order = [pair for _ in range(arguments.epochs) for pair in source.sample(pairs, len(pairs))]
    steps = [order[start : start + PAIRS_A_STEP] for start in range(0, len(order), PAIRS_A_STEP)][: arguments.steps]
    optimizer = torch.optim.AdamW([weight for weight in trainer.adapted.parameters() if weight.requires_grad], lr=arguments.rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / max(1, WARM_UP * len(steps))) * 0.5 * (1 + math.cos(math.pi * step / len(steps))))
    begun, made, seen, best = time.monotonic(), 0, 0, -math.inf
    for step in steps:
        if time.monotonic() > deadline:
            break
        losses = []
        for pair in step:
            loss = trainer.loss(pair)
            (loss / len(step)).backward()
            losses.append(float(loss.detach()))
        torch.nn.utils.clip_grad_norm_(trainer.adapted.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        made, seen = made + 1, seen + len(step)
        print(f"step {made}/{len(steps)}, loss {sum(losses) / len(losses):.4f}, {(time.monotonic() - begun) / seen:.1f} s a pair", flush=True)
        if made % STEPS_BETWEEN_LOOKS == 0 or made == len(steps):
            growth = sum(min(10.0, row["growth"]) for row in trainer.measure(by)) / len(by)
            print(f"  the lead of the right answers grew by {growth:.2f} in the mean", flush=True)
            trainer.save(work / "adapter-last")
            if growth > best:
                best = growth
                trainer.save(work / "adapter-best")
    trainer.save(work / "adapter-last")
    if best == -math.inf:
        trainer.save(work / "adapter-best")
    return {"steps": made, "plannedSteps": len(steps), "pairsSeen": seen, "secondsAPair": (time.monotonic() - begun) / max(1, seen)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--steps", type=int, default=None)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    deadline = time.monotonic() + 60 * arguments.minutes
    torch.manual_seed(arguments.seed)
    pairs = read(arguments.work / "pairs.jsonl")
    trainer = Trainer(arguments.model, arguments.rank)
    made = train(trainer, [pair for pair in pairs if pair["part"] == "train"], arguments, arguments.work, deadline)
    rows = trainer.measure([pair for pair in pairs if pair["part"] == "held"])
    for name in ("before", "after"):
        print(f"held out, {name}: the right answer is likelier in {sum(row[name] for row in rows)} of {len(rows)}")
    settings = {"base": trainer.base, "rank": arguments.rank, "rate": arguments.rate, "seed": arguments.seed, "epochs": arguments.epochs, "beta": BETA, "likelihood": LIKELIHOOD}
    (arguments.work / "training.json").write_text(json.dumps({**made, **settings, "held": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
