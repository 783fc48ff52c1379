"""Rounded folds, Huber's penalty among them: by hand, by law, and against SciPy on formulas written anew."""

import math
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from landscapes import Problem, Rows, Spec
from landscapes.data.datasets import datasets_of
from landscapes.data.rows import Vector
from landscapes.models.least_on_line import least_on_line
from landscapes.models.losses import LOSSES
from landscapes.models.net_models import NETS
from landscapes.models.penalties import PENALTIES, Penalty
from landscapes.models.penalty_sum import PenaltySum
from landscapes.models.rounded import RoundedFolds
from landscapes.optimizers.gradients import Gradients, data_of
from landscapes.solvers.solve import ScoreSolver

TOLERANCE = 1e-11
DELTA = 0.5


def huber(coefficient: jax.Array) -> jax.Array:
    inside = jnp.minimum(abs(coefficient), DELTA)
    return inside * (abs(coefficient) - 0.5 * inside) / DELTA


# Two that no page knows: Huber's penalty on each coefficient, and three folds off the axes, rounded unlike.
ROUNDED = Penalty(
    "rounded",
    "η",
    lambda b1, b2: huber(b1) + huber(b2),
    rounded=((1.0, 0.0, DELTA), (0.0, 1.0, DELTA)),
    of_coefficient=huber,
)
LEANING = Penalty(
    "leaning",
    "ξ",
    lambda b1, b2: huber(b1 + b2) + huber(b1 - 0.5 * b2) + 2.0 * huber(0.5 * b2),
    rounded=((1.0, 1.0, DELTA), (1.0, -0.5, DELTA), (0.0, 1.0, 2.0 * DELTA)),
)
WEIGHTS = [
    {"rounded": 0.2},
    {"leaning": 0.3},
    {"rounded": 1.5, "leaning": 0.1},
    {"rounded": 0.2, "l1": 0.1},
    {"rounded": 0.3, "l2": 0.2},
    {"leaning": 0.2, "group": 0.1},
    {"rounded": 0.1, "l1": 0.1, "l2": 0.1, "group": 0.1},
]


@pytest.fixture(autouse=True)
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    for penalty in (ROUNDED, LEANING):
        monkeypatch.setitem(PENALTIES, penalty.name, penalty)  # pyright: ignore[reportArgumentType]


def square(c1: float, c2: float) -> Rows:
    """Four rows of a squared error with XᵀX/m = I and Xᵀy/m = (c₁, c₂)."""
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    return Rows(features, features @ [c1, c2])


def along(v: tuple[float, float], target: float) -> Rows:
    """Two rows v and −v of a squared error: (target − v·β)²."""
    return Rows(np.array([v, v]) * [[1.0], [-1.0]], np.array([target, -target]))


def test_a_rounded_fold_is_a_parabola_with_straight_wings() -> None:
    folds = RoundedFolds(ROUNDED.rounded)
    # 0.3²/(2·0.5) + 2 − ½·0.5; the slopes 0.3/0.5 and −1; bent by 1/0.5 along the first alone.
    beta = np.array([0.3, -2.0])
    assert folds.value(beta) == pytest.approx(0.09 + 1.75)
    np.testing.assert_allclose(folds.gradient(beta), [0.6, -1.0])
    np.testing.assert_allclose(folds.hessian(beta), [[2.0, 0.0], [0.0, 0.0]])
    np.testing.assert_allclose(folds.largest_hessian, 2.0 * np.eye(2))
    # Three folds: 0.5·(1/0.5 + 1/0.5) and what they share.
    np.testing.assert_allclose(RoundedFolds(LEANING.rounded).largest_hessian, [[4.0, 1.0], [1.0, 3.5]])
    assert not RoundedFolds()


@pytest.mark.parametrize(
    "penalty",
    [ROUNDED, LEANING, *(penalty for penalty in PENALTIES.values() if penalty.rounded)],
    ids=lambda penalty: penalty.name,
)
def test_an_entrys_numbers_are_its_formula_and_derivatives_those_of_differences(penalty: Penalty) -> None:
    line = np.linspace(-3.0, 3.0, 25)
    points = np.stack(np.meshgrid(line, line), axis=-1)
    expected = np.asarray(penalty.formula(jnp.asarray(points[..., 0]), jnp.asarray(points[..., 1])))
    np.testing.assert_allclose(penalty.value(points), expected, atol=1e-14)
    weighed, h = PenaltySum.of(**{penalty.name: 0.7}).rounded, 1e-6
    np.testing.assert_allclose(weighed.values(points), 0.7 * expected, atol=1e-14)
    for beta in (np.array([0.31, -0.2]), np.array([1.3, 0.13]), np.array([-0.2, -1.9])):
        assert weighed.value(beta) == pytest.approx(0.7 * float(penalty.value(beta)))
        for j, by in enumerate(h * np.eye(2)):
            slope = (weighed.value(beta + by) - weighed.value(beta - by)) / (2.0 * h)
            assert weighed.gradient(beta)[j] == pytest.approx(slope, abs=1e-8)
            hessian = (weighed.gradient(beta + by) - weighed.gradient(beta - by)) / (2.0 * h)
            np.testing.assert_allclose(weighed.hessian(beta)[j], hessian, atol=1e-8)
    edge = np.vstack([points[0], points[-1], points[:, 0], points[:, -1]]) / 3.0
    assert 0.0 < penalty.least <= penalty.value(edge).min() + 1e-15
    far = np.stack(np.meshgrid(np.linspace(-9.0, 9.0, 361), np.linspace(-9.0, 9.0, 361)), axis=-1)
    for level in (0.02, 0.3, 2.0):
        inside = far[0.7 * penalty.value(far) <= level]
        assert np.abs(inside).max() <= penalty.reach(level, 0.7)
    assert penalty.smooth
    assert PenaltySum.of(**{penalty.name: 1.0}).kinked == ()


def test_an_entry_of_two_kinds_or_of_none_is_refused() -> None:
    axes = ((1.0, 0.0, 0.5), (0.0, 1.0, 0.5))
    for shape in (
        {"rounded": axes, "bowl": 1.0},
        {"rounded": axes, "cone": 1.0},
        {"rounded": axes, "folds": ((1.0, 0.0),)},
        {"rounded": axes[:1]},
        {"rounded": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.5))},
        {"rounded": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))},
        {"rounded": ((1.0, 0.0, -0.5), (0.0, 1.0, 0.5))},
    ):
        with pytest.raises(ValueError, match="odd: a norm"):
            Penalty("odd", "o", lambda b1, b2: b1, **shape)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("weight", [0.2, 0.4, 1.0])
def test_of_orthonormal_features_each_coefficient_is_a_proximal_step(weight: float) -> None:
    # (b − c)² + ηh(b): b = c − η/2 where that is above δ, else 2(b − c) + ηb/δ = 0.
    for c in (0.0, 0.2, 0.55, 0.6, 1.0, 2.5):
        far, near = c - 0.5 * weight, c / (1.0 + 0.5 * weight / DELTA)
        found = ScoreSolver("linear", square(c, -0.3)).solve(rounded=weight)
        expected = [far if far > DELTA else near, -0.3 / (1.0 + 0.5 * weight / DELTA)]
        np.testing.assert_allclose(found.points, [expected], atol=1e-15)
        assert found.residual <= 1e-15
    assert ScoreSolver("linear", square(1.0, 0.2)).least_weight("rounded") == math.inf


def test_where_rows_have_one_direction_its_least_is_taken() -> None:
    # (y − b₁ − b₂)² + ηh(b₁) + ηh(b₂), η = 0.4. At y = 0.8 both are in the parabola: h(u/2) twice is u²/4δ, so
    # 2(u − 0.8) + 0.4u = 0 and u = ⅔.
    found = ScoreSolver("linear", along((1.0, 1.0), 0.8)).solve(rounded=0.4)
    assert found.kind == "point"
    np.testing.assert_allclose(found.points, [[1.0 / 3.0, 1.0 / 3.0]], rtol=1e-14)
    # At y = 3 both are beyond: u = 3 − η/2, and T is the same wherever both are δ at least.
    found = ScoreSolver("linear", along((1.0, 1.0), 3.0)).solve(rounded=0.4)
    assert found.kind == "segment"
    np.testing.assert_allclose(found.points[np.argsort(found.points[:, 0])], [[0.5, 2.3], [2.3, 0.5]], rtol=1e-14)
    # v = (1, ½): the slope of the first is 1 at most, that of the second half of it: b₂ = δ/2, u = 2.8.
    found = ScoreSolver("linear", along((1.0, 0.5), 3.0)).solve(rounded=0.4)
    assert found.kind == "point"
    np.testing.assert_allclose(found.points, [[2.675, 0.25]], rtol=1e-14)
    # With L1 beside it the second, whose slope is half of the first's, comes loose where ½(λ + η) > λ.
    held = ScoreSolver("linear", along((1.0, 0.5), 3.0)).solve(rounded=0.2, l1=0.3).points[0]
    assert held[1] == 0.0 < held[0]
    loose = ScoreSolver("linear", along((1.0, 0.5), 3.0)).solve(rounded=0.4, l1=0.3).points[0]
    # ½·0.7 = 0.3 + 0.4·b₂/δ
    assert loose[1] == pytest.approx(0.0625, rel=1e-12)
    # Nothing is seen at all: the origin.
    still = ScoreSolver("linear", Rows(np.zeros((2, 2)), np.ones(2))).solve(rounded=0.1)
    assert (still.kind, still.points.tolist()) == ("point", [[0.0, 0.0]])


def test_the_softmax_pair_rests_in_the_parabola_or_on_a_segment() -> None:
    # d = β₁ − β₂ with p − σ(d) = p′(d): within the parabola, at ±d/2, it is ηd/2δ.
    found = ScoreSolver("softmax", Problem.of(Spec(p=0.8)).rows).solve(rounded=0.4)
    d = found.points[0, 0] - found.points[0, 1]
    assert found.kind == "point"
    assert found.points[0, 0] == pytest.approx(0.5 * d, rel=1e-14)
    assert 0.8 - 1.0 / (1.0 + math.exp(-d)) == pytest.approx(0.4 * d, rel=1e-13)
    # Beyond it η takes λ's place: d = logit(p − η), from (d − δ, −δ) to (δ, δ − d).
    found = ScoreSolver("softmax", Problem.of(Spec(p=0.99)).rows).solve(rounded=0.05)
    d = math.log(0.94 / 0.06)
    ends = found.points[np.argsort(found.points[:, 0])]
    assert found.kind == "segment"
    np.testing.assert_allclose(ends, [[DELTA, DELTA - d], [d - DELTA, -DELTA]], rtol=1e-13)


@example((5e-272, 1.5), 3.0, {"rounded": 0.0, "leaning": 1.0, "l1": 0.0, "group": 1.0})
@example((0.0, 0.125), 0.125, {"rounded": 0.0, "leaning": 1.0, "l1": 0.0, "group": 0.0})
@given(
    st.tuples(*[st.floats(-2.0, 2.0)] * 2).filter(lambda v: math.hypot(*v) > 0.1),
    st.floats(0.05, 4.0),
    st.fixed_dictionaries({name: st.sampled_from([0.0, 0.2, 1.0]) for name in ("rounded", "leaning", "l1", "group")}),
)
@settings(max_examples=150, deadline=None)
def test_on_a_line_nothing_is_less(v: tuple[float, float], score: float, weights: dict[str, float]) -> None:
    penalties = {**PENALTIES, "rounded": ROUNDED, "leaning": LEANING}
    terms = tuple((penalties[name], weight) for name, weight in {**weights, "rounded": 0.1}.items() if weight > 0.0)
    penalty, normal = PenaltySum(terms), np.array(v)

    def whole(points: Vector) -> Vector:
        return penalty.kinks_at(points) + penalty.rounded.values(points)

    def least(score: float) -> float:
        return float(whole(least_on_line(penalty, normal, score).ends[0]))

    slope, ends = least_on_line(penalty, normal, score)
    for end in ends:
        assert float(end @ normal) == pytest.approx(score, rel=1e-12)
        for size in (1e-4, 1e-2, 0.3, 3.0):
            by = size * np.array([-normal[1], normal[0]]) / np.hypot(*normal)
            assert whole(np.array([end - by, end + by])).min() >= least(score) - 1e-13
    assert np.ptp(whole(np.array(ends))) <= 1e-13
    # What is least is convex in u: its slope lies between its difference quotients, also where it bends.
    below, at, above = (least(score + step) for step in (-1e-5, 0.0, 1e-5))
    assert (at - below) / 1e-5 - 1e-7 <= slope <= (above - at) / 1e-5 + 1e-7


def written_anew(loss: str, rows: Rows, weights: dict[str, float]) -> Callable[[Vector], tuple[float, Vector]]:
    """J less its kinks and its gradient, by formulas of this file alone."""
    x, y, full = rows.features, rows.targets, {"rounded": 0.0, "leaning": 0.0, "l2": 0.0, **weights}

    def value(beta: Vector) -> tuple[float, Vector]:
        u = x @ beta
        losses, slopes = {
            "linear": ((u - y) ** 2, 2.0 * (u - y)),
            "huber": (2.0 * (np.sqrt(1.0 + (u - y) ** 2) - 1.0), 2.0 * (u - y) / np.sqrt(1.0 + (u - y) ** 2)),
            "logistic": (np.logaddexp(0.0, u) - y * u, 1.0 / (1.0 + np.exp(-u)) - y),
        }[loss]
        total, gradient = losses.mean() + full["l2"] * beta @ beta, x.T @ slopes / len(y) + 2.0 * full["l2"] * beta
        for name, folds in (("rounded", ROUNDED.rounded), ("leaning", LEANING.rounded)):
            for s1, s2, delta in folds:
                t = s1 * beta[0] + s2 * beta[1]
                total += full[name] * (t * t / (2.0 * delta) if abs(t) <= delta else abs(t) - delta / 2.0)
                gradient = gradient + full[name] * np.clip(t / delta, -1.0, 1.0) * np.array([s1, s2])
        return float(total), gradient

    return value


def least_by_scipy(loss: str, rows: Rows, weights: dict[str, float]) -> float:
    """The least J: L1 by coefficients that are differences of two that are not negative; not with a cone."""
    smooth, l1 = written_anew(loss, rows, weights), weights.get("l1", 0.0)

    def split(parts: Vector) -> tuple[float, Vector]:
        value, gradient = smooth(parts[:2] - parts[2:])
        return value + l1 * float(parts.sum()), np.concatenate([gradient, -gradient]) + l1

    options = {"ftol": 1e-16, "gtol": 1e-13, "maxiter": 5000}
    starts = (np.array([0.5, 0.2, 0.1, 0.4]), np.zeros(4))
    found = [minimize(split, s, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * 4, options=options) for s in starts]
    return min(each.fun for each in found)


@pytest.mark.parametrize("loss", ["linear", "huber", "logistic"])
@pytest.mark.parametrize("weights", [each for each in WEIGHTS if "group" not in each], ids=str)
def test_scipy_finds_the_same_least_j(loss: str, weights: dict[str, float]) -> None:
    draw = np.random.default_rng(5)
    for v in (None, None, (1.0, 1.0), (1.0, -1.0), (1.0, 0.5), (0.0, 1.0)):
        features = draw.normal(size=(6, 2)) if v is None else draw.choice([-2.0, -1.0, 0.5, 1.0], (6, 1)) * [v]
        targets = draw.integers(0, 2, 6).astype(float) if loss == "logistic" else 2.0 * draw.normal(size=6)
        rows = Rows(features, targets)
        found = ScoreSolver(loss, rows).solve(**weights)
        assert found.residual <= 1e-13
        other = least_by_scipy(loss, rows, weights)
        assert found.value <= other + 1e-13
        assert other <= found.value + 1e-9


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_in_any_sum_there_is_a_certificate(weights: dict[str, float]) -> None:
    specs = [Spec(loss=loss, data=data) for loss in LOSSES for data in datasets_of(loss) if data != "own"]
    for spec in (*specs, *[Spec(loss=net) for net in NETS], Spec(loss="batchnorm", rho=1.0)):
        solver = Problem.of(spec).solver
        found, objective = solver.solve(**weights), solver.objective(**weights)
        assert found.residual <= TOLERANCE
        options = {"xatol": 1e-10, "fatol": 1e-15}
        other = minimize(objective.value, found.points[0] + [0.03, -0.02], method="Nelder-Mead", options=options)
        assert found.value <= other.fun + 1e-12


@pytest.mark.parametrize(("gamma", "weights"), [
    (0.4, {"rounded": 0.2}), (1.5, {"rounded": 0.1, "l1": 0.1}), (2.0, {"rounded": 0.3, "l2": 0.1}),
    (0.7, {"rounded": 0.05, "group": 0.1}), (0.1, {"rounded": 0.01}),
])  # fmt: skip
def test_a_confidence_penalty_beside_it(gamma: float, weights: dict[str, float]) -> None:
    solver = Problem.of(Spec(l1=0.0, p=0.98, x=2.0, confidence=gamma)).solver
    found, objective = solver.solve(**weights), solver.objective(**weights)
    assert found.residual <= 1e-13
    line = np.linspace(-8.0, 8.0, 401)
    assert found.value <= objective.values(np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)).min() + 1e-13


def test_optimizers_see_its_gradient_and_how_bent_it_is() -> None:
    for weights in ({"rounded": 0.4}, {"leaning": 0.3, "l1": 0.1, "l2": 0.2}):
        objective = ScoreSolver("linear", square(1.0, 0.2)).objective(**weights)
        data = data_of(objective)
        smooth = jax.jit(Gradients(LOSSES["linear"].value, data).smooth)
        for beta in (np.array([0.3, -0.2]), np.array([2.0, 0.1]), np.array([-1.0, 1.2])):
            np.testing.assert_allclose(np.asarray(smooth(jnp.asarray(beta))), objective.gradient(beta), rtol=1e-6)
            assert np.all(np.diag(objective.smooth(beta)[2]) <= data.lipschitz + 1e-12)
