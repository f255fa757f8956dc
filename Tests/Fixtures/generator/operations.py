"""operations/: what each script prints under Keras, and the values of the functions that run."""

import ast
import contextlib
import io

import keras
import numpy as np
import tensorflow as tf

from . import store

# The sizes that stand in for None, axis by axis: one image where shapes are the point, two where values are.
UNKNOWN = {"values": (2,), "functional": (1, 5, 4), "traced": (1, 5, 4)}


def generate(root):
    folder = root / "operations"
    store.write_json(folder / "names.json", {"versions": store.versions(), "modules": public_names()})
    cases, tensors = [], {}
    for script in sorted(folder.glob("*.py")):
        keras.utils.clear_session()
        printed, names = io.StringIO(), {"__name__": "__main__"}
        text = script.read_text()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, script.name, "exec"), names)
        if printed.getvalue():
            script.with_suffix(".txt").write_text(printed.getvalue())
            print(f"operations: {len(printed.getvalue().splitlines())} lines of {script.name}")
        cases += recorded(script.stem, text, names, tensors)
    store.write_json(folder / "values.json", {"versions": store.versions(), "cases": cases})
    store.write_safetensors(folder / "values.safetensors", tensors)
    print(f"operations: values of {len(cases)} cases")


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


def recorded(script, text, names, tensors):
    """A record for each of the script's cases whose result has tensors; their values are added to the tensors."""
    inputs = [value for value in names.values() if is_input(value)]
    values = [pattern([size or UNKNOWN[script][axis] for axis, size in enumerate(tensor.shape)]) for tensor in inputs]
    records = []
    for index, (source, result) in enumerate(zip(sources(text), names["results"], strict=True)):
        parts = result if isinstance(result, (list, tuple)) else [result]
        parts = [part for part in parts if isinstance(part, keras.KerasTensor)]
        if not parts:
            continue
        try:
            outputs = keras.Function(inputs, parts)(values)
        except (ValueError, tf.errors.InvalidArgumentError) as problem:
            print(f"operations: not run: {source}: {type(problem).__name__}")
            continue
        types = [keras.backend.standardize_dtype(output.dtype) for output in outputs]
        records.append({"script": script, "index": index, "source": source, "types": types})
        for number, output in enumerate(outputs):
            tensors[f"{script}/{index}/{number}"] = np.asarray(output).astype("float32")
    return records


def is_input(value):
    return isinstance(value, keras.KerasTensor) and isinstance(value._keras_history.operation, keras.layers.InputLayer)


def sources(text):
    """The statements that are cases."""
    wanted = ("case", "inside")
    return [
        ast.get_source_segment(text, node)
        for node in ast.parse(text).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in wanted
    ]
