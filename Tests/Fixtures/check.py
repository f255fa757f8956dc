"""Reads layers/ and networks/ back and runs them on Keras' PyTorch backend, an engine of its own: python check.py (needs torch).

Left out is what Keras on PyTorch refuses or does otherwise. It runs data_format='channels_first' too, which TensorFlow does not
on a CPU: the networks must give the same numbers.
"""

import json
import os
import sys
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"
sys.dont_write_bytecode = True

import keras  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from safetensors.numpy import load_file  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator import networks  # noqa: E402

FOLDER = HERE / "layers"
TOLERANCE = 1e-5  # of the output's largest magnitude


def main():
    cases = json.loads((FOLDER / "layers.json").read_text())["cases"]
    files = {name: load_file(FOLDER / name) for name in {case["file"] for case in cases}}
    same = [case for case in cases if not differs(case)]
    failures = [case["source"] for case in same if deviation(case, files[case["file"]]) > TOLERANCE]
    print(f"{len(same)} of {len(cases)} cases, {len(failures)} differ", *failures, sep="\n")
    found = dict(whole_networks())
    apart = [name for name, error in found.items() if not error <= TOLERANCE]
    print(f"{len(found)} networks, {len(apart)} differ", *apart, sep="\n")
    sys.exit(bool(failures or apart))


def whole_networks():
    """Each network's name, and how far its output is from the filed one."""
    tensors = load_file(HERE / "networks" / "networks.safetensors")
    for name, (file, call, gain, scale) in networks.NETWORKS.items():
        if name in ("nasnet_mobile", "shufflenet_unit"):
            # The one Keras has for its other backends alone, the other has uneven means.
            continue
        wanted = tensors[f"{name}/output"]
        yield name, network_deviation(wanted, gain, scale, networks.open_network(HERE, name, file, call))
        if name in ("mobilenet", "resnet50"):
            keras.config.set_image_data_format("channels_first")
            model = networks.open_network(HERE, name, file, call.replace("(64, 64, 3)", "(3, 64, 64)"))
            yield f"{name}, channels first", network_deviation(wanted, gain, scale, model, channels_first=True)
            keras.config.set_image_data_format("channels_last")


def network_deviation(wanted, gain, scale, model, channels_first=False):
    shape = model.input_shape[1:]
    images = networks.images((*shape[1:], shape[0]) if channels_first else shape, scale)
    networks.assign(model, gain)
    with torch.no_grad():
        output = model(images.transpose(0, 3, 1, 2) if channels_first else images, training=False)
    return np.abs(keras.ops.convert_to_numpy(output) - wanted).max() / np.abs(wanted).max()


def differs(case):
    """Resampling but bilinear and nearest, images cropped at random, normalisation along axes that are not the last, uneven means."""
    arguments = case["arguments"]
    interpolation = arguments.get("interpolation", "bilinear").lower()
    if case["layer"] in ("Resizing", "UpSampling2D") and interpolation not in ("bilinear", "nearest"):
        return interpolation != "bicubic" or not arguments.get("antialias")
    axes = arguments.get("axis", -1)
    axes = [axis % len(case["outputShape"]) for axis in (axes if isinstance(axes, list) else [axes or 0])]
    if case["layer"] == "LayerNormalization":
        return len(case["outputShape"]) - 1 not in axes or sorted(axes) != list(range(min(axes), max(axes) + 1))
    if case["layer"] == "AveragePooling1D":
        return arguments.get("padding") == "same"
    return case["layer"] == "RandomCrop" or (case["layer"] == "RMSNormalization" and axes == [1])


def deviation(case, tensors):
    """The largest difference between the filed output and PyTorch's, relative to the output's largest magnitude."""
    layer = eval(case["source"], {"keras": keras})
    inputs = [tensors[record["tensor"]] for record in case["inputs"]]
    takes_each = isinstance(layer, keras.layers.MultiHeadAttention)
    shapes = [i.shape for i in inputs]
    layer.build(*shapes) if takes_each else layer.build(shapes if len(inputs) > 1 else shapes[0])
    layer.set_weights([tensors[record["tensor"]] for record in case["weights"]])
    if isinstance(layer, keras.layers.Normalization):
        layer.finalize_state()
    if isinstance(layer, keras.layers.AveragePooling2D) and layer.padding == "same":
        output = average_same(layer, inputs[0])
    elif takes_each:
        output = keras.ops.convert_to_numpy(layer(*inputs, training=False))
    else:
        output = keras.ops.convert_to_numpy(layer(inputs if len(inputs) > 1 else inputs[0], training=False))
    wanted = tensors[case["output"]]
    assert output.shape == wanted.shape == tuple(case["outputShape"]), case["id"]
    return np.abs(output - wanted).max() / max(np.abs(wanted).max(), 1e-30)


def average_same(layer, values):
    """Averages by definition, of the elements inside the image: Keras on PyTorch counts the padding where it is uneven."""
    if layer.data_format == "channels_first":
        values = np.moveaxis(values, 1, -1)
    ranges = [
        window(size, pool, stride) for size, pool, stride in zip(values.shape[1:3], layer.pool_size, layer.strides)
    ]
    rows = [[values[:, y, x].mean(axis=(1, 2)) for x in ranges[1]] for y in ranges[0]]
    output = np.stack([np.stack(row, axis=1) for row in rows], axis=1)
    return np.moveaxis(output, -1, 1) if layer.data_format == "channels_first" else output


def window(size, pool, stride):
    """The slices of one axis that TensorFlow's `same` padding pools."""
    count = -(-size // stride)
    before = max((count - 1) * stride + pool - size, 0) // 2
    starts = [index * stride - before for index in range(count)]
    return [slice(max(start, 0), start + pool) for start in starts]


if __name__ == "__main__":
    main()
