"""Loss landscapes of two parameters: layers, exact minimisers, optimisers' walks. Pure JAX and NumPy."""

from .descent import Descent, Walk, descend
from .grid import Terms, evaluate
from .heldout import HeldOut, degrees_of_freedom, held_out
from .path import Path, path
from .rates import decay_step
from .refusals import Refusal, SpecError, TableError
from .rows import Rows
from .solve import Solution, solve
from .spec import Spec
from .steps import METHODS

__all__ = [
    "METHODS",
    "Descent",
    "HeldOut",
    "Path",
    "Refusal",
    "Rows",
    "Solution",
    "Spec",
    "SpecError",
    "TableError",
    "Terms",
    "Walk",
    "decay_step",
    "degrees_of_freedom",
    "descend",
    "evaluate",
    "held_out",
    "path",
    "solve",
]
