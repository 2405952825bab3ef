# In: a network, a mixture and for how long. Out: the network, trained. Knows no files.
import math
import random
import time

import numpy as np
import torch
from torch.nn import functional

from .mixture import batches
from .network import padded

MAX_PADDED_TOKENS = 2048
WARM_UP = 0.06


def train(network, mixture, epochs, rate, seed=1, report=print):
    """Masked multi-label cross-entropy; AdamW with a linear warm-up and a cosine to nothing."""
    torch.manual_seed(seed)
    source = random.Random(seed)
    network.train()
    head = [parameter for name, parameter in network.named_parameters() if name.startswith("head")]
    body = [parameter for name, parameter in network.named_parameters() if not name.startswith("head") and parameter.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": head, "lr": 10 * rate}], weight_decay=0.01)
    planned = [list(batches(mixture.epoch(), MAX_PADDED_TOKENS, source)) for _ in range(epochs)]
    steps = sum(len(epoch) for epoch in planned)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * 0.5 * (1 + math.cos(math.pi * step / steps)))
    begun, step, running = time.monotonic(), 0, 0.0
    for epoch in planned:
        for batch in epoch:
            ids, mask = padded([item[0] for item in batch])
            targets = torch.from_numpy(np.stack([item[1] for item in batch]))
            weights = torch.tensor([item[2] for item in batch], dtype=torch.float32).unsqueeze(1)
            known = ~targets.isnan()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported()):
                outputs = network(ids, mask)
            losses = functional.binary_cross_entropy_with_logits(outputs.float(), targets.nan_to_num(), reduction="none")
            # Each row counts alike, whether much or little is known of it.
            loss = (losses * known * weights).sum() / known.any(1).sum().clamp(min=1)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            running = 0.99 * running + 0.01 * float(loss.detach())
            if step % 100 == 0:
                report(f"step {step}/{steps}, loss {running / (1 - 0.99**step):.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    network.eval()
    return network


@torch.inference_mode()
def score(network, rows):
    """Rows of ids, control tokens included, to one row of numbers each."""
    network.eval()
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    found = [None] * len(rows)
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        ids, mask = padded([rows[at] for at in chosen])
        for at, values in zip(chosen, network(ids, mask).numpy(), strict=True):
            found[at] = values
    return np.stack(found)
