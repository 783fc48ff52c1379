"""The ridge path beside a stopped walk: against linear algebra, and where the two agree."""

import numpy as np
import pytest

from landscapes import Problem, Spec, solve
from landscapes.analysis.early_stopping import ridge_path
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


def test_a_walk_from_zero_agrees_with_it_to_first_order_only() -> None:
    gaps = []
    for rate in (1e-3, 5e-4, 2.5e-4):
        descent = Descent(("gd",), (0.0, 0.0), rate, 4)
        walked = descend(Problem.of(CORRELATED), descent)[0].points[4]
        gaps.append(np.hypot(*(walked - ridge_path(Problem.of(CORRELATED), descent).points[3])) / np.hypot(*walked))
    # What is left is of the next order: half the rate, half the relative gap.
    assert gaps[0] / gaps[1] == pytest.approx(2.0, rel=0.05)
    assert gaps[1] / gaps[2] == pytest.approx(2.0, rel=0.05)
    assert gaps[0] > 1e-3


@pytest.mark.parametrize("spec", [Spec(l1=0.1, l2=0.05), Spec(loss="logistic", data="breast-cancer", l1=0.05)])
def test_the_penalties_of_the_spec_stay_and_long_walks_have_fewer_points(spec: Spec) -> None:
    found = ridge_path(Problem.of(spec), Descent(("gd",), (0.0, 0.0), 0.5, 2000))
    assert (found.steps[0], found.steps[-1]) == (1, 2000)
    assert len(found.steps) <= 200
    assert (np.diff(found.steps) > 0).all()
    for k in (0, 40, len(found.steps) - 1):
        weight = spec.l2 + 1.0 / (2.0 * 0.5 * found.steps[k])
        np.testing.assert_allclose(found.points[k], solve(spec.with_(l2=weight)).points[0], atol=1e-7)
