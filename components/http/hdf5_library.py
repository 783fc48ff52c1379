"""The library that reads ``.h5`` in the browser, so that no server reads a stranger's; fetched for such a file alone.

``python -m components.http.hdf5_library`` brings it by npm, pinned: jsfive (public domain, by NIST; it holds pako, MIT)
is JavaScript alone and runs as it is. Without it the page says that ``lossfold audit`` reads such a file.
"""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from .static_files import Packed

FOLDER = Path(sys.prefix) / "lossfold" / "hdf5"
PACKAGE, VERSION = "jsfive", "0.4.2"
SCRIPT = FOLDER / "node_modules" / PACKAGE / "dist" / "browser" / "hdf5.js"


@cache
def hdf5_library() -> Packed | None:
    """The library, where it is here. It defines ``hdf5``."""
    if not SCRIPT.exists():
        return None
    return Packed("text/javascript", SCRIPT.read_bytes().partition(b"//# sourceMappingURL")[0], PACKAGE)


def fetch() -> None:
    """Brings it into the environment; where there is no npm it says so."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm was not found: the page reads no .h5 file; the command “lossfold audit” does.")
        return
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--omit=optional"]
    command += ["--ignore-scripts", "--prefix", str(FOLDER), f"{PACKAGE}@{VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"npm could not bring {PACKAGE}@{VERSION}: the page reads no .h5.\n{done.stderr.strip()[-500:]}")


if __name__ == "__main__":
    fetch()
