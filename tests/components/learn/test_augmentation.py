"""The numbers of the page about augmentation, from the images written out and from mixtures drawn."""

import numpy as np
import pytest

from landscapes import Problem, Spec, solve

Array = np.ndarray


def rows_of(data: str) -> tuple[Array, Array]:
    rows = Problem.of(Spec(loss="linear", data=data)).raw_rows
    return rows.features, rows.targets


def least_squares(features: Array, targets: Array, l2: float = 0.0) -> Array:
    return np.linalg.solve(features.T @ features / len(targets) + l2 * np.eye(2), features.T @ targets / len(targets))


def swapped(features: Array, targets: Array) -> tuple[Array, Array]:
    return np.vstack([features, features[:, ::-1]]), np.tile(targets, 2)


def mirrored(features: Array, targets: Array) -> tuple[Array, Array]:
    return np.vstack([features, features * [1.0, -1.0]]), np.tile(targets, 2)


def test_where_the_images_put_the_minimum() -> None:
    rows = rows_of("diabetes")
    assert least_squares(*rows) == pytest.approx([0.488, 0.248], abs=5e-4)
    assert least_squares(*swapped(*rows)) == pytest.approx([0.368, 0.368], abs=5e-4)
    assert least_squares(*mirrored(*rows)) == pytest.approx([0.586, 0.0], abs=5e-4)
    for copies, exact in (("mirror", [False, True]), ("turn", [True, True])):
        found = solve(Spec(loss="linear", data="diabetes", l1=0.0, copies=copies)).points[0]
        assert (found == 0.0).tolist() == exact
    outlier = rows_of("outlier")
    assert least_squares(*outlier)[1] == pytest.approx(0.928, abs=5e-4)
    assert solve(Spec(loss="linear", data="outlier", l1=0.0, copies="mirror")).points[0][1] == 0.0


def test_what_a_wrong_symmetry_costs_and_what_it_spares() -> None:
    features, targets = rows_of("diabetes")
    losses = [np.mean((targets - features @ least_squares(*rows)) ** 2) for rows in (rows_of("diabetes"),)]
    images, answers = swapped(features, targets)
    losses.append(np.mean((answers - images @ least_squares(images, answers)) ** 2))
    # On the swapped rows; on the real ones alone it is more than without the copies too.
    assert losses == pytest.approx([0.604, 0.621], abs=5e-4)
    whole, draw, apart = least_squares(features, targets), np.random.default_rng(0), {"plain": [], "swap": []}
    for _ in range(60):
        chosen = draw.choice(442, 20, replace=False)
        sample = features[chosen], targets[chosen]
        apart["plain"].append(np.sum((least_squares(*sample) - whole) ** 2))
        apart["swap"].append(np.sum((least_squares(*swapped(*sample)) - whole) ** 2))
    assert [np.mean(apart[name]) for name in ("plain", "swap")] == pytest.approx([0.072, 0.046], abs=5e-4)


def test_mixup_of_centred_columns_only_scales_a_squared_error() -> None:
    features, targets = rows_of("diabetes")
    beta, draw = np.array([0.3, -0.2]), np.random.default_rng(2)
    residuals = targets - features @ beta
    # All pairs, and the share t by Gauss–Legendre: exact for its squares.
    nodes, weights = np.polynomial.legendre.leggauss(3)
    mean = 0.0
    for node, weight in zip((nodes + 1.0) / 2.0, weights / 2.0, strict=True):
        mixed = node * residuals[:, np.newaxis] + (1.0 - node) * residuals
        mean += weight * np.mean(mixed**2)
    assert mean == pytest.approx(2.0 / 3.0 * np.mean(residuals**2), rel=1e-12)
    # As it is done: pairs and shares drawn, rows and targets mixed.
    first, second, share = draw.integers(0, 442, 400_000), draw.integers(0, 442, 400_000), draw.random(400_000)
    rows = share[:, np.newaxis] * features[first] + (1.0 - share)[:, np.newaxis] * features[second]
    answers = share * targets[first] + (1.0 - share) * targets[second]
    assert np.mean((answers - rows @ beta) ** 2) == pytest.approx(mean, rel=5e-3)
    # Least of ⅔L + 0.4‖β‖₁, by its own steps, is least of L + 0.6‖β‖₁.
    gram, cross, at = features.T @ features / 442, features.T @ targets / 442, np.zeros(2)
    for _ in range(500):
        at = at - 0.3 * 2.0 / 3.0 * 2.0 * (gram @ at - cross)
        at = np.sign(at) * np.maximum(np.abs(at) - 0.3 * 0.4, 0.0)
    assert solve(Spec(loss="linear", data="diabetes", l1=0.6)).points[0] == pytest.approx(at, abs=1e-9)
