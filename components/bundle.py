"""plotly.js for the browser: the gl3d bundle if set-up could bring it, else the full one of the plotly package.

``python -m components.bundle`` brings the gl3d bundle by npm, at the version that the plotly package has.
"""

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from gzip import compress
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version

GL3D = Path(sys.prefix) / "lossfold" / "node_modules" / "plotly.js-gl3d-dist-min"
FULL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@dataclass(frozen=True)
class Bundle:
    """A plotly.js file.

    name : "gl3d" or "full"
    """

    name: str
    plain: bytes
    digest: str

    @cached_property
    def packed(self) -> bytes:
        """The file in gzip, packed once."""
        return compress(self.plain, 9, mtime=0)

    @property
    def path(self) -> str:
        """Its route: the digest is part of the name, so that it may be cached for ever."""
        return f"/vendor/plotly-{self.name}-{self.digest}.js"


@cache
def bundle() -> Bundle:
    """The best bundle on this machine, at the version of Python's plotly."""
    wanted = f'"version": "{get_plotlyjs_version()}"'
    slim = GL3D / "plotly-gl3d.min.js"
    has_slim = slim.exists() and wanted in (GL3D / "package.json").read_text(encoding="utf-8")
    plain = (slim if has_slim else FULL).read_bytes()
    digest = hashlib.sha256(plain).hexdigest()[:16]
    return Bundle("gl3d" if has_slim else "full", plain, digest)


def fetch() -> None:
    """Brings the gl3d bundle into the environment; where there is no npm it says so, and the full one serves."""
    npm = shutil.which("npm")
    package = f"plotly.js-gl3d-dist-min@{get_plotlyjs_version()}"
    if npm is None:
        print("npm is not here: the full plotly.js will be served (1.5 MB packed instead of 0.6 MB).")
        return
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(GL3D.parents[1]), package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"npm could not bring {package}: the full plotly.js will be served.\n{done.stderr.strip()[-500:]}")


if __name__ == "__main__":
    fetch()
