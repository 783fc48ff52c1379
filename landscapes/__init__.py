"""Loss landscapes of two parameters: layers, exact minimisers, optimisers' trajectories. Pure JAX and NumPy."""

from .analysis.holdout import HeldOut, degrees_of_freedom, held_out
from .analysis.path import Path
from .api import evaluate, path, solve
from .data.rows import Rows
from .errors import Refusal, SpecError, TableError
from .layers.grid import Terms
from .optimizers.methods import METHODS
from .optimizers.step_size import decay_step
from .optimizers.trajectory import Descent, Trajectory, descend
from .problem import Problem
from .solvers.solution import Solution
from .spec import Spec

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
    "Trajectory",
    "decay_step",
    "degrees_of_freedom",
    "descend",
    "evaluate",
    "held_out",
    "path",
    "solve",
]
