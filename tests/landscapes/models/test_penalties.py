"""Penalties as entries of one registry: by hand, by law, and against SciPy and plain proximal gradient steps."""

import itertools
import json
import math
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from landscapes import Problem, Rows, Spec, path, solve
from landscapes.analysis.path import solve_grid, zero_thresholds
from landscapes.data.datasets import datasets_of
from landscapes.knobs import KNOBS
from landscapes.models.losses import LOSSES
from landscapes.models.net_models import NETS
from landscapes.models.penalties import PENALTIES, Penalty
from landscapes.models.penalty_sum import PenaltySum
from landscapes.solvers.solve import ScoreSolver

TOLERANCE = 1e-11
# Two that no page knows, entries of their own: max(|β₁|, |β₂|) and the sorted 2·max + min.
LARGEST = Penalty("largest", "τ", lambda b1, b2: jnp.maximum(abs(b1), abs(b2)), folds=((0.5, 0.5), (0.5, -0.5)))
SORTED = Penalty(
    "sorted",
    "ν",
    lambda b1, b2: abs(b1) + abs(b2) + jnp.maximum(abs(b1), abs(b2)),
    folds=((1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.5, -0.5)),
)
WEIGHTS = [
    {"group": 0.1},
    {"group": 0.7},
    {"l1": 0.2, "group": 0.1},
    {"l1": 0.05, "group": 0.02},
    {"l2": 0.3, "group": 0.2},
    {"l1": 0.3, "l2": 0.2, "group": 0.4},
]


@pytest.fixture
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    for penalty in (LARGEST, SORTED):
        monkeypatch.setitem(PENALTIES, penalty.name, penalty)  # pyright: ignore[reportArgumentType]


def square(c1: float, c2: float) -> Rows:
    """Four rows of a squared error with XᵀX/m = I and Xᵀy/m = (c₁, c₂)."""
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    return Rows(features, features @ [c1, c2])


def every_problem() -> list[Problem]:
    return [Problem.of(Spec(loss=loss, data=data)) for loss in LOSSES for data in datasets_of(loss) if data != "own"]


def test_the_cone_shrinks_an_orthonormal_fit_along_its_own_direction() -> None:
    # β = (1 − μ/(2‖c‖))₊ c/(1 + Ω), c = (0.6, 0.8), ‖c‖ = 1: at μ = 0.5, Ω = 1 it is 0.75·c/2.
    solver = ScoreSolver("linear", square(0.6, 0.8))
    np.testing.assert_allclose(solver.solve(group=0.5, l2=1.0).points, [[0.225, 0.3]], rtol=1e-15)
    np.testing.assert_allclose(solver.solve(group=1.9).points, [[0.03, 0.04]], rtol=1e-14)
    assert solver.solve(group=2.0001).points.tolist() == [[0.0, 0.0]]
    assert solver.least_weight("group") == pytest.approx(2.0, rel=1e-15)


def test_with_l1_it_shrinks_what_the_fold_has_left() -> None:
    # S(c, λ/2) = (0.3, 0.4) at c = (0.4, 0.5), λ = 0.2: β = (1 − μ/(2·0.5))·(0.3, 0.4).
    solver = ScoreSolver("linear", square(0.4, 0.5))
    np.testing.assert_allclose(solver.solve(l1=0.2, group=0.5).points, [[0.15, 0.2]], rtol=1e-14)
    # S = (0, 0.1) at λ = 0.8: the second alone is left, by less μ: (0.1 − μ/2).
    np.testing.assert_allclose(solver.solve(l1=0.8, group=0.1).points, [[0.0, 0.05]], rtol=1e-14)
    assert solver.least_weight("group", l1=0.2) == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize(("c", "cone", "expected"), [
    # ‖S((0.8, 1), λ)‖ = 0.5 at λ = 0.5: (0.3, 0.5)² is 0.34; by the quadratic 2λ² − 3.6λ + 1.64 − 0.25 = 0.
    ((0.4, 0.5), 0.5, (3.6 - math.sqrt(3.6**2 - 8.0 * 1.39)) / 4.0),
    # One entry alone: 2 − μ, as the other is below that.
    ((0.3, 1.0), 0.5, 1.5),
    ((0.3, 0.4), 1.0, 0.0),
])  # fmt: skip
def test_lambda_max_beside_a_cone(c: tuple[float, float], cone: float, expected: float) -> None:
    solver = ScoreSolver("linear", square(*c))
    assert solver.least_weight("l1", group=cone) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_every_minimum_has_a_certificate_and_nothing_near_or_far_is_lower(weights: dict[str, float]) -> None:
    draw = np.random.default_rng(0)
    for problem in [*every_problem(), *[Problem.of(Spec(loss=net)) for net in NETS]]:
        solution, objective = problem.solver.solve(**weights), problem.solver.objective(**weights)
        assert solution.kind == "point"
        assert solution.residual <= TOLERANCE
        away = [size * draw.standard_normal((400, 2)) for size in (0.1, 1.0, 3.0)]
        points = np.vstack([*away, solution.points + 1e-4 * draw.standard_normal((400, 2))])
        assert solution.value <= objective.values(points).min() + 1e-13


@pytest.mark.parametrize("problem", every_problem(), ids=lambda problem: f"{problem.spec.loss}-{problem.spec.data}")
def test_the_weights_from_which_on_the_origin_is_least(problem: Problem) -> None:
    solver = problem.solver
    for name, held in itertools.product(("l1", "group"), ({}, {"l1": 0.1}, {"group": 0.1}, {"l2": 0.2})):
        top = solver.least_weight(name, **held)
        above = solver.solve(**{**held, name: top * (1.0 + 1e-9) + 1e-12})
        assert above.points.tolist() == [[0.0, 0.0]]
        assert np.any(solver.solve(**{**held, name: top * (1.0 - 1e-7)}).points)
    assert solver.least_weight("l2") == math.inf


@pytest.mark.slow
@given(
    st.lists(st.tuples(*[st.floats(-3.0, 3.0)] * 3), min_size=2, max_size=12),
    st.sampled_from(["linear", "huber", "logistic"]),
    st.floats(0.0, 1.5),
    st.floats(0.0, 1.0),
    st.floats(0.01, 1.5),
)
@settings(max_examples=150, deadline=None)
def test_random_rows(rows: list[Any], loss: str, l1: float, l2: float, group: float) -> None:
    table = np.round(np.array(rows), 3)
    targets = (table[:, 2] > 0.0).astype(float) if loss == "logistic" else table[:, 2]
    solver = ScoreSolver(loss, Rows(table[:, :2], targets))
    weights = {"l1": round(l1, 3), "l2": round(l2, 3), "group": round(group, 3)}
    solution, objective = solver.solve(**weights), solver.objective(**weights)
    assert solution.kind == "point"
    assert solution.residual <= 1e-9
    other = minimize(
        objective.value, solution.points[0] + 0.1, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-14}
    )
    assert solution.value <= other.fun + 1e-12


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_plain_proximal_steps_come_to_the_same_minimum(weights: dict[str, float]) -> None:
    full = {"l1": 0.0, "l2": 0.0, **weights}
    rows = Problem.of(Spec(loss="linear", data="diabetes")).rows
    gram, cross = rows.features.T @ rows.features / len(rows), rows.features.T @ rows.targets / len(rows)
    step, beta = 1.0 / (2.0 * np.linalg.eigvalsh(gram)[-1] + 2.0 * full["l2"]), np.ones(2)
    for _ in range(3000):
        point = beta - step * (2.0 * (gram @ beta - cross) + 2.0 * full["l2"] * beta)
        point = np.sign(point) * np.maximum(np.abs(point) - step * full["l1"], 0.0)
        length = math.hypot(*point)
        beta = point * max(1.0 - step * full["group"] / length, 0.0) if length else point
    np.testing.assert_allclose(ScoreSolver("linear", rows).solve(**weights).points[0], beta, atol=1e-13)


def test_of_equal_losses_the_shortest_is_taken() -> None:
    # Two identical features: the loss sees β₁ + β₂; least ‖β‖ has both equal, β = (u/2)(1, 1) with p = μ/√2.
    rows = Rows(np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([1.0, -1.0]))
    # (1 − u)² + μu/√2: u = 1 − μ/(2√2).
    found = ScoreSolver("linear", rows).solve(group=0.4)
    np.testing.assert_allclose(found.points, [[0.5 - 0.1 / math.sqrt(2.0)] * 2], rtol=1e-14)
    # Row direction (1, ½): β along it, without L1; u + u/4 with length u·√1.25.
    rows = Rows(np.array([[1.0, 0.5], [-1.0, -0.5]]), np.array([1.0, -1.0]))
    beta = ScoreSolver("linear", rows).solve(group=0.4).points[0]
    assert beta[1] == pytest.approx(0.5 * beta[0], rel=1e-14)
    # A fold as strong as the cone's turn holds the second at 0: its slope ½p must not exceed λ.
    held = ScoreSolver("linear", rows).solve(group=0.1, l1=0.3).points[0]
    assert held[1] == 0.0 < held[0]
    # Nothing is seen at all: the origin.
    still = ScoreSolver("linear", Rows(np.zeros((2, 2)), np.ones(2))).solve(group=0.1)
    assert (still.kind, still.points.tolist()) == ("point", [[0.0, 0.0]])


def test_the_softmax_pair_has_one_minimum_at_the_middle_of_its_segment() -> None:
    # λ + μ/√2 takes the place of λ: q = p − λ − μ/√2 at p = x = 1.
    solution = solve(Spec(l1=0.1, group=0.2))
    slope = 0.1 + 0.2 / math.sqrt(2.0)
    d = math.log((1.0 - slope) / slope)
    assert solution.kind == "point"
    np.testing.assert_allclose(solution.points, [[0.5 * d, -0.5 * d]], rtol=1e-14)
    assert Problem.of(Spec(l1=0.0)).group_max == pytest.approx(0.5 * math.sqrt(2.0), rel=1e-15)
    assert solve(Spec(l1=0.0, group=0.71)).points.tolist() == [[0.0, 0.0]]


def test_separable_classes_have_a_minimum_with_any_cone() -> None:
    rows = Rows(np.array([[1.0, 0.3], [-1.0, 0.2], [2.0, -0.5]]), np.array([1.0, 0.0, 1.0]))
    solver = ScoreSolver("logistic", rows)
    assert solver.solve().kind == "none"
    found = solver.solve(group=1e-6)
    assert found.kind == "point"
    assert found.residual <= 1e-13


@pytest.mark.parametrize(("gamma", "weights"), [
    (0.4, {"group": 0.2}), (1.5, {"group": 0.1, "l1": 0.1}), (2.0, {"group": 0.3, "l2": 0.1}),
    (0.7, {"group": 0.1, "share": 0.2}), (0.3, {"group": 1.0}),
])  # fmt: skip
def test_a_confidence_penalty_beside_a_cone(gamma: float, weights: dict[str, float]) -> None:
    problem = Problem.of(Spec(**{"l1": 0.0, "p": 0.9, "x": 2.0, "confidence": gamma, **weights}))
    solution, objective = problem.solution, problem.solver.objective(**problem.spec.weights)
    assert solution.kind == "point"
    assert solution.residual <= 1e-13
    line = np.linspace(-8.0, 8.0, 401)
    assert solution.value <= objective.values(np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)).min() + 1e-13


@pytest.mark.parametrize("net", NETS)
def test_from_its_greatest_weight_on_a_net_is_switched_off(net: str) -> None:
    solver = Problem.of(Spec(loss=net)).solver
    for name, held in (("group", {}), ("group", {"l1": 0.2}), ("l1", {"group": 0.3})):
        top = solver.least_weight(name, **held)
        assert solver.solve(**{**held, name: top * 1.0001}).points.tolist() == [[0.0, 0.0]]
        assert np.any(solver.solve(**{**held, name: top * 0.999}).points)


def test_a_net_that_sees_a_sum_takes_the_middle() -> None:
    found = Problem.of(Spec(loss="batchnorm", rho=1.0, l1=0.1, group=0.1)).solution
    assert found.kind == "point"
    assert found.points[0, 0] == found.points[0, 1] != 0.0
    assert found.residual <= TOLERANCE


@pytest.mark.parametrize("spec", [
    Spec(loss="linear", data="diabetes", l1=0.1), Spec(loss="logistic", data="breast-cancer", l1=0.0, l2=0.05), Spec(),
    Spec(loss="huber", data="correlated", l1=0.0),
], ids=lambda spec: str(spec.to_query()))  # fmt: skip
def test_along_its_weight_the_length_falls_and_the_least_j_rises_ever_slower(spec: Spec) -> None:
    problem = Problem.of(spec)
    run = path(spec, "group")
    single = [solution.points[0] for solution in run.solutions[1:]]
    lengths = np.hypot(*np.array(single).T)
    assert run.residuals.max() <= TOLERANCE
    assert (np.diff(lengths) <= 1e-12).all()
    assert (np.diff(run.values) >= -1e-14).all()
    assert (np.diff(run.values, 2) <= 1e-14).all()
    knots = zero_thresholds(problem, run)
    assert knots == pytest.approx((problem.group_max, problem.group_max), abs=2e-7)
    few = run.stops[::50]
    ladder = solve_grid(problem, {"l1": np.array([0.0, 0.1]), "group": few})
    alone = [problem.solver.solve(**{**spec.weights, "l1": 0.1, "group": float(stop)}) for stop in few]
    assert [each.kind for each in ladder[len(few) :]] == [each.kind for each in alone]
    np.testing.assert_allclose([each.value for each in ladder[len(few) :]], [each.value for each in alone], rtol=1e-14)


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize(
    "name", [*(name for name, penalty in PENALTIES.items() if not penalty.rounded), "largest", "sorted"]
)
def test_an_entrys_numbers_are_its_formula(name: str) -> None:
    penalty = PENALTIES[name]
    line = np.linspace(-3.0, 3.0, 25)
    points = np.stack(np.meshgrid(line, line), axis=-1)
    expected = np.asarray(penalty.formula(jnp.asarray(points[..., 0]), jnp.asarray(points[..., 1])))
    np.testing.assert_allclose(penalty.value(points), expected, atol=1e-15)
    np.testing.assert_allclose(penalty.value(2.0 * points), (4.0 if penalty.bowl else 2.0) * expected, atol=1e-14)
    alone = PenaltySum.of(**{name: 0.7})
    bowl = alone.bowl * np.sum(points**2, axis=-1)
    np.testing.assert_allclose(alone.kinks_at(points) + bowl, 0.7 * expected, atol=1e-14)
    assert alone.kinks(points[3, 8]) + bowl[3, 8] == pytest.approx(0.7 * expected[3, 8])
    edge = np.vstack([points[0], points[-1], points[:, 0], points[:, -1]]) / 3.0
    assert penalty.least <= penalty.value(edge).min() + 1e-15
    assert json.loads(json.dumps(penalty.for_page, allow_nan=False)) == penalty.for_page
    if penalty.of_coefficient is not None:
        apart = [np.asarray(penalty.of_coefficient(jnp.asarray(points[..., j]))) for j in (0, 1)]
        np.testing.assert_allclose(apart[0] + apart[1], expected, atol=1e-15)


def test_every_knob_has_a_symbol_of_its_own() -> None:
    # η is the optimisers' rate.
    symbols = ["η", *(knob.symbol for knob in KNOBS.values() if knob.symbol)]
    assert sorted(symbols) == sorted({*symbols})


def test_an_entry_that_is_no_norm_is_refused() -> None:
    for shape in ({}, {"folds": ((1.0, -1.0),)}, {"folds": ((1.0, 0.0),)}, {"cone": 1.0, "bowl": 1.0}, {"cone": -1.0}):
        with pytest.raises(ValueError, match="odd: a norm"):
            Penalty("odd", "o", lambda b1, b2: b1, **shape)  # pyright: ignore[reportArgumentType]
    with pytest.raises(KeyError, match="odd"):
        PenaltySum.of(odd=1.0)


@pytest.mark.usefixtures("more")
@given(
    st.tuples(*[st.floats(-3.0, 3.0)] * 2),
    st.fixed_dictionaries({name: st.sampled_from([0.0, 0.1, 0.45, 1.3]) for name in (*PENALTIES, "largest", "sorted")}),
    st.sampled_from([0.1, 1.0, 2.5]),
)
@settings(max_examples=200, deadline=None)
def test_a_proximal_step_is_where_moreau_says(point: Any, weights: dict[str, float], step: float) -> None:
    penalty, z = PenaltySum.of(**weights), np.array(point)
    b = penalty.prox(z, step)
    # 0 ∈ (b − z)/η + 2Ωb + ∂kinks(b)
    assert penalty.distance(b, (b - z) / step + 2.0 * penalty.bowl * b) <= 1e-12
    # The kinks' share of the way is the nearest point of their dual ball: what they hold at 0.
    rest = z - (1.0 + 2.0 * step * penalty.bowl) * b
    assert penalty.excess(rest / step) <= 1e-12


@pytest.mark.usefixtures("more")
def test_a_penalty_registered_here_is_solved_by_its_entry_alone() -> None:
    # min ‖β‖² − 2c·β + τ·max|β_j| is c less its nearest point of |b₁| + |b₂| ≤ τ/2. At c = (1, 0.4), τ = 1 that is
    # (0.5, 0): β = (0.5, 0.4). At τ = 2 it is (0.8, 0.2): both are 0.2.
    solver = ScoreSolver("linear", square(1.0, 0.4))
    np.testing.assert_allclose(solver.solve(largest=1.0).points, [[0.5, 0.4]], rtol=1e-14)
    tied = solver.solve(largest=2.0)
    np.testing.assert_allclose(tied.points, [[0.2, 0.2]], rtol=1e-14)
    assert tied.points[0, 0] == tied.points[0, 1]
    # The origin from |c₁| + |c₂| = τ/2 on.
    assert solver.least_weight("largest") == pytest.approx(2.8, rel=1e-15)
    assert solver.least_weight("l2") == math.inf


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize("weights", [
    {"largest": 0.4}, {"sorted": 0.2}, {"largest": 0.2, "l1": 0.1}, {"largest": 0.1, "sorted": 0.1, "group": 0.2},
    {"largest": 0.3, "l2": 0.2, "group": 0.05, "l1": 0.05},
], ids=str)  # fmt: skip
def test_penalties_in_any_sum_have_a_certificate(weights: dict[str, float]) -> None:
    for problem in [*every_problem(), *[Problem.of(Spec(loss=net)) for net in NETS]]:
        solution, objective = problem.solver.solve(**weights), problem.solver.objective(**weights)
        assert solution.residual <= TOLERANCE
        options = {"xatol": 1e-10, "fatol": 1e-15}
        start = solution.points[0] + np.array([0.03, -0.02])
        other = minimize(objective.value, start, method="Nelder-Mead", options=options)
        assert solution.value <= other.fun + 1e-12
        for name in weights:
            held = {other: weight for other, weight in weights.items() if other != name}
            top = problem.solver.least_weight(name, **held)
            if 0.0 < top < math.inf:
                assert not np.any(problem.solver.solve(**held, **{name: top * 1.001}).points)
                assert np.any(problem.solver.solve(**held, **{name: top * 0.999}).points)


def test_equal_rows_of_one_direction_leave_a_segment_where_a_polygon_is_flat(more: None) -> None:
    # The loss sees β₁ alone: max|β_j| is the same from (u, −u) to (u, u).
    rows = Rows(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([1.0, -1.0]))
    found = ScoreSolver("linear", rows).solve(largest=0.4)
    assert found.kind == "segment"
    np.testing.assert_allclose(np.sort(found.points, axis=0), [[0.8, -0.8], [0.8, 0.8]], rtol=1e-14)
