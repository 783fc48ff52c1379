"""The ridge path beside a stopped trajectory: linear algebra, where they agree, and the loss it is watched by."""

from typing import Any

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from landscapes import Problem, Spec, solve
from landscapes.analysis.early_stopping import ridge_path, watched
from landscapes.analysis.holdout import counts, places
from landscapes.optimizers.trajectory import Descent, descend

CORRELATED = Spec(loss="linear", data="correlated", l1=0.0)


def test_each_point_is_ridge_regression_with_the_weight_that_stands_for_the_steps() -> None:
    rows = Problem.of(CORRELATED).rows
    gram, cross = rows.features.T @ rows.features / len(rows), rows.features.T @ rows.targets / len(rows)
    found = ridge_path(Problem.of(CORRELATED), Descent(("gd",), (0.0, 0.0), 0.05, 100))
    assert found.steps.tolist() == list(range(1, 101))
    for t, point in zip(found.steps, found.points, strict=True):
        weight = 1.0 / (2.0 * 0.05 * t)
        np.testing.assert_allclose(point, np.linalg.solve(gram + weight * np.eye(2), cross), atol=1e-12)


def test_a_trajectory_from_zero_agrees_with_it_to_first_order_only() -> None:
    gaps = []
    for rate in (1e-3, 5e-4, 2.5e-4):
        descent = Descent(("gd",), (0.0, 0.0), rate, 4)
        trajectory = descend(Problem.of(CORRELATED), descent)[0].points[4]
        gaps.append(
            np.hypot(*(trajectory - ridge_path(Problem.of(CORRELATED), descent).points[3])) / np.hypot(*trajectory)
        )
    # What is left is of the next order: half the rate, half the relative gap.
    assert gaps[0] / gaps[1] == pytest.approx(2.0, rel=0.05)
    assert gaps[1] / gaps[2] == pytest.approx(2.0, rel=0.05)
    assert gaps[0] > 1e-3


@pytest.mark.parametrize("spec", [Spec(l1=0.1, l2=0.05), Spec(loss="logistic", data="breast-cancer", l1=0.05)])
def test_the_penalties_of_the_spec_stay_and_long_trajectories_have_fewer_points(spec: Spec) -> None:
    found = ridge_path(Problem.of(spec), Descent(("gd",), (0.0, 0.0), 0.5, 2000))
    assert (found.steps[0], found.steps[-1]) == (1, 2000)
    assert len(found.steps) <= 200
    assert (np.diff(found.steps) > 0).all()
    for k in (0, 40, len(found.steps) - 1):
        weight = spec.l2 + 1.0 / (2.0 * 0.5 * found.steps[k])
        np.testing.assert_allclose(found.points[k], solve(spec.with_(l2=weight)).points[0], atol=1e-7)


@pytest.mark.parametrize("loss", ["linear", "logistic"])
def test_what_is_watched_is_the_loss_of_a_trajectory_on_the_training_rows_alone(loss: str) -> None:
    data = {"linear": "diabetes", "logistic": "breast-cancer"}[loss]
    problem = Problem.of(Spec(loss=loss, data=data, l1=0.0, l2=0.1))
    found = watched(problem, Descent(("gd",), (1.0, -0.5), 0.1, 60))
    assert found is not None
    # By scikit-learn's scaling and a loop of its own, on the rows that ``places`` leaves.
    rows = problem.raw_rows
    held, kept = places(len(rows))
    scaler = StandardScaler().fit(rows.features[kept])
    x, unseen = (np.asarray(scaler.transform(rows.features[part])) for part in (kept, held))
    y, true = rows.targets[kept], rows.targets[held]
    if loss == "linear":
        y, true = (y - y.mean()) / y.std(), (true - y.mean()) / y.std()

    def error(scores: Any, targets: Any) -> float:
        if loss == "linear":
            return float(np.mean((targets - scores) ** 2))
        return float(np.mean(np.logaddexp(0.0, scores) - targets * scores))

    beta, losses = np.array([1.0, -0.5]), []
    for _ in range(61):
        losses.append((error(x @ beta, y), error(unseen @ beta, true)))
        scores = x @ beta
        pull = 2.0 * (scores - y) if loss == "linear" else 1.0 / (1.0 + np.exp(-scores)) - y
        beta = beta - 0.1 * (x.T @ pull / len(y) + 2.0 * 0.1 * beta)
    np.testing.assert_allclose(found[0].training, [each[0] for each in losses], rtol=1e-9)
    np.testing.assert_allclose(found[0].held_out, [each[1] for each in losses], rtol=1e-9)
    assert found[0].best == int(np.argmin([each[1] for each in losses]))
    assert counts(problem) == [len(kept), len(held)]


def test_where_there_are_too_few_rows_nothing_is_watched() -> None:
    problem = Problem.of(Spec(loss="linear", data="toy"))
    assert watched(problem, Descent(("gd",), (1.0, 1.0), 0.1, 5)) is None
    assert counts(problem) == []
