"""The pseudo-Huber loss: by hand, in its limits, against SciPy and automatic differentiation, through the solver."""

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import pseudo_huber

from landscapes import Problem, Rows, Spec, degrees_of_freedom, solve
from landscapes.data.datasets import datasets_of
from landscapes.data.rows import Vector
from landscapes.models.losses import LOSSES
from landscapes.optimizers.step_size import steepness_of
from landscapes.solvers.closed_forms import closed_form
from landscapes.solvers.solve import ScoreSolver
from tests.landscapes.analysis.l2_equivalent import l2_equivalent

HUBER = LOSSES["huber"]
RESIDUALS = np.array([-1e150, -40.0, -3.0, -0.75, -1e-9, 0.0, 1e-160, 0.02, 1.0, 12.0, 1e8])


def test_values_by_hand() -> None:
    # r = ¾: √(1 + 9/16) = 5/4, and 2(5/4 − 1) = ½; slope −2·¾/(5/4) = −1.2; curvature 2·(4/5)³ = 1.024
    score, target = np.array([0.25]), np.array([1.0])
    assert HUBER.value(score, target)[0] == 0.5
    assert HUBER.derivative(score, target)[0] == pytest.approx(-1.2, abs=1e-15)
    assert HUBER.curvature(score, target)[0] == pytest.approx(1.024, abs=1e-15)


def test_the_value_is_scipys_and_keeps_its_digits_where_the_difference_would_lose_them() -> None:
    ours = HUBER.value(np.zeros(len(RESIDUALS)), RESIDUALS)
    # SciPy goes by expm1 and log1p, which costs it a few digits far out: there it is 2|r| − 2 + 1/|r|.
    np.testing.assert_allclose(ours, 2.0 * pseudo_huber(1.0, RESIDUALS), rtol=2e-14)
    assert ours[-1] == pytest.approx(2e8 - 2.0 + 1e-8, rel=1e-15)
    # √(1 + r²) − 1 is 0 here in float64; the loss is r² − r⁴/4 + …
    for r in (1e-9, 1e-6, 1e-4):
        assert HUBER.value(np.zeros(1), np.array([r]))[0] == pytest.approx(r**2 - r**4 / 4.0, rel=1e-15)


def test_it_is_a_square_in_the_middle_and_straight_in_the_wings() -> None:
    r = np.array([1e-3, 1e3, 1e7])
    value, derivative, curvature = (part(np.zeros(3), r) for part in (HUBER.value, HUBER.derivative, HUBER.curvature))
    assert value[0] == pytest.approx(r[0] ** 2, rel=1e-6)
    np.testing.assert_allclose(value[1:], 2.0 * r[1:] - 2.0, rtol=1e-6)
    np.testing.assert_allclose(derivative, [-2e-3, -2.0, -2.0], rtol=1e-5)
    assert curvature[0] == pytest.approx(2.0, rel=1e-5)
    # Strictly convex, never steeper than 2, never more curved than at 0.
    grid = np.linspace(-50.0, 50.0, 5001)
    assert (np.abs(HUBER.derivative(np.zeros(5001), grid)) < 2.0).all()
    curvatures = HUBER.curvature(np.zeros(5001), grid)
    assert (curvatures > 0.0).all()
    assert curvatures.max() == curvatures[2500] == HUBER.curvature_bound == 2.0


def test_derivatives_are_those_of_the_value_far_out_too() -> None:
    def value(u: jax.Array) -> jax.Array:
        return HUBER.value(u, jnp.array(0.5))

    for score in (-300.0, -7.0, 0.5, 0.500001, 9.0, 4000.0):
        at, aim, u = np.array([score]), np.array([0.5]), jnp.array(score)
        assert HUBER.derivative(at, aim)[0] == pytest.approx(float(jax.grad(value)(u)), rel=1e-12, abs=1e-15)
        assert HUBER.curvature(at, aim)[0] == pytest.approx(float(jax.grad(jax.grad(value))(u)), rel=1e-6, abs=1e-12)


def witness(rows: Rows, l1: float, l2: float) -> tuple[Vector, float]:
    """The minimiser by SciPy's own loss and solver, λ|β| as λ(a + b) with β = a − b and a, b ≥ 0."""

    def total(parts: Vector) -> float:
        beta = parts[:2] - parts[2:]
        fit = 2.0 * np.mean(pseudo_huber(1.0, rows.targets - rows.features @ beta))
        return float(fit + l1 * parts.sum() + l2 * beta @ beta)

    options = {"ftol": 1e-15, "gtol": 1e-11, "maxiter": 5000}
    starts = ([0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5])
    found = [minimize(total, start, method="L-BFGS-B", bounds=[(0, None)] * 4, options=options) for start in starts]
    best = min(found, key=lambda each: each.fun)
    return best.x[:2] - best.x[2:], best.fun


CASES = [
    Spec(loss="huber", data=data, l1=l1, l2=l2)
    for data in datasets_of("huber")
    if data != "own"
    for l1, l2 in itertools.product((0.0, 0.1, 0.4), (0.0, 0.3))
]


@pytest.mark.parametrize("spec", CASES, ids=lambda spec: str(spec.to_query()))
def test_the_minimum_is_scipys(spec: Spec) -> None:
    solution, (beta, least) = solve(spec), witness(Problem.of(spec).rows, spec.l1, spec.l2)
    assert solution.kind == "point"
    assert solution.value <= least + 1e-14
    assert solution.value == pytest.approx(least, abs=1e-9)
    np.testing.assert_allclose(solution.points[0], beta, atol=2e-5)


def test_the_solver_gets_there_from_far_where_the_loss_hardly_bends() -> None:
    # Residuals of hundreds: the curvature at β = 0 is some 10⁻⁷, and a full Newton step would leap.
    draw = np.random.default_rng(8)
    for scale in (1.0, 30.0, 3000.0):
        features = draw.standard_normal((40, 2))
        rows = Rows(features, scale * (features @ [1.0, -2.0] + draw.standard_t(1.5, 40)))
        for l1, l2 in ((0.0, 0.0), (0.3, 0.0), (0.0, 1e-3), (0.2, 0.01)):
            objective = ScoreSolver("huber", rows).objective(l1=l1, l2=l2)
            solution = ScoreSolver("huber", rows).solve(l1=l1, l2=l2)
            assert solution.residual <= 1e-8
            for way in np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, -1.0]]):
                for step in (1e-3, -1e-3, 1.0, -1.0):
                    assert objective.value(solution.points[0] + step * way) >= solution.value - 1e-12


def test_small_targets_make_it_least_squares_and_large_ones_least_absolute_deviations() -> None:
    rows = Problem.of(Spec(loss="huber", data="diabetes")).raw_rows
    small = ScoreSolver("huber", Rows(rows.features, 1e-4 * rows.targets)).solve().points[0]
    normal = np.linalg.solve(rows.features.T @ rows.features, rows.features.T @ rows.targets)
    np.testing.assert_allclose(1e4 * small, normal, rtol=1e-6)
    # The median is what least absolute deviations give on a constant feature: 1, 2, 3, 4 and 1000 have 3.
    column = np.array([1.0, 2.0, 3.0, 4.0, 1000.0]) * 1e4
    one = ScoreSolver("huber", Rows(np.column_stack([np.ones(5), np.zeros(5)]), column)).solve(l2=1e-12).points[0]
    assert one[0] == pytest.approx(3e4, rel=1e-3)


def test_identical_features_leave_the_same_kinds_of_minima_as_a_squared_error() -> None:
    assert solve(Spec(loss="huber", rho=1.0, l1=0.0)).kind == "line"
    assert solve(Spec(loss="huber", rho=1.0, l1=0.3)).kind == "segment"
    assert solve(Spec(loss="huber", rho=1.0, l1=0.0, l2=0.1)).kind == "point"


def test_there_is_no_closed_form_to_show() -> None:
    spec = Spec(loss="huber", data="diabetes", l1=0.1)
    assert closed_form(spec, solve(spec), Problem.of(spec).rows) is None


def test_2_bounds_its_hessian_and_is_reached_where_all_residuals_are_0() -> None:
    for data in ("correlated", "diabetes", "outlier", "toy"):
        spec = Spec(loss="huber", data=data, l2=0.1)
        bound, objective = steepness_of(spec, Problem.of(spec).rows), Problem.of(spec).solver.objective(l1=0.0, l2=0.1)
        for beta in np.random.default_rng(1).uniform(-2.0, 2.0, (50, 2)):
            assert np.linalg.eigvalsh(objective.smooth(beta)[2])[-1] <= bound + 1e-12
    exact = np.linalg.eigvalsh(objective.smooth(np.array([0.5, 0.5]))[2])[-1]
    assert exact == pytest.approx(bound)


@pytest.mark.slow
@pytest.mark.parametrize("change", [{}, {"noise": 0.7}, {"drop": 0.3}, {"drop": 0.3, "rescale": False}, {"share": 0.5}])
@pytest.mark.parametrize("l1", [0.0, 0.15])
def test_degrees_of_freedom_are_how_the_fit_follows_its_targets(change: dict[str, float | bool], l1: float) -> None:
    spec = Spec(loss="huber", data="own", l1=l1, l2=0.2, **change)
    rows = Problem.of(Spec(loss="huber", data="diabetes")).raw_rows
    rows = Rows(rows.features[:12], rows.targets[:12])
    keep = 1.0 - spec.drop if not spec.rescale else 1.0

    def fit(targets: Vector) -> Vector:
        return keep * rows.features @ solve(spec, Rows(rows.features, targets)).points[0]

    nudged = [fit(rows.targets + way)[k] - fit(rows.targets - way)[k] for k, way in enumerate(1e-4 * np.eye(12))]
    assert degrees_of_freedom(Problem.of(spec, rows), "l2")[20] == pytest.approx(sum(nudged) / 2e-4, rel=1e-6)


def test_noise_is_like_l2_near_the_origin_with_each_rows_own_curvature() -> None:
    spec = Spec(loss="huber", data="diabetes", l1=0.0, noise=0.4)
    rows = Problem.of(spec).raw_rows
    found = l2_equivalent(Problem.of(spec))
    assert found is not None
    assert found.weight is not None
    assert not found.exact
    # ½·σ²·mean of 2(1 + y²)^(−3/2)
    assert found.weight == pytest.approx(0.16 * np.mean((1.0 + rows.targets**2) ** -1.5))
    noisy, plain = (
        Problem.of(spec).solver.objective(),
        Problem.of(spec.with_(noise=0.0)).solver.objective(),
    )
    for way in np.array([[1.0, 0.0], [0.6, -0.8]]):
        gaps = []
        for step in (0.1, 0.05, 0.025):
            gained = (noisy.value(step * way) + noisy.value(-step * way)) / 2.0
            gained -= (plain.value(step * way) + plain.value(-step * way)) / 2.0
            gaps.append(abs(gained - found.weight * step**2))
        # What is left is of fourth order once both signs are averaged.
        assert gaps[0] / gaps[1] == pytest.approx(16.0, rel=0.05)
        assert gaps[1] / gaps[2] == pytest.approx(16.0, rel=0.02)


def test_dropout_on_inputs_that_count_unequally_is_no_l2() -> None:
    spec = Spec(loss="huber", data="diabetes", l1=0.0, drop=0.3)
    curvatures = (1.0 + Problem.of(spec).raw_rows.targets ** 2) ** -1.5
    sizes = curvatures @ Problem.of(spec).raw_rows.features ** 2
    assert sizes[0] != pytest.approx(sizes[1], rel=1e-3)
    uneven, even = l2_equivalent(Problem.of(spec)), l2_equivalent(Problem.of(spec.with_(data="toy")))
    assert uneven is not None
    assert uneven.weight is None
    assert even is not None
    # y = 1, 0, 0, −1 at x = (±1, ±1): mean of (1 + y²)^(−3/2) = (2 + 2/√8)/4, times δ/(1 − δ)
    assert even.weight == pytest.approx((2.0 + 2.0 / np.sqrt(8.0)) / 4.0 * 0.3 / 0.7)
