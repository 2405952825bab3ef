# In: weights of all heads, lexicon, vocabulary and words of other languages. Out: the artifact's files as src/safety/scorers/artifact.ts reads them.
import hashlib
import json
import re

import numpy as np

HEAD_STRIDE = 8


def write_artifact(folder, work, bucket_bits, heads):
    """heads: name -> (weights, bias, cuts), in the order of the service. A few extreme weights are clipped for finer steps."""
    packed = np.zeros((1 << bucket_bits, HEAD_STRIDE), dtype=np.int8)
    described = {}
    for column, (name, (weights, bias, cuts)) in enumerate(heads.items()):
        step = float(np.quantile(np.abs(weights[weights != 0]), 0.9999)) / 127
        packed[:, column] = np.clip(np.rint(weights / step), -127, 127).astype(np.int8)
        described[name] = {"step": step, "bias": float(bias), "cuts": [round(float(cut), 4) for cut in cuts]}
    lexicon = (work / "lexicon.bin").read_bytes()
    vocabulary = (work / "vocabulary.bin").read_bytes()
    content = packed.tobytes() + lexicon + vocabulary
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.bin").write_bytes(content)
    other_words = (work / "other-words.bin").read_bytes()
    (folder / "other-words.bin").write_bytes(other_words)
    write_manifest(folder, {
        "sha256": hashlib.sha256(content).hexdigest(),
        "otherWordsSha256": hashlib.sha256(other_words).hexdigest(),
        "bucketBits": bucket_bits,
        "sections": {"weights": packed.size, "lexicon": len(lexicon), "vocabulary": len(vocabulary)},
        "heads": described,
    })


def read_manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


def write_manifest(folder, manifest):
    """Lists of numbers on one line, as the repository's formatter wants it."""
    text = json.dumps(manifest, indent=2)
    text = re.sub(r"\[[^\[\]]*\]", lambda found: "[" + " ".join(found[0][1:-1].split()) + "]", text)
    (folder / "manifest.json").write_text(text + "\n")
