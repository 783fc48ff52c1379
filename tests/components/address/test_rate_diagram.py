"""How a dropout rate is chosen: the errors against scikit-learn's ridge and a descent on the masks' own expectation."""

from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from components.address.rate_diagram import COUNTS, Chosen
from landscapes.models.dropout_rate import FOLDS, shuffled
from tests.components.address.test_batch_norm_diagrams import names
from tests.page_code import in_the_page

SCENE = Chosen().scene()
RATES = SCENE["stops"]["drop"]
FEATURES, TARGETS = shuffled()


def fit(rows: np.ndarray, rate: float) -> Any:
    """On standardized columns dropout is ridge regression, whose sum has the weight m δ/(1 − δ)."""
    ridge = Ridge(alpha=len(rows) * rate / (1 - rate), solver="svd")
    return make_pipeline(StandardScaler(), ridge).fit(FEATURES[rows], TARGETS[rows])


def error(rows: np.ndarray, rate: float, others: np.ndarray) -> float:
    return float(((fit(rows, rate).predict(FEATURES[others]) - TARGETS[others]) ** 2).mean())


@pytest.mark.parametrize("count", COUNTS)
def test_errors_are_those_of_ridge_regression(count: str) -> None:
    rows = np.arange(int(count))
    for rate in (0.0, 0.2, 0.5, 0.9):
        k = RATES.index(rate)
        assert SCENE["training"][count][k] == pytest.approx(error(rows, rate, rows), rel=1e-6)
        assert SCENE["fresh"][count][k] == pytest.approx(error(rows, rate, np.arange(int(count), 442)), rel=1e-6)
        parts = [(rows[rows % FOLDS != each], rows[rows % FOLDS == each]) for each in range(FOLDS)]
        whole = sum(error(kept, rate, left) * len(left) for kept, left in parts) / len(rows)
        assert SCENE["validation"][count][k] == pytest.approx(whole, rel=1e-6)


def test_ridge_regression_is_dropout() -> None:
    x = StandardScaler().fit_transform(FEATURES[:40])
    y = TARGETS[:40] - TARGETS[:40].mean()

    def expected(beta: np.ndarray, rate: float) -> float:
        # Mean and variance of the output over masks that are 1/(1 − δ) or 0.
        spread = (1 / (1 - rate) - 1) * (x**2 @ beta**2)
        return float(((x @ beta - y) ** 2 + spread).mean())

    for rate in (0.2, 0.5):
        found = minimize(expected, np.zeros(10), args=(rate,), method="BFGS", options={"gtol": 1e-9}).x
        assert found == pytest.approx(fit(np.arange(40), rate).named_steps["ridge"].coef_, abs=1e-5)


def test_the_least_is_found() -> None:
    for count in COUNTS:
        found = in_the_page(("diagrams/chosen",), "([s, count]) => lossfold.chosen.least(s, count)", [SCENE, count])
        assert found == {"chosen": np.argmin(SCENE["validation"][count]), "best": np.argmin(SCENE["fresh"][count])}


def test_what_the_page_says() -> None:
    few, many = np.array(SCENE["fresh"]["20"]), np.array(SCENE["fresh"]["160"])
    numbers = [few[0], few.min(), few[-1], many[0], many.min()]
    rates = [RATES[few.argmin()], RATES[many.argmin()], RATES[int(np.argmin(SCENE["validation"]["20"]))]]
    names("dropout-rate", *(f"{each:.3f}" for each in numbers), *(f"{each:g}" for each in rates))
    # “nearly as good”, and “looks higher”
    chosen = RATES.index(rates[-1])
    assert few[chosen] - few.min() < 0.002
    assert min(SCENE["validation"]["20"]) > few[chosen]
