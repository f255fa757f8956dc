"""operations/: what each script prints under Keras, and the values of the functions that run."""

import contextlib
import io

import keras
import numpy as np
import tensorflow as tf

from . import store


def generate(root):
    store.write_json(root / "operations" / "names.json", {"versions": store.versions(), "modules": public_names()})
    for script in sorted((root / "operations").glob("*.py")):
        keras.utils.clear_session()
        printed, names = io.StringIO(), {"__name__": "__main__"}
        with contextlib.redirect_stdout(printed):
            exec(compile(script.read_text(), script.name, "exec"), names)
        if printed.getvalue():
            script.with_suffix(".txt").write_text(printed.getvalue())
            print(f"operations: {len(printed.getvalue().splitlines())} lines of {script.name}")
        if "model" in names:
            record = {"versions": store.versions(), "outputs": values(names["model"], names["names"])}
            store.write_json(script.with_suffix(".json"), record)


def public_names():
    """What Keras has, by module."""
    modules = {"keras.backend": tf.keras.backend, "keras.config": keras.config, "keras.activations": keras.activations}
    modules |= {"keras.ops": keras.ops, "keras.ops.nn": keras.ops.nn, "keras.ops.image": keras.ops.image}
    modules |= {"keras.ops.numpy": keras.ops.numpy, "keras.ops.linalg": keras.ops.linalg}
    return {
        name: sorted(own for own in dir(module) if not own.startswith("_") and callable(getattr(module, own)))
        for name, module in modules.items()
    }


def pattern(shape):
    """Values from -1 to 1 that differ from place to place: Tensor.pattern of the tests."""
    count = int(np.prod(shape))
    return ((np.arange(count) * 7919 % 2003) / 1001.5 - 1).astype("float32").reshape(shape)


def values(model, names):
    inputs = [pattern((2,) + tensor.shape[1:]) for tensor in model.inputs]
    outputs = model.predict(inputs, verbose=0)
    return [
        {"name": name, "shape": list(output.shape), "values": [float(f"{value:.7g}") for value in output.ravel()]}
        for name, output in zip(names, outputs)
    ]
