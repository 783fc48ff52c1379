"""Useless features: the page's own fits against scikit-learn, and the numbers of its page of the course."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import invwishart
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from components.address.useless_diagram import MOST, ROWS, Useless
from tests.components.address.test_batch_norm_diagrams import names
from tests.page_code import in_the_page

FILES = ("core/format", "diagrams/elastic_net", "diagrams/useless")
SCENE = Useless().scene()
X, Y = np.array(SCENE["features"]), np.array(SCENE["targets"])


def peers(extra: int, l1: float, l2: float) -> dict[str, np.ndarray]:
    """Of half the weight in scikit-learn's lasso, and of m times the weight in its ridge regression."""
    columns = X[:, : extra + 1]
    models = {
        "none": LinearRegression(fit_intercept=False),
        "lasso": Lasso(alpha=l1 / 2, fit_intercept=False, tol=1e-14, max_iter=1_000_000),
        "ridge": Ridge(alpha=l2 * ROWS, fit_intercept=False),
    }
    return {name: model.fit(columns, Y).coef_ for name, model in models.items()}


def fresh(beta: np.ndarray) -> float:
    return 1.0 + (beta[0] - 1.0) ** 2 + (beta[1:] ** 2).sum()


@pytest.mark.parametrize(("extra", "l1", "l2"), [(0, 0.3, 0.3), (5, 0.05, 1.0), (12, 0.6, 0.6), (MOST, 2.0, 2.0)])
def test_the_fits_are_scikit_learns(extra: int, l1: float, l2: float) -> None:
    asked = "([scene, extra, l1, l2]) => lossfold.useless.fits(scene, extra, l1, l2)"
    found = in_the_page(FILES, asked, [SCENE, extra, l1, l2])
    for name, beta in peers(extra, l1, l2).items():
        assert found[name] == pytest.approx(beta.tolist(), abs=1e-8), name
        told = in_the_page(FILES, "([scene, b]) => lossfold.useless.errors(scene, b)", [SCENE, found[name]])
        assert told["training"] == pytest.approx(((Y - X[:, : extra + 1] @ beta) ** 2).mean())
        assert told["fresh"] == pytest.approx(fresh(beta))
        assert told["zeros"] == (np.abs(beta[1:]) < 1e-9).sum()


def test_what_the_page_says() -> None:
    alone, twelve = peers(0, 0.6, 0.6), peers(12, 0.6, 0.6)
    errors = [fresh(alone["none"]), *(fresh(twelve[name]) for name in ("none", "lasso", "ridge"))]
    own = [((Y - X[:, : len(beta)] @ beta) ** 2).mean() for beta in (alone["none"], twelve["none"])]
    names("useless-features", *(f"{each:.3f}" for each in (*errors, *own)))
    names("useless-features", *(f"{alone[name][0]:.3f}" for name in ("none", "lasso", "ridge")))
    zeros = [int((np.abs(twelve[name][1:]) < 1e-9).sum()) for name in ("none", "lasso", "ridge")]
    assert zeros == [0, 9, 0]


def test_the_average_over_all_draws() -> None:
    # The variance of least squares is σ²(XᵀX)⁻¹, whose mean over normal rows is that of an inverse Wishart matrix.
    matrices: list[Any] = [invwishart.mean(m, np.eye(n)) for m, n in ((24, 1), (24, 13), (240, 13))]
    means = [1 + np.trace(np.atleast_2d(each)) for each in matrices]
    names("useless-features", *(f"{each:.4g}" for each in means))
    # And the errors themselves, drawn.
    draws = np.random.default_rng(1)
    seen = []
    for _ in range(3000):
        rows = draws.standard_normal((24, 13))
        beta = np.linalg.lstsq(rows, rows[:, 0] + draws.standard_normal(24), rcond=None)[0]
        seen.append(fresh(beta))
    assert np.mean(seen) == pytest.approx(2.3, abs=4 * np.std(seen) / np.sqrt(len(seen)))
