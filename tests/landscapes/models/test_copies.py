"""Augmentation by a symmetry: the images are rows, the minimum is the group's, and only training sees them."""

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, LogisticRegression

from landscapes import Problem, Rows, Spec, SpecError, path, solve
from landscapes.analysis.cross_validation import cross_validated
from landscapes.analysis.holdout import degrees_of_freedom, held_out, split
from landscapes.models.copies import COPIES, NONE, images
from landscapes.spec import takes_copies
from tests.every import every

GROUPS = [name for name in COPIES if name != NONE]
# Written out once more, as points of the plane.
MOVES = {
    "mirror": lambda x: [x, x * [1.0, -1.0]],
    "swap": lambda x: [x, x[:, ::-1]],
    "turn": lambda x: [x, np.column_stack([-x[:, 1], x[:, 0]]), -x, np.column_stack([x[:, 1], -x[:, 0]])],
}


def stacked(rows: Rows, name: str) -> tuple[np.ndarray, np.ndarray]:
    """All images below each other, with their targets."""
    parts = MOVES[name](rows.features)
    return np.vstack(parts), np.tile(rows.targets, len(parts))


def test_the_images_of_a_point_worked_by_hand() -> None:
    at = np.array([[3.0, 2.0]])
    assert images(at, "mirror").tolist() == [[[3.0, 2.0], [3.0, -2.0]]]
    assert images(at, "swap").tolist() == [[[3.0, 2.0], [2.0, 3.0]]]
    assert images(at, "turn").tolist() == [[[3.0, 2.0], [-2.0, 3.0], [-3.0, -2.0], [2.0, -3.0]]]


def test_the_minimum_worked_by_hand() -> None:
    # toy: y = ½x₁ + ½x₂, uncorrelated inputs of mean square 1. Mirrored, x₂ is uncorrelated with y: (½, 0), and its
    # part of y is left over, ½² = ¼. Swapped nothing moves. Turned, nothing is left: (0, 0), at the mean of y², ½.
    found = {name: solve(Spec(loss="linear", data="toy", l1=0.0, copies=name)) for name in GROUPS}
    assert {name: solution.points[0].tolist() for name, solution in found.items()} == {
        "mirror": [0.5, 0.0],
        "swap": [0.5, 0.5],
        "turn": [0.0, 0.0],
    }
    assert [found[name].value for name in GROUPS] == pytest.approx([0.25, 0.0, 0.5], abs=1e-15)


@every("name", GROUPS)
def test_a_group_is_closed_and_its_maps_keep_lengths(name: str) -> None:
    maps = [np.array(each) for each in COPIES[name]]
    for left in maps:
        assert np.array_equal(left.T @ left, np.eye(2))
        for right in maps:
            assert any(np.array_equal(left @ right, each) for each in maps)


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0.0), (0.2, 0.4)])
def test_scikit_learn_finds_the_same_minimum_on_the_images_written_out(name: str, l1: float, l2: float) -> None:
    problem = Problem.of(Spec(loss="linear", data="diabetes", l1=l1, l2=l2, copies=name))
    features, targets = stacked(problem.raw_rows, name)
    alpha = l1 / 2.0 + l2
    model = ElasticNet(alpha=alpha, l1_ratio=l1 / 2.0 / alpha, fit_intercept=False, tol=1e-14, max_iter=100_000)
    assert problem.solution.points[0] == pytest.approx(model.fit(features, targets).coef_, abs=1e-9)
    assert problem.solution.residual < 1e-12


@pytest.mark.parametrize("name", ["mirror", "swap"])
def test_so_it_does_for_classes(name: str) -> None:
    problem = Problem.of(Spec(loss="logistic", data="breast-cancer", l1=0.0, l2=0.1, copies=name))
    features, targets = stacked(problem.raw_rows, name)
    model = LogisticRegression(C=1.0 / (2.0 * 0.1 * len(targets)), fit_intercept=False, tol=1e-12, max_iter=10_000)
    assert problem.solution.points[0] == pytest.approx(model.fit(features, targets).coef_[0], abs=1e-6)


@pytest.mark.parametrize("name", GROUPS)
def test_a_squared_error_is_that_of_the_mean_image_and_a_penalty_on_what_the_group_changes(name: str) -> None:
    problem = Problem.of(Spec(loss="linear", data="diabetes", l1=0.0, copies=name))
    moved = np.stack(MOVES[name](problem.raw_rows.features), axis=1)
    centre = moved.mean(axis=1)
    spread = np.einsum("mki,mkj->ij", moved - centre[:, np.newaxis], moved - centre[:, np.newaxis]) / moved[..., 0].size
    objective = problem.solver.objective()
    for beta in np.random.default_rng(1).standard_normal((20, 2)):
        split_up = np.mean((problem.raw_rows.targets - centre @ beta) ** 2) + beta @ spread @ beta
        assert objective.data_losses(beta[np.newaxis])[0] == pytest.approx(split_up, rel=1e-12)


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("loss", ["linear", "huber"])
def test_no_map_of_the_group_moves_the_minimum(loss: str, name: str) -> None:
    for spec in (Spec(loss=loss, data="outlier", l1=0.1, copies=name), Spec(loss=loss, l1=0.0, l2=0.1, copies=name)):
        beta = solve(spec).points[0]
        for each in COPIES[name]:
            assert np.array(each).T @ beta == pytest.approx(beta, abs=1e-12)
    # To the last bit where it is a zero.
    zeros = solve(Spec(loss=loss, data="outlier", l1=0.0, copies=name)).points[0] == 0.0
    assert zeros.tolist() == {"mirror": [False, True], "swap": [False, False], "turn": [True, True]}[name]


def test_swapping_is_the_hard_tie_and_a_large_kappa_comes_near_it() -> None:
    swapped = solve(Spec(loss="linear", data="correlated", l1=0.0, copies="swap")).points[0]
    tied = solve(Spec(loss="linear", data="correlated", l1=0.0, share=2.0)).points[0]
    # The common weight, b = mean((x₁ + x₂)y)/mean((x₁ + x₂)²).
    rows = Problem.of(Spec(loss="linear", data="correlated")).raw_rows
    both = rows.features.sum(axis=1)
    common = np.mean(both * rows.targets) / np.mean(both**2)
    assert swapped == pytest.approx([common, common], rel=1e-12)
    assert np.abs(tied - swapped).max() == pytest.approx(0.007, abs=5e-4)


def test_zeros_are_decided_exactly_on_the_images() -> None:
    # Mirrored, λmax is 2|r₁| of the first feature alone; typed numbers decide on which side of it β₁ is 0.
    for data in ("toy", "diabetes"):
        spec = Spec(loss="linear", data=data, l1=0.0, copies="mirror")
        rows = Problem.of(spec).raw_rows
        most = 2.0 * abs(np.mean(rows.features[:, 0] * rows.targets))
        assert Problem.of(spec).lambda_max == pytest.approx(most, rel=1e-14)
    at = [solve(Spec(loss="linear", data="toy", l1=l1, copies="mirror")).points[0][0] for l1 in (0.99, 1.0)]
    assert at == [pytest.approx(0.005), 0.0]


def test_only_training_sees_the_images() -> None:
    problem = Problem.of(Spec(loss="linear", data="diabetes", l1=0.0, copies="swap"))
    kept, unseen = split(problem.raw_rows, scale_targets=True)
    features, targets = stacked(kept, "swap")
    found = held_out(problem, "l2")
    assert found is not None
    for stop in (0, 30):
        beta = np.linalg.solve(
            features.T @ features / len(targets) + found.stops[stop] * np.eye(2), features.T @ targets / len(targets)
        )
        assert found.training[stop] == pytest.approx(np.mean((targets - features @ beta) ** 2), rel=1e-12)
        assert found.held_out[stop] == pytest.approx(np.mean((unseen.targets - unseen.features @ beta) ** 2), rel=1e-12)
    assert found.counts == (332, 110)
    assert cross_validated(problem, "l1") is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    "spec",
    [
        Spec(loss="linear", data="diabetes", l1=0.0, l2=0.2, copies="swap"),
        Spec(loss="logistic", data="breast-cancer", l1=0.0, l2=0.2, copies="mirror"),
        Spec(loss="huber", data="correlated", l1=0.0, l2=0.2, copies="swap"),
    ],
)
def test_degrees_of_freedom_are_what_moved_targets_do_to_their_fits(spec: Spec) -> None:
    # Of a few rows, whose classes are in doubt, so that they can be moved either way.
    rows = Problem.of(spec).raw_rows.subset(np.arange(16))
    rows = Rows(rows.features, 0.3 + 0.4 * rows.targets)
    stops = path(spec, "l2").stops
    step, total = 1e-4, 0.0

    def fit(targets: np.ndarray, row: int) -> float:
        score = rows.features[row] @ Problem(spec, Rows(rows.features, targets)).solution.points[0]
        return float(1.0 / (1.0 + np.exp(-score)) if spec.model.classification else score)

    for row in range(len(rows)):
        nudge = step * (np.arange(len(rows)) == row)
        total += (fit(rows.targets + nudge, row) - fit(rows.targets - nudge, row)) / (2.0 * step)
    at = int(np.argmin(np.abs(stops - spec.l2)))
    assert degrees_of_freedom(Problem(spec, rows), "l2")[at] == pytest.approx(total, rel=1e-4)


def test_where_no_two_inputs_have_a_coefficient_each_it_is_refused() -> None:
    for loss in ("softmax", "residual", "batchnorm"):
        assert not takes_copies(Spec(loss=loss).model)
        with pytest.raises(SpecError, match=f"“swap” does not go with loss={loss}"):
            Spec(loss=loss, copies="swap")
    with pytest.raises(SpecError, match="copies: “flip” is not allowed; it must be one of none, mirror, swap, turn"):
        Spec(loss="linear", copies="flip")
    assert Spec(loss="linear", copies="turn").to_query() == {"loss": "linear", "copies": "turn"}


@pytest.mark.parametrize("mask", [{}, {"drop": 0.5}, {"drop": 0.3, "mask": "block"}, {"drop": 0.3, "mask": "adaptive"}])
@pytest.mark.parametrize("l2", [0.0, 1e-9])
def test_under_quarter_turns_the_origin_is_the_minimum_whatever_rounding_leaves(
    l2: float, mask: dict[str, Any]
) -> None:
    # T + T² + T³ + 1 = 0: the mean of β's images is 0, and L, convex and the same at all of them, is no higher there.
    for loss, data in (("linear", "diabetes"), ("huber", "correlated"), ("logistic", "breast-cancer")):
        problem = Problem.of(Spec(loss=loss, data=data, l1=0.0, l2=l2, copies="turn", **mask))
        assert problem.solution.points.tolist() == [[0.0, 0.0]]
        assert problem.lambda_max == 0.0


@pytest.mark.parametrize("loss", ["linear", "huber", "logistic"])
def test_a_mirrored_coefficient_is_0_beside_rates_of_which_no_exact_arithmetic_knows(loss: str) -> None:
    for weights in ({}, {"l2": 0.1}, {"group": 0.1}, {"l1": 1e-9}):
        spec = Spec(**{"loss": loss, "data": "correlated", "l1": 0.0, "copies": "mirror", **weights})
        found = solve(spec.with_(drop=0.3, mask="adaptive"))
        assert found.points[0][1] == 0.0
        assert abs(found.points[0][0]) > 0.1
        assert found.residual < 1e-12
