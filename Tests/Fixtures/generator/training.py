"""training/models.json: the models of scripts that also read data, train and draw, with all of that replaced by nothing."""

import contextlib
import sys
from unittest import mock

import keras
import numpy as np

from . import models, store

# Modules that need not be installed here; what the scripts ask of them has no part in the models.
ABSENT = ["matplotlib", "matplotlib.pyplot", "pandas", "sklearn", "sklearn.metrics", "tqdm"]
DATA = {
    "mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,)),
    "fashion_mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,)),
    "cifar10": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1)),
}
METHODS = ["compile", "fit", "evaluate", "predict", "train_on_batch", "save", "load_weights"]


def generate(root):
    scripts = sorted((root / "training" / "scripts").glob("*.py"))
    records = []
    for script in scripts:
        with replaced():
            _, names = models.run(script)
        for variable, value in names.items():
            if isinstance(value, keras.Model):
                records.append({"script": script.stem} | describe(variable, value))
    store.write_json(root / "training" / "models.json", {"versions": store.versions(), "models": records})
    print(f"training: {len(scripts)} scripts")


def describe(variable, model):
    return {
        "variable": variable,
        "name": model.name,
        "outputShapes": models.shapes(model, "outputs"),
        "parameters": models.counts(model),
        "layers": [[inner.name, inner.count_params()] for inner in model.layers],
    }


@contextlib.contextmanager
def replaced():
    with contextlib.ExitStack() as stack:
        patch = lambda *arguments, **options: stack.enter_context(mock.patch.object(*arguments, **options))
        stack.enter_context(mock.patch.dict(sys.modules, {name: mock.MagicMock() for name in ABSENT}))
        patch(sys, "argv", ["script.py"])
        stack.enter_context(mock.patch("builtins.open", mock.mock_open()))
        stack.enter_context(mock.patch("os.listdir", return_value=[]))
        stack.enter_context(mock.patch("os.makedirs"))
        stack.enter_context(mock.patch("json.dump"))
        for name, shapes in DATA.items():
            train, train_labels, test, test_labels = (np.zeros(shape, "uint8") for shape in shapes)
            patch(getattr(keras.datasets, name), "load_data", return_value=((train, train_labels), (test, test_labels)))
        for method in METHODS:
            patch(keras.Model, method, return_value=mock.MagicMock())
        patch(keras.utils, "plot_model")
        generator = mock.MagicMock()
        generator.return_value.flow_from_directory.return_value.num_classes = 3
        patch(keras.preprocessing.image, "ImageDataGenerator", generator, create=True)
        import tensorflow as tf
        from tensorflow.keras.preprocessing.image import ImageDataGenerator

        patch(ImageDataGenerator, "flow_from_directory", generator.return_value.flow_from_directory)
        patch(tf.distribute.cluster_resolver, "TPUClusterResolver", side_effect=ValueError)
        patch(tf.config.experimental, "list_physical_devices", return_value=[])
        patch(tf.data.Dataset, "from_tensor_slices", return_value=tf.data.Dataset.from_tensors(0.0).skip(1))
        yield
