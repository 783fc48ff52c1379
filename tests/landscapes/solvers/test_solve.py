"""Exact minimisers: by hand, by law, and against scikit-learn, SciPy and the grid."""

import itertools
import math

import numpy as np
import pytest
from scipy.optimize import linprog, minimize
from scipy.special import expit, logit
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

from landscapes import Problem, Rows, Spec, evaluate, solve
from landscapes.data.datasets import DATASETS, datasets_of
from landscapes.data.rank import rank_of
from landscapes.models.losses import LOSSES, Loss
from landscapes.solvers.closed_forms import closed_form
from landscapes.solvers.separability import separating_direction
from landscapes.solvers.solve import ScoreSolver
from tests.every import every


def entropy(q: float) -> float:
    return -q * math.log(q) - (1.0 - q) * math.log(1.0 - q)


def own(features: object, targets: object) -> Rows:
    return Rows(np.asarray(features, dtype=float), np.asarray(targets, dtype=float))


SPECS = [
    Spec(loss=loss, data=data, l1=l1, l2=l2)
    for loss in LOSSES
    for data in datasets_of(loss)
    if data != "own"
    for l1, l2 in itertools.product((0.0, 0.05, 0.3, 1.4), (0.0, 0.02, 0.7))
]
SPECS += [Spec(p=p, x=x, l1=l1, l2=l2) for p in (0.0, 0.2, 0.5, 0.9) for x in (-2.0, 0.0, 0.5)
          for l1, l2 in ((0.0, 0.0), (0.1, 0.0), (0.0, 0.1), (0.1, 0.1))]  # fmt: skip
SPECS += [Spec(loss=loss, rho=rho, l1=l1, l2=l2) for loss in ("linear", "logistic", "huber")
          for rho in (-1.0, 0.999, 1.0) for l1, l2 in ((0.0, 0.0), (0.1, 0.0), (0.0, 0.1))]  # fmt: skip


@pytest.mark.slow
@every("spec", SPECS, label=lambda spec: str(spec.to_query()))
def test_every_minimum_has_a_certificate_and_no_grid_point_is_lower(spec: Spec) -> None:
    solution = solve(spec)
    assert solution.residual <= 1e-8
    lowest = evaluate(spec.with_(n=61)).total.min()
    if solution.kind == "none":
        assert lowest > solution.value
    else:
        assert solution.value <= lowest + 1e-12


def test_cross_entropy_at_p_1_falls_forever_along_1_minus_1() -> None:
    solution = solve(Spec(l1=0.0))
    assert solution.kind == "none"
    np.testing.assert_allclose(solution.points, [[math.sqrt(0.5), -math.sqrt(0.5)]])
    assert solution.value == 0.0


@pytest.mark.parametrize("lam", [0.01, 0.2, 0.49])
def test_l1_alone_leaves_a_segment_of_value_entropy_of_lambda(lam: float) -> None:
    solution = solve(Spec(l1=lam))
    d = math.log((1.0 - lam) / lam)
    assert solution.kind == "segment"
    np.testing.assert_allclose(solution.points, [[d, 0.0], [0.0, -d]], atol=1e-12)
    assert solution.value == pytest.approx(entropy(lam), abs=1e-14)


@pytest.mark.parametrize(("p", "x", "lam"), [(0.9, 2.0, 0.3), (0.8, 0.5, 0.1), (0.1, 2.0, 0.3), (0.8, -1.5, 0.2)])
def test_the_segment_for_any_p_and_x(p: float, x: float, lam: float) -> None:
    side = 1.0 if p > 0.5 else -1.0
    d = float(logit(p - side * lam / abs(x))) / x
    np.testing.assert_allclose(solve(Spec(p=p, x=x, l1=lam)).points, [[d, 0.0], [0.0, -d]], atol=1e-11)


@pytest.mark.parametrize(("p", "x"), [(1.0, 1.0), (0.7, 3.0), (0.2, -2.0)])
def test_the_origin_is_the_minimum_from_lambda_max_on(p: float, x: float) -> None:
    lambda_max = abs(x) * abs(p - 0.5)
    assert ScoreSolver("softmax", Problem.of(Spec(p=p, x=x)).rows).least_weight("l1") == pytest.approx(lambda_max)
    np.testing.assert_array_equal(solve(Spec(p=p, x=x, l1=lambda_max + 1e-9)).points, [[0.0, 0.0]])
    assert solve(Spec(p=p, x=x, l1=lambda_max - 1e-6)).kind == "segment"


def test_without_a_penalty_a_soft_target_leaves_the_line_of_its_logit() -> None:
    solution = solve(Spec(l1=0.0, p=0.7, x=2.0))
    assert solution.kind == "line"
    point, direction = solution.points
    assert point[0] - point[1] == pytest.approx(float(logit(0.7)) / 2.0)
    assert abs(direction @ [1.0, -1.0]) < 1e-15
    assert solution.value == pytest.approx(entropy(0.7))


def test_at_x_0_the_plane_is_flat_at_log_2() -> None:
    assert solve(Spec(l1=0.0, x=0.0)).kind == "plane"
    assert solve(Spec(l1=0.0, x=0.0)).value == pytest.approx(math.log(2.0))
    assert solve(Spec(l1=0.1, x=0.0)).kind == "point"


@pytest.mark.parametrize("omega", [0.01, 0.1, 1.0, 2.0])
def test_l2_gives_the_minimum_its_place(omega: float) -> None:
    first, second = solve(Spec(l1=0.0, l2=omega)).points[0]
    d = first - second
    assert first == pytest.approx(-second, abs=1e-12)
    assert d * (1.0 + math.exp(d)) == pytest.approx(1.0 / omega)


def test_the_elastic_net_balances_at_the_midpoint() -> None:
    first, second = solve(Spec(l1=0.2, l2=0.1)).points[0]
    d = first - second
    assert first == pytest.approx(-second, abs=1e-12)
    assert 0.2 + 0.1 * d == pytest.approx(float(expit(-d)))


def test_the_textbook_case_is_the_soft_threshold() -> None:
    # L = (β₁ − ½)² + (β₂ − ½)²: β_j = ½ − λ/2 until λ = 1; with L2 alone β_j = ½/(1 + Ω)
    np.testing.assert_allclose(solve(Spec(loss="linear", data="toy", l1=0.6)).points, [[0.2, 0.2]])
    np.testing.assert_array_equal(solve(Spec(loss="linear", data="toy", l1=1.0)).points, [[0.0, 0.0]])
    np.testing.assert_allclose(solve(Spec(loss="linear", data="toy", l1=0.0, l2=1.0)).points, [[0.25, 0.25]])
    assert solve(Spec(loss="linear", data="toy", l1=0.0)).value == 0.0


@pytest.mark.parametrize(("l1", "l2"), [(0.1, 0.0), (0.68, 0.0), (0.7, 0.0), (0.2, 0.3), (0.9, 0.1)])
@pytest.mark.parametrize("data", ["diabetes", "correlated"])
def test_scikit_learns_elastic_net_agrees(data: str, l1: float, l2: float) -> None:
    spec = Spec(loss="linear", data=data, l1=l1, l2=l2)
    rows = Problem.of(spec).rows
    alpha = l1 / 2.0 + l2
    model = ElasticNet(alpha=alpha, l1_ratio=l1 / 2.0 / alpha, fit_intercept=False, tol=1e-13, max_iter=100_000)
    beta = model.fit(rows.features, rows.targets).coef_
    np.testing.assert_allclose(solve(spec).points[0], beta, atol=1e-9)
    np.testing.assert_array_equal(solve(spec).points[0] == 0.0, beta == 0.0)


def test_scikit_learns_ridge_agrees() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.0, l2=0.4)
    rows = Problem.of(spec).rows
    beta = Ridge(alpha=0.4 * len(rows), fit_intercept=False).fit(rows.features, rows.targets).coef_
    np.testing.assert_allclose(solve(spec).points[0], beta, atol=1e-12)


@pytest.mark.parametrize(("l1", "l2"), [(0.02, 0.0), (0.1, 0.0), (0.2, 0.0), (0.03, 0.05), (0.0, 0.1)])
def test_scikit_learns_logistic_regression_agrees(l1: float, l2: float) -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l1=l1, l2=l2)
    rows = Problem.of(spec).rows
    strength, ratio = 1.0 / (len(rows) * (l1 + 2.0 * l2)), l1 / (l1 + 2.0 * l2)
    model = LogisticRegression(
        C=strength, l1_ratio=ratio, solver="saga", fit_intercept=False, tol=1e-10, max_iter=50_000, random_state=0
    )
    beta = model.fit(rows.features, rows.targets).coef_[0]
    np.testing.assert_allclose(solve(spec).points[0], beta, atol=1e-5)


def test_identical_features_leave_a_segment_under_l1_and_a_line_without() -> None:
    bare, folded = solve(Spec(loss="linear", rho=1.0, l1=0.0)), solve(Spec(loss="linear", rho=1.0, l1=0.3))
    assert (bare.kind, folded.kind) == ("line", "segment")
    assert folded.points[0, 1] == folded.points[1, 0] == 0.0
    assert folded.points[0, 0] == pytest.approx(folded.points[1, 1])
    middle = folded.points.mean(axis=0)
    objective = ScoreSolver("linear", Problem.of(Spec(loss="linear", rho=1.0)).rows).objective(l1=0.3, l2=0.0)
    assert objective.value(middle) == pytest.approx(folded.value, abs=1e-14)


def test_proportional_features_of_unequal_size_leave_one_point_on_the_larger_axis() -> None:
    x = np.array([1.0, -1.0, 2.0, -2.0])
    solution = solve(Spec(loss="linear", data="own", l1=0.1), own(np.column_stack([x, 0.5 * x]), x))
    # mean x² = 2.5: 5(β₁ − 1) + 0.1 = 0
    assert solution.kind == "point"
    np.testing.assert_allclose(solution.points, [[0.98, 0.0]], atol=1e-12)


@pytest.mark.parametrize("weight", [1e-12, 1e-9, 1e-4])
@pytest.mark.parametrize("loss", ["linear", "huber"])
def test_the_faintest_l2_takes_the_nearest_point_of_a_line_to_all_its_digits(loss: str, weight: float) -> None:
    # One row x = (−1, ½), y = −3.7: of all β with −β₁ + β₂/2 = −3.7 the nearest to 0 is −3.7x/1.25 = (2.96, −1.48).
    spec = Spec(loss=loss, data="toy", edited="-1,0.5,-3.7", l1=0.0)
    assert solve(spec.with_(l2=weight)).points[0] == pytest.approx([2.96, -1.48], rel=weight + 1e-14)
    if loss == "linear":
        # y·x/(‖x‖² + Ω) with σ² for Ω; and β₁ = β₂ = 7.4 costs a tie nothing.
        noisy = solve(spec.with_(noise=math.sqrt(weight))).points[0]
        assert noisy == pytest.approx([3.7 / (1.25 + weight), -1.85 / (1.25 + weight)], rel=1e-12)
        assert solve(spec.with_(share=weight)).points[0] == pytest.approx([7.4, 7.4], rel=1e-14)


def test_the_faintest_l2_shares_evenly_between_identical_features() -> None:
    for spec in (
        Spec(loss="huber", data="correlated", rho=-1.0, l1=0.0, l2=1e-12),
        Spec(loss="logistic", data="correlated", rho=1.0, l1=0.0, l2=1e-12),
        Spec(p=0.9, l1=0.0, l2=1e-12),
    ):
        b1, b2 = solve(spec).points[0]
        assert abs(b1) == pytest.approx(abs(b2), rel=1e-14)
    # log 9 / 2 each, but for Ω.
    assert b1 == pytest.approx(math.log(9.0) / 2.0, rel=1e-10)


def test_separated_classes_have_no_minimum_and_any_penalty_gives_one() -> None:
    rows = own([[1.0, 0.2], [2.0, -0.5], [-1.0, 0.3], [-1.5, -0.2]], [1, 1, 0, 0])
    bare = solve(Spec(loss="logistic", data="own", l1=0.0), rows)
    assert (bare.kind, bare.value) == ("none", 0.0)
    far = ScoreSolver("logistic", rows).objective().value(1000.0 * bare.points[0])
    assert far < 1e-12
    for penalty in ({"l1": 0.01}, {"l1": 0.0, "l2": 0.001}):
        held = solve(Spec(loss="logistic", data="own", **penalty), rows)
        assert held.kind == "point"
        assert held.residual < 1e-10


def test_classes_that_touch_keep_the_loss_of_the_rows_that_touch() -> None:
    # (0, 1) of either class balance at log 2 each; (1, 0) against (−1, 0) can be separated for ever.
    rows = own([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [-1.0, 0.0]], [1, 0, 1, 0])
    solution = solve(Spec(loss="logistic", data="own", l1=0.0), rows)
    assert solution.kind == "none"
    np.testing.assert_allclose(solution.points, [[1.0, 0.0]], atol=1e-12)
    assert solution.value == pytest.approx(math.log(2.0) / 2.0)


def test_a_linear_programme_agrees_on_what_is_separable() -> None:
    draw = np.random.default_rng(3)
    verdicts = []
    for _ in range(150):
        features = draw.integers(-3, 4, (draw.integers(2, 7), 2)).astype(float)
        rows = own(features, draw.integers(0, 2, len(features)))
        signed = features * (2.0 * rows.targets - 1.0)[:, None]
        best = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=[(-1, 1)] * 2)
        separable = bool(-best.fun > 1e-9)
        direction = separating_direction(rows)
        assert (direction is not None) == separable
        if direction is not None:
            assert np.min(signed @ direction) >= -1e-12
            assert np.max(signed @ direction) > 0.0
        verdicts.append(separable)
    assert any(verdicts)
    assert not all(verdicts)


def test_rank_is_that_of_the_rows() -> None:
    assert rank_of(np.zeros((3, 2))) == 0
    assert rank_of(np.array([[1.0, -1.0]])) == 1
    assert rank_of(Problem.of(Spec(loss="linear", rho=1.0)).rows.features) == 1
    assert rank_of(Problem.of(Spec(loss="linear", rho=0.999999)).rows.features) == 2


@pytest.mark.parametrize("name", [name for name in DATASETS if name not in ("own", "point")])
def test_features_are_standardized(name: str) -> None:
    loss = next(iter(DATASETS[name].half_widths))
    features = Problem.of(Spec(loss=loss, data=name)).rows.features
    np.testing.assert_allclose(features.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose((features**2).mean(axis=0), 1.0)


@pytest.mark.parametrize("rho", [-1.0, -0.3, 0.0, 0.8, 1.0])
def test_the_correlated_features_correlate_by_rho_exactly(rho: float) -> None:
    features = Problem.of(Spec(loss="linear", rho=rho)).rows.features
    assert np.mean(features[:, 0] * features[:, 1]) == pytest.approx(rho, abs=1e-12)


CLOSED = [Spec(), Spec(l1=0.0, p=0.8), Spec(l1=0.1, l2=0.3, x=-2.0), Spec(loss="linear", data="diabetes")]


@pytest.mark.parametrize("spec", [*CLOSED, Spec(loss="linear", l1=0.9, l2=0.2)])
def test_closed_forms_find_the_same_numbers(spec: Spec) -> None:
    solution = solve(spec)
    closed = closed_form(spec, solution, Problem.of(spec).rows)
    assert closed is not None
    d = solution.points[0, 0] - solution.points[0, 1]
    if closed.key == "logit":
        assert closed.numbers[1] == pytest.approx(d, abs=1e-11)
    elif closed.key == "balance":
        assert closed.numbers[0] == pytest.approx(closed.numbers[1], abs=1e-12)
    else:
        np.testing.assert_allclose(closed.numbers, solution.points[0], atol=1e-12)


def test_no_closed_form_is_shown_where_rounding_leaves_it_no_digit() -> None:
    # Just below the knot 0.69334…: β₂ is 4.4e-16 by 40 digits, of which a difference of doubles knows nothing.
    spec = Spec(loss="linear", data="diabetes", l1=0.6933402649577372)
    solution = solve(spec)
    assert 0.0 < solution.points[0][1] < 1e-15
    assert closed_form(spec, solution, Problem.of(spec).rows) is None


@pytest.mark.slow
def test_one_more_loss_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def value(score, target):
        xp = score.__array_namespace__()
        return xp.logaddexp(target - score, score - target) - math.log(2.0)

    def slope(score, target):
        return np.tanh(score - target)

    def curvature(score, target):
        return np.cosh(score - target) ** -2.0

    monkeypatch.setitem(LOSSES, "log-cosh", Loss("log-cosh", value, slope, curvature, curvature_bound=1.0))
    monkeypatch.setitem(DATASETS["diabetes"].half_widths, "log-cosh", 2.0)
    for l1, l2 in ((0.0, 0.0), (0.1, 0.0), (0.25, 0.0), (0.05, 0.1)):
        spec = Spec(loss="log-cosh", data="diabetes", l1=l1, l2=l2)
        solution = solve(spec)
        objective = ScoreSolver("log-cosh", Problem.of(spec).rows).objective(l1=l1, l2=l2)
        witness = minimize(objective.value, [0.1, 0.1], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-14})
        assert solution.kind == "point"
        assert solution.residual <= 1e-8
        assert solution.value <= witness.fun + 1e-12
        assert solution.value <= evaluate(spec).total.min()
        np.testing.assert_allclose(solution.points[0], witness.x, atol=1e-5)
