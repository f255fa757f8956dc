"""models/: what each script of models/scripts makes of its models, and what it prints."""

import contextlib
import io
import math
import os

import keras

from . import store

# Columns of the terminal; a summary is at most 4 narrower, and at most 88 (a chain) or 108 (a graph) wide.
USUAL, WIDE = 80, 120


def generate(root):
    scripts = sorted((root / "models" / "scripts").glob("*.py"))
    for script in scripts:
        printed, names = run(script)
        models = [describe(name, value) for name, value in names.items() if isinstance(value, keras.Model)]
        store.write_json(
            root / "models" / f"{script.stem}.json",
            {"versions": store.versions(), "script": f"scripts/{script.name}", "output": printed, "models": models},
        )
    print(f"models: {len(scripts)} scripts")


def run(path):
    """Runs a script as Python would; gives what it printed and its global names in the order of first binding."""
    keras.utils.clear_session()
    names = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(path.read_text(), path.name, "exec"), names)
    return printed.getvalue(), names


def describe(variable, model):
    return {
        "variable": variable,
        "name": model.name,
        "type": type(model).__name__,
        "built": model.built,
        "inputShapes": shapes(model, "inputs"),
        "outputShapes": shapes(model, "outputs"),
        "parameters": counts(model),
        "operations": [operation.name for operation in getattr(model, "_operations", [])],
        "layers": [layer(inner) for inner in model.layers],
        "weights": weights(model),
        "summary": summary(model, USUAL),
        "summaryWide": summary(model, WIDE),
    }


def shapes(model, side):
    try:
        return [list(tensor.shape) for tensor in getattr(model, side)]
    except (AttributeError, TypeError):
        return None


def layer(value):
    """A layer; one shape and one list of sources ([layer, call, output]) for each time it was applied."""
    nodes = value._inbound_nodes
    return {
        "name": value.name,
        "type": type(value).__name__,
        "built": value.built,
        "outputShapes": [[list(tensor.shape) for tensor in node.output_tensors] for node in nodes],
        "inputs": [[source(tensor) for tensor in node.input_tensors] for node in nodes],
        "parameters": counts(value),
        "layers": [layer(inner) for inner in inner_layers(value)],
    }


def inner_layers(value):
    return value.layers if isinstance(value, keras.Model) else value._layers


def source(tensor):
    history = tensor._keras_history
    return [history.operation.name, history.node_index, history.tensor_index]


def counts(value):
    if isinstance(value, keras.layers.Layer) and not value.built:
        return None

    def total(variables):
        return sum(math.prod(variable.shape) for variable in variables)

    return {
        "total": total(value.weights),
        "trainable": total(value.trainable_weights),
        "nonTrainable": total(value.non_trainable_weights),
    }


def weights(value):
    return [{"path": w.path, "shape": list(w.shape), "trainable": bool(w.trainable)} for w in value.weights]


def summary(model, columns):
    lines = []
    before = os.environ["COLUMNS"]
    os.environ["COLUMNS"] = str(columns)
    try:
        model.summary(print_fn=lines.append)
    finally:
        os.environ["COLUMNS"] = before
    return "".join(lines)


