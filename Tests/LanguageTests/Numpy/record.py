"""Records what numpy prints for cases.py: python record.py, with numpy installed, writes expected.txt beside it."""
import pathlib
import subprocess
import sys

import numpy

folder = pathlib.Path(__file__).parent
run = subprocess.run(
    [sys.executable, "-W", "ignore", folder / "cases.py"], capture_output=True, text=True, check=True
)
(folder / "expected.txt").write_text(f"numpy {numpy.__version__}\n{run.stdout}")
