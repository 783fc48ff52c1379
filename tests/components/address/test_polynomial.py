"""What the polynomial's page fits, against scikit-learn: curves, errors, cross-validation, and the course's numbers."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.polynomial import chebyshev
from numpy.typing import NDArray
from scipy.integrate import quad
from sklearn.linear_model import ElasticNet, LinearRegression, Ridge
from sklearn.model_selection import PredefinedSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from components.address.polynomial import Polynomial
from components.learn.course import course
from landscapes.models.polynomial import FOLDS, rows_of
from tests.page_code import in_the_page

FILES = ("diagrams/elastic_net", "diagrams/polynomial_fit")
USUAL: dict[str, Any] = {"degree": 11, "rows": 12, "noise": 0.3, "draw": 1, "l1": 0.0, "l2": 0.0, "steps": 0}


def fits(*cases: Mapping[str, Any]) -> list[Any]:
    """What the page fits for each of these numbers; what is not said is as usual."""
    function = "({ scene, cases }) => cases.map((now) => lossfold.polynomialFit.fit(scene, now))"
    return in_the_page(FILES, function, {"scene": Polynomial().scene(), "cases": [{**USUAL, **case} for case in cases]})


def sweeps(*cases: Mapping[str, Any]) -> list[Any]:
    """The page's errors at every stop of ``against``."""
    function = "({ scene, cases }) => cases.map((now) => lossfold.polynomialFit.sweep(scene, now, now.against))"
    return in_the_page(FILES, function, {"scene": Polynomial().scene(), "cases": [{**USUAL, **case} for case in cases]})


def theirs(case: Mapping[str, Any]) -> Any:
    """scikit-learn's model of the same curve: its α, per row and halved where it halves."""
    l1, l2 = case["l1"], case["l2"]
    if l1 == 0.0:
        rows = case["rows"] - case.get("held", 0)
        return Ridge(alpha=l2 * rows, solver="cholesky") if l2 else LinearRegression()
    strength = l1 / 2 + l2
    return ElasticNet(alpha=strength, l1_ratio=l1 / 2 / strength, tol=1e-14, max_iter=1_000_000)


def features(x: NDArray[np.floating], degree: int) -> NDArray[np.floating]:
    return chebyshev.chebvander(np.ravel(x), degree)[:, 1:]


CASES = [
    {"degree": degree, "rows": rows, "noise": noise, "draw": 1 + (degree * rows) % 20, "l1": l1, "l2": l2}
    for degree in (1, 3, 9, 11, 12)
    for rows in (8, 12, 13, 40)
    for noise in (0.0, 0.3, 1.0)
    for l1, l2 in (
        (0.0, 0.0),
        (0.0, 1e-5),
        (0.0, 0.1),
        (1e-3, 0.0),
        (0.05, 0.0),
        (1e-3, 1e-3),
        (0.05, 0.02),
        (2.0, 1.0),
    )
]


def test_every_curve_is_scikit_learns_and_has_a_certificate() -> None:
    for case, found in zip(CASES, fits(*CASES), strict=True):
        x, y = rows_of(case["rows"], case["noise"], case["draw"])
        model = theirs(case).fit(features(x, case["degree"]), y)
        assert found["curve"][1:] == pytest.approx(model.coef_, abs=2e-6), case
        assert found["curve"][0] == pytest.approx(model.intercept_, abs=2e-6), case
        error = np.mean((y - model.predict(features(x, case["degree"]))) ** 2)
        assert found["training"] == pytest.approx(error, abs=1e-7), case
        assert found["residual"] < 1e-12, case


def test_the_certificate_is_the_condition_for_a_minimum() -> None:
    for case in ({"l1": 0.05}, {"l1": 0.02, "l2": 0.01}, {"l2": 0.1}):
        (found,) = fits(case)
        now = USUAL | case
        x, y = rows_of(12, 0.3, 1)
        columns = features(x, 11) - features(x, 11).mean(axis=0)
        theta = np.array(found["curve"][1:])
        slope = 2 * columns.T @ (columns @ theta - y) / 12 + 2 * now["l2"] * theta
        at = np.abs(slope + now["l1"] * np.sign(theta))
        misses = np.where(theta == 0, np.maximum(np.abs(slope) - now["l1"], 0), at)
        assert misses.max() < 1e-13
        assert found["zeros"] == np.count_nonzero(theta == 0)


def test_the_error_on_new_rows_is_the_mean_over_all_x() -> None:
    for case in ({}, {"l2": 0.16}, {"l1": 0.3, "noise": 0.7}, {"degree": 3, "noise": 0.0}):
        (found,) = fits(case)
        noise = (USUAL | case)["noise"]
        curve = chebyshev.Chebyshev(found["curve"])
        missed = quad(lambda x, f=curve: 0.5 * (f(x) - np.sin(np.pi * x)) ** 2, -1, 1, epsabs=1e-13, limit=200)[0]
        assert found["fresh"] == pytest.approx(missed + noise**2, rel=1e-9)


@pytest.mark.parametrize("case", [{"l1": 0.02}, {"l2": 0.08}, {"rows": 17, "l1": 0.01, "l2": 0.01}, {"degree": 3}])
def test_cross_validation_is_scikit_learns_on_the_same_folds(case: dict[str, Any]) -> None:
    now = USUAL | case
    x, y = rows_of(now["rows"], now["noise"], now["draw"])
    fold_of = np.arange(len(x)) % FOLDS
    for against in ("l1", "l2", "degree"):
        (found,) = sweeps(case | {"against": against})
        at = found["stops"].index(now[against])
        errors = []
        for fold in range(FOLDS):
            # Their ridge sums where ours takes the mean, so that its α knows how many rows are left.
            model = theirs(now | {"held": np.count_nonzero(fold_of == fold)})
            whole = make_pipeline(FunctionTransformer(features, kw_args={"degree": now["degree"]}), model)
            split = PredefinedSplit(np.where(fold_of == fold, 0, -1))
            errors += [*-cross_val_score(whole, x, y, cv=split, scoring="neg_mean_squared_error")]
        assert found["validation"][at] == pytest.approx(np.mean(errors), rel=1e-5)


def test_a_sweep_holds_what_the_sliders_would_show_at_each_of_its_stops() -> None:
    for case, against in (({}, "l1"), ({"l1": 0.02}, "l2"), ({"l2": 0.01}, "l1"), ({"l1": 0.005}, "degree")):
        (sweep,) = sweeps(case | {"against": against})
        for k, single in enumerate(fits(*[case | {against: stop} for stop in sweep["stops"]])):
            assert sweep["training"][k] == pytest.approx(single["training"], abs=1e-11)
            assert sweep["fresh"][k] == pytest.approx(single["fresh"], rel=1e-7)
        assert sweep["fresh"][sweep["best"]] == min(sweep["fresh"])
        assert sweep["validation"][sweep["chosen"]] == min(sweep["validation"])


def test_laws_of_training() -> None:
    for against in ("l1", "l2"):
        (sweep,) = sweeps({"against": against})
        assert np.all(np.diff(sweep["training"]) >= -1e-12)
    (sweep,) = sweeps({"against": "degree"})
    assert np.all(np.diff(sweep["training"]) <= 1e-12)
    # λmax: all coefficients are 0, and the curve is the mean of y.
    (flat,) = fits({"l1": 10.0})
    assert flat["zeros"] == 11
    assert flat["curve"][0] == pytest.approx(rows_of(12, 0.3, 1)[1].mean())


# --- what the course says --------------------------------------------------------------------------------------------


def new_error(curve: NDArray[np.floating]) -> float:
    x, weights = np.polynomial.legendre.leggauss(80)
    return 0.09 + float(0.5 * weights @ (chebyshev.chebval(x, curve) - np.sin(np.pi * x)) ** 2)


def fitted(**case: Any) -> NDArray[np.floating]:
    now = USUAL | case
    x, y = rows_of(now["rows"], 0.3, now["draw"])
    model = theirs(now).fit(features(x, now["degree"]), y)
    return np.array([model.intercept_, *model.coef_])


@pytest.mark.parametrize(
    ("case", "error"),
    [
        ({}, "1.128"),
        ({"l1": 10.0}, "0.590"),
        ({"l2": 0.16}, "0.150"),
        ({"l2": 10.0}, "0.530"),
        ({"l2": 0.08}, "0.159"),
        ({"l1": 0.16}, "0.111"),
        ({"degree": 1}, "0.293"),
        ({"degree": 3}, "0.107"),
        ({"degree": 12}, "0.645"),
        ({"rows": 40}, "0.104"),
        ({"draw": 17}, "0.328"),
        ({"draw": 17, "l2": 0.0315}, "0.124"),
    ],
)
def test_the_errors_that_the_page_names(case: dict[str, Any], error: str) -> None:
    # By scikit-learn and a quadrature, and as the figure shows it.
    assert abs(new_error(fitted(**case)) - float(error)) <= 5.001e-4
    assert abs(fits(case)[0]["fresh"] - float(error)) <= 5.001e-4
    assert (
        error in course().pages["overfitting", "en"].texts["see"] + course().pages["overfitting", "en"].texts["fails"]
    )


def test_what_the_page_says_of_choices() -> None:
    by_l2, by_l1, by_degree, unlucky = sweeps(
        {"against": "l2"}, {"against": "l1"}, {"against": "degree"}, {"against": "l2", "draw": 17}
    )
    assert (by_l2["stops"][by_l2["best"]], by_l2["stops"][by_l2["chosen"]]) == (0.16, 0.08)
    assert by_l1["stops"][by_l1["best"]] == 0.16
    assert by_degree["stops"][by_degree["best"]] == 3
    assert (unlucky["stops"][unlucky["chosen"]], unlucky["stops"][unlucky["best"]]) == (0.0, 0.0315)
    assert np.count_nonzero(fitted(l1=0.16)[1:] == 0) == 7
    # x − x³/6 at π: 3.1416 − 5.1677.
    assert abs(np.pi - np.pi**3 / 6) == pytest.approx(2.03, abs=5e-3)
    # Of all curves through the rows, the one of degree 12 is the shortest θ: every other one is longer.
    x, y = rows_of(12, 0.3, 1)
    columns = features(x, 12) - features(x, 12).mean(axis=0)
    shortest = np.linalg.pinv(columns) @ (y - y.mean())
    assert fits({"degree": 12})[0]["curve"][1:] == pytest.approx(shortest, abs=1e-9)
    assert re.search(r"smallest θ", course().pages["overfitting", "en"].texts["fails"])


# --- stopping early --------------------------------------------------------------------------------------------------


def descended(steps: int, kept: NDArray[np.bool_] | None = None, **case: Any) -> NDArray[np.floating]:
    """The curve after so many plain steps of gradient descent from 0, by NumPy, on all rows or on some of them."""
    now = USUAL | case
    x, y = rows_of(now["rows"], 0.3, now["draw"])
    x, y = (x, y) if kept is None else (x[kept], y[kept])
    raw = features(x, now["degree"])
    columns, theta = raw - raw.mean(axis=0), np.zeros(now["degree"])
    for _ in range(steps):
        moved = theta - 0.25 * 2 * columns.T @ (columns @ theta - (y - y.mean())) / len(x)
        theta = np.sign(moved) * np.maximum(np.abs(moved) - 0.25 * now["l1"], 0) / (1 + 2 * 0.25 * now["l2"])
    return np.array([y.mean() - raw.mean(axis=0) @ theta, *theta])


def test_proximal_steps_are_gradient_descent_and_ends_at_the_minimiser() -> None:
    cases: list[dict[str, Any]] = [{}, {"l1": 0.05}, {"l2": 0.1}]
    for case in cases:
        for steps in (1, 5, 200):
            (found,) = fits(case | {"steps": steps})
            assert found["curve"] == pytest.approx(descended(steps, **case), abs=1e-12)
    (near, there) = fits({"l2": 0.1, "steps": 10_000}, {"l2": 0.1})
    assert near["curve"] == pytest.approx(there["curve"], abs=1e-9)


def test_what_the_page_says_of_stopping_in_practice() -> None:
    (sweep,) = sweeps({"against": "steps"})
    assert sweep["stops"][sweep["best"]] == 5
    page = course().pages["stopping-in-practice", "en"]
    said = "".join(page.texts.values())
    for steps, error in ((5, "0.150"), (100, "0.272"), (1000, "0.711")):
        assert abs(new_error(descended(steps)) - float(error)) <= 5.001e-4
        assert abs(sweep["fresh"][sweep["stops"].index(steps)] - float(error)) <= 5.001e-4
        assert error in said
    function = "({ scene, now }) => lossfold.polynomialFit.patient(scene, now)"
    found = in_the_page(FILES, function, {"scene": Polynomial().scene(), "now": USUAL | {"patience": 20}})
    x, y = rows_of(12, 0.3, 1)
    fold_of = np.arange(12) % FOLDS
    losses = []
    for steps in range(1, found["ends"] + 1):
        curves = [(fold, descended(steps, fold_of != fold)) for fold in range(FOLDS)]
        missed = [np.mean((y - chebyshev.chebval(x, curve))[fold_of == fold] ** 2) for fold, curve in curves]
        losses.append(np.mean(missed))
    assert found["best"] == int(np.argmin(losses)) + 1
    assert found["ends"] == found["best"] + 20
    assert new_error(descended(found["best"])) == pytest.approx(float(PATIENT[1]), abs=5.001e-4)
    assert (str(found["best"]), PATIENT[1] in said) == (PATIENT[0], True)


def test_a_patience_that_is_too_short_ends_on_a_bump() -> None:
    # Degree 9, 20 rows, the sixth draw: in NumPy the loss in cross-validation has two valleys.
    case = {"degree": 9, "rows": 20, "draw": 6}
    x, y = rows_of(20, 0.3, 6)
    fold_of = np.arange(20) % FOLDS
    losses = []
    for steps in range(1, 92):
        curves = [(fold, descended(steps, fold_of != fold, **case)) for fold in range(FOLDS)]
        missed = [np.mean((y - chebyshev.chebval(x, curve))[fold_of == fold] ** 2) for fold, curve in curves]
        losses.append(np.mean(missed))

    def ended(patience: int) -> tuple[int, int]:
        best = 0
        for t, loss in enumerate(losses):
            best = t if loss < losses[best] else best
            if t - best >= patience:
                return best + 1, t + 1
        return best + 1, len(losses)

    function = "({ scene, cases }) => cases.map((now) => lossfold.polynomialFit.patient(scene, now))"
    cases = [{**USUAL, **case, "patience": patience} for patience in (1, 2, 5, 20)]
    found = in_the_page(FILES, function, {"scene": Polynomial().scene(), "cases": cases})
    assert [(each["best"], each["ends"]) for each in found] == [ended(each["patience"]) for each in cases]
    assert [(each["best"], each["ends"]) for each in found] == [(12, 13), (12, 14), (71, 76), (71, 91)]
    assert found[-1]["least"] == pytest.approx(losses[70], rel=1e-9)
    for language in ("en", "zh"):
        said = course().pages["stopping-in-practice", language].texts["fails"]
        assert all(number in said for number in ("12", "71"))


# The step that is kept with a patience of 20, and its error on new rows.
PATIENT = ("17", "0.177")


def test_what_the_overview_says_that_overfitting_costs() -> None:
    x, y = rows_of(12, 0.3, 1)

    def new_rows(curve: Any) -> float:
        return 0.09 + quad(lambda at: (curve(at) - np.sin(np.pi * at)) ** 2, -1, 1, limit=200)[0] / 2

    through, cubic = (chebyshev.Chebyshev.fit(x, y, degree, domain=[-1, 1]) for degree in (11, 3))
    constant = new_rows(lambda _: y.mean())
    steepest = np.abs(through.deriv()(np.linspace(-1, 1, 20_001))).max()
    assert (through.coef.size, cubic.coef.size) == (12, 4)
    assert new_rows(cubic) < constant < new_rows(through)
    for language in ("en", "zh"):
        text = course().pages["regularization", language].texts["formula"]
        for number in (f"{new_rows(through):.3f}", f"{constant:.3f}", f"{steepest:.0f}", f"{np.pi:.2f}"):
            assert number in text


def test_the_plane_runs_through_three_ridge_solutions_and_its_distance_is_theirs() -> None:
    function = """({ scene, cases }) => cases.map((now) => {
      const plane = lossfold.polynomialPlane.planeOf(scene, now);
      const theta = lossfold.polynomialFit.fit(scene, now).curve.slice(1);
      return plane && { ...plane, problem: null, at: lossfold.polynomialPlane.placed(plane, theta) };
    })"""
    cases = [
        {**USUAL, "degree": degree, "rows": rows, "noise": noise, "draw": draw, "l1": l1, "l2": l2}
        for degree, rows, noise, draw in ((11, 12, 0.3, 1), (9, 20, 0.5, 6), (12, 8, 0.3, 3), (3, 40, 0.0, 1))
        for l1, l2 in ((0.0, 0.0), (0.05, 0.0), (0.0, 0.02))
    ]
    files = (*FILES, "diagrams/polynomial_plane")
    found = in_the_page(files, function, {"scene": Polynomial().scene(), "cases": cases})
    for case, plane in zip(cases, found, strict=True):
        x, y = rows_of(case["rows"], case["noise"], case["draw"])
        columns = features(x, case["degree"])
        weights = plane["weights"]
        assert (weights[0], weights[-1]) == (0.0, 10.0)
        assert 1e-3 <= weights[1] <= 1.0
        three = [theirs(case | {"l1": 0.0, "l2": weight}).fit(columns, y).coef_ for weight in weights]
        # The same plane by a decomposition of its own; the path's ends lie in it, and so do the points that are drawn.
        basis = np.linalg.svd(np.array(three[1:]) - three[0], full_matrices=False)[2]
        for (u, v), theta in zip(plane["solutions"], three, strict=True):
            there = plane["origin"] + u * np.array(plane["d1"]) + v * np.array(plane["d2"])
            assert there == pytest.approx(theta, abs=2e-6)
        off = theirs(case).fit(columns, y).coef_ - three[0]
        assert plane["at"]["distance"] == pytest.approx(np.linalg.norm(off - basis.T @ (basis @ off)), abs=2e-6)
    # Of a line, or of an odd function without noise in two terms, there is no plane.
    flat = [{**USUAL, "degree": 1}, {**USUAL, "degree": 2, "noise": 0.0}]
    assert in_the_page(files, function, {"scene": Polynomial().scene(), "cases": flat}) == [None, None]
