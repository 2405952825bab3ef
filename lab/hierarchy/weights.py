# In: the path of a GGUF model of Qwen2's architecture, in whatever quantisation. Out: a Qwen2ForCausalLM with just the weights that the engine computes with,
# and its tokenizer. Run alone it compares both with what hierarchy-prompts.ts said. Knows no pair.
import json
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import Qwen2Config, Qwen2ForCausalLM
from transformers.models.qwen2.modeling_qwen2 import Qwen2RotaryEmbedding

# By GGUF's names of a block's tensors, as the modules are called.
MODULES = {
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm",
}
OTHERS = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
# How the engine cuts a text before it merges, for tokenizer.ggml.pre = qwen2.
WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
# The engine's sums are of rounded products; ln p may be so far off in the mean.
MOST_DIFFERENCE = 0.15


def values_of(reader):
    return {name: field.contents() for name, field in reader.fields.items()}


def module_name(name):
    parts = name.split(".")
    if parts[0] == "blk":
        return f"model.layers.{parts[1]}.{MODULES[parts[2]]}.{parts[3]}"
    return f"{OTHERS[parts[0]]}.{parts[1]}"


def read_tensors(reader):
    return {module_name(tensor.name): torch.from_numpy(np.array(gguf.quants.dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)) for tensor in reader.tensors}


def open_model(path):
    reader = gguf.GGUFReader(path)
    values = values_of(reader)
    if values["general.architecture"] != "qwen2":
        raise SystemExit(f"{path} is no model of Qwen2's architecture.")
    of = lambda name: values[f"qwen2.{name}"]
    tensors = read_tensors(reader)
    is_tied = "lm_head.weight" not in tensors
    config = Qwen2Config(
        vocab_size=tensors["model.embed_tokens.weight"].shape[0], hidden_size=of("embedding_length"), intermediate_size=of("feed_forward_length"), num_hidden_layers=of("block_count"),
        num_attention_heads=of("attention.head_count"), num_key_value_heads=of("attention.head_count_kv"), max_position_embeddings=of("context_length"),
        rms_norm_eps=of("attention.layer_norm_rms_epsilon"), rope_parameters={"rope_type": "default", "rope_theta": of("rope.freq_base")}, tie_word_embeddings=is_tied)
    # Nothing is drawn for weights that are there already.
    with torch.device("meta"):
        model = Qwen2ForCausalLM(config)
    missing, unexpected = model.load_state_dict(tensors, strict=False, assign=True)
    model.model.rotary_emb = Qwen2RotaryEmbedding(config)
    model.tie_weights()
    if unexpected or [name for name in missing if not (is_tied and name == "lm_head.weight")]:
        raise SystemExit(f"Tensors that do not fit: {missing} {unexpected}")
    return model.eval().requires_grad_(False), open_tokenizer(values), values


def open_tokenizer(values):
    """Of ordinary text: nothing of it becomes a control token."""
    vocabulary = {token: number for number, token in enumerate(values["tokenizer.ggml.tokens"])}
    merges = [tuple(merge.split(" ")) for merge in values["tokenizer.ggml.merges"]]
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(WORDS), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


@torch.inference_mode()
def compare(path, rows):
    """Texts to ids as the engine makes them; then ln p of the engine's greedy answers, and whether ours would be the same."""
    model, tokenizer, _values = open_model(path)
    texts = [(text, ids) for row in rows for text, ids in zip(row["texts"], row["textTokens"], strict=True)]
    different = sum(tokenizer.encode(text).ids != ids for text, ids in texts)
    print(f"{len(texts)} texts, {different} with other ids than the engine's")
    same = count = 0
    differences = []
    for row in rows:
        if not row.get("answerIds"):
            continue
        ids = torch.tensor([row["tokens"] + row["answerIds"]])
        logits = model(ids).logits[0, len(row["tokens"]) - 1 : -1]
        same += int((logits.argmax(-1) == torch.tensor(row["answerIds"])).sum())
        count += len(row["answerIds"])
        chances = logits.log_softmax(-1).gather(1, torch.tensor(row["answerIds"])[:, None])[:, 0]
        differences += (chances - torch.tensor(row["logprobs"][: len(chances)])).abs().tolist()
    mean = sum(differences) / max(1, len(differences))
    print(f"{count} tokens of greedy answers, {same} the same here; ln p differs by {mean:.4f} in the mean, {max(differences, default=0):.3f} at most")
    if different or mean > MOST_DIFFERENCE:
        raise SystemExit("The weights or the tokenizer are not the engine's.")


def main():
    path, work = sys.argv[1], Path(sys.argv[2])
    asked = {row["id"]: row for row in map(json.loads, open(work / "checked.jsonl", encoding="utf8"))}
    said = [json.loads(line) for line in open(work / "checked-said.jsonl", encoding="utf8")]
    compare(path, [{**row, "texts": asked[row["id"]].get("texts", [])} for row in said])


if __name__ == "__main__":
    main()
