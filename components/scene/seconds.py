"""What the steps of an answer take: CPU seconds on a core of 2025, with every program compiled.

Products with one constant each, measured; ``python -m tests.attack.costs`` measures whole answers beside them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from landscapes import Problem
from landscapes.knobs import knobs_of
from landscapes.layers.grid import lines_for
from landscapes.models.penalties import PENALTIES
from landscapes.optimizers.methods import LENGTHS
from landscapes.optimizers.trajectory import Descent


@dataclass(frozen=True)
class Sample:
    """What one costs: its loss on the grid, in a minimiser, in one where an affine term moves, in a step."""

    loss: float
    solve: float
    moved: float
    step: float


QUIET, NOISY = Sample(4e-9, 2e-7, 1.1e-6, 1.6e-8), Sample(6.5e-9, 6e-7, 2.2e-6, 5e-8)
# What does not depend on the samples: of a minimiser, of a net's, which is looked for everywhere, and of a trajectory.
SOLVE, SOLVE_NET, TRAJECTORY = 1e-4, 1e-3, 5e-3


def samples_in(problem: Problem) -> int:
    """Rows times the nodes of their noise, masks included."""
    return len(problem.rows) * problem.rows.nodes


def sample_of(problem: Problem) -> Sample:
    """What one of its samples costs."""
    return QUIET if problem.rows.noise is None else NOISY


def grid_seconds(problem: Problem, n: int) -> float:
    """The loss on n points an axis."""
    spec = problem.spec
    if spec.model.quadratic or not spec.model.linear_score:
        return 0.0
    samples = samples_in(problem)
    return sample_of(problem).loss * samples * lines_for(n, samples) ** 2


def solve_seconds(problem: Problem, stops: int, *, moved: bool = False) -> float:
    """Minimisers at so many stops; ``moved``: of a knob that changes the loss, and not a penalty's weight alone."""
    if not problem.spec.model.linear_score:
        return SOLVE_NET * stops
    sample = sample_of(problem)
    return stops * (SOLVE + (sample.moved if moved else sample.solve) * samples_in(problem))


def moves(problem: Problem, knobs: Collection[str]) -> bool:
    """Whether one of the knobs changes the loss."""
    return any(knob in knobs_of(problem.spec) and knob not in PENALTIES for knob in knobs)


def trajectory_seconds(problem: Problem, descent: Descent) -> float:
    """The trajectories at one place of the sliders."""
    length = next(length for length in LENGTHS if length >= descent.steps)
    # A mini-batch is no more than its rows.
    whole = sum(name != "sgd" for name in descent.methods)
    return len(descent.methods) * TRAJECTORY + whole * length * sample_of(problem).step * samples_in(problem)
