"""Loss landscapes of two parameters: layers, exact minimisers, optimisers' walks. Pure JAX and NumPy."""

from .api import evaluate, path, solve
from .descent import Descent, Walk, descend
from .grid import Terms
from .heldout import HeldOut, degrees_of_freedom, held_out
from .paths import Path
from .problem import Problem
from .rates import decay_step
from .refusals import Refusal, SpecError, TableError
from .rows import Rows
from .solution import Solution
from .spec import Spec
from .steps import METHODS

__all__ = [
    "METHODS",
    "Descent",
    "HeldOut",
    "Path",
    "Problem",
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
