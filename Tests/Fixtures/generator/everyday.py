"""everyday/: what Keras makes of each everyday script, what surrounds its models left out as for training/.

A script that Keras 3 refuses for its spelling has the same model in Keras 3's words in everyday/keras3; names with a
slash have a bar there. Lines that Compbook leaves out end in "# not run"; they are for the test.
"""

import sys
import types

import keras

from . import models, store, training

LAYER_MODULES = ["advanced_activations", "convolutional", "core", "merge", "normalization", "pooling"]


def generate(root):
    know_old_names()
    scripts = sorted((root / "everyday").glob("*.py"))
    for script in scripts:
        modern = root / "everyday" / "keras3" / script.name
        with training.replaced():
            printed, names = models.run(modern if modern.exists() else script)
        found = [describe(name, value) for name, value in names.items() if isinstance(value, keras.Model)]
        store.write_json(
            script.with_suffix(".json"), {"versions": store.versions(), "output": printed, "models": found}
        )
    print(f"everyday: {len(scripts)} scripts")


def describe(variable, model):
    """Less than in models/: no weights' paths and no summaries."""
    whole = models.describe(variable, model)
    kept = ["variable", "name", "type", "inputShapes", "outputShapes", "parameters"]
    parts = ["name", "type", "outputShapes", "parameters"]
    layers = [{key: layer[key] for key in parts} for layer in whole["layers"]]
    for layer in layers:
        layer["name"] = layer["name"].replace("|", "/")
    return {key: whole[key] for key in kept} | {"layers": layers}


def know_old_names():
    """The import paths and the functions of Keras 2 that the scripts use."""
    for name in LAYER_MODULES:
        sys.modules[f"keras.layers.{name}"] = keras.layers
    keras.layers.merge = keras.layers
    topology = types.ModuleType("keras.engine.topology")
    topology.Layer, topology.get_source_inputs = keras.Layer, keras.utils.get_source_inputs
    sys.modules["keras.engine"] = sys.modules["keras.engine.topology"] = topology
    sys.modules["keras.utils.vis_utils"] = keras.utils
    old = keras._tf_keras.keras.backend
    functions = {
        "int_shape": lambda x: tuple(x.shape),
        "reshape": keras.ops.reshape,
        "permute_dimensions": keras.ops.transpose,
        "mean": keras.ops.mean,
        "name_scope": old.name_scope,
    }
    for name, function in functions.items():
        setattr(keras.backend, name, function)
        setattr(old, name, function)
