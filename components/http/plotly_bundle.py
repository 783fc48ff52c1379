"""plotly.js for the browser: the gl3d bundle if set-up could bring it, else the full one of the plotly package.

``python -m components.http.plotly_bundle`` brings the gl3d bundle by npm, at the version that the plotly package has.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version

from .static_files import Packed

GL3D = Path(sys.prefix) / "lossfold" / "node_modules" / "plotly.js-gl3d-dist-min"
FULL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@cache
def bundle() -> Packed:
    """The best bundle on this machine, at the version of Python's plotly."""
    wanted = f'"version": "{get_plotlyjs_version()}"'
    slim = GL3D / "plotly-gl3d.min.js"
    has_slim = slim.exists() and wanted in (GL3D / "package.json").read_text(encoding="utf-8")
    return Packed("text/javascript", (slim if has_slim else FULL).read_bytes())


def file_name() -> str:
    """The bundle's name among static files: the digest is part of it, so that it may be cached indefinitely."""
    return f"plotly-{bundle().digest}.js"


@cache
def cdn() -> dict[str, str]:
    """Where plotly's own network has the full bundle, and the hash by which a browser knows it.

    The hash is that of the file in the plotly package, as in plotly.py's ``include_plotlyjs="cdn"``.
    """
    digest = base64.b64encode(hashlib.sha256(FULL.read_bytes()).digest()).decode("ascii")
    return {"src": f"https://cdn.plot.ly/plotly-{get_plotlyjs_version()}.min.js", "integrity": f"sha256-{digest}"}


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
