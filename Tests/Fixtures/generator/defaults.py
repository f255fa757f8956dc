"""defaults.json: every constructor's parameters in order with their defaults, and every name a layer goes by."""

import inspect

import keras
from keras.src.models import Functional

from . import store

LAYERS = sorted(
    {
        value.__name__ if hasattr(keras.layers, value.__name__) else name
        for name, value in vars(keras.layers).items()
        if inspect.isclass(value) and issubclass(value, keras.Layer) and value is not keras.Layer
    }
)

MERGING = ("add", "subtract", "multiply", "average", "maximum", "minimum", "concatenate", "dot")

FUNCTIONS = {
    "keras.Input": keras.Input,
    **{f"keras.layers.{name}": getattr(keras.layers, name) for name in MERGING},
}


def generate(root):
    layers = [describe(name) for name in LAYERS]
    models = [
        {"name": "keras.Sequential", "parameters": parameters(keras.Sequential.__init__)},
        {"name": "keras.Model", "parameters": parameters(Functional.__init__)},
        {"name": "keras.layers.Layer", "parameters": parameters(keras.layers.Layer.__init__)},
        {"name": "Model.summary", "parameters": parameters(keras.Model.summary)},
    ]
    functions = [{"name": name, "parameters": parameters(value)} for name, value in FUNCTIONS.items()]
    store.write_json(
        root / "defaults.json",
        {"versions": store.versions(), "layers": layers, "models": models, "functions": functions},
    )
    print(f"defaults: {len(layers)} layers")


def describe(name):
    layer = getattr(keras.layers, name)
    aliases = [alias for alias in dir(keras.layers) if getattr(keras.layers, alias) is layer and alias != name]
    return {
        "name": name,
        "aliases": aliases,
        "call": [p["name"] for p in parameters(layer.call)],
        "parameters": parameters(layer.__init__),
    }


def parameters(function):
    """Name, kind and default in order; `required` where there is none, `*` and `**` for the collecting ones."""
    records = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            continue
        record = {"name": parameter.name}
        if parameter.kind is parameter.VAR_POSITIONAL:
            record["kind"] = "*"
        elif parameter.kind is parameter.VAR_KEYWORD:
            record["kind"] = "**"
        else:
            record["kind"] = "keyword" if parameter.kind is parameter.KEYWORD_ONLY else "positional"
            if parameter.default is parameter.empty:
                record["required"] = True
            else:
                record["default"] = parameter.default
        records.append(record)
    return records
