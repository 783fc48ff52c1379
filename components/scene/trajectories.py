"""Optimisers' trajectories at every stop of some sliders, packed: an embed shows them under any without a server.

One form serves all hosts: the explorer asks for those at one pair of weights, an embed carries those of its stops.
"""

import numpy as np

from landscapes import Problem, Spec
from landscapes.analysis.early_stopping import Watched, watched
from landscapes.analysis.holdout import counts
from landscapes.knobs import values_of
from landscapes.optimizers.step_size import steepness_of
from landscapes.optimizers.trajectory import Descent, Trajectory, descend

from .encoding import packed_counts, short
from .schema.tables import MethodTrajectories, PackedLosses, PackedTrajectories
from .seconds import solve_seconds, trajectory_seconds
from .solution_tables import stops_for

# A trajectory is drawn from this many steps to a half-width, and its heights from this many to a power of ten.
FINENESS = 8192
TENTHS = 256
# And its losses on training and held-out rows to this.
LOSS = 1.0 / 4096
# J above its minimum, below which only rounding is seen.
FLOOR = 1e-12
# Points of trajectories that a page carries: a quarter of a megabyte, a tenth to a half of it when packed.
MOST_POINTS = 60_000
# CPU seconds that trajectories at other places than the spec's may take.
MOST_SECONDS = 1.5


def place_seconds(problem: Problem, descent: Descent, *, held: bool = False) -> float:
    """The trajectories at one place of the sliders; ``held``: those on the training rows alone too."""
    return (1.0 + held) * (trajectory_seconds(problem, descent) + solve_seconds(problem, 1))


def places_of(
    problem: Problem, knobs: tuple[str, ...], descent: Descent, *, held: bool = False
) -> tuple[list[Spec], float]:
    """The places of the sliders at which a page carries trajectories: see ``specs_on``, and no more than
    ``MOST_SECONDS`` allow.
    """
    one = place_seconds(problem, descent, held=held)
    return specs_on(problem.spec, knobs, descent, int(MOST_SECONDS / one))


def specs_on(spec: Spec, knobs: tuple[str, ...], descent: Descent, most: int = MOST_POINTS) -> tuple[list[Spec], float]:
    """The spec, and the spec with each slider alone moved to the stops at which a page carries trajectories.

    Where that were more than ``most`` places or ``MOST_POINTS`` points, every second, fifth, tenth, … stop is left; the
    second result is the largest distance between those, 0 where all are there.
    """
    size = len(descent.methods) * (descent.steps + 1)
    most = min(most, MOST_POINTS // size)
    runs = {knob: values.tolist() for knob, values in stops_for(spec, knobs).items()}
    stride = next(
        stride
        for stride in (1, 2, 5, 10, 20, 50, 100, 1000)
        if stride == 1000 or sum(len(values) // stride for values in runs.values()) <= most
    )
    found, gap = {}, 0.0
    for knob, values in runs.items():
        left = values[::stride]
        gap = max(gap, values[-1] - left[-1], *np.diff(left))
        # In their order, as neighbours pack well.
        found |= dict.fromkeys(spec.with_(**{knob: value}) for value in left)
    return [*(found | {spec: None})], float(gap) if stride > 1 else 0.0


def packed_trajectories(
    problem: Problem, descent: Descent, knobs: tuple[str, ...] = (), *, held: bool = False
) -> PackedTrajectories:
    """The trajectories at the spec's weights, and at the stops of these sliders (``places_of``); with ``held`` also the
    losses along those on the training rows, see ``early_stopping.watched``.

    ``at``: where the knobs are for each; ``near``: how far from there the nearest trajectories may stand in for others;
    ``limits``: 2/Lipschitz there, or None where F is flat; ``paths``: for each method its ``points`` as counts of
    half-width/8192 and ``heights`` as counts of log₁₀(J − min J)/256, each of shape (weights, steps + 1, …) and filled
    up with its last value, ``lengths``, and ``says``: outcome and numbers.
    """
    spec = problem.spec
    specs, near = places_of(problem, knobs, descent, held=held)
    problems = [problem.changed(**{knob: getattr(each, knob) for knob in knobs}) for each in specs]
    at_places = [descend(each, descent) for each in problems]
    least = [each.solution.value for each in problems]
    losses = [(watched(each, descent) if held else None) or () for each in problems]
    return {
        "at": [values_of(each) for each in specs],
        "near": near,
        "start": list(descent.start),
        "rate": descent.rate,
        "steps": descent.steps,
        "limits": [_limit(steepness_of(each.spec, each.rows)) for each in problems],
        "query": descent.to_query(spec),
        "unit": spec.range / FINENESS,
        "heightUnit": 1.0 / TENTHS,
        "lossUnit": LOSS,
        "watched": counts(problem) if held else None,
        "paths": [
            {
                **_packed_path(spec, descent, [trajectories[k] for trajectories in at_places], least),
                "watched": _packed_losses(descent, [each[k] for each in losses if each]),
            }
            for k in range(len(descent.methods))
        ],
    }


def _packed_losses(descent: Descent, found: list[Watched]) -> PackedLosses | None:
    """One method's losses at every place; None where nothing is watched."""
    if not found:
        return None
    training, held = (
        packed_counts(np.rint(np.stack([_filled(each, descent.steps + 1) for each in losses]) / LOSS))
        for losses in ([each.training for each in found], [each.held_out for each in found])
    )
    says = [[short(float(each.held_out[at])) for at in (each.best, -1)] for each in found]
    lengths = [len(each.held_out) for each in found]
    return {"training": training, "held": held, "lengths": lengths, "best": [each.best for each in found], "says": says}


def _packed_path(
    spec: Spec, descent: Descent, trajectories: list[Trajectory], least: list[float]
) -> MethodTrajectories:
    points = np.stack([_filled(trajectory.points, descent.steps + 1) for trajectory in trajectories])
    above = np.stack(
        [
            _filled(trajectory.values, descent.steps + 1) - floor
            for trajectory, floor in zip(trajectories, least, strict=True)
        ]
    )
    return {
        "method": trajectories[0].method,
        "points": packed_counts(np.rint(points / spec.range * FINENESS)),
        "heights": packed_counts(np.rint(np.log10(np.maximum(above, FLOOR)) * TENTHS)),
        "lengths": [len(trajectory.points) for trajectory in trajectories],
        "says": [(trajectory.outcome, trajectory.numbers) for trajectory in trajectories],
    }


def _filled(values: np.ndarray, length: int) -> np.ndarray:
    return np.concatenate([values, np.repeat(values[-1:], length - len(values), axis=0)])


def _limit(steepness: float) -> float | None:
    return 2.0 / steepness if steepness > 0.0 else None
