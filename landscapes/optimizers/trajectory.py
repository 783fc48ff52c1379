"""Optimisers and their trajectories: which, from where, at what rate, how far; and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..errors import SpecError, quoted
from ..keys import Converter, Decimal, Key, Names, Point, Whole, read, write, written
from ..models.losses import LOSSES
from ..models.penalty_sum import PenaltySum
from ..problem import Problem
from ..spec import Spec
from ..stages import stage
from .gradients import data_of
from .methods import LENGTHS, METHODS, drawn, shifts_of, track
from .outcome import Numbers, OutcomeClassifier
from .step_size import RATES, default_rate, default_start, steepness_of

MOST_METHODS = 4
STEPS = (1, LENGTHS[-1])
DEFAULT_METHODS = ("gd", "ista")
DEFAULT_STEPS = 100
# A trajectory is followed as far as this many half-widths of the square.
FAR = 3.0


@dataclass(frozen=True)
class MethodNames(Names):
    """One to ``MOST_METHODS`` different methods."""

    def allows(self, value: tuple[str, ...]) -> bool:
        return 1 <= len(value) <= MOST_METHODS and len({*value}) == len(value) and super().allows(value)

    def refusal(self, field: str, value: object) -> SpecError:
        shown, choices = quoted(self.shown(value)), ", ".join(self.names)
        return SpecError("methods", field=field, value=shown, most=MOST_METHODS, choices=choices)


@dataclass(frozen=True)
class Start(Point):
    """Where a trajectory begins."""

    def refusal(self, field: str, value: object) -> SpecError:
        low, high = written(-self.half), written(self.half)
        return SpecError("start", field=field, value=quoted(value), low=low, high=high)


METHOD_NAMES, RATE, COUNT = MethodNames(METHODS), Decimal(*RATES), Whole(*STEPS)
# The trajectories' keys of a query.
KEYS: tuple[Key[Spec], ...] = (
    Key("walk", lambda _: METHOD_NAMES, lambda _: DEFAULT_METHODS, "methods"),
    Key("start", lambda spec: Start(spec.range), default_start),
    Key("rate", lambda _: RATE, default_rate),
    Key("steps", lambda _: COUNT, lambda _: DEFAULT_STEPS),
)


@dataclass(frozen=True)
class Descent:
    """Trajectories to take.

    methods : one to four different names in ``METHODS``
    start : (β₁, β₂)
    rate : η, from 0.0001 to 10
    steps : how many, from 1 to 2000

    Raises SpecError, whose sentence names the field, the value and what is allowed.
    """

    methods: tuple[str, ...]
    start: tuple[float, float]
    rate: float
    steps: int

    def __post_init__(self) -> None:
        checked: dict[str, tuple[Any, Converter[Any]]] = {
            "walk": (self.methods, METHOD_NAMES),
            "rate": (self.rate, RATE),
            "steps": (self.steps, COUNT),
        }
        for name, (value, converter) in checked.items():
            if not converter.allows(value):
                raise converter.refusal(name, value)

    @classmethod
    def from_query(cls, query: Mapping[str, str], spec: Spec) -> "Descent":
        """The trajectories that a URL query means: ``walk=gd,ista&start=-1.2,1.4&rate=0.3&steps=100``.

        What is left out has a default that may depend on the spec. Raises SpecError for a bad value, and for a net.
        """
        if not spec.model.linear_score:
            raise _no_optimizers(spec)
        return cls(**read(KEYS, query, spec))

    def to_query(self, spec: Spec) -> dict[str, str]:
        """The shortest query that means these trajectories on this spec: what is at its default is left out."""
        return write(KEYS, vars(self), spec)


@dataclass(frozen=True)
class Trajectory:
    """One method's trajectory.

    method : its name
    points : (k, 2) the start and the point after each step; finite, and within 3 half-widths of the square. One that
        leaves ends where it crosses that border, or, if it leaps to infinity, at its last point inside.
    values : (k,) J there
    outcome, numbers : see ``OutcomeClassifier``
    """

    method: str
    points: Vector
    values: Vector
    outcome: str
    numbers: Numbers


def descend(problem: Problem, descent: Descent) -> tuple[Trajectory, ...]:
    """The trajectories on the landscape. Raises SpecError for a net, as the methods read rows, and for a penalty with
    weight whose folds lie off the axes, which their steps do not know.
    """
    spec, count = problem.spec, len(problem.raw_rows)
    if problem.score_solver is None:
        raise _no_optimizers(spec)
    objective = problem.score_solver.objective(**spec.weights)
    if objective.penalty.thresholds is None:
        raise _off_the_axes(spec)
    data = data_of(objective)
    # A float even if it came as a whole number or a NumPy scalar, each of which would compile anew.
    rate = float(descent.rate)
    length = next(length for length in LENGTHS if length >= descent.steps)
    numbers = drawn(objective.rows, count, length)
    # A row's first sample has its features and target.
    batches, shifts = numbers * objective.rows.nodes, shifts_of(objective.rows, numbers)
    start, of_score = np.array(descent.start), objective.loss.value
    tracks: list[Any] = []
    for name in descent.methods:
        stage()
        tracks.append(track(METHODS[name], of_score, data, start, rate, batches, shifts))
    steepness = steepness_of(spec, objective.rows)
    classifier = OutcomeClassifier(objective, problem.solution, rate, steepness, 1e-3 * spec.range)
    trajectories: list[Trajectory] = []
    for name, steps in zip(descent.methods, tracks, strict=True):
        whole = np.concatenate([start[np.newaxis], np.asarray(steps)[: descent.steps]])
        points, left = _within(whole, FAR * spec.range)
        trajectories.append(
            Trajectory(name, points, objective.values(points), *classifier.classify(name, points, left))
        )
    return tuple(trajectories)


def _within(points: Vector, limit: float) -> tuple[Vector, int | None]:
    """The points up to the first that is not finite or leaves |β_j| ≤ limit, and the number of that step."""
    # Comparisons with NaN are false, so NaN counts as outside. −0.0 becomes 0.0.
    outside = np.flatnonzero(~np.all(np.abs(points) <= limit, axis=1))
    if len(outside) == 0:
        return points + 0.0, None
    left = int(outside[0])
    inside, beyond = points[:left] + 0.0, points[left]
    if not np.all(np.isfinite(beyond)):
        return inside, left
    last = inside[-1]
    fraction = min(
        (np.copysign(limit, beyond[j]) - last[j]) / (beyond[j] - last[j]) for j in (0, 1) if abs(beyond[j]) > limit
    )
    crossing = np.clip(last + fraction * (beyond - last), -limit, limit)
    return np.vstack([inside, crossing]), left


def _off_the_axes(spec: Spec) -> SpecError:
    found = [name for name in spec.weights if PenaltySum.of(**{name: spec.weights[name]}).thresholds is None]
    return SpecError("exclusive", field=found[0], value=written(spec.weights[found[0]]), other="walk")


def _no_optimizers(spec: Spec) -> SpecError:
    return SpecError("unfit", field="loss", value=quoted(spec.loss), other="walk", choices=", ".join(LOSSES))
