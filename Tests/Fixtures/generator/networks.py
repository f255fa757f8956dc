"""networks/: whole networks with weights that both sides compute, and what Keras makes of every layer.

No weights are kept: a formula of the weight's path and the value's index gives them, exactly the same in numpy and in Swift
(`values`, `weight`). Of each layer's output networks.safetensors has the mean, the largest magnitude and some values
spread over it (`positions`), and the whole of the network's output.

A network made with data_format='channels_first' has no numbers of its own: TensorFlow's kernels on a CPU cannot run it. It must
give these, transposed, for the same weights.
"""

import json
import math
from pathlib import Path

import keras
import numpy as np
from keras.src import applications

from . import models, store

BUILDERS = Path(applications.__file__).parent
BATCH = 2
SAMPLES = 24

# By name: a script of networks/, or a file of keras/src/applications with a line appended; the factor of the kernels'
# variance, which keeps the layers' outputs of one order; the factor of the input's values from 0 to 1.
NETWORKS = {
    "shufflenet_unit": (None, None, 2.0, 1.0),
    "factorised_inception": (None, None, 2.0, 1.0),
    "mobilenet": ("mobilenet", "MobileNet(weights=None, alpha=0.5, input_shape=(64, 64, 3), classes=100)", 2.0, 1.0),
    "mobilenet_v2": ("mobilenet_v2", "MobileNetV2(weights=None, input_shape=(64, 64, 3), classes=100)", 1.0, 1.0),
    "resnet50": ("resnet", "ResNet50(weights=None, input_shape=(64, 64, 3), classes=100)", 0.6, 1.0),
    "densenet121": ("densenet", "DenseNet121(weights=None, input_shape=(64, 64, 3), classes=100)", 1.0, 1.0),
    "efficientnet_b0": ("efficientnet", "EfficientNetB0(weights=None, input_shape=(64, 64, 3), classes=100)", 2.0, 255.0),
    "inception_v3": ("inception_v3", "InceptionV3(weights=None, input_shape=(75, 75, 3), classes=100)", 2.0, 1.0),
    "mobilenet_v3": ("mobilenet_v3", "MobileNetV3Small(weights=None, input_shape=(64, 64, 3), classes=100)", 2.0, 255.0),
    "xception": ("xception", "Xception(weights=None, input_shape=(71, 71, 3), classes=100)", 1.0, 1.0),
    "nasnet_mobile": ("nasnet", "NASNetMobile(weights=None, input_shape=(64, 64, 3), classes=100)", 1.0, 1.0),
    "efficientnet_v2_b0": (
        "efficientnet_v2",
        "EfficientNetV2B0(weights=None, input_shape=(64, 64, 3), classes=100)",
        0.7,
        255.0,
    ),
    "convnext": (
        "convnext",
        "ConvNeXt([1, 1, 2, 1], [8, 16, 24, 32], drop_path_rate=0.2, weights=None, input_shape=(64, 64, 3), name='small')",
        1.0,
        255.0,
    ),
}


def generate(root):
    records, tensors = [], {}
    for name, (file, call, gain, scale) in NETWORKS.items():
        model = open_network(root, name, file, call)
        assign(model, gain)
        inputs = images(model.input_shape[1:], scale)
        layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
        taps = keras.Model(model.inputs, [layer.output for layer in layers])
        outputs = [keras.ops.convert_to_numpy(value) for value in taps([inputs], training=False)]
        largest = [np.abs(output).max() for output in outputs]
        assert all(np.isfinite(largest)), name
        tensors[f"{name}/output"] = outputs[-1]
        tensors[f"{name}/largest"] = np.array(largest)
        tensors[f"{name}/means"] = np.array([output.mean(dtype=np.float64) for output in outputs])
        tensors[f"{name}/samples"] = np.stack([output.ravel()[positions(output.size)] for output in outputs])
        records.append(
            {
                "name": name,
                "builder": file,
                "source": call and f"model = {call}",
                "gain": gain,
                "inputScale": scale,
                "parameters": model.count_params(),
                "layers": [{"name": layer.name, "shape": list(output.shape)} for layer, output in zip(layers, outputs)],
            }
        )
        chosen = outputs[-1].max(axis=1)
        print(f"networks: {name}, {len(layers)} layers, {min(largest):.2g} to {max(largest):.2g}, classes at {chosen}")
    store.write_json(root / "networks" / "networks.json", {"versions": store.versions(), "networks": records})
    store.write_safetensors(root / "networks" / "networks.safetensors", tensors)


def assign(model, gain):
    for variable in model.weights:
        variable.assign(weight(variable.path, tuple(variable.shape), gain))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            # As after loading weights: it computes with copies of its own.
            layer.finalize_state()


def images(shape, scale):
    """Values from 0 to the scale."""
    return (np.float32(scale) * (values("input", (BATCH, *shape)) / 2 + 0.5)).astype(np.float32)


def open_network(root, name, file, call):
    if file is None:
        return models.run(root / "networks" / f"{name}.py")[1]["model"]
    keras.utils.clear_session()
    names = {"__name__": "__main__"}
    exec(compile((BUILDERS / f"{file}.py").read_text() + f"\nmodel = {call}\n", f"{file}.py", "exec"), names)
    return names["model"]


def weight(path, shape, gain):
    """Kernels whose sums keep the size of what goes in, normalisations that differ from none, small other weights."""
    name = path.rpartition("/")[2]
    drawn = values(path, shape)
    if name.endswith("kernel"):
        # A kernel with one output for each input is a depthwise one.
        fan_in = math.prod(shape[:-1] if shape[-1] > 1 else shape[:-2])
        return drawn * np.sqrt(np.float32(3 * gain) / np.float32(fan_in))
    if name == "gamma" or name.endswith("variance"):
        return np.float32(1) + np.float32(0.5) * drawn
    return np.float32(0.1) * drawn


def values(path, shape):
    """Values from -1 to 1: the FNV-1a hash of the path and the index, mixed; 24 bits of it, so that float32 holds them."""
    seed = 0xCBF29CE484222325
    for byte in path.encode():
        seed = (seed ^ byte) * 0x100000001B3 % (1 << 64)
    z = np.arange(math.prod(shape), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    z = (z ^ (z >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    z = z ^ (z >> np.uint64(32))
    return ((z >> np.uint64(40)).astype(np.float32) / np.float32(1 << 23) - np.float32(1)).reshape(shape)


def positions(size):
    """An odd step, so that no channel of a power of two is left out."""
    return [index * 2654435761 % size for index in range(SAMPLES)]
