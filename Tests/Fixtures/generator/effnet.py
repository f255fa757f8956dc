"""models/effnet.*: the published EffNet listing run as it is, with seeded weights and every layer's output."""

import math

import keras
import numpy as np

from . import models, store

LISTING = "../shared/reference/effnet_listing.py"
BATCH = 2


def generate(root):
    listing = root.parents[1] / LISTING
    if not listing.exists():
        print(f"effnet: skipped, there is no {LISTING} beside the repository")
        return
    printed, names = models.run(listing)
    model = names["model"]
    folder = root / "models"

    parameters = {}
    for weight, wanted in zip(model.weights, wanted_paths(model)):
        values = draw(weight.name, tuple(weight.shape), wanted)
        weight.assign(values)
        parameters[wanted] = values
    store.write_safetensors(folder / "effnet.weights.safetensors", parameters)

    images = store.rng("effnet", "images").uniform(0, 1, (BATCH, *model.input_shape[1:])).astype(np.float32)
    taps = keras.Model(model.inputs, [layer.output for layer in model.layers[1:]])
    outputs = [keras.ops.convert_to_numpy(value) for value in taps([images], training=False)]
    tensors = {"input": images, "output": outputs[-1]}
    # The first image's alone: both would not fit a megabyte.
    tensors |= {f"layer/{wanted_name(layer)}": value[:1] for layer, value in zip(model.layers[1:], outputs)}
    store.write_safetensors(folder / "effnet.activations.safetensors", tensors)

    description = models.describe("model", model)
    for record, layer in zip(description["layers"], model.layers):
        record["wantedName"] = wanted_name(layer)
    for record, wanted in zip(description["weights"], wanted_paths(model)):
        record["tensor"] = wanted
    layers, weights = description.pop("layers"), description.pop("weights")
    store.write_json(
        folder / "effnet.json",
        {
            "versions": store.versions(),
            "note": "name and path are Keras 3's; wantedName is what the listing assigns to self._name, which Keras 3 ignores; "
            "tensors are filed under wanted names",
            "output": printed,
            "model": description,
            "layers": layers,
            "weights": weights,
        },
    )
    print(f"effnet: {model.count_params():,} parameters, output {outputs[-1].shape}")


def wanted_name(layer):
    """The name the listing's author wanted: `self._name` if it was assigned, else Keras' own."""
    return vars(layer).get("_name", layer.name)


def wanted_paths(model):
    """Each weight's path with its top layer's name replaced by the wanted one, in the order of `model.weights`."""
    wanted = {layer.name: wanted_name(layer) for layer in model.layers}
    for weight in model.weights:
        head, _, rest = weight.path.partition("/")
        yield f"{wanted[head]}/{rest}"


def draw(name, shape, path):
    """Weights that keep the signal's size through the layers, so that every output has something to compare."""
    if not name.endswith("kernel"):
        return store.random_weight(name, shape, "effnet", path, scale=0.2)
    depthwise = "depthwise" in path
    fan_in = math.prod(shape[:2]) if depthwise else math.prod(shape[:-1])
    values = store.rng("effnet", path).normal(0.0, math.sqrt(2.0 / fan_in), shape)
    return values.astype(np.float32)
