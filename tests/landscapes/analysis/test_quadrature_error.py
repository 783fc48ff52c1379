"""The said error of a mean over Gaussian noise, against an independent and much finer rule."""

import numpy as np
import pytest

from landscapes import Problem, Rows, Spec
from landscapes.analysis.quadrature_error import quadrature_error
from landscapes.data.rows import Vector
from landscapes.models.losses import LOSSES
from landscapes.solvers.objective import Objective
from tests.landscapes.models.test_perturbation import independent_loss, normal_steps

MODELS = [("logistic", 0.1), ("logistic", 0.3), ("logistic", 1.0), ("huber", 0.3), ("huber", 1.0)]
SETS = [("logistic", "correlated"), ("logistic", "breast-cancer"), ("huber", "diabetes"), ("huber", "correlated")]


def made(loss: str, seed: int, count: int = 1000) -> Rows:
    """Standard normal features; classes, or numbers, that follow their sum."""
    draw = np.random.default_rng(seed)
    features = draw.standard_normal((count, 2))
    score = features.sum(axis=1)
    if loss == "logistic":
        return Rows(features, (score > 0.0).astype(float))
    noisy = score + 0.3 * draw.standard_normal(count)
    return Rows(features, noisy / noisy.std())


def true_error(spec: Spec, rows: Rows, steps: int = 11) -> float:
    """The largest relative error of L on a lattice of steps × steps points, other ones than the code looks at."""
    axis = spec.range * np.linspace(-1.0, 1.0, steps)
    points = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    points = points[np.any(points != 0.0, axis=1)]
    ours = Objective(LOSSES[spec.loss], Problem.of(spec, rows).rows).data_losses(points)
    finer = np.array([exact_loss(spec, rows, point) for point in points])
    return float(np.max(np.abs(ours / finer - 1.0)))


def exact_loss(spec: Spec, rows: Rows, point: Vector) -> float:
    # Up to 181 steps: their own error is here below 1e-9 on 1,000 rows, and 2e-5 at the corners of the wide square.
    deviation = spec.noise * float(np.linalg.norm(point))
    z, chances = normal_steps(deviation, finest=0.1)
    moved = (rows.features @ point)[:, np.newaxis] + deviation * z
    return float(np.mean(independent_loss(spec.loss, moved, rows.targets[:, np.newaxis]) @ chances))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 2])
@pytest.mark.parametrize(("loss", "noise"), MODELS)
def test_the_true_error_is_no_larger_than_is_said(loss: str, noise: float, seed: int) -> None:
    # One half of the lattice said up to 14 times too little here (seed 2, logistic, σ = 0.1).
    spec, rows = Spec(loss=loss, data="own", noise=noise), made(loss, seed)
    true, said = true_error(spec, rows), quadrature_error(spec, Problem.of(spec, rows).rows)
    assert true <= said <= 5.0 * true


@pytest.mark.parametrize("count", [5, 12, 60])
@pytest.mark.parametrize(("loss", "noise"), MODELS[2:])
def test_so_it_is_with_few_rows_and_a_wide_square(loss: str, noise: float, count: int) -> None:
    spec, rows = Spec(loss=loss, data="own", noise=noise, range=4.0), made(loss, 7, count)
    assert true_error(spec, rows, 25) <= quadrature_error(spec, Problem.of(spec, rows).rows)


@pytest.mark.parametrize(("loss", "noise"), MODELS)
def test_mirrored_features_change_nothing_on_made_rows(loss: str, noise: float) -> None:
    mirror_and_compare(Spec(loss=loss, data="own", noise=noise), made(loss, 0))


@pytest.mark.parametrize("noise", [0.3, 1.0])
@pytest.mark.parametrize(("loss", "data"), SETS)
def test_mirrored_features_change_nothing_on_the_data_sets(loss: str, data: str, noise: float) -> None:
    spec = Spec(loss=loss, data=data)
    mirror_and_compare(Spec(loss=loss, data="own", noise=noise, range=spec.range), Problem.of(spec).raw_rows)


def mirror_and_compare(spec: Spec, rows: Rows) -> None:
    """L at β on the rows is L at −β on the mirrored ones, and the square is its own mirror image."""
    mirrored = Rows(-rows.features, rows.targets)
    said, of_mirrored = (quadrature_error(spec, Problem.of(spec, each).rows) for each in (rows, mirrored))
    assert of_mirrored == pytest.approx(said, rel=1e-5, abs=1e-13)


@pytest.mark.parametrize(
    "spec", [Spec(), Spec(loss="linear", noise=0.5), Spec(noise=0.5), Spec(loss="logistic", drop=0.5)]
)
def test_no_error_is_said_where_there_is_none(spec: Spec) -> None:
    # No noise; a rule that is exact; one row, whose rule has 1,001 nodes or more; masks, all of which are summed.
    assert quadrature_error(spec, Problem.of(spec).rows) == 0.0
