"""lessons.json: the tensors and models that the lessons of sessions/ leave under Keras, by their global names."""

import math

import keras

from . import models, store


def generate(root):
    records = {}
    for lesson in sorted((root.parents[1] / "sessions").glob("*.py")):
        _, names = models.run(lesson)
        records[lesson.name] = {
            name: describe(value) for name, value in names.items() if isinstance(value, (keras.KerasTensor, keras.Model))
        }
    store.write_json(root / "lessons.json", {"versions": store.versions(), "lessons": records})
    print(f"lessons: {len(records)} sessions, {sum(map(len, records.values()))} names")


def describe(value):
    if isinstance(value, keras.KerasTensor):
        return {"shape": list(value.shape)}
    trainable = sum(math.prod(weight.shape) for weight in value.trainable_weights)
    return {"shape": list(value.output_shape), "parameters": value.count_params(), "trainable": trainable}

