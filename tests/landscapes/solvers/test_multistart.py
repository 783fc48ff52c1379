"""The least point of a J that is not convex, against scipy's global searches."""

import itertools

import numpy as np
import pytest
from scipy.optimize import differential_evolution, minimize

from landscapes import Problem, Spec, path, solve
from landscapes.analysis.path import zero_thresholds
from landscapes.models.networks import EPSILON
from landscapes.models.penalty_sum import PenaltySum
from landscapes.solvers.multistart import NetObjective

WEIGHTS = [
    (1e-4, 0.0),
    (0.0, 1e-4),
    (0.0, 0.01),
    (0.01, 0.0),
    (0.2, 0.0),
    (0.0, 0.3),
    (0.5, 0.5),
    (1.0, 0.0),
    (1.4, 0.1),
    (0.0, 2.0),
    (2.0, 2.0),
]
DEPTHS = [Spec(loss="residual", drop=drop) for drop in (0.1, 0.5, 0.9)]
NORMS = [Spec(loss="batchnorm", rho=rho) for rho in (-0.9, 0.0, 0.8, 0.99)]


def lowest(objective: NetObjective, half: float) -> float:
    """The least J that an evolution over a square, and polishing from a grid of starts, find."""
    bounds = [(-half, half)] * 2

    def value(beta: np.ndarray) -> float:
        return objective.value(np.asarray(beta))

    found = [float(differential_evolution(value, bounds, rng=1, tol=1e-10, maxiter=60, popsize=12).fun)]
    for start in itertools.product(np.linspace(-0.8, 0.8, 5) * half, repeat=2):
        found.append(float(minimize(value, np.array(start), method="Nelder-Mead", options={"xatol": 1e-9}).fun))
    return min(found)


@pytest.mark.slow  # a global search each, 77 times
@pytest.mark.parametrize("spec", [*DEPTHS, *NORMS], ids=repr)
def test_no_global_search_finds_a_lower_point(spec: Spec) -> None:
    solver = Problem.of(spec).solver
    half = 10.0 if spec.loss == "residual" else 2.0
    for l1, l2 in WEIGHTS:
        found = solver.solve(l1=l1, l2=l2)
        assert found.kind == "point"
        assert found.residual <= 1e-8
        objective = solver.objective(l1=l1, l2=l2)
        assert isinstance(objective, NetObjective)
        assert found.value <= lowest(objective, half) + 1e-9
        assert found.value == pytest.approx(objective.value(found.points[0]), abs=1e-12)


@pytest.mark.parametrize("spec", [*DEPTHS, *NORMS], ids=repr)
def test_the_square_that_is_searched_holds_what_lies_outside_it_above(spec: Spec) -> None:
    solver = Problem.of(spec).solver
    for l1, l2 in WEIGHTS:
        objective = solver.objective(l1=l1, l2=l2)
        assert isinstance(objective, NetObjective)
        half, least = objective.net.search_radius(PenaltySum.of(l1=l1, l2=l2)), solver.solve(l1=l1, l2=l2).value
        turn = np.linspace(0.0, 2.0 * np.pi, 721)
        rim = np.column_stack([np.cos(turn), np.sin(turn)])
        rim *= half / np.abs(rim).max(axis=1, keepdims=True)
        for stretch in (1.0, 1.3, 2.0, 5.0, 50.0):
            assert objective.values(stretch * rim).min() > least


def test_of_two_valleys_the_lower_is_taken() -> None:
    # With few dropped blocks two flips of sign nearly cancel: (1 + β₁)(1 + β₂) = 2 has a branch with both factors < 0.
    solver = Problem.of(Spec(loss="residual", drop=0.1)).solver
    other = minimize(lambda beta: solver.objective().value(beta), [-2.0, -2.8], tol=1e-12)
    assert np.allclose(other.x, [-2.030, -2.755], atol=1e-3)
    assert solver.objective().residual(other.x) < 1e-4
    found = solver.solve(np.array([-2.03, -2.755]))
    assert np.all(found.points[0] > 0.0)
    assert found.value < other.fun - 1.0


@pytest.mark.slow
@pytest.mark.parametrize("spec", [*DEPTHS, *NORMS], ids=repr)
def test_no_second_dip_is_as_deep(spec: Spec) -> None:
    solver = Problem.of(spec).solver
    for l1, l2 in WEIGHTS:
        found = solver.solve(l1=l1, l2=l2)
        objective = solver.objective(l1=l1, l2=l2)
        assert isinstance(objective, NetObjective)
        half = objective.net.search_radius(PenaltySum.of(l1=l1, l2=l2))
        axis = np.linspace(-half, half, 401)
        grid = np.stack(np.meshgrid(axis, axis), axis=-1)
        away = np.max(np.abs(grid - found.points[0]), axis=-1) > 0.1 * half
        assert objective.values(grid)[away].min() > found.value + 1e-7


def test_lambda_max_is_where_the_origin_becomes_least() -> None:
    for spec in (Spec(loss="residual"), Spec(loss="residual", drop=0.9), Spec(loss="batchnorm")):
        solver = Problem.of(spec).solver
        top = solver.least_weight("l1")
        assert np.array_equal(solver.solve(l1=top * 1.0001).points, [[0.0, 0.0]])
        assert np.array_equal(solver.solve(l1=top * 1.0001, l2=0.5).points, [[0.0, 0.0]])
        assert np.any(solver.solve(l1=top * 0.999).points)
    # 2 s₁(c − 1) for the blocks, 2γ·max|c|/√ε for the norm: the slopes at the origin.
    assert Problem.of(Spec(loss="residual", drop=0.5)).solver.least_weight("l1") == pytest.approx(1.5, rel=1e-9)
    numbers = Problem.of(Spec(loss="batchnorm")).solver.objective().net.numbers  # pyright: ignore[reportAttributeAccessIssue]
    assert Problem.of(Spec(loss="batchnorm")).solver.least_weight("l1") == pytest.approx(
        2 * numbers[-1] * numbers[0] / EPSILON**0.5
    )


@pytest.mark.parametrize("rho", [-1.0, 1.0])
def test_the_same_feature_twice_makes_a_segment(rho: float) -> None:
    found = solve(Spec(loss="batchnorm", rho=rho, l1=0.3))
    assert found.kind == "segment"
    assert found.residual <= 1e-8
    objective = Problem.of(Spec(loss="batchnorm", rho=rho)).solver.objective(l1=0.3, l2=0.0)
    assert isinstance(objective, NetObjective)
    row_weights = np.linspace(0.0, 1.0, 11)[:, np.newaxis]
    values = objective.values((1.0 - row_weights) * found.points[0] + row_weights * found.points[1])
    assert np.ptp(values) < 1e-12
    assert found.value <= lowest(objective, 1.0) + 1e-9
    assert solve(Spec(loss="batchnorm", rho=rho, l1=0.3, l2=0.1)).kind == "point"


@pytest.mark.slow
@pytest.mark.parametrize("spec", [DEPTHS[1], NORMS[2]], ids=repr)
def test_a_path_is_the_solutions_one_by_one(spec: Spec) -> None:
    for knob in ("l1", "l2"):
        run = path(spec, knob)
        assert run.residuals.max() <= 1e-8
        for k in (0, 3, 87, 200):
            alone = solve(spec.with_(**{knob: float(run.stops[k])}))
            assert alone.kind == run.solutions[k].kind
            assert np.allclose(alone.points, run.solutions[k].points, atol=1e-9)


def test_the_second_block_is_switched_off_first() -> None:
    first, second = zero_thresholds(Problem.of(Spec(loss="residual")), path(Spec(loss="residual"), "l1"))
    assert first == pytest.approx(1.5, abs=1e-6)
    # Where β₂ leaves 0 and β₁ solves its quadratic alone: ∂L/∂β₂ = −λ at (β₁, 0), β₁ = (1.5 − λ)/1.5.
    at = first - 1.5 * np.roots([1.5 * 0.5 * 2.0, 0.0, 0.0])[0] if first else 0.0
    assert at == pytest.approx(1.5, abs=1e-6)
    assert second is not None
    b1 = (1.5 - second) / 1.5
    slope = 2.0 * 0.5 * (1.0 + 1.5 * b1 + 0.75 * b1**2) - 2.0 * 2.0 * 0.5 * (1.0 + 0.75 * b1)
    assert slope == pytest.approx(-second, abs=1e-6)
