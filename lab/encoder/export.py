# In: a trained network, the tokenizer and a folder. Out: the network as ONNX with weights of one byte, as the service reads it. Knows no data.
import hashlib
import json
import pathlib
import shutil
import tempfile

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from .mixture import DETECTIONS, HARM_LEVELS, HARMS, MAX_TOKENS

# A long text has many windows, of which one may look bad by chance: for each doubling more is asked. Measured on folds of whole texts: of violence,
# which stories and reports are full of, most.
MARGIN_PER_DOUBLING, MARGINS = 0.6, {"hate": 0.8, "violence": 0.9}


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


def outputs_of_heads():
    """Reaching level 2 and level 4 together ranks texts best, but for violence reaching level 4 alone; a detection is one output."""
    count = len(HARM_LEVELS)
    harms = {harm: [[at * count + 1, 1]] if harm == "violence" else [[at * count, 0.5], [at * count + 1, 0.5]] for at, harm in enumerate(HARMS)}
    return harms | {name: [[len(HARMS) * count + at, 1]] for at, name in enumerate(DETECTIONS)}


def write_manifest(folder, weights, cuts):
    """weights: what the first stage's score counts beside the encoder's, for each head."""
    heads = {name: {"outputs": outputs, "marginPerDoubling": MARGINS.get(name, MARGIN_PER_DOUBLING), "firstStageWeight": round(float(weights[name]), 4), "cuts": [round(float(cut), 4) for cut in cuts[name]]}
             for name, outputs in outputs_of_heads().items()}
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    text = json.dumps({"sha256": digests, "maxTokens": MAX_TOKENS, "heads": heads}, indent=2)
    (folder / "manifest.json").write_text(text + "\n")
