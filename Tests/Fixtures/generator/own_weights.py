"""layers/own_weights.json: what the layers of own_weights.py give with the pattern as each weight's values."""

import keras

from . import operations, store


def generate(root):
    script = root / "layers" / "own_weights.py"
    keras.utils.clear_session()
    names = {"__name__": "__main__"}
    exec(compile(script.read_text(), script.name, "exec"), names)
    model = names["model"]
    for weight in model.weights:
        weight.assign(operations.pattern(weight.shape))
    weights = [{"path": weight.path, "shape": list(weight.shape)} for weight in model.weights]
    record = {"versions": store.versions(), "weights": weights, "outputs": operations.values(model, names["names"])}
    store.write_json(script.with_suffix(".json"), record)
    print(f"own_weights: {len(weights)} weights")
