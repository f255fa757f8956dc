"""networks/sessions.json: what the models of all scripts of this folder compute, with weights by the formula of networks.py.

Of each output: the largest magnitude, the mean, and some values spread over it. A model that TensorFlow cannot run on a CPU is
left out.
"""

import contextlib

import keras
import numpy as np

from . import everyday, models, networks, store, training

GAIN = 1.5
BATCH = 2
# Stands for a size that the script leaves open.
OPEN_SIZE = 24


def generate(root):
    everyday.know_old_names()
    records = []
    for folder in ["models/scripts", "everyday", "training/scripts"]:
        for script in sorted((root / folder).glob("*.py")):
            modern = script.parent / "keras3" / script.name
            with contextlib.nullcontext() if folder == "models/scripts" else training.replaced():
                _, names = models.run(modern if modern.exists() else script)
            left_out = [line.split()[0] for line in script.read_text().splitlines() if line.endswith("# not run")]
            for variable, value in names.items():
                if isinstance(value, keras.Model) and variable not in left_out:
                    records += describe(f"{folder}/{script.name}", variable, value)
    store.write_json(
        root / "networks" / "sessions.json", {"versions": store.versions(), "gain": GAIN, "models": records}
    )
    print(f"sessions: {len(records)} models")


def describe(script, variable, model):
    symbolic = inputs(model)
    if not symbolic:
        return []
    for weight in model.weights:
        # A name with a slash has a bar in the scripts of everyday/keras3.
        weight.assign(networks.weight(weight.path.replace("|", "/"), tuple(weight.shape), GAIN))
    shapes = [[size or OPEN_SIZE for size in (tensor.shape[0] or BATCH, *tensor.shape[1:])] for tensor in symbolic]
    values = [networks.values(f"input/{index}", shape) / 2 + np.float32(0.5) for index, shape in enumerate(shapes)]
    try:
        outputs = model(values if len(values) > 1 else values[0], training=False)
    except Exception as error:
        print(f"sessions: {script} {variable} is left out: {type(error).__name__}")
        return []
    outputs = [keras.ops.convert_to_numpy(output).astype(np.float32) for output in keras.tree.flatten(outputs)]
    assert all(np.isfinite(output).all() for output in outputs), script
    return [
        {
            "script": script,
            "variable": variable,
            "inputs": shapes,
            "outputs": [
                {
                    "shape": list(output.shape),
                    "largest": number(np.abs(output).max()),
                    "mean": number(output.mean(dtype=np.float64)),
                    "samples": [number(value) for value in output.ravel()[networks.positions(output.size)]],
                }
                for output in outputs
            ],
        }
    ]


def inputs(model):
    """The tensors that a model was made of, or first called on."""
    if getattr(model, "inputs", None):
        return model.inputs
    return model._inbound_nodes[0].input_tensors if model._inbound_nodes else []


def number(value):
    return float(f"{value:.9g}")
