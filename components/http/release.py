"""The digest of a release: of everything that decides what a page says, so that it is the same on all its machines."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version

from .film_libraries import film_libraries
from .hdf5_library import hdf5_library
from .plotly_bundle import bundle
from .static_files import KINDS, ROOT, SOURCES

# The packages that shape what is sent, in numbers, words or bytes: those of requirements.txt, and of what they bring
# the parts that count, write HTML or draw. What only carries it (gunicorn, compression, limits) is not among them.
DEPENDENCIES = (
    *("contourpy", "dash", "dash-mantine-components", "flask", "jax", "jaxlib", "jinja2", "latex2mathml", "markdown"),
    *("markupsafe", "matplotlib", "ml-dtypes", "numpy", "optax", "pillow", "plotly", "pydantic", "scikit-learn"),
    *("scipy", "segno", "werkzeug"),
)


@cache
def release() -> str:
    """A digest of everything that decides what a page shows: a page is a pure function of its address and this."""
    digest = hashlib.sha256(platform.python_version().encode())
    for package in DEPENDENCIES:
        digest.update(f"{package} {version(package)}".encode())
    for file in (bundle(), *film_libraries().values(), hdf5_library()):
        digest.update(file.name.encode() if file else b"")
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS:
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
