"""Loss landscapes of two parameters: layers on a grid, and their exact minimisers. Pure JAX and NumPy."""

from .grid import Terms, evaluate
from .path import Path, path
from .refusals import Refusal, SpecError, TableError
from .rows import Rows
from .solve import Solution, solve
from .spec import Spec

__all__ = [
    "Path",
    "Refusal",
    "Rows",
    "Solution",
    "Spec",
    "SpecError",
    "TableError",
    "Terms",
    "evaluate",
    "path",
    "solve",
]
