"""operations/*.txt: what each script of operations prints under Keras."""

import contextlib
import io

import keras


def generate(root):
    for script in sorted((root / "operations").glob("*.py")):
        keras.utils.clear_session()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(script.read_text(), script.name, "exec"), {"__name__": "__main__"})
        script.with_suffix(".txt").write_text(printed.getvalue())
        print(f"operations: {len(printed.getvalue().splitlines())} lines of {script.name}")
