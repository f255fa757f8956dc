"""tensors/types.safetensors: the format's own library writes every number type; beside each the float32 that numpy makes of it.

The library lays the tensors out by the size of their type, not by name, and adds metadata.
"""

import ml_dtypes
import numpy as np
from safetensors.numpy import save

VALUES = {
    "F64": np.array([[0.1, -1e300, 2**-140, np.inf], [1 + 2**-24, 1 + 3 * 2**-24, -0.0, np.nan]]),
    "F16": np.array([1, -2, 65504, 2**-14, 2**-24, -3 * 2**-24, 0, -0.0, np.inf, -np.inf, np.nan, 0.1], np.float16),
    "BF16": np.array([1, -3.140625, 1e38, 1e-40, -0.0, np.inf, np.nan], ml_dtypes.bfloat16),
    "I64": np.array([0, -1, 2**24 + 1, 2**63 - 1, -(2**63)], np.int64),
    "I32": np.array([[[7, -(2**31), 2**31 - 1]]], np.int32),
    "I16": np.array([-32768, 32767], np.int16),
    "I8": np.array([-128, 127, 0], np.int8),
    "U64": np.array([2**64 - 1, 1], np.uint64),
    "U32": np.array([2**32 - 1, 16777217], np.uint32),
    "U16": np.array([65535, 0], np.uint16),
    "U8": np.array([0, 128, 255], np.uint8),
    "BOOL": np.array([True, False, True]),
}


def generate(root):
    tensors = {"F32": np.array(1.5, np.float32)}
    for name, values in VALUES.items():
        tensors[name] = values
        with np.errstate(over="ignore", invalid="ignore"):
            tensors[f"{name} as F32"] = values.astype(np.float32)
    path = root / "tensors" / "types.safetensors"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(save(tensors, {"made by": "numpy", "Größe": '"klein"\n'}))
    print(f"tensors: {len(tensors)} tensors of {len(VALUES) + 1} types")
