# In: a trained network, the tokenizer and a folder. Out: the network as ONNX with weights of one byte, as the service reads it. Knows no data.
import hashlib
import json
import pathlib
import shutil
import tempfile
from dataclasses import dataclass

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from first_stage.rows import HEADS as FIRST_STAGE_HEADS

from .mixture import DETECTIONS, HARMS, MAX_TOKENS, OUTPUTS

# A long text has many windows, of which one may look bad by chance: for each doubling more is asked, and for each beyond four windows the first stage
# counts three tenths more. Chosen on folds, and with sentences set into long texts (long_texts.py).
GROWTH, COUNTED_WINDOWS = 0.3, 64
MARGINS = {"hate": 0.45, "sexual": 0.15, "violence": 0.3, "selfHarm": 0.45}
# What the first stage counts of what would make it the encoder's equal. It finds much in held-out texts because they are like those that it
# learned from; of the clean sets' texts that neither has seen it ranks harm far less well (violence: average precision 0.2 to 0.5), and people's
# grades of answers it follows least. It knows requests for violence best, and next to nothing of violence that is told.
HARM_SHARE, REQUEST_SHARE, TOLD_SHARE = 0.25, 0.4, 0.1


def export(network, tokenizer_path, folder):
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.config._attn_implementation = "eager"
    ids = torch.full((2, 16), 1000)
    with tempfile.TemporaryDirectory() as work:
        plain, fused = pathlib.Path(work) / "plain.onnx", pathlib.Path(work) / "fused.onnx"
        torch.onnx.export(
            network, (ids, torch.ones_like(ids)), plain, input_names=["input_ids", "attention_mask"], output_names=["outputs"],
            dynamic_axes={name: {0: "rows", 1: "tokens"} for name in ("input_ids", "attention_mask")} | {"outputs": {0: "rows"}},
            opset_version=17, dynamo=False)
        optimize_model(str(plain), model_type="bert", num_heads=network.encoder.config.num_attention_heads,
                       hidden_size=network.encoder.config.hidden_size).save_model_to_file(str(fused))
        quantize_dynamic(fused, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True,
                         # What the fused operators give has no type that the quantiser can infer.
                         extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})
    shutil.copyfile(tokenizer_path, folder / "tokenizer.json")


@dataclass(frozen=True)
class Sum:
    """Outputs by (name, level) with what each counts; the first stage's share; what is asked more for each doubling of the windows."""

    outputs: dict
    share: float
    margin: float = 0.6
    growth: float = 0.0
    counted_windows: int = 8


def sums_of_heads():
    """The highest of a head's sums is its score. Reaching level 2 and level 4 together ranks texts best. Requests for violence are found by one sum; violence
    that is praised, wished for or told by another, in which hate of the worst kind counts as much: that is how OpenAI's set means it."""
    harm_sum = lambda outputs, share, margin: Sum(outputs, share, margin, GROWTH, COUNTED_WINDOWS)
    sums = {harm: [harm_sum({(harm, 2): 0.5, (harm, 4): 0.5}, HARM_SHARE, MARGINS[harm])] for harm in HARMS}
    sums["violence"] = [harm_sum({("violence", 4): 1}, REQUEST_SHARE, MARGINS["violence"]),
                        harm_sum({("violence", 4): 1, ("hate", 6): 1}, TOLD_SHARE, 0.9)]
    return sums | {name: [Sum({(name, 1): 1}, 1.0 if name in FIRST_STAGE_HEADS else 0.0)] for name in DETECTIONS}


def write_manifest(folder, parts=None, cuts=None):
    """parts: for each head and sum what the first stage's score counts, and what few harmless texts reach; without, a manifest to measure by."""
    heads = {name: {"sums": [described_sum(each, *(parts[name][at] if parts else (0.0, 0.0))) for at, each in enumerate(sums)],
                    "cuts": [round(float(cut), 4) for cut in (cuts[name] if cuts else [0.0] * 7)]}
             for name, sums in sums_of_heads().items()}
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    text = json.dumps({"sha256": digests, "maxTokens": MAX_TOKENS, "heads": heads}, indent=2)
    (folder / "manifest.json").write_text(text + "\n")


def described_sum(described, weight, reached):
    return {"outputs": [[OUTPUTS.index(output), counts] for output, counts in described.outputs.items()], "countedWindows": described.counted_windows,
            "marginPerDoubling": described.margin, "firstStageWeight": round(float(weight), 4), "firstStageGrowth": described.growth, "reached": round(float(reached), 4)}


def read_manifest(folder):
    """What `write_manifest` was given: parts and cuts."""
    heads = json.loads((folder / "manifest.json").read_text())["heads"]
    parts = {head: [(each["firstStageWeight"], each["reached"]) for each in described["sums"]] for head, described in heads.items()}
    return parts, {head: described["cuts"] for head, described in heads.items()}
