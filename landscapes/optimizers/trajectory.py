"""Optimisers walking on a landscape: which, from where, at what rate, how far; and what became of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..converters import decimal_from, decimals_from, names_from, whole_from
from ..data.rows import Vector
from ..errors import SpecError, quoted
from ..models.losses import LOSSES
from ..problem import Problem
from ..spec import Spec, written
from .gradients import data_of
from .methods import LENGTHS, METHODS, drawn, shifts_of, track
from .outcome import Judge, Numbers
from .step_size import RATES, plain_rate, plain_start, steepness_of

Number = TypeVar("Number", int, float)
MOST_METHODS = 4
STEPS = (1, LENGTHS[-1])
PLAIN_METHODS = ("gd", "ista")
PLAIN_STEPS = 100
# A walk is followed as far as this many half-widths of the square.
FAR = 3.0


@dataclass(frozen=True)
class Descent:
    """Walks to take.

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
        names = set(self.methods)
        if not 1 <= len(self.methods) <= MOST_METHODS or len(names) < len(self.methods) or names - METHODS.keys():
            raise _refusal("walk", ",".join(self.methods))
        if not RATES[0] <= self.rate <= RATES[1]:
            raise _refusal("rate", self.rate)
        if not STEPS[0] <= self.steps <= STEPS[1]:
            raise _refusal("steps", self.steps)

    @classmethod
    def from_query(cls, query: Mapping[str, str], spec: Spec) -> "Descent":
        """The walks that a URL query means: ``walk=gd,ista&start=-1.2,1.4&rate=0.3&steps=100``.

        What is left out has a default that may depend on the spec. Raises SpecError for a bad value, and for a net.
        """
        if not spec.model.linear_score:
            raise _no_walks(spec)
        asked = {name: str(query[name]) for name in ("walk", "start", "rate", "steps") if name in query}
        methods = names_from(asked["walk"]) if "walk" in asked else PLAIN_METHODS
        start = _read_start(asked["start"], spec) if "start" in asked else plain_start(spec)
        rate = _read(asked, "rate", decimal_from, plain_rate(spec))
        steps = _read(asked, "steps", whole_from, PLAIN_STEPS)
        try:
            return cls(methods, start, rate, steps)
        except SpecError as refusal:
            field = str(refusal.values["field"])
            # The sentence shows what was typed, not how it was read.
            raise _refusal(field, asked[field]) from None

    def to_query(self, spec: Spec) -> dict[str, str]:
        """The shortest query that means these walks on this spec: what is at its default is left out."""
        fields = {
            "walk": (",".join(self.methods), ",".join(PLAIN_METHODS)),
            "start": (_pair(self.start), _pair(plain_start(spec))),
            "rate": (written(self.rate), written(plain_rate(spec))),
            "steps": (str(self.steps), str(PLAIN_STEPS)),
        }
        return {name: text for name, (text, plain) in fields.items() if text != plain}


@dataclass(frozen=True)
class Walk:
    """One method's walk.

    method : its name
    points : (k, 2) the start and the point after each step; finite, and within 3 half-widths of the square. A walk
        that leaves ends where it crosses that border, or, if it leaps to infinity, at its last point inside.
    values : (k,) J there
    verdict, numbers : see ``Judge``
    """

    method: str
    points: Vector
    values: Vector
    verdict: str
    numbers: Numbers


def descend(problem: Problem, descent: Descent) -> tuple[Walk, ...]:
    """The walks on the landscape. Raises SpecError for a net: the methods read rows."""
    spec, count = problem.spec, len(problem.raw_rows)
    if problem.score_solver is None:
        raise _no_walks(spec)
    objective = problem.score_solver.objective(**spec.weights)
    data = data_of(objective)
    # A float even if it came as a whole number or a NumPy scalar, each of which would compile anew.
    rate = float(descent.rate)
    length = next(length for length in LENGTHS if length >= descent.steps)
    numbers = drawn(objective.rows, count, length)
    # A row's first sample has its features and target.
    batches, shifts = numbers * objective.rows.nodes, shifts_of(objective.rows, numbers)
    start, of_score = np.array(descent.start), objective.loss.of_score
    tracks = [track(METHODS[name], of_score, data, start, rate, batches, shifts) for name in descent.methods]
    steepness = steepness_of(spec, objective.rows)
    judge = Judge(objective, problem.solution, rate, steepness, 1e-3 * spec.range)
    walks = []
    for name, steps in zip(descent.methods, tracks, strict=True):
        whole = np.concatenate([start[np.newaxis], np.asarray(steps)[: descent.steps]])
        points, left = _within(whole, FAR * spec.range)
        walks.append(Walk(name, points, objective.values(points), *judge.verdict(name, points, left)))
    return tuple(walks)


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
    share = min(
        (np.copysign(limit, beyond[j]) - last[j]) / (beyond[j] - last[j]) for j in (0, 1) if abs(beyond[j]) > limit
    )
    crossing = np.clip(last + share * (beyond - last), -limit, limit)
    return np.vstack([inside, crossing]), left


def _read(asked: Mapping[str, str], field: str, convert: Callable[[object], Number | None], default: Number) -> Number:
    number = convert(asked[field]) if field in asked else default
    if number is None:
        raise _refusal(field, asked[field])
    return number


def _read_start(text: str, spec: Spec) -> tuple[float, float]:
    numbers = decimals_from(text)
    if numbers is None or len(numbers) != 2 or max(map(abs, numbers)) > spec.range:
        low, high = written(-spec.range), written(spec.range)
        raise SpecError("start", field="start", value=quoted(text), low=low, high=high)
    return numbers[0], numbers[1]


def _pair(start: tuple[float, float]) -> str:
    return ",".join(map(written, start))


def _no_walks(spec: Spec) -> SpecError:
    return SpecError("unfit", field="loss", value=quoted(spec.loss), other="walk", choices=", ".join(LOSSES))


def _refusal(field: str, value: object) -> SpecError:
    if field == "walk":
        return SpecError("walk", field=field, value=quoted(value), most=MOST_METHODS, choices=", ".join(METHODS))
    (low, high), key = (RATES, "number") if field == "rate" else (STEPS, "count")
    return SpecError(key, field=field, value=quoted(value), low=f"{low:g}", high=f"{high:g}")
