"""Writes every fixture of this folder from Keras itself: python generate.py [layers errors defaults initializers models effnet]."""

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
    from generator import defaults, effnet, errors, initializers, layers, models

    sections = {
        "layers": layers.generate,
        "errors": errors.generate,
        "defaults": defaults.generate,
        "initializers": initializers.generate,
        "models": models.generate,
        "effnet": effnet.generate,
    }
    unknown = [name for name in names if name not in sections]
    if unknown:
        sys.exit(f"unknown section {unknown[0]!r}; known: {' '.join(sections)}")
    for name in names or sections:
        sections[name](HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
