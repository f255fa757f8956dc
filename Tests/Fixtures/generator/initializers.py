"""initializers.json: fans, limits and moments of the default kernel initialisers, and what the other weights start as."""

import math

import keras
import numpy as np
from keras.src.initializers.random_initializers import compute_fans

from . import store

SOURCES = (
    ("Conv2D(32, 3)", (None, 8, 8, 3)),
    ("Conv2D(64, (1, 3))", (None, 8, 8, 32)),
    ("Conv2D(64, 1)", (None, 8, 8, 16)),
    ("Conv2D(32, 3, groups=4)", (None, 8, 8, 16)),
    ("DepthwiseConv2D(3)", (None, 8, 8, 64)),
    ("DepthwiseConv2D((3, 1), depth_multiplier=2)", (None, 8, 8, 48)),
    ("SeparableConv2D(32, 3, depth_multiplier=2)", (None, 8, 8, 16)),
    ("Dense(10)", (None, 256)),
    ("Dense(100)", (None, 4, 4, 50)),
    ("BatchNormalization()", (None, 8, 8, 16)),
)


def generate(root):
    records = [record for source, shape in SOURCES for record in weights(source, shape)]
    store.write_json(
        root / "initializers.json",
        {
            "versions": store.versions(),
            "note": "glorot_uniform: uniform in [-limit, limit), limit = sqrt(6 / (fanIn + fanOut)), variance = limit² / 3",
            "weights": records,
        },
    )
    print(f"initializers: {len(records)} weights")


def weights(source, shape):
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
    layer = eval("keras.layers." + source, {"keras": keras})
    layer.build(shape)
    return [describe(source, shape, weight) for weight in layer.weights]


def describe(source, shape, weight):
    values = keras.ops.convert_to_numpy(weight)
    record = {"layer": "keras.layers." + source, "inputShape": list(shape), "weight": weight.name, "shape": list(weight.shape)}
    if not weight.name.endswith("kernel"):
        assert (values == values.flat[0]).all()
        return record | {"initializer": "constant", "value": float(values.flat[0])}
    fan_in, fan_out = compute_fans(tuple(weight.shape))
    limit = math.sqrt(6 / (fan_in + fan_out))
    assert np.abs(values).max() <= limit
    return record | {
        "initializer": "glorot_uniform",
        "fanIn": fan_in,
        "fanOut": fan_out,
        "limit": limit,
        "standardDeviation": limit / math.sqrt(3),
        "drawnByKeras": {"mean": float(values.mean()), "standardDeviation": float(values.std()), "maximum": float(np.abs(values).max())},
    }
