"""rewritings/keras.json: what Keras counts in each script of rewritings/, as it is and in each way that Compbook writes it.

The ways' texts are Compbook's own, from rewritings/written.json, which the tests record. Counted are all layers but those whose
names begin with `other`. Multiply-adds come from the layers' configurations and the shapes of their calls.
"""

import json
import math

import keras

from . import store


def generate(root):
    folder = root / "rewritings"
    records = [
        {"script": script.name, "way": "today"} | describe(script.read_text(), script.name)
        for script in sorted(folder.glob("*.py"))
    ]
    for written in json.loads((folder / "written.json").read_text()):
        text = written.pop("text")
        records.append(written | describe(text, written["script"]))
    store.write_json(folder / "keras.json", {"versions": store.versions(), "sessions": records})
    print(f"rewritings: {len(records)} sessions")


def describe(text, name):
    keras.utils.clear_session()
    names = {"__name__": "__main__"}
    exec(compile(text, name, "exec"), names)
    model = names["model"] if "model" in names else keras.Model(keras.utils.get_source_inputs(names["y"]), names["y"])
    # A Sequential calls its layers anew for each layer that is added.
    calls = [node for nodes in getattr(model, "_functional", model)._nodes_by_depth.values() for node in nodes]
    layers = [layer for layer in model.layers if not layer.name.startswith("other")]
    return {
        "parameters": sum(math.prod(weight.shape) for layer in layers for weight in layer.weights),
        "multiplyAdds": sum(multiply_adds(node) for node in calls if node.operation in layers),
        "shape": list(model.output_shape),
    }


def multiply_adds(node):
    """Of one call on one image: every output pixel is one window's products with each kernel."""
    layer = node.operation
    if not isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D, keras.layers.SeparableConv2D)):
        return 0
    config = layer.get_config()
    window = math.prod(config["kernel_size"])
    _, channels = pixels_and_channels(node.input_tensors[0].shape, config["data_format"])
    pixels, _ = pixels_and_channels(node.output_tensors[0].shape, config["data_format"])
    if isinstance(layer, keras.layers.SeparableConv2D):
        middle = channels * config["depth_multiplier"]
        return pixels * (window * middle + middle * config["filters"])
    if isinstance(layer, keras.layers.DepthwiseConv2D):
        return pixels * window * channels * config["depth_multiplier"]
    return pixels * window * channels // config["groups"] * config["filters"]


def pixels_and_channels(shape, data_format):
    sizes = list(shape[1:])
    channels = sizes.pop(0 if data_format == "channels_first" else -1)
    return math.prod(sizes), channels
