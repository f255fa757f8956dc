"""exports/: what Keras makes of the scripts that `compbook export --to keras` writes of sessions/ and of exports/sources.

The scripts are the program's own, .build/debug/compbook or $COMPBOOK; what their models are and what they print is Keras'. The
sources run too, as a saved session does, and must come to the same.
"""

import os
import subprocess

import keras

from . import everyday, models, store


def generate(root):
    repository = root.parents[1]
    program = os.environ.get("COMPBOOK", repository / ".build/debug/compbook")
    records = []
    sources = [*(repository / "sessions").glob("*.py"), *(root / "exports" / "sources").glob("*.py")]
    for source in sorted(sources, key=lambda source: source.name):
        script = root / "exports" / source.name
        command = [program, "export", source, "--to", "keras"]
        script.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
        record = run(script)
        # Python alone does not know compose.
        if source.stem != "compose_undefined":
            assert run(source) == record, source
        records.append({"session": str(source.relative_to(repository)), **record})
    store.write_json(root / "exports" / "exports.json", {"versions": store.versions(), "scripts": records})
    print(f"exports: {len(records)} scripts, {sum(len(record['models']) for record in records)} models")


def run(script):
    printed, names = models.run(script)
    found = {name: value for name, value in names.items() if isinstance(value, (keras.KerasTensor, keras.Model))}
    return {
        "output": printed,
        "tensors": {name: list(value.shape) for name, value in found.items() if isinstance(value, keras.KerasTensor)},
        "models": [everyday.describe(name, value) for name, value in found.items() if isinstance(value, keras.Model)],
    }
