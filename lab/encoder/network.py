# In: the base encoder's files. Out: the network: its hidden states, their mean and their highest, to one number an output. Knows no data.
import json

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import BertConfig, BertModel

from .mixture import OUTPUTS


class Classifier(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(2 * config.hidden_size, len(OUTPUTS))

    def forward(self, input_ids, attention_mask):
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        highest = (states + (mask - 1) * 1e4).amax(1)
        return self.head(self.dropout(torch.cat([mean, highest], dim=-1)).float())


def load_base(folder):
    config = BertConfig(**json.loads((folder / "config.json").read_text()))
    config._attn_implementation = "sdpa"
    network = Classifier(config)
    weights = load_file(str(folder / "model.safetensors"))
    missing, _ = network.encoder.load_state_dict({name.removeprefix("bert."): value for name, value in weights.items()}, strict=False)
    if missing:
        raise ValueError(f"the base encoder lacks {missing}")
    # Half of the weights are words; what is said with them is learned above them.
    for parameter in network.encoder.embeddings.parameters():
        parameter.requires_grad = False
    return network


def load_trained(base, path):
    network = load_base(base)
    network.load_state_dict(torch.load(path, weights_only=True))
    return network


def padded(rows):
    """(ids, mask) of rows of ids."""
    width = max(len(row) for row in rows)
    ids = torch.zeros((len(rows), width), dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask
