"""layers/: every layer's shapes, counts, weight names and numbers, case by case."""

import ast
import inspect

import keras
import numpy as np

from . import cases, image_cases, sample_cases, stand_ins, store

INPUT_RANGE = 4.0


def generate(root):
    folder = root / "layers"
    records = []
    for group, table in (cases.GROUPS | image_cases.GROUPS | sample_cases.GROUPS).items():
        tensors = {}
        for index, case in enumerate(table()):
            records.append(run(group, index, case, tensors))
        store.write_safetensors(folder / f"{group}.safetensors", tensors)
    store.write_json(folder / "layers.json", {"versions": store.versions(), "cases": records})
    print(f"layers: {len(records)} cases")


def run(group, index, case, tensors):
    """One case: builds the layer, gives it random weights, runs it and files its tensors under `index/…`."""
    keras.utils.clear_session()
    source = "keras.layers." + case.source
    layer = eval(source, {"keras": keras})
    symbolic = stand_ins.apply(layer, [keras.Input(shape[1:]) for shape in case.shapes])

    names = [input_name(case, position, shape) for position, shape in enumerate(case.shapes)]
    inputs = [input_values(case, position, shape) for position, shape in enumerate(case.shapes)]
    tensors.update(zip(names, inputs))

    weights = []
    for weight in layer.weights:
        # An attention layer's kernels are its sublayers'.
        name = weight.path.removeprefix(layer.name + "/")
        values = store.random_weight(name, tuple(weight.shape), source, case.shapes)
        weight.assign(values)
        tensor = f"{index}/{name}"
        tensors[tensor] = values
        weights.append(
            {
                "name": name,
                "path": weight.path,
                "shape": list(weight.shape),
                "trainable": bool(weight.trainable),
                "tensor": tensor,
            }
        )

    if isinstance(layer, keras.layers.Normalization):
        # Otherwise it goes on with the weights that it was built with.
        layer.finalize_state()
    output, method = stand_ins.forward(layer, inputs)
    assert np.isfinite(output).all(), source
    tensors[f"{index}/output"] = output
    return {
        "id": f"{group}-{index}",
        "layer": type(layer).__name__,
        "source": source,
        "arguments": arguments(case.source),
        "automaticName": layer.name,
        "inputs": [{"shape": list(s), "tensor": n} for s, n in zip(case.shapes, names)],
        "symbolicOutputShape": list(symbolic.shape),
        "unknownSizes": unknown_sizes(source, case.shapes),
        "outputShape": list(output.shape),
        "parameters": counts(layer),
        "weights": weights,
        "file": f"{group}.safetensors",
        "output": f"{index}/output",
        "method": method,
    }


def input_name(case, position, shape):
    return f"input/{case.kind}/{position}/" + "x".join(map(str, shape))


def input_values(case, position, shape):
    """Uniform values; `negative` ones tell padding by zero from padding by minus infinity, `zeros` has an empty image."""
    draw = store.rng("input", case.kind, position, shape)
    values = draw.uniform(-INPUT_RANGE, INPUT_RANGE, shape)
    if case.kind == "negative":
        values = -np.abs(values) - 0.5
    if case.kind == "indices":
        values = np.floor(np.abs(values))
    if case.kind == "zeros":
        values[0] = 0
    return values.astype(np.float32)


def unknown_sizes(source, shapes):
    """The output shape where every size but the channels' is unknown; None where Keras refuses that."""
    if any(len(shape) != 4 for shape in shapes):
        return None
    layer = eval(source, {"keras": keras})
    unknown = [keras.Input((None, None, shape[-1])) for shape in shapes]
    try:
        return list(stand_ins.apply(layer, unknown).shape)
    except Exception:
        return None


def arguments(source):
    """The constructor's arguments by name, as JSON values (tuples become lists)."""
    call = ast.parse(source, mode="eval").body
    signature = inspect.signature(getattr(keras.layers, call.func.id).__init__)
    named = [name for name in signature.parameters if name != "self"]
    positional = {name: ast.literal_eval(value) for name, value in zip(named, call.args)}
    return positional | {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}


def counts(layer):
    def total(weights):
        return int(sum(np.prod(w.shape) for w in weights))

    return {
        "total": layer.count_params(),
        "trainable": total(layer.trainable_weights),
        "nonTrainable": total(layer.non_trainable_weights),
    }
