"""Gaussian noise on a score: the rule, its derivatives, its reach, against closed forms, finer sums and draws."""

import jax
import numpy as np
import pytest

from landscapes import Descent, Problem, Rows, Spec, descend, solve
from landscapes.analysis.holdout import degrees_of_freedom
from landscapes.data.gaussian_noise import REACHES, GaussianNoise, even, hermite
from landscapes.data.rows import Vector
from landscapes.models.losses import LOSSES
from landscapes.models.penalty_sum import PenaltySum
from landscapes.optimizers.gradients import Gradients, data_of
from landscapes.optimizers.methods import shifts_of
from landscapes.optimizers.step_size import steepness_of
from landscapes.solvers.objective import FAINT, Objective
from landscapes.solvers.separability import separating_direction
from tests.landscapes.models.test_perturbation import independent_loss, normal_steps

MIXED = np.array([[[1.0, 0.0], [0.0, 0.5]], [[0.3, -0.3], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])


def off_of(spec: Spec, rows: Rows | None = None) -> float:
    """The largest error of L, as a fraction of it, over the square: against up to a few thousand even steps of each
    score; where they would have to be more, the rule's own error is far above theirs.
    """
    raw, draw = Problem.of(spec, rows).raw_rows, np.random.default_rng(5)
    bare = Problem.of(spec.with_(noise=0.0), rows).rows if spec.mask != "gaussian" else raw
    masked = spec.drop / (1.0 - spec.drop) if spec.mask == "gaussian" else 0.0
    corners = spec.range * np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, -1.0]])
    points = np.concatenate([draw.uniform(-spec.range, spec.range, (8, 2)), corners, [[0.7, -0.2]]])
    ours = Objective(LOSSES[spec.loss], Problem.of(spec, rows).rows).data_losses(points)
    worst = 0.0
    for point, value in zip(points, ours, strict=True):
        length = (point[0] - point[1]) ** 2 if spec.loss == "softmax" else float(point @ point)
        spread = np.sqrt(masked * bare.features**2 @ point**2 + spec.noise**2 * length)
        z, density = normal_steps(float(spread.max()), finest=0.01)
        finer = 0.0
        for k in range(0, len(bare), 100):
            part = slice(k, k + 100)
            score = (bare.features[part] @ point)[:, np.newaxis] + spread[part, np.newaxis] * z
            losses = independent_loss(spec.loss, score, bare.targets[part, np.newaxis]) @ density
            finer += float(bare.row_weights[part] @ losses)
        worst = max(worst, abs(value / finer - 1.0))
    return worst


# The rules


@pytest.mark.parametrize("nodes", [2, 3, 8, 23, 60])
def test_a_rule_has_the_moments_of_a_normal_number(nodes: int) -> None:
    points, chances = hermite(nodes)
    assert chances.sum() == pytest.approx(1.0, abs=1e-14)
    np.testing.assert_allclose(points, -points[::-1], atol=1e-12)
    assert chances @ points**2 == pytest.approx(1.0, abs=1e-11)
    if nodes > 2:
        assert chances @ points**4 == pytest.approx(3.0, rel=1e-10)


@pytest.mark.parametrize("reach", [8.0, 12.5, 1e9])
def test_the_even_rule_reaches_as_far_as_is_asked_or_as_there_are_numbers(reach: float) -> None:
    points, chances = even(reach)
    assert points[-1] >= min(reach, REACHES[-1])
    assert chances.sum() == pytest.approx(1.0, abs=1e-14)
    # The mean of e^z is √e, of which most lies near z = 1.
    assert chances @ np.exp(points) == pytest.approx(np.sqrt(np.e), rel=1e-13)


# Closed forms and finer sums


@pytest.mark.parametrize("sigma", [0.3, 0.5, 0.8, 1.0])
def test_a_noisy_input_of_known_class_has_the_log_odds_of_two_normal_classes(sigma: float) -> None:
    # u = d(1 + σz): the best d is that of two classes N(±1, σ²), d = 2/σ² (linear discriminant analysis).
    solution = solve(Spec(l1=0.0, noise=sigma))
    assert solution.kind == "line"
    assert solution.points[0, 0] - solution.points[0, 1] == pytest.approx(2.0 / sigma**2, rel=1e-9)


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5, 0.8])
def test_gaussian_masks_on_the_softmax_pair_have_their_minimum_in_closed_form(rate: float) -> None:
    # β = (b, −b): u is normal of mean 2b and variance 2b²s², s² = δ/(1 − δ); by the same law b = 2/s².
    solution = solve(Spec(l1=0.0, drop=rate, mask="gaussian"))
    assert solution.kind == "point"
    np.testing.assert_allclose(solution.points[0], np.array([2.0, -2.0]) * (1.0 - rate) / rate, rtol=1e-9)


@pytest.mark.parametrize(
    ("spec", "within"),
    [
        (Spec(noise=0.5), 1e-9),
        (Spec(noise=2.0), 1e-9),
        (Spec(drop=0.2, mask="gaussian"), 1e-9),
        (Spec(drop=0.9, mask="gaussian"), 1e-9),
        (Spec(drop=0.5, mask="gaussian", noise=1.0), 1e-9),
        (Spec(loss="logistic", noise=0.3), 1e-8),
        (Spec(loss="logistic", noise=1.0), 2e-4),
        (Spec(loss="logistic", noise=2.0), 2e-3),
        (Spec(loss="logistic", drop=0.2, mask="gaussian"), 1e-4),
        (Spec(loss="logistic", drop=0.2, mask="gaussian", noise=0.5), 1e-4),
        (Spec(loss="logistic", data="breast-cancer", noise=0.3), 2e-5),
        (Spec(loss="logistic", data="breast-cancer", noise=1.0), 4e-3),
        (Spec(loss="huber", data="outlier", noise=1.0), 1e-4),
        (Spec(loss="huber", noise=0.3), 1e-7),
        (Spec(loss="huber", noise=2.0), 1e-3),
        (Spec(loss="huber", data="diabetes", noise=2.0), 3e-3),
        (Spec(loss="huber", drop=0.5, mask="gaussian"), 2e-3),
    ],
    ids=lambda value: str(value.to_query()) if isinstance(value, Spec) else "",
)
def test_the_rule_is_near_a_finer_one_all_over_the_square(spec: Spec, within: float) -> None:
    assert off_of(spec) <= within


def test_the_softmax_pairs_noise_is_that_of_its_one_input() -> None:
    rows = Problem.of(Spec(noise=0.5)).rows
    assert rows.noise is not None
    np.testing.assert_array_equal(rows.noise.roots, [[[0.5, -0.5]]])
    assert solve(Spec(noise=0.5, l1=0.1)).kind == "segment"


@pytest.mark.parametrize("spec", [Spec(loss="linear", noise=0.7), Spec(loss="linear", drop=0.4, mask="gaussian")])
def test_a_squared_error_needs_two_nodes(spec: Spec) -> None:
    rows, raw = Problem.of(spec).rows, Problem.of(spec).raw_rows
    assert rows.nodes == 2
    added = spec.noise**2 + spec.drop / (1.0 - spec.drop) * np.mean(raw.features**2, axis=0)
    np.testing.assert_allclose(rows.gram, raw.features.T @ raw.features / len(raw) + np.diag(added * [1, 1]))
    points = np.array([[0.4, -0.7], [2.0, 0.0]])
    ours, bare = (Objective(LOSSES["linear"], each).data_losses(points) for each in (rows, raw))
    np.testing.assert_allclose(ours - bare, points**2 @ (added * np.ones(2)), rtol=1e-12)


# Its derivatives


def test_a_scores_deviation_and_its_slope_by_hand() -> None:
    noise = GaussianNoise(MIXED, *hermite(2))
    # β = (3, 4): (3, 2) has length √13; 0.3·3 − 0.3·4 = −0.3; no noise at all.
    np.testing.assert_allclose(noise.deviations(np.array([[3.0, 4.0]])), [[np.sqrt(13.0), 0.3, 0.0]])
    # Vβ/τ: (3, 0.25·4)/√13; 0.09·(−1, 1)/0.3; 0.
    expected = [[3.0 / np.sqrt(13.0), 1.0 / np.sqrt(13.0)], [-0.3, 0.3], [0.0, 0.0]]
    np.testing.assert_allclose(noise.directions(np.array([3.0, 4.0])), expected)
    np.testing.assert_array_equal(noise.directions(np.zeros(2)), np.zeros((3, 2)))


@pytest.mark.parametrize("loss", ["logistic", "huber"])
@pytest.mark.parametrize("size", [0.0, 0.1 * FAINT, 10.0 * FAINT, 1e-3, 1.0, 20.0])
def test_gradient_and_hessian_are_those_of_the_mean_also_where_the_deviation_is_faint(loss: str, size: float) -> None:
    rows = Rows(np.array([[1.0, 0.4], [-0.2, 0.8], [0.5, 0.5]]), np.array([1.0, 0.0, 1.0]))
    rows = Rows(rows.features, rows.targets, noise=GaussianNoise(MIXED, *hermite(9)))
    objective = Objective(LOSSES[loss], rows, PenaltySum.of(l2=0.1))
    at, step = size * np.array([0.6, -0.8]), 1e-4
    _, gradient, hessian = objective.smooth(at)
    for k, way in enumerate(step * np.eye(2)):
        low, high = at - way, at + way
        assert (objective.value(high) - objective.value(low)) / (2.0 * step) == pytest.approx(gradient[k], abs=1e-7)
        np.testing.assert_allclose(
            (objective.gradient(high) - objective.gradient(low)) / (2.0 * step), hessian[k], atol=1e-7
        )
    assert np.linalg.eigvalsh(hessian)[0] > 0.0


@pytest.mark.parametrize("spec", [Spec(loss="logistic", noise=0.8), Spec(loss="huber", drop=0.5, mask="gaussian"),
                                  Spec(drop=0.3, mask="gaussian", noise=0.5)])  # fmt: skip
def test_the_gradient_is_nowhere_steeper_than_is_said(spec: Spec) -> None:
    objective = Problem.of(spec).solver.objective()
    bound = steepness_of(spec.with_(l2=0.0), Problem.of(spec).rows)
    for point in np.random.default_rng(8).uniform(-spec.range, spec.range, (40, 2)):
        assert np.linalg.eigvalsh(objective.smooth(point)[2])[-1] <= bound * (1.0 + 1e-12)


@pytest.mark.parametrize(
    "spec",
    [Spec(loss="logistic", noise=0.8), Spec(loss="huber", drop=0.5, mask="gaussian"), Spec(loss="linear", noise=0.4),
     Spec(drop=0.3, mask="gaussian", noise=0.5)],
)  # fmt: skip
def test_optimisers_see_the_solvers_gradient(spec: Spec) -> None:
    objective = Objective(LOSSES[spec.loss], Problem.of(spec).rows, PenaltySum.of(l2=0.2))
    gradients = Gradients(LOSSES[spec.loss].value, data_of(objective))
    smooth = jax.jit(gradients.smooth)
    for beta in (np.zeros(2), np.array([0.4, -0.9]), np.array([-2.0, 0.0])):
        np.testing.assert_allclose(smooth(beta), objective.gradient(beta), rtol=1e-11, atol=1e-14)


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"noise": 0.7}, {"drop": 0.3, "mask": "gaussian"}, {"drop": 0.2, "noise": 0.4}])
def test_degrees_of_freedom_are_how_a_robust_fit_follows_its_targets(change: dict[str, float | str]) -> None:
    spec = Spec(loss="huber", data="own", l1=0.0, l2=0.2, **change)
    rows = Problem.of(Spec(loss="huber", data="diabetes")).raw_rows
    rows = Rows(rows.features[:12], rows.targets[:12])

    def fit(targets: Vector) -> Vector:
        return rows.features @ solve(spec, Rows(rows.features, targets)).points[0]

    nudged = [fit(rows.targets + way)[k] - fit(rows.targets - way)[k] for k, way in enumerate(1e-3 * np.eye(12))]
    assert degrees_of_freedom(Problem.of(spec, rows), "l2")[20] == pytest.approx(sum(nudged) / 2e-3, rel=1e-5)


# Its reach


def test_classes_are_apart_iff_a_direction_beats_the_noise_of_every_row() -> None:
    angles = np.linspace(0.0, 2.0 * np.pi, 20001)
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    falls = 0
    for seed in range(120):
        draw = np.random.default_rng(seed)
        count = int(draw.integers(1, 5))
        signs = draw.choice([-1.0, 1.0], count)
        features = draw.uniform(0.2, 3.0, (count, 2)) * signs[:, np.newaxis]
        roots = draw.normal(0.0, draw.choice([0.2, 0.7]), (count, 2, 2))
        # Noise in one direction only, or none.
        roots[draw.random(count) < 0.3, 1] = 0.0
        roots[draw.random(count) < 0.2] = 0.0
        noise = GaussianNoise(roots, *hermite(5))

        def least(
            directions: Vector, features: Vector = features, signs: Vector = signs, noise: GaussianNoise = noise
        ) -> Vector:
            return np.min(directions @ features.T * signs - noise.reach * noise.deviations(directions), axis=1)

        found = separating_direction(Rows(features, 0.5 + 0.5 * signs, noise=noise))
        best = float(least(ways).max())
        if abs(best) > 1e-3:
            assert (found is not None) == (best > 0.0)
        if found is not None:
            falls += 1
            assert least(found[np.newaxis])[0] >= -1e-9
    assert 30 < falls < 90


def test_noise_that_reaches_the_other_side_ends_the_fall() -> None:
    spec = Spec(loss="logistic", data="own", l1=0.0)
    apart = Rows(np.array([[1.0, 0.2], [-1.0, 0.2], [0.9, -0.2], [-0.9, -0.2]]), np.array([1.0, 0.0, 1.0, 0.0]))
    assert solve(spec, apart).kind == "none"
    assert solve(spec.with_(noise=0.5), apart).kind == "point"


# Stochastic gradients


def test_stochastic_gradients_draw_noise_of_the_rows_own_covariance() -> None:
    noise = GaussianNoise(MIXED, *hermite(2))
    rows = Rows(np.zeros((3, 2)), np.zeros(3), noise=noise)
    numbers = np.tile(np.arange(3), (20000, 1))
    shifts = shifts_of(rows, numbers)
    assert shifts is not None
    for row in range(3):
        covariance = shifts[:, row].T @ shifts[:, row] / 20000
        # Of a product of normal numbers the standard error is below √2 times both deviations.
        assert np.abs(covariance - noise.covariances[row]).max() <= 4.0 * np.sqrt(2.0 / 20000)
    assert shifts_of(Rows(np.zeros((3, 2)), np.zeros(3)), numbers) is None


def test_stochastic_gradients_on_noisy_rows_hover_about_the_minimum() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", noise=0.5, drop=0.2, l1=0.0, l2=0.1)
    points = descend(Problem.of(spec), Descent(("sgd",), (0.0, 0.0), 0.05, 2000))[0].points[500:]
    drift = points.mean(axis=0) - solve(spec).points[0]
    # Steps remember some 1/(2ηΩ) = 100 of those before, so of 1500 about 15 are independent.
    assert (np.abs(drift) <= 4.0 * points.std(axis=0) / np.sqrt(15.0)).all()
