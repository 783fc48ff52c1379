"""Cross-validation, held against scikit-learn's own folds, scaling and solvers."""

import numpy as np
import pytest
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from landscapes import Problem, Rows, Spec
from landscapes.analysis.cross_validation import FOLDS, MOST_ROWS, cross_validated, folds_of
from landscapes.data.rows import standardize


def splits(count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    folds = folds_of(count)
    return [(np.concatenate([other for other in folds if other is not fold]), fold) for fold in folds]


def test_each_row_is_left_out_once() -> None:
    folds = folds_of(103)
    assert sorted(np.concatenate(folds).tolist()) == list(range(103))
    assert [len(fold) for fold in folds] == [21, 21, 21, 20, 20]
    assert sum(map(len, folds_of(3 * MOST_ROWS))) == MOST_ROWS


@pytest.mark.slow
@pytest.mark.parametrize(("knob", "at"), [("l1", 0.31), ("l2", 0.2)])
def test_of_a_squared_error_it_is_what_scikit_learn_says_in_the_targets_own_unit(knob: str, at: float) -> None:
    table, target = load_diabetes(return_X_y=True, scaled=False)
    columns = np.asarray(table)[:, [2, 3]]
    found = cross_validated(Problem.of(Spec(loss="linear", data="diabetes", l1=0.0)), knob)
    assert found is not None
    scores = []
    for kept, unseen in splits(len(target)):
        # Ridge sums over its rows, of which each fold leaves another number.
        model = Lasso(alpha=at / 2, tol=1e-12) if knob == "l1" else Ridge(alpha=at * len(kept))
        whole = TransformedTargetRegressor(make_pipeline(StandardScaler(), model), transformer=StandardScaler())
        scored = cross_val_score(whole, columns, target, cv=[(kept, unseen)], scoring="neg_mean_squared_error")
        scores.append(-scored[0] / np.var(target))
    k = int(np.argmin(np.abs(found.stops - at)))
    assert found.mean[k] == pytest.approx(np.mean(scores), rel=1e-7)
    assert found.error[k] == pytest.approx(np.std(scores, ddof=1) / np.sqrt(FOLDS), rel=1e-6)


def test_of_a_cross_entropy_it_is_the_log_loss_on_the_folds() -> None:
    table, target = load_breast_cancer(return_X_y=True)
    columns = np.asarray(table)[:, [0, 1]]
    found = cross_validated(Problem.of(Spec(loss="logistic", data="breast-cancer", l1=0.0)), "l2")
    assert found is not None
    scores = []
    for kept, unseen in splits(len(target)):
        model = LogisticRegression(C=1 / (2 * len(kept) * 0.05), fit_intercept=False, tol=1e-10, max_iter=10_000)
        fitted = make_pipeline(StandardScaler(), model).fit(columns[kept], np.asarray(target)[kept])
        scores.append(log_loss(np.asarray(target)[unseen], fitted.predict_proba(columns[unseen])))
    assert found.mean[5] == pytest.approx(np.mean(scores), rel=1e-6)


def test_two_features_that_are_one_have_the_curve_of_one_feature() -> None:
    # At ρ = 1 the minima are a segment, all of which predict what the lasso of the one feature does.
    problem = Problem.of(Spec(loss="linear", data="correlated", rho=1.0, l1=0.0))
    found, rows = cross_validated(problem, "l1"), problem.raw_rows
    assert found is not None
    scores = []
    for kept, unseen in splits(len(rows)):
        model = make_pipeline(StandardScaler(), Lasso(alpha=0.1, tol=1e-12))
        whole = TransformedTargetRegressor(model, transformer=StandardScaler())
        fitted = whole.fit(rows.features[kept, :1], rows.targets[kept])
        scores.append(np.mean((rows.targets[unseen] - fitted.predict(rows.features[unseen, :1])) ** 2))
    assert found.mean[20] == pytest.approx(np.mean(scores), rel=1e-7)
    assert np.isfinite(found.mean).all()
    assert found.best < 5


def noisy_rows() -> Rows:
    """Two columns of which the second says nothing."""
    draws = np.random.default_rng(5)
    columns = draws.normal(size=(60, 2))
    target = 0.4 * columns[:, 0] + draws.normal(size=60)
    return Rows(np.column_stack([standardize(each) for each in columns.T]), standardize(target))


@pytest.mark.slow
def test_the_pair_is_no_worse_than_any_stop_along_either_slider() -> None:
    problem = Problem(Spec(loss="linear", data="own", l1=0.1, l2=0.1), noisy_rows())
    found = {knob: cross_validated(problem, knob) for knob in ("l1", "l2")}
    for along in found.values():
        assert along is not None
        assert along.best <= along.simplest
        assert along.mean[along.simplest] <= along.mean[along.best] + along.error[along.best]
        assert along.mean[along.best] == np.nanmin(along.mean)
        # The pair's own mean, computed along a slider with the other held at the pair.
        again = cross_validated(problem.changed(l2=along.chosen["l2"]), "l1")
        assert again is not None
        assert again.mean[round(100 * along.chosen["l1"])] == pytest.approx(along.least, rel=1e-12)


def test_where_nothing_helps_the_choice_is_where_both_coefficients_become_zero() -> None:
    draws = np.random.default_rng(2)
    rows = Rows(
        np.column_stack([standardize(each) for each in draws.normal(size=(2, 40))]), standardize(draws.normal(size=40))
    )
    found = cross_validated(Problem(Spec(loss="linear", data="own"), rows), "l1")
    assert found is not None
    assert found.best == found.simplest < 100
    assert np.unique(found.mean[found.best :]).size == 1
    assert found.mean[found.best - 1] > found.mean[found.best]


def test_without_rows_to_leave_out_there_is_none() -> None:
    assert cross_validated(Problem.of(Spec()), "l1") is None
    assert cross_validated(Problem.of(Spec(loss="linear", data="toy")), "l1") is None
    assert cross_validated(Problem.of(Spec(loss="residual")), "l1") is None
    assert cross_validated(Problem.of(Spec(loss="linear", data="diabetes")), "group") is None
