"""Slices of small nets that the page shows to whoever has no file at hand.

``python -m landscapes.slices.examples`` trains the nets and writes the files beside this module; a test makes one anew.
"""

from functools import cache
from pathlib import Path

from ..slice import Slice, load

FOLDER = Path(__file__).parent
# In the order in which they are shown.
NAMES = (
    *("path", "small-batch", "large-batch", "deep", "deep-skip", "batchnorm", "batchnorm-raw", "modes", "moons"),
    "polynomial",
)


@cache
def example(name: str) -> Slice:
    """One of ``NAMES``. Raises KeyError for another."""
    if name not in NAMES:
        raise KeyError(name)
    return load(FOLDER / f"{name}.npz")
