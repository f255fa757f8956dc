"""Records how Jupytext reads scripts, and writes a notebook as Jupyter does: python generate.py (needs requirements.txt).

With a program for an argument, checks what its `convert` writes of all scripts here and in sessions/: nbformat must find it
valid, and Jupytext must read the same cells out of the script.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import jupytext
import nbformat
from nbformat import v4

HERE = pathlib.Path(__file__).resolve().parent

SCRIPTS = {
    "titles": '# %% One\nx = 1\n\n# %% Two words [markdown]\n# text\n\n# %% [markdown] Behind\n# more\n',
    "tags": '# %% tags=["a", "b"]\nx = 1\n\n# %% Title [markdown] slideshow={"slide_type": "slide"} level=2\n# text\n',
    "braces": '# %% Title {"tags": ["x"], "n": 1.5}\nx = 1\n',
    "raw": '# %% [raw]\n# one\n# two\n\n# %% [md]\n# text\n',
    "depth": '# %%% deeper\nx = 1\n\n# %%%% still\ny = 2\n',
    "quoted": '# %% [markdown]\n"""\n# Title\n\ntext\n"""\n\n# %% [markdown]\nr\'\'\'\\alpha\'\'\'\n',
    "no markers": 'import keras\n\n\ndef f():\n    return 1\n\n\nx = f()\n',
    "shebang": '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n# %%\nx = 1\n',
    "header": '# ---\n# jupyter:\n#   kernelspec:\n#     display_name: Python 3\n#     name: python3\n# ---\n\n# %%\nx = 1\n',
    "crlf": '# %% [markdown]\r\n# text\r\n\r\n# %%\r\nx = 1\r\ny = 2\r\n',
    "no last newline": '# %%\nx = 1\n\n# %%\ny = 2',
    "in a string": '# %%\nx = """\n# %%\nno cell\n"""\n\n# %%\ny = 2\n',
    "in a docstring": 'def f():\n    \'\'\'Text.\n\n    # %% no cell\n    \'\'\'\n\n\n# %%\n"it\'s"  # """\n# %%\ny = 2\n',
    "magics": '# %%\n# %matplotlib inline\n# !pip install keras\nx = """\n%no\n"""\n# 50 % of it\n',
    "time": '# %%\n# %%time\nx = 1\n',
    "questions": '# %%\n# ?print\n# keras.layers.Conv2D??\n# Is it so?\nx = 1\n',
    "assigned": '# %%\n# files = !ls *.py\n# log =%logstart\nx = 5\n# y % 3\nif x:\n    # !ls \\\n#   -l\n    y = 2\n',
    "empty": '# %%\n\n# %% [markdown]\n\n# %%\nx = 1\n',
    "comment forms": '# %% [markdown]\n# # Title\n#\n# a\n#\n# b\n\n#%%\nx = 1\n',
}

# Cells of code in a Jupyter notebook.
MAGICS = [
    "%time x", "%%time\nx = 1", "!ls", "! ls", "!~/x", "!{sys.executable} -m pip", "?print", "? print", "print?", "np.x??",
    "*int*?", "x = %lsmagic", "x=%lsmagic", "files = !ls *.py", "x = 5 % y", "x = 'a?'", "what is it?", "x = ! ls", "%", "!",
    "if x:\n    %time y\n    !ls\n    z = !pwd\n", "!ls \\\n  -l\nx = 1", "'\'\'\n!ls\nx?\n\'\'\'", "foo(\n!ls\n)", "_?", "x == %y",
    "%matplotlib inline\nimport keras\n\nkeras?", "self.x = !ls", "??x",
]

KERNEL = '''#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
'''
# The comment at a script's start, as Jupytext and others write it.
HEADERS = {
    "usual": "# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       extension: .py\n#       format_name: percent\n"
             "#       format_version: '1.3'\n#       jupytext_version: 1.19.6\n" + KERNEL + "# ---\n",
    "behind a shebang": "#!/usr/bin/env python3\n# ---\n# jupyter:\n" + KERNEL + "# ---\n",
    "lists": "# ---\n# jupyter:\n#   authors:\n#   - name: É\n#     works: [1, 2.5, true]\n#   - name: 'it''s'\n"
             "#   keywords:\n#     - one\n#     - 2\n#   empty:\n" + KERNEL + "# ---\n",
    "flow": '# ---\n# jupyter:\n#   "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}\n# ---\n',
}


def cells_of(notebook):
    ignored = {"cell_marker", "lines_to_next_cell", "region_name"}
    return [{"type": c.cell_type, "source": c.source,
             "metadata": {k: v for k, v in c.metadata.items() if k not in ignored}} for c in notebook.cells]


def script_of(code):
    """A notebook's only cell as it stands in a script."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell(code)])
    return jupytext.writes(notebook, fmt="py:percent").partition("# %%\n")[2].removesuffix("\n")


def metadata_of(header):
    """A script's metadata, without what Jupytext adds to it."""
    metadata = dict(jupytext.reads(header + "\n# %%\nx = 1\n", fmt="py:percent").metadata)
    if "jupytext:" not in header:
        metadata.pop("jupytext", None)
    return metadata


def record():
    cases = []
    for name, script in SCRIPTS.items():
        cases.append({"name": name, "script": script, "cells": cells_of(jupytext.reads(script, fmt="py:percent"))})
    magics = [{"code": code, "script": script_of(code)} for code in MAGICS]
    headers = [{"name": name, "header": header, "metadata": metadata_of(header)} for name, header in HEADERS.items()]
    for name, content in [("percent", cases), ("magics", magics), ("headers", headers)]:
        (HERE / f"{name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    notebook = v4.new_notebook(metadata={
        "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
        "language_info": {"name": "python", "version": "3.12.0"}, "authors": [{"name": "É"}]})
    code = v4.new_code_cell("%matplotlib inline\nimport keras\nx = '''\n%s\n''' % 1", id="a1", execution_count=3,
                            metadata={"tags": ["first", "é"], "collapsed": True})
    code.outputs = [v4.new_output("stream", text="hello\n")]
    text = v4.new_markdown_cell("# Title\n\n![p](attachment:p.png)\n\n\\alpha \"\"\"", id="b2")
    text["attachments"] = {"p.png": {"image/png": "iVBORw0KGgo="}}
    notebook.cells = [code, text, v4.new_raw_cell("raw <b>\n\n%% x", id="c3"),
                      v4.new_code_cell("%%bash\nls *.py\n\necho 'done'", id="d4"), v4.new_code_cell("", id="e5"),
                      v4.new_code_cell("y = 1\n", id="f6", metadata={"title": "Last", "n": 1.50})]
    nbformat.validate(notebook)
    nbformat.write(notebook, HERE / "jupyter.ipynb")


def check(program):
    scripts = dict(SCRIPTS)
    for session in sorted((HERE.parent.parent.parent / "sessions").glob("*.py")):
        scripts[session.name] = session.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, script in scripts.items():
            source, target, back = folder / "a.py", folder / "a.ipynb", folder / "b.py"
            source.write_bytes(script.encode())
            for one, other in [(source, target), (target, back)]:
                subprocess.run([program, "convert", one, other, "--replace"], check=True)
            notebook = nbformat.read(target, as_version=4)
            nbformat.validate(notebook)
            ours = [(c.cell_type, c.source.strip("\n")) for c in notebook.cells]
            theirs = [(c.cell_type, c.source.strip("\n")) for c in jupytext.reads(script, fmt="py:percent").cells]
            same = "the same cells as Jupytext" if ours == theirs else f"OTHER CELLS: {ours} {theirs}"
            exact = "the same bytes again" if back.read_bytes() == source.read_bytes() else "OTHER BYTES"
            print(f"{name}: valid, {same}, {exact}")
        script = folder / "j.py"
        subprocess.run([program, "convert", HERE / "jupyter.ipynb", script], check=True)
        compile(script.read_text(encoding="utf-8"), "j.py", "exec")
        header = jupytext.reads(script.read_text(encoding="utf-8"), fmt="py:percent").metadata
        first = nbformat.read(HERE / "jupyter.ipynb", as_version=4)
        assert {key: header[key] for key in first.metadata} == first.metadata, header
        subprocess.run([program, "convert", script, folder / "j.ipynb"], check=True)
        first, again = (nbformat.read(f, as_version=4) for f in (HERE / "jupyter.ipynb", folder / "j.ipynb"))
        nbformat.validate(again)
        assert first.metadata == {k: v for k, v in again.metadata.items() if k != "compbook"}, again.metadata
        for a, b in zip(first.cells, again.cells, strict=True):
            b.metadata.pop("compbook", None)
            assert (a.cell_type, a.source.rstrip("\n"), a.metadata) == (b.cell_type, b.source, b.metadata), (a, b)
        print("jupyter.ipynb: a script that Python compiles, and the same cells and metadata again")


if len(sys.argv) > 1:
    check(sys.argv[1])
else:
    record()
