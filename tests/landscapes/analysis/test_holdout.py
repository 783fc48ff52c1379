"""Held-out losses and degrees of freedom: against scikit-learn on the same split, and by theory."""

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge, lars_path, lasso_path
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.preprocessing import StandardScaler

from landscapes import Problem, Rows, Spec, SpecError, degrees_of_freedom, held_out, path
from landscapes.analysis.holdout import or_none, split, trained
from landscapes.data.rows import Vector
from landscapes.solvers.solve import ScoreSolver


def split_by_scikit_learn(rows: Rows, scale_targets: bool) -> tuple[Vector, Vector, Vector, Vector]:
    order = np.random.default_rng(0).permutation(len(rows))
    held, kept = order[: len(rows) // 4], order[len(rows) // 4 :]
    columns = np.column_stack([rows.features, rows.targets])
    scaled = np.asarray(StandardScaler().fit(columns[kept]).transform(columns))
    targets = scaled[:, 2] if scale_targets else rows.targets
    return scaled[kept, :2], targets[kept], scaled[held, :2], targets[held]


@pytest.mark.parametrize(
    ("knob", "other", "stops"), [("l1", 0.0, (5, 60, 100)), ("l1", 0.1, (5, 60)), ("l2", 0.0, (1, 50, 200))]
)
@pytest.mark.parametrize("data", ["diabetes", "correlated"])
def test_scikit_learn_finds_the_same_losses(data: str, knob: str, other: float, stops: tuple[int, ...]) -> None:
    spec = Spec(loss="linear", data=data, **{"l1" if knob == "l2" else "l2": other})
    features, targets, unseen, unseen_targets = split_by_scikit_learn(Problem.of(spec).rows, scale_targets=True)
    ours = held_out(Problem.of(spec), knob)
    assert ours is not None
    for k in stops:
        l1, l2 = (ours.stops[k], other) if knob == "l1" else (0.0, ours.stops[k])
        if l1 == 0.0:
            model = Ridge(alpha=l2 * len(targets), fit_intercept=False)
        elif l2 == 0.0:
            model = Lasso(alpha=l1 / 2.0, fit_intercept=False, tol=1e-13, max_iter=100_000)
        else:
            alpha = l1 / 2.0 + l2
            model = ElasticNet(alpha=alpha, l1_ratio=l1 / 2.0 / alpha, fit_intercept=False, tol=1e-13, max_iter=100_000)
        model.fit(features, targets)
        assert ours.training[k] == pytest.approx(mean_squared_error(targets, model.predict(features)), abs=1e-9)
        assert ours.held_out[k] == pytest.approx(mean_squared_error(unseen_targets, model.predict(unseen)), abs=1e-9)


@pytest.mark.parametrize(("knob", "k"), [("l1", 2), ("l1", 20), ("l2", 10), ("l2", 200)])
def test_scikit_learns_logistic_regression_finds_the_same_losses(knob: str, k: int) -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l1=0.0, l2=0.0)
    features, targets, unseen, unseen_targets = split_by_scikit_learn(Problem.of(spec).rows, scale_targets=False)
    ours = held_out(Problem.of(spec), knob)
    assert ours is not None
    l1, l2 = (ours.stops[k], 0.0) if knob == "l1" else (0.0, ours.stops[k])
    strength, ratio = 1.0 / (len(targets) * (l1 + 2.0 * l2)), l1 / (l1 + 2.0 * l2)
    model = LogisticRegression(
        C=strength, l1_ratio=ratio, solver="saga", fit_intercept=False, tol=1e-10, max_iter=50_000, random_state=0
    )
    model.fit(features, targets)
    assert ours.training[k] == pytest.approx(log_loss(targets, model.predict_proba(features)), abs=1e-7)
    assert ours.held_out[k] == pytest.approx(log_loss(unseen_targets, model.predict_proba(unseen)), abs=1e-6)


def test_the_split_is_a_quarter_and_scaled_by_the_training_rows_alone() -> None:
    rows = Problem.of(Spec(loss="linear", data="diabetes")).rows
    training, held = split(rows, scale_targets=True)
    assert (len(training), len(held)) == (332, 110)
    np.testing.assert_allclose((training.features**2).mean(axis=0), 1.0)
    np.testing.assert_allclose(training.features.mean(axis=0), 0.0, atol=1e-15)
    assert np.abs(held.features.mean(axis=0)).max() > 1e-3
    assert set(split(Problem.of(Spec(loss="logistic")).rows, scale_targets=False)[1].targets) == {0.0, 1.0}


def test_the_best_stop_has_the_least_held_out_loss_and_of_those_without_effect_the_first() -> None:
    ours = held_out(Problem.of(Spec(loss="linear", data="diabetes")), "l2")
    assert ours is not None
    assert ours.held_out[ours.best] == np.nanmin(ours.held_out)
    # Held-out rows that say the opposite of the training rows: best is β = 0, from λ_max on, and no larger λ is chosen.
    features = np.random.default_rng(9).standard_normal((40, 2))
    targets = features[:, 0] + 0.5 * features[:, 1]
    targets[np.random.default_rng(0).permutation(40)[:10]] *= -1.0
    opposed = held_out(Problem.of(Spec(loss="linear", data="own"), Rows(features, targets)), "l1")
    assert opposed is not None
    assert opposed.held_out[200] == opposed.held_out[199] == np.nanmin(opposed.held_out)
    training, _ = split(Rows(features, targets), scale_targets=True)
    largest = 2.0 * np.abs(training.features.T @ training.targets).max() / len(training)
    assert opposed.best == math.ceil(100 * largest) < 200


def test_few_rows_are_not_split() -> None:
    assert held_out(Problem.of(Spec()), "l1") is None
    assert held_out(Problem.of(Spec(loss="linear", data="toy")), "l1") is None
    rows = Problem.of(Spec(loss="linear", data="diabetes")).rows
    for count, splits in ((19, False), (20, True)):
        part = Rows(rows.features[:count], rows.targets[:count])
        assert (held_out(Problem.of(Spec(loss="linear", data="own"), part), "l1") is not None) == splits


def test_where_the_minimisers_differ_on_the_rows_held_out_there_is_no_number() -> None:
    # The second feature is 0 in all training rows, so that any β₂ is minimal; in a row that is held out it is not 0.
    order = np.random.default_rng(0).permutation(40)
    rare = np.zeros(40)
    rare[order[0]] = 1.0
    draw = np.random.default_rng(1).standard_normal((2, 40))
    rows = Rows(np.column_stack([draw[0], rare]), draw[1])
    ours = held_out(Problem.of(Spec(loss="linear", data="own", l1=0.0), rows), "l2")
    assert ours is not None
    assert np.isnan(ours.held_out[0])
    assert np.isfinite(ours.training).all()
    assert np.isfinite(ours.held_out[1:]).all()
    sent = ours.to_json()
    assert sent["held_out"][0] is None
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent


@pytest.mark.parametrize("rho", [1.0, -1.0])
@pytest.mark.parametrize("knob", ["l1", "l2"])
def test_of_two_features_that_are_one_all_minimisers_predict_the_same(rho: float, knob: str) -> None:
    problem = Problem.of(Spec(loss="linear", data="correlated", rho=rho, l1=0.0))
    ours = held_out(problem, knob)
    assert ours is not None
    training, targets, unseen, unseen_targets = split_by_scikit_learn(problem.raw_rows, scale_targets=True)
    # One feature, and the sum of both coefficients: S(c, λ/2), or c/(1 + Ω/2), c being the mean of x·y.
    one, cross = unseen[:, 0], float(np.mean(training[:, 0] * targets))
    for k in (0, 20, 100, 200):
        at = ours.stops[k]
        slope = np.sign(cross) * max(abs(cross) - at / 2, 0.0) if knob == "l1" else cross / (1.0 + at / 2)
        assert ours.held_out[k] == pytest.approx(np.mean((unseen_targets - slope * one) ** 2), rel=1e-9)
    assert ours.best == np.argmin(ours.held_out) < 5


def test_separated_classes_without_a_penalty_have_no_number() -> None:
    # Separated classes: no minimiser without a penalty.
    x = np.linspace(-1.0, 1.0, 40)
    rows = Rows(np.column_stack([x, x**2]), (x > 0).astype(float))
    apart = held_out(Problem.of(Spec(loss="logistic", data="own"), rows), "l1")
    assert apart is not None
    assert or_none(apart.training)[0] is None
    assert or_none(degrees_of_freedom(Problem.of(Spec(loss="logistic", data="own"), rows), "l1"))[0] is None


def test_a_feature_that_never_varies_in_training_is_no_error() -> None:
    order = np.random.default_rng(0).permutation(20)
    rare = np.zeros(20)
    rare[order[0]] = 1.0  # the first of the permutation is held out
    draw = np.random.default_rng(1).standard_normal((2, 20))
    ours = held_out(Problem.of(Spec(loss="linear", data="own"), Rows(np.column_stack([draw[0], rare]), draw[1])), "l1")
    assert ours is not None
    assert np.isfinite(ours.held_out[1:]).all()


def test_a_knob_without_a_path_is_refused() -> None:
    with pytest.raises(SpecError, match="knob: “rho” is not a slider that has a path"):
        held_out(Problem.of(Spec(loss="linear")), "rho")


def test_the_path_is_scikit_learns() -> None:
    spec = Spec(loss="linear", data="diabetes")
    rows, run = Problem.of(spec).rows, path(spec, "l1")
    points = np.array([solution.points[0] for solution in run.solutions])
    # (1/2m)‖y − Xβ‖² + α‖β‖₁ is half of ours at α = λ/2; between LARS's knots the lasso's path is straight.
    alphas, _, knots = lars_path(rows.features, rows.targets, method="lasso")
    between = [np.interp(run.stops / 2.0, alphas[::-1], coefficient[::-1]) for coefficient in knots]
    np.testing.assert_allclose(points, np.transpose(between), atol=1e-12)
    alphas: Any = run.stops[:0:-1] / 2.0  # the stub knows only its default, the word “warn”
    _, by_coordinates, _ = lasso_path(rows.features, rows.targets, alphas=alphas, tol=1e-13, max_iter=100_000)
    np.testing.assert_allclose(points[:0:-1], by_coordinates.T, atol=1e-9)


def test_ridges_degrees_of_freedom_by_eigenvalues() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.0)
    rows = Problem.of(spec).rows
    spread = np.linalg.svd(rows.features, compute_uv=False) ** 2 / len(rows)
    omega = np.arange(201) / 100.0
    expected = (spread / (spread + omega[:, None])).sum(axis=1)
    np.testing.assert_allclose(degrees_of_freedom(Problem.of(spec), "l2"), expected, rtol=1e-12)


@pytest.mark.parametrize("spec", [Spec(loss="linear", data="diabetes"), Spec(loss="logistic", data="breast-cancer")])
def test_the_lassos_degrees_of_freedom_are_the_coefficients_that_are_not_0(spec: Spec) -> None:
    counts = [np.count_nonzero(solution.points[0]) for solution in path(spec, "l1").solutions]
    np.testing.assert_allclose(degrees_of_freedom(Problem.of(spec), "l1"), counts, rtol=1e-9)
    assert {0, 1, 2} <= set(counts)


def test_an_elastic_nets_degrees_of_freedom_are_the_trace_of_its_hat_matrix() -> None:
    spec = Spec(loss="linear", data="diabetes", l2=0.3)
    rows, ours = Problem.of(spec).rows, degrees_of_freedom(Problem.of(spec), "l1")
    solutions = path(spec, "l1").solutions
    for k in (10, 60, 80, 110):
        active = rows.features[:, solutions[k].points[0] != 0.0]
        inside = np.linalg.inv(active.T @ active / len(rows) + 0.3 * np.eye(active.shape[1]))
        assert ours[k] == pytest.approx(np.trace(active @ inside @ active.T) / len(rows))


def test_a_logistic_ridges_degrees_of_freedom_are_those_of_its_last_weighted_least_squares() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l1=0.0)
    rows, ours = Problem.of(spec).rows, degrees_of_freedom(Problem.of(spec), "l2")
    for k in (1, 30, 200):
        omega = k / 100.0
        beta = path(spec, "l2").solutions[k].points[0]
        q = 1.0 / (1.0 + np.exp(-rows.features @ beta))
        weighted = rows.features * np.sqrt(q * (1.0 - q))[:, None]
        # Ridge on the weighted rows: the smooth part's Newton step minimises ‖W^½(z − Xβ)‖²/(2m) + Ω‖β‖².
        hat = weighted @ np.linalg.inv(weighted.T @ weighted + 2.0 * omega * len(rows) * np.eye(2)) @ weighted.T
        assert ours[k] == pytest.approx(np.trace(hat))


@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.0, 0.2), (0.4, 0.1), (0.8, 0.0)])
def test_beside_a_cone_degrees_of_freedom_are_how_the_fit_follows_its_targets(l1: float, l2: float) -> None:
    spec = Spec(loss="linear", data="diabetes", l1=l1, l2=l2)
    rows, ours = Problem.of(spec).rows, degrees_of_freedom(Problem.of(spec), "group")
    for stop in (1, 20, 60):
        # The divergence Σ ∂ŷ_i/∂y_i: β of a squared error depends on Xᵀy/m alone, so two directions of y tell.
        weights, nudge, divergence = spec.weights | {"group": stop / 100}, 1e-6, 0.0
        for direction in np.linalg.qr(rows.features)[0].T:
            moved = [replace(rows, targets=rows.targets + side * nudge * direction) for side in (1.0, -1.0)]
            ends = [ScoreSolver("linear", each).solve(**weights).points[0] for each in moved]
            divergence += float(direction @ rows.features @ (ends[0] - ends[1])) / (2.0 * nudge)
        assert ours[stop] == pytest.approx(divergence, rel=1e-7)
    assert ours[200] == 0.0


def test_of_an_orthonormal_design_they_are_those_of_yuan_and_lin() -> None:
    # XᵀX/m = I and 2‖c‖ = √2: β = (1 − μ/√2)c, so 1 for the length and 1 − μ/√2 across.
    ours = degrees_of_freedom(Problem.of(Spec(loss="linear", data="toy", l1=0.0)), "group")
    expected = [2.0 - mu / math.sqrt(2.0) if mu < math.sqrt(2.0) else 0.0 for mu in np.arange(201) / 100.0]
    np.testing.assert_allclose(ours, expected, atol=1e-12)


def test_the_cone_has_its_held_out_loss() -> None:
    ours = held_out(Problem.of(Spec(loss="linear", data="diabetes", l1=0.0)), "group")
    assert ours is not None
    assert np.isfinite(ours.held_out).all()
    assert (np.diff(ours.training) >= -1e-12).all()
    # From where all is 0 nothing changes.
    assert ours.held_out[-1] == ours.held_out[-2]


def test_what_is_drawn_of_held_out_rows_is_what_scikit_learn_trains_on_the_others() -> None:
    problem = Problem.of(Spec(loss="linear", data="diabetes"))
    found = trained(problem, "l1")
    assert found is not None
    training = found.rows.subset(~found.held)
    # Of 442 rows 110 are held out, and the others have mean 0 and variance 1.
    assert int(found.held.sum()) == 110
    assert np.abs(training.features.mean(axis=0)).max() < 1e-12
    assert training.features.std(axis=0) == pytest.approx([1, 1])
    lasso = Lasso(alpha=0.2 / 2, fit_intercept=False, tol=1e-14, max_iter=100_000)
    assert found.points[20] == pytest.approx(lasso.fit(training.features, training.targets).coef_, abs=1e-9)
    measured = held_out(problem, "l1")
    assert measured is not None
    unseen = found.rows.subset(found.held)
    error = np.mean((unseen.targets - unseen.features @ found.points[20]) ** 2)
    assert measured.held_out[20] == pytest.approx(error)


def test_nothing_is_held_out_of_few_rows_or_for_a_net() -> None:
    assert trained(Problem.of(Spec(loss="linear", data="outlier")), "l1") is None
    assert trained(Problem.of(Spec(loss="batchnorm")), "l1") is None
