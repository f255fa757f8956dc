"""layers/shapes.json: shapes, counts and weights' names of every layer, also of those whose numbers no case of layers.json holds."""

import keras

from . import shape_cases, store
from .layers import arguments, counts


def generate(root):
    records = [run(source, shapes) for source, *shapes in shape_cases.table()]
    store.write_json(root / "layers/shapes.json", {"versions": store.versions(), "cases": records})
    print(f"shapes: {len(records)} cases")


def run(source, shapes):
    keras.utils.clear_session()
    layer, output = call(source, [keras.Input(shape) for shape in shapes])
    return {
        "source": source,
        "layer": type(layer).__name__,
        "arguments": arguments(source),
        "inputs": [list(shape) for shape in shapes],
        "outputShape": list(output.shape),
        "unknownSizes": unknown_sizes(source, shapes),
        "automaticName": layer.name,
        "parameters": list(counts(layer).values()),
        "weights": [[weight.name, weight.path, list(weight.shape), bool(weight.trainable)] for weight in layer.weights],
    }


def call(source, inputs):
    layer = eval("keras.layers." + source, {"keras": keras})
    if len(inputs) == 1:
        return layer, layer(inputs[0])
    return layer, layer(*inputs) if isinstance(layer, keras.layers.MultiHeadAttention) else layer(inputs)


def unknown_sizes(source, shapes):
    """The output shape where every size but the channels' is unknown; None where Keras refuses that."""
    if any(len(shape) < 2 for shape in shapes):
        return None
    first = "channels_first" in source
    try:
        return list(call(source, [keras.Input(unknown(shape, first)) for shape in shapes])[1].shape)
    except Exception:
        return None


def unknown(shape, channels_first):
    sizes = [None] * len(shape)
    kept = 0 if channels_first else -1
    sizes[kept] = shape[kept]
    return tuple(sizes)
