"""Writes every fixture of this folder from Keras itself: python generate.py [layers own_weights shapes errors defaults initializers lessons exports rewritings models everyday training operations effnet networks sessions tensors pictures batches].

Needs requirements.txt. The same versions write the same bytes. All tensors are float32, channels last, batch first.

layers/layers.json     every layer case: constructor, arguments, shapes, counts, weights, and its tensors in layers/*.safetensors
layers/own_weights.py  layers that add their own weights; the .json is what they give
layers/shapes.json     more arguments of every layer, without tensors: shapes, counts and weights
errors.json            expressions that Keras refuses, with its exception, and ones beside them that it accepts
defaults.json          constructors' parameters in order with their defaults; aliases of the layers
initializers.json      fans, limits and deviations of the default initialisers
lessons.json           shapes and counts of what the lessons of sessions/ make
exports/*.py           the scripts that the program exports of sessions/ and exports/sources (it must be built); exports.json is
                       what Keras makes of each
rewritings/*.py        sessions with a convolution; written.json is how Compbook writes it otherwise, keras.json what Keras counts
models/scripts/*.py    sessions; models/*.json is what Keras makes of each: names, order, paths, shapes, counts, summaries, output
training/scripts/*.py  scripts with data and training around the model, of which the lines marked `# not run` are what Compbook leaves
                       out; training/models.json is what Keras makes of their models where data are zeros and training does nothing
operations/*.py        functions on symbolic tensors; the .txt beside each is what it prints under Keras, the .json what its model computes
everyday/*.py          scripts with all that people's scripts have around a model; *.json is what Keras makes of their models
networks/*              whole networks with weights by a formula: samples of every layer's output under Keras;
                       sessions.json: the same of the outputs of all models of the scripts here
tensors/types.safetensors  every number type, written by the safetensors package, beside numpy's float32 of it
pictures/*              PNG and JPEG files; pixels.safetensors: TensorFlow's pixels of each, and Keras' Resizing of some
batches/*              three images as CIFAR's Python versions are pickled
models/effnet.*        the published listing (not kept here) with seeded weights and every layer's output

check.py runs the layer cases once more on another backend.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
# Eigen's kernels, not oneDNN's: the reference must not share an engine with what it judges.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# A summary's width follows the terminal; the fixtures pin the usual one.
os.environ["COLUMNS"] = "80"
os.environ["LINES"] = "24"

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True


def main(names):
    from generator import batches, defaults, effnet, errors, everyday, exports, initializers, layers, lessons, models, networks, operations, own_weights, pictures, rewritings, sessions, shapes, tensors, training

    sections = {
        "layers": layers.generate,
        "own_weights": own_weights.generate,
        "shapes": shapes.generate,
        "errors": errors.generate,
        "defaults": defaults.generate,
        "initializers": initializers.generate,
        "lessons": lessons.generate,
        "exports": exports.generate,
        "rewritings": rewritings.generate,
        "models": models.generate,
        "training": training.generate,
        "everyday": everyday.generate,
        "operations": operations.generate,
        "effnet": effnet.generate,
        "networks": networks.generate,
        "sessions": sessions.generate,
        "tensors": tensors.generate,
        "pictures": pictures.generate,
        "batches": batches.generate,
    }
    unknown = [name for name in names if name not in sections]
    if unknown:
        sys.exit(f"unknown section {unknown[0]!r}; known: {' '.join(sections)}")
    for name in names or sections:
        sections[name](HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
