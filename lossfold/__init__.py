"""Loss landscapes with their penalties as layers: what users import, from an installed package and from a checkout.

In a wheel all else of ours stands below this one name (``hatch_build.py``); in a checkout ``landscapes/`` and
``components/`` stand beside it.
"""

from landscapes import Path, Refusal, Solution, Spec, SpecError, Terms, evaluate, path, solve
from landscapes.slices import Audit, Progress, SliceError, Trajectory

from . import slices
from .figures import Figure, figure
from .slices import Comparison, Slice, compare, landscape, load, serve

# The function: the word is Python's too.
slice = slices.slice

__all__ = [
    "Audit",
    "Comparison",
    "Figure",
    "Path",
    "Progress",
    "Refusal",
    "Slice",
    "SliceError",
    "Solution",
    "Spec",
    "SpecError",
    "Terms",
    "Trajectory",
    "compare",
    "evaluate",
    "figure",
    "landscape",
    "load",
    "path",
    "serve",
    "slice",
    "solve",
]
