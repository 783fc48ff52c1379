"""Paths: the solver's own answers at every stop, and what theory says of them."""

import numpy as np
import pytest
from sklearn.linear_model import lars_path

from landscapes import Problem, Spec, SpecError, path, solve
from landscapes.analysis.path import zero_thresholds
from landscapes.data.rows import Rows

SPECS = [Spec(), Spec(l2=0.1), Spec(loss="linear", data="diabetes"), Spec(loss="logistic", data="breast-cancer")]


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.to_query()))
@pytest.mark.parametrize("knob", ["l1", "l2"])
def test_every_stop_is_what_solve_says(spec: Spec, knob: str) -> None:
    run = path(spec, knob)
    assert run.stops.tolist() == [float(f"{k / 100:.2f}") for k in range(201)]
    assert run.residuals.max() <= 1e-8
    for k in (0, 1, 7, 35, 69, 118, 200):
        alone = solve(spec.with_(**{knob: float(run.stops[k])}))
        assert alone.kind == run.solutions[k].kind
        np.testing.assert_allclose(run.solutions[k].points, alone.points, atol=1e-7)
        assert run.values[k] == pytest.approx(alone.value, abs=1e-12)


@pytest.mark.parametrize("data", ["diabetes", "correlated", "toy"])
def test_the_least_penalty_shrinks_and_the_least_loss_grows_with_lambda(data: str) -> None:
    run = path(Spec(loss="linear", data=data), "l1")
    sizes = np.array([np.abs(solution.points[0]).sum() for solution in run.solutions])
    losses = run.values - run.stops * sizes
    assert (np.diff(sizes) <= 1e-10).all()
    assert (np.diff(losses) >= -1e-10).all()


def test_diabetes_reaches_its_zeros_where_the_docstring_says() -> None:
    run = path(Spec(loss="linear", data="diabetes"), "l1")
    points = np.array([solution.points[0] for solution in run.solutions])
    assert run.stops[np.argmax(points[:, 1] == 0.0)] == 0.7
    assert run.stops[np.argmax(points[:, 0] == 0.0)] == 1.18


def test_a_knob_without_a_path_is_refused() -> None:
    with pytest.raises(SpecError, match="knob: “rho” is not a slider that has a path; it must be one of l1, l2"):
        path(Spec(), "rho")


def test_the_knots_of_a_squared_error_are_those_of_least_angle_regression() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.0)
    rows = Problem.of(spec).rows
    # sklearn halves the mean squared error, so its α is λ/2.
    alphas, _, coefficients = lars_path(rows.features, rows.targets, method="lasso")
    expected = [2.0 * min(alphas[row == 0.0]) for row in coefficients]
    assert zero_thresholds(Problem.of(spec), path(spec, "l1")) == pytest.approx(expected, abs=2e-7)


def test_at_the_knot_of_a_cross_entropy_the_slope_just_fits_the_band() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l2=0.1)
    knots = zero_thresholds(Problem.of(spec), path(spec, "l1"))
    rows = Problem.of(spec).rows
    for j, knot in enumerate(knots):
        assert knot is not None
        beta = solve(spec.with_(l1=knot)).points[0]
        assert beta[j] == 0.0
        score = rows.features @ beta
        slope = np.mean((1.0 / (1.0 + np.exp(-score)) - rows.targets) * rows.features[:, j])
        assert abs(abs(slope) - knot) < 1e-6


def test_a_coefficient_that_only_lambda_0_leaves_free_is_zero_for_every_positive_weight() -> None:
    # At p = 0.5 the loss is least on the line β₁ = β₂, of which any λ > 0 picks the origin.
    even = Spec(p=0.5, l1=0.0)
    assert solve(even).kind == "line"
    assert zero_thresholds(Problem.of(even), path(even, "l1")) == (0.0, 0.0)


def test_a_small_knot_has_five_digits_too() -> None:
    # Of a balanced design each weight has its own λ, twice its least-squares value; y is its own standard score here.
    spec = Spec(loss="linear", data="own", l1=0.0)
    design = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    rows = Rows(design, design @ [3.3e-5, 1.0])
    first, second = zero_thresholds(Problem.of(spec, rows), path(spec, "l1", rows))
    assert first == pytest.approx(6.6e-5, rel=2e-5)
    assert second == pytest.approx(2.0, abs=2e-7)


def test_a_coefficient_that_never_sticks_or_always_does_has_no_knot() -> None:
    spec = Spec(loss="linear", data="diabetes")
    assert zero_thresholds(Problem.of(spec), path(spec, "l2")) == (None, None)
    still = Spec(p=0.5, x=0.0, l1=0.3)
    assert zero_thresholds(Problem.of(still), path(still, "l2")) == (None, None)
