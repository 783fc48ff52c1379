"""The example notebook in programs of their own: Jupyter's, which finds Lossfold in the checkout."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "notebook.ipynb"


def environment(folder: Path) -> dict[str, str]:
    """A user's, whose Jupyter keeps what it keeps in the folder."""
    kept = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder / "ipython"), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    # What the tests set for JAX is no user's.
    ours = ("JAX_ENABLE_X64", "JAX_NUMPY_RANK_PROMOTION")
    return {name: value for name, value in os.environ.items() if name not in ours} | kept | own


def convert(notebook: Path, folder: Path, *options: str) -> None:
    """Runs nbconvert; what it writes is named after the notebook."""
    command = [sys.executable, "-m", "nbconvert", *options, "--output-dir", str(folder), str(notebook)]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
