"""What a net makes of its rows in use, by another way than its formula."""

import itertools

import numpy as np
import pytest

from landscapes import Problem, Spec
from landscapes.analysis.fitted import form_of
from landscapes.models.dropout import adaptive_rates
from landscapes.models.perturbation import rows_in_use
from tests.page_code import in_the_page


def test_the_blocks_multiply_by_their_mean_over_all_gates() -> None:
    form, (first, second) = form_of(Problem.of(Spec(loss="residual", drop=0.4)))
    # Kept with 1 − 0.4/2 and 1 − 0.4.
    assert (form, first, second) == ("blocks", 0.8, 0.6)
    b1, b2, mean = 0.7, -1.3, 0.0
    for one, two in itertools.product((0, 1), repeat=2):
        chance = (first if one else 1 - first) * (second if two else 1 - second)
        mean += chance * (1 + one * b1) * (1 + two * b2)
    assert (1 + first * b1) * (1 + second * b2) == pytest.approx(mean, rel=1e-14)


def test_batch_norm_by_its_numbers_is_batch_norm_of_the_scores() -> None:
    problem = Problem.of(Spec(loss="batchnorm", rho=0.5))
    form, (g11, g12, g22, scale, epsilon) = form_of(problem)
    beta, rows = np.array([0.3, -0.2]), problem.raw_rows
    score = rows.features @ beta
    slopes = scale * beta / (g11 * beta[0] ** 2 + 2 * g12 * beta[0] * beta[1] + g22 * beta[1] ** 2 + epsilon) ** 0.5
    assert form == "normalized"
    assert rows.features @ slopes == pytest.approx(scale * (score - score.mean()) / (score.var() + 0.01) ** 0.5)


def test_dropout_that_was_not_inverted_shrinks_the_slopes_in_use() -> None:
    problem = Problem.of(Spec(loss="linear", data="correlated", drop=0.3, rescale=False))
    form, (kept,) = form_of(problem)
    beta = np.array([0.3, -0.2])
    used = rows_in_use(problem.raw_rows, problem.spec.perturbation)
    assert form == "kept"
    assert problem.raw_rows.features @ (kept * beta) == pytest.approx(used.features @ beta)


def test_rates_of_their_own_shrink_the_inputs_in_use() -> None:
    problem = Problem.of(Spec(loss="linear", data="correlated", drop=0.3, rescale=False, mask="adaptive"))
    form, numbers = form_of(problem)
    features, beta = problem.raw_rows.features, np.array([0.3, -0.2])
    assert form == "rates"
    # In the page.
    sent = {"rows": {"x": features.T.tolist(), "y": [0.0] * len(features), "form": form, "numbers": numbers}}
    function = "({ rows }) => lossfold.fitView.scores(rows, [0.3, -0.2])"
    used = rows_in_use(problem.raw_rows, problem.spec.perturbation)
    assert in_the_page(("views/fit_rows",), function, sent) == pytest.approx(used.features @ beta)
    # Where the score is at a level, it is at it on the border too.
    border = "({ rows }) => lossfold.fitView.border(rows, [0.9, -1.2], 0.4, 3)"
    points = np.array(in_the_page(("core/contours", "views/fit_rows"), border, sent), float)
    there = points.reshape(-1, 2)
    there = there[np.isfinite(there).all(axis=1)]
    shrunk = there * (1.0 - adaptive_rates(there, 0.3))
    assert len(there) > 50
    assert shrunk @ np.array([0.9, -1.2]) == pytest.approx(0.4, abs=2e-3)


def test_a_score_is_itself() -> None:
    assert form_of(Problem.of(Spec(loss="linear"))) == ("score", [])
    assert form_of(Problem.of(Spec(loss="linear", data="correlated", drop=0.3))) == ("score", [])
