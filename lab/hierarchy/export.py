# In: the folder of an adapter as PEFT saves it, and the model it is for. Out: the same as GGUF, in two bytes a weight, as llama.cpp's --lora reads it.
import json
import re
import sys
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import load_file

from hierarchy.weights import MODULES

NAMES = {module: name for name, module in MODULES.items()}
PATTERN = re.compile(r"model\.layers\.(\d+)\.(.+)\.lora_([AB])\.weight$")


def export(folder, model, out):
    reader = gguf.GGUFReader(model)
    value = lambda name: reader.get_field(name).contents()
    settings = json.loads((folder / "adapter_config.json").read_text())
    writer = gguf.GGUFWriter(out, value("general.architecture"))
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(settings["lora_alpha"]))
    writer.add_name("Kinglet instruction hierarchy")
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, value("general.name"))
    count = 0
    for name, weights in sorted(load_file(folder / "adapter_model.safetensors").items()):
        found = PATTERN.search(name)
        if found is None:
            raise SystemExit(f"{name} is no weight of a projection.")
        block, module, side = found.groups()
        writer.add_tensor(f"blk.{block}.{NAMES[module]}.weight.lora_{side.lower()}", weights.astype(np.float16))
        count += 1
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return count


def main():
    folder, model, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    out.parent.mkdir(parents=True, exist_ok=True)
    print(f"{export(folder, model, out)} tensors, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
