"""Bias and variance over samples: against scikit-learn on each sample, and by the law that they add up."""

import numpy as np
import pytest
from sklearn.linear_model import Lasso

from landscapes import Problem, Spec, SpecError, solve
from landscapes.analysis.bias_variance import DRAWS, bias_variance

DIABETES = Spec(loss="linear", data="diabetes", l1=0.0)


def test_each_dot_is_the_lasso_of_twenty_different_rows() -> None:
    found = bias_variance(Problem.of(DIABETES), "l1")
    assert found is not None
    rows, draw = Problem.of(DIABETES).rows, np.random.default_rng(0)
    assert (found.points.shape, found.rows) == ((41, 60, 2), 20)
    for k in range(DRAWS):
        chosen = draw.choice(len(rows), 20, replace=False)
        assert len(set(chosen)) == 20
        if k in (0, 17, 59):
            for s in (2, 10, 20):
                lasso = Lasso(alpha=found.stops[s] / 2.0, fit_intercept=False, tol=1e-14, max_iter=100_000)
                expected = lasso.fit(rows.features[chosen], rows.targets[chosen]).coef_
                np.testing.assert_allclose(found.points[s, k], expected, atol=1e-9)


@pytest.mark.parametrize("knob", ["l1", "l2"])
def test_bias_and_variance_add_up_to_the_error_and_trade(knob: str) -> None:
    found = bias_variance(Problem.of(DIABETES), knob)
    assert found is not None
    assert found.target is not None
    np.testing.assert_allclose(found.target, solve(DIABETES).points[0], atol=1e-12)
    error = np.mean(np.sum((found.points - found.target) ** 2, axis=2), axis=1)
    np.testing.assert_allclose(found.bias + found.variance, error, rtol=1e-12)
    # What the U is made of: variance falls from end to end, bias rises, the least error is in between.
    assert found.variance[0] > 9 * found.variance[-1]
    assert found.bias[0] < 0.05 * found.bias[-1]
    assert 0 < np.argmin(error) < len(error) - 1


def test_separable_samples_have_no_error_without_a_penalty() -> None:
    found = bias_variance(Problem.of(Spec(loss="logistic", data="breast-cancer", l1=0.0)), "l1")
    assert found is not None
    assert np.isnan(found.points[0]).any()
    assert np.isnan(found.variance[0])
    assert np.isfinite(found.variance[1:]).all()


def test_too_few_rows_have_no_samples_and_other_knobs_are_refused() -> None:
    assert bias_variance(Problem.of(Spec(loss="linear", data="toy")), "l1") is None
    assert bias_variance(Problem.of(Spec()), "l2") is None
    with pytest.raises(SpecError, match="knob"):
        bias_variance(Problem.of(DIABETES), "rho")


def test_the_pick_of_l1_is_counted_for_any_number_of_rows() -> None:
    # By coordinate descent on the same draws: which twin is dropped changes from sample to sample, and seldom with many
    # rows.
    problem = Problem.of(Spec(loss="linear", data="correlated", rho=0.95, l1=0.0))
    rows = problem.raw_rows
    for size in (10, 40):
        found = bias_variance(problem, "l1", size)
        assert found is not None
        assert found.rows == size
        draw, at = np.random.default_rng(0), int(np.argmin(np.abs(found.stops - 1.2)))
        for k in range(60):
            chosen = draw.choice(len(rows), size, replace=False)
            x, y = rows.features[chosen], rows.targets[chosen]
            gram, cross, beta = x.T @ x / size, x.T @ y / size, np.zeros(2)
            before = np.ones(2)
            while not np.array_equal(before, beta):
                before = beta.copy()
                for j in (0, 1):
                    pull = cross[j] - gram[j, 1 - j] * beta[1 - j]
                    beta[j] = np.sign(pull) * max(abs(pull) - 0.6, 0.0) / gram[j, j]
            assert found.points[at, k] == pytest.approx(beta, abs=1e-7)
            assert (found.points[at, k] == 0.0).tolist() == (beta == 0.0).tolist()
