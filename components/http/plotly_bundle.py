"""plotly.js for the browser: surface and scatter3d alone if set-up could build that, else plotly.py's full one.

``python -m components.http.plotly_bundle`` builds it by npm, at the version that the plotly package has.
"""

import base64
import hashlib
import sys
import tempfile
from functools import cache
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version

from .plotly_build import BuildError, build
from .static_files import ROOT, Packed

NAME = f"plotly-surface-{get_plotlyjs_version()}.min.js"
# Where ``fetch`` puts it, and where a wheel has it that was made after that.
BUILT = Path(sys.prefix) / "lossfold" / "plotly"
PACKAGED = ROOT / "plotly"
FULL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@cache
def bundle() -> Packed:
    """The smallest plotly.js on this machine that draws our figures, at the version of Python's plotly."""
    return Packed("text/javascript", (_built() or FULL).read_bytes(), "plotly")


@cache
def whole() -> Packed:
    """plotly.js with all its traces, for pages where others draw by it too."""
    return Packed("text/javascript", FULL.read_bytes(), "plotly")


def is_full() -> bool:
    """Whether set-up could not build the small one."""
    return _built() is None


def _built() -> Path | None:
    return next((folder / NAME for folder in (BUILT, PACKAGED) if (folder / NAME).exists()), None)


@cache
def cdn() -> dict[str, str]:
    """Where plotly's own network has the full bundle, and the hash by which a browser knows it.

    The hash is that of the file in the plotly package, as in plotly.py's ``include_plotlyjs="cdn"``.
    """
    digest = base64.b64encode(hashlib.sha256(FULL.read_bytes()).digest()).decode("ascii")
    return {"src": f"https://cdn.plot.ly/plotly-{get_plotlyjs_version()}.min.js", "integrity": f"sha256-{digest}"}


def fetch() -> None:
    """Builds the small plotly.js into the environment; where that cannot be it says so, and the full one serves."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            text = build(Path(folder), get_plotlyjs_version())
    except BuildError as error:
        print(f"The full plotly.js will be served, 1.5 MB packed in place of 0.3 MB: {error}")
        return
    BUILT.mkdir(parents=True, exist_ok=True)
    (BUILT / NAME).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    fetch()
