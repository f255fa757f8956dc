"""How fixtures are drawn and written: seeded numbers, safetensors, JSON with one record on a line."""

import hashlib
import json
import struct

import keras
import numpy as np


def rng(*key):
    """A generator that depends on nothing but the key, so that a new case changes no other case's numbers."""
    digest = hashlib.sha256("\0".join(map(str, key)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "little")))


def random_weight(name, shape, *key, scale=1.0):
    """Values for a weight: no zeros and no ones anywhere, so that a forgotten bias or gamma shows."""
    draw = rng("weight", name, shape, *key)
    if name.endswith("variance"):
        return draw.uniform(0.3, 2.0, shape).astype(np.float32)
    if name == "gamma":
        return draw.uniform(0.5, 1.5, shape).astype(np.float32)
    return (scale * draw.uniform(-1.0, 1.0, shape)).astype(np.float32)


def write_safetensors(path, tensors):
    """Writes float32 arrays in the safetensors format: header length, JSON header padded to 8 bytes, data."""
    header, offset, blobs = {}, 0, []
    for name in sorted(tensors):
        data = np.ascontiguousarray(tensors[name], dtype="<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensors[name].shape),
            "data_offsets": [offset, offset + len(data)],
        }
        offset += len(data)
        blobs.append(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def write_json(path, document):
    """Writes a dict of plain values and of lists of records; each record stands on one line."""
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            records = ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f"  {json.dumps(key)}: [\n{records}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def versions():
    """What made the fixtures, for the head of each JSON file."""
    import tensorflow

    return {"keras": keras.__version__, "tensorflow": tensorflow.__version__}
