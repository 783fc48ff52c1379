"""Noise, masks, smoothing and sharing: closed forms, quadrature against Monte Carlo and finer rules, one mechanism."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import log_expit, pseudo_huber

from landscapes import (
    METHODS,
    Descent,
    Problem,
    Rows,
    Spec,
    SpecError,
    degrees_of_freedom,
    descend,
    evaluate,
    held_out,
    path,
    solve,
)
from landscapes.analysis.holdout import split
from landscapes.data.rows import Vector
from landscapes.knobs import of_kind
from landscapes.models.dropout import MASKS
from landscapes.models.losses import LOSSES
from landscapes.models.perturbation import mask_rule, perturbed, rows_in_use
from landscapes.optimizers.methods import batches, drawn
from landscapes.optimizers.step_size import default_rate, steepness_of
from landscapes.solvers.closed_forms import closed_form
from landscapes.solvers.objective import Objective
from landscapes.solvers.solve import ScoreSolver
from landscapes.spec import CHOICES, RANGES
from tests.every import every

POINTS = np.array([[0.0, 0.0], [0.4, -0.7], [-1.2, 0.3], [0.9, 1.1]])
RATES = (0.05, 0.3, 0.5, 0.9)
DIABETES = Spec(loss="linear", data="diabetes", l1=0.0)

CHANGES = [
    {"drop": 0.3},
    {"drop": 0.5, "rescale": False},
    {"drop": 0.9, "mask": "block"},
    {"drop": 0.4, "mask": "gaussian"},
    {"drop": 0.2, "mask": "variational", "noise": 0.5},
    {"drop": 0.2, "mask": "gaussian", "noise": 1.0},
    {"noise": 0.7},
    {"smoothing": 0.2},
    {"smoothing": 0.7, "convention": "others", "noise": 0.3},
    {"share": 0.5},
    {"share": 2.0, "drop": 0.1},
]
SPECS = [
    Spec(loss=loss, **change, **weights)
    for loss in LOSSES
    for change in CHANGES
    if LOSSES[loss].affine_in_target or "smoothing" not in change
    for weights in ({"l1": 0.0}, {"l1": 0.05}, {"l1": 0.3}, {"l1": 0.0, "l2": 0.1}, {"l1": 0.1, "l2": 0.02})
]
SPECS += [Spec(loss="linear", rho=1.0, l1=l1, **change)
          for l1 in (0.0, 0.1) for change in ({"share": 0.3}, {"drop": 0.2}, {"noise": 0.2})]  # fmt: skip
SPECS += [Spec(loss=loss, rho=-1.0, l1=l1, **change) for loss in ("linear", "logistic")
          for l1 in (0.0, 0.1) for change in ({"share": 0.3}, {"drop": 0.2, "mask": "block"})]  # fmt: skip
SPECS += [Spec(p=p, x=x, l1=l1, **change) for p in (0.3, 1.0) for x in (-2.0, 0.0) for l1 in (0.0, 0.1)
          for change in ({"drop": 0.2}, {"noise": 0.5}, {"share": 0.4}, {"share": 0.4, "noise": 0.5})]  # fmt: skip


def losses(spec: Spec, points: Vector = POINTS) -> Vector:
    return Objective(LOSSES[spec.loss], Problem.of(spec).rows).data_losses(points)


def gained(spec: Spec, points: Vector = POINTS) -> Vector:
    """What the transform adds to the plain loss."""
    raw = Objective(LOSSES[spec.loss], Problem.of(spec).raw_rows)
    return losses(spec, points) - raw.data_losses(points)


def softplus_loss(score: Vector, target: Vector) -> Vector:
    """Cross-entropy by SciPy's log σ."""
    return -target * log_expit(score) - (1.0 - target) * log_expit(-score)


def independent_loss(name: str, score: Vector, target: Vector) -> Vector:
    """ℓ by SciPy's functions."""
    return 2.0 * pseudo_huber(1.0, target - score) if name == "huber" else softplus_loss(score, target)


def normal_steps(deviation: float, finest: float) -> tuple[Vector, Vector]:
    """Evenly spaced values of a standard normal number z and their chances, for the mean loss of a score that deviates
    by τz.

    Steps of h in z err by about exp(−2πa/(hτ)), a being π for the logistic and 1 for the robust loss: with hτ ≤ ¼ by
    10⁻¹¹, and where τ is small the density itself wants h ≤ ½, which errs by exp(−2π²/h²) only. No step is finer than
    is asked for.
    """
    steps = int(np.ceil(9.0 / np.clip(0.25 / max(deviation, 0.5), finest, 0.5)))
    z = np.linspace(-9.0, 9.0, 2 * steps + 1)
    density = np.exp(-0.5 * z**2)
    return z, density / density.sum()


# Masks and rules


@pytest.mark.parametrize("name", [name for name, mask in MASKS.items() if mask.rates is None and not mask.gaussian])
@pytest.mark.parametrize("rate", RATES)
def test_a_masks_probabilities_sum_to_1_and_its_mean_is_1_when_rescaled(name: str, rate: float) -> None:
    spec = Spec(drop=rate, mask=name)
    masks, chances = mask_rule(spec.perturbation)
    assert chances.sum() == pytest.approx(1.0, abs=1e-14)
    assert (chances > 0.0).all()
    np.testing.assert_allclose(chances @ masks, [1.0, 1.0], atol=1e-12)
    np.testing.assert_allclose(chances @ (masks - 1.0) ** 2, np.full(2, rate / (1.0 - rate)), rtol=1e-10)
    bare, chances = mask_rule(spec.with_(rescale=False).perturbation)
    np.testing.assert_allclose(chances @ bare, [1.0 - rate, 1.0 - rate], atol=1e-12)


def test_dropouts_masks_by_hand() -> None:
    # δ = 0.2: kept inputs are divided by 0.8; both stay with 0.64, both go with 0.04
    masks, chances = mask_rule(Spec(drop=0.2).perturbation)
    np.testing.assert_allclose(masks, [[1.25, 1.25], [1.25, 0.0], [0.0, 1.25], [0.0, 0.0]])
    np.testing.assert_allclose(chances, [0.64, 0.16, 0.16, 0.04])
    masks, chances = mask_rule(Spec(drop=0.2, mask="block", rescale=False).perturbation)
    np.testing.assert_allclose(masks, [[1.0, 1.0], [0.0, 0.0]])
    np.testing.assert_allclose(chances, [0.8, 0.2])


@pytest.mark.parametrize("name", [name for name, mask in MASKS.items() if mask.same_as])
def test_a_mask_that_is_said_to_be_the_same_is_the_same(name: str) -> None:
    spec = Spec(loss="logistic", drop=0.4, mask=name)
    np.testing.assert_allclose(losses(spec), losses(spec.with_(mask=MASKS[name].same_as)), rtol=1e-14)
    assert not MASKS[MASKS[name].same_as].same_as


@pytest.mark.parametrize("rate", RATES)
def test_adaptive_dropout_is_a_ridge_weighed_by_each_inputs_own_rate(rate: float) -> None:
    features = Problem.of(DIABETES).raw_rows.features
    # σ(logit δ + 1 − |x|) is odds of δ/(1 − δ)·e^{1 − |x|}.
    odds = rate / (1.0 - rate) * np.exp(1.0 - np.abs(features))
    expected = POINTS**2 @ np.mean(features**2 * odds, axis=0)
    np.testing.assert_allclose(gained(DIABETES.with_(drop=rate, mask="adaptive")), expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("rescale", [True, False])
def test_adaptive_dropout_is_what_drawn_masks_give_on_the_average(rescale: bool) -> None:
    spec = Spec(loss="logistic", data="breast-cancer", drop=0.4, mask="adaptive", rescale=rescale)
    rows, draw = Problem.of(spec).raw_rows, np.random.default_rng(5)
    keep = 1.0 - 1.0 / (1.0 + (0.6 / 0.4) * np.exp(np.abs(rows.features) - 1.0))
    beta = np.array([-1.2, 0.7])
    drawn = []
    for _ in range(4000):
        masks = (draw.random(keep.shape) < keep) / (keep if rescale else 1.0)
        drawn.append(softplus_loss((masks * rows.features) @ beta, rows.targets).mean())
    error = np.std(drawn) / np.sqrt(len(drawn))
    assert abs(losses(spec, beta[np.newaxis])[0] - np.mean(drawn)) < 4.0 * error
    # In use, inputs that were not rescaled are multiplied by their chance to stay.
    expected = rows.features * (1.0 if rescale else keep)
    np.testing.assert_allclose(rows_in_use(rows, spec.perturbation).features, expected, rtol=1e-12)


def test_stochastic_gradients_draw_each_rows_own_masks() -> None:
    spec = Spec(loss="linear", data="diabetes", drop=0.5, mask="adaptive")
    rows, count = Problem.of(spec).rows, len(Problem.of(spec).raw_rows)
    copies = drawn(rows, count, 2000)
    raw = batches(count, 2000)
    assert (copies // 4 == raw).all()
    chances = rows.row_weights.reshape(count, 4) * count
    for row in (0, 7, 300):
        seen = np.bincount(copies[raw == row] % 4, minlength=4)
        spread = np.sqrt(seen.sum() * chances[row] * (1.0 - chances[row]))
        assert (np.abs(seen - seen.sum() * chances[row]) < 4.5 * spread + 1.0).all()


# The squared error: exact laws


@pytest.mark.parametrize("name", ["dropout", "gaussian", "connect"])
@pytest.mark.parametrize("rate", RATES)
def test_inverted_dropout_on_a_squared_error_is_a_ridge_of_its_own(name: str, rate: float) -> None:
    squares = np.mean(Problem.of(DIABETES).raw_rows.features ** 2, axis=0)
    expected = rate / (1.0 - rate) * POINTS**2 @ squares
    np.testing.assert_allclose(gained(DIABETES.with_(drop=rate, mask=name)), expected, rtol=1e-10, atol=1e-12)


def test_dropping_both_together_adds_the_square_of_their_sum_by_hand() -> None:
    # m = 0 or 1/(1 − δ) for both: the score's variance is δ/(1 − δ)·(x·β)², so mixed terms stay.
    rows = Problem.of(DIABETES).raw_rows
    expected = 0.25 * np.mean((POINTS @ rows.features.T) ** 2, axis=1)
    np.testing.assert_allclose(gained(DIABETES.with_(drop=0.2, mask="block")), expected, rtol=1e-12, atol=1e-14)
    # toy at β = (1, 0), δ = ½, not rescaled: half the time 0.5² + 0.5² = ½, half the time y² = ½ on average
    toy = Spec(loss="linear", data="toy", drop=0.5, mask="block", rescale=False)
    assert losses(toy, np.array([[1.0, 0.0]]))[0] == pytest.approx(0.5)


def test_dropout_that_is_not_inverted_is_inverted_dropout_at_shrunken_weights() -> None:
    spec = DIABETES.with_(drop=0.3)
    np.testing.assert_allclose(losses(spec.with_(rescale=False)), losses(spec, 0.7 * POINTS), rtol=1e-13)


@pytest.mark.parametrize("change", [{}, {"drop": 0.3}, {"drop": 0.3, "mask": "gaussian"}])
def test_input_noise_adds_exactly_sigma_squared_times_the_bowl(change: dict[str, object]) -> None:
    without = gained(DIABETES.with_(**change)) if change else 0.0
    noisy = gained(DIABETES.with_(noise=0.8, **change))
    np.testing.assert_allclose(noisy - without, 0.64 * np.sum(POINTS**2, axis=1), rtol=1e-10, atol=1e-12)


def test_a_squared_error_with_noise_is_solved_as_the_ridge_that_it_is() -> None:
    # σ² = Ω, and with standardized features also δ/(1 − δ) = Ω
    for change in ({"noise": math.sqrt(0.25)}, {"drop": 0.2}):
        noisy, ridge = solve(DIABETES.with_(l1=0.1, **change)), solve(DIABETES.with_(l1=0.1, l2=0.25))
        np.testing.assert_allclose(noisy.points, ridge.points, atol=1e-12)
        assert noisy.value == pytest.approx(ridge.value, rel=1e-12)


# Cross-entropies: closed forms, Monte Carlo, finer rules


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["softmax", "logistic", "huber"])
@pytest.mark.parametrize(
    "change",
    [{"drop": 0.3}, {"drop": 0.3, "mask": "block"}, {"drop": 0.3, "mask": "gaussian"}, {"noise": 0.6},
     {"drop": 0.2, "noise": 0.6}, {"drop": 0.2, "mask": "gaussian", "noise": 0.6}],
)  # fmt: skip
def test_the_expected_loss_is_the_mean_over_many_draws(loss: str, change: dict[str, float | str]) -> None:
    spec, count = Spec(loss=loss, **change), 400_000
    rows, draw = Problem.of(spec).raw_rows, np.random.default_rng(11)
    which = draw.integers(0, len(rows), count)
    rate, name = spec.drop, spec.mask
    if name == "gaussian":
        masks = draw.normal(1.0, math.sqrt(rate / (1.0 - rate)), (count, 2))
    else:
        kept = draw.random((count, 1 if name == "block" else 2)) >= rate
        masks = np.broadcast_to(kept / (1.0 - rate), (count, 2))
    noise = draw.standard_normal((count, 2))
    if loss == "softmax":
        noise[:, 1] = -noise[:, 0]
    features = rows.features[which] * masks + spec.noise * noise
    for point, ours in zip(POINTS, losses(spec), strict=True):
        drawn = independent_loss(loss, features @ point, rows.targets[which])
        assert abs(drawn.mean() - ours) <= 4.0 * drawn.std() / math.sqrt(count) + 1e-12


# Label smoothing


@pytest.mark.parametrize("epsilon", [0.01, 0.1, 0.5, 0.9])
def test_smoothed_labels_give_the_softmax_pair_a_line_of_minima(epsilon: float) -> None:
    distances = {
        "uniform": math.log((1.0 - epsilon / 2.0) / (epsilon / 2.0)),
        "others": math.log((1.0 - epsilon) / epsilon),
    }
    for convention, d in distances.items():
        solution = solve(Spec(l1=0.0, smoothing=epsilon, convention=convention))
        assert solution.kind == "line"
        assert solution.points[0, 0] - solution.points[0, 1] == pytest.approx(d, abs=1e-12)


def test_smoothing_is_the_same_loss_at_other_targets() -> None:
    rows = Problem.of(Spec(loss="logistic")).raw_rows
    for convention, targets in (("uniform", 0.9 * rows.targets + 0.05), ("others", 0.8 * rows.targets + 0.1)):
        smoothed = Problem.of(Spec(loss="logistic", smoothing=0.1, convention=convention)).rows
        np.testing.assert_allclose(smoothed.targets, targets, rtol=1e-15)
        assert smoothed.weights is None


# Shared weights


def test_sharing_on_a_squared_error_is_a_ridge_with_its_own_matrix() -> None:
    rows, tie = Problem.of(DIABETES).raw_rows, np.array([[1.0, -1.0], [-1.0, 1.0]])
    gram, cross = rows.features.T @ rows.features / len(rows), rows.features.T @ rows.targets / len(rows)
    for kappa in (0.1, 2.0):
        expected = np.linalg.solve(gram + kappa * tie + 0.3 * np.eye(2), cross)
        np.testing.assert_allclose(solve(DIABETES.with_(share=kappa, l2=0.3)).points[0], expected, atol=1e-13)


def test_sharing_gives_the_softmax_pair_a_line_at_a_finite_distance() -> None:
    # f(d) = log(1 + e^−d) + κd²: σ(−d) = 2κd
    solution = solve(Spec(l1=0.0, share=0.1))
    d = solution.points[0, 0] - solution.points[0, 1]
    assert solution.kind == "line"
    assert 1.0 / (1.0 + math.exp(d)) == pytest.approx(0.2 * d, abs=1e-13)
    assert solve(Spec(l1=0.1, share=0.1)).kind == "segment"


def test_sharing_where_the_input_is_0_leaves_the_diagonal() -> None:
    solution = solve(Spec(x=0.0, l1=0.0, share=0.1))
    assert solution.kind == "line"
    np.testing.assert_allclose(np.abs(solution.points), [[0.0, 0.0], [math.sqrt(0.5)] * 2])
    assert solution.points[1, 0] == solution.points[1, 1]
    assert solve(Spec(x=0.0, l1=0.1, share=0.1)).kind == "point"


def test_shared_weights_can_fall_for_ever_along_the_diagonal_only() -> None:
    spec = Spec(loss="logistic", data="own", l1=0.0, share=0.5)
    apart = Rows(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([1.0, 0.0]))
    bare, tied = solve(spec.with_(share=0.0), apart), solve(spec, apart)
    assert bare.kind == tied.kind == "none"
    np.testing.assert_allclose(tied.points, [[math.sqrt(0.5)] * 2])
    # (1, −1) and (−1, 1): separated across the diagonal, where κ ends the fall.
    across = Rows(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([1.0, 0.0]))
    assert solve(spec.with_(share=0.0), across).kind == "none"
    assert solve(spec, across).kind == "line"
    # With both, the rows across keep their least loss, with κ, and the others lose theirs.
    both = Rows(np.concatenate([apart.features, across.features]), np.array([1.0, 0.0, 1.0, 0.0]))
    falling = solve(spec, both)
    assert falling.kind == "none"
    assert falling.value == pytest.approx(solve(spec.with_(share=1.0), across).value / 2.0)
    ahead = ScoreSolver("logistic", both, 0.5).objective()
    witness = minimize(lambda d: ahead.value(np.array([40.0 + d[0], 40.0])), [0.1], method="Nelder-Mead")
    assert falling.value == pytest.approx(witness.fun, abs=1e-7)


# One mechanism


@pytest.mark.slow  # 191 grids
@every("spec", SPECS, label=lambda spec: str(spec.to_query()))
def test_every_minimum_has_a_certificate_and_no_grid_point_is_lower(spec: Spec) -> None:
    solution = solve(spec)
    assert solution.residual <= 1e-8
    lowest = evaluate(spec.with_(n=61)).total.min()
    if solution.kind == "none":
        # Far out, float64 no longer sees the last of the fall.
        assert lowest >= solution.value
    else:
        assert solution.value <= lowest + 1e-12


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS[::7], ids=lambda spec: str(spec.to_query()))
def test_the_grid_shows_the_objective_and_its_derivatives_are_its_slopes(spec: Spec) -> None:
    terms, objective = evaluate(spec.with_(n=61)), Problem.of(spec).solver.objective(l1=spec.l1, l2=spec.l2)
    for i, j in np.random.default_rng(2).integers(0, 61, (5, 2)):
        point = np.array([terms.axis[j], terms.axis[i]])
        assert terms.total[i, j] == pytest.approx(objective.value(point), rel=1e-11)
        assert objective.values(point[np.newaxis])[0] == pytest.approx(objective.value(point), rel=1e-13)
    at, step = np.array([0.3, -0.2]), 1e-5
    _, gradient, hessian = objective.smooth(at)
    np.testing.assert_allclose(objective.gradient(at), gradient, rtol=1e-12)
    for k, way in enumerate(step * np.eye(2)):
        low, high = objective.smooth(at - way), objective.smooth(at + way)
        assert (high[0] - low[0]) / (2.0 * step) == pytest.approx(gradient[k], abs=1e-8)
        np.testing.assert_allclose((high[1] - low[1]) / (2.0 * step), hessian[k], atol=1e-7)


def test_dropout_falls_for_ever_to_the_loss_of_what_is_dropped() -> None:
    # With probability δ² both logits are gone, and log 2 stays.
    solution = solve(Spec(l1=0.0, drop=0.3))
    assert solution.kind == "none"
    assert solution.value == pytest.approx(0.09 * math.log(2.0))


def test_equal_weights_are_no_weights_and_whole_ones_are_repeated_rows() -> None:
    for loss in ("linear", "logistic"):
        spec = Spec(loss=loss, data="own", l1=0.05, l2=0.1)
        draw = np.random.default_rng(4)
        features, targets = draw.standard_normal((4, 2)), np.array([1.0, 0.0, 0.0, 1.0])
        few = {
            "none": Rows(features, targets),
            "equal": Rows(features, targets, weights=np.full(4, 0.25)),
            "uneven": Rows(features, targets, weights=np.array([1.0, 3.0, 2.0, 2.0]) / 8.0),
            "repeated": Rows(features.repeat([1, 3, 2, 2], axis=0), targets.repeat([1, 3, 2, 2])),
            "beside": Rows(np.r_[features, [[9.0, 9.0]]], np.r_[targets, 0.0], weights=np.r_[np.full(4, 0.25), 0.0]),
        }
        for one, other in (("none", "equal"), ("uneven", "repeated"), ("none", "beside")):
            grids = [evaluate(spec.with_(n=61), few[name]).layers["loss"] for name in (one, other)]
            np.testing.assert_allclose(*grids, rtol=1e-13)
            np.testing.assert_allclose(solve(spec, few[one]).points, solve(spec, few[other]).points, atol=1e-12)
            maxima = [ScoreSolver(loss, few[name]).least_weight("l1") for name in (one, other)]
            assert maxima[0] == pytest.approx(maxima[1])
            assert steepness_of(spec, few[one]) == pytest.approx(steepness_of(spec, few[other]))
            trajectories = [
                descend(Problem.of(spec, few[k]), Descent(("gd", "coordinate"), (1.0, -1.0), 0.1, 20))
                for k in (one, other)
            ]
            for left, right in zip(*trajectories, strict=True):
                np.testing.assert_allclose(left.points, right.points, rtol=1e-11)


def test_a_row_without_weight_does_not_say_what_the_rank_is() -> None:
    rows = Rows(np.array([[1.0, 1.0], [1.0, 0.0]]), np.array([0.5, 9.0]), weights=np.array([1.0, 0.0]))
    assert solve(Spec(loss="linear", data="own", l1=0.0), rows).kind == "line"


def test_the_visitors_rows_are_transformed_once() -> None:
    raw = Problem.of(Spec(loss="logistic")).raw_rows
    built, own = Spec(loss="logistic", drop=0.4), Spec(loss="logistic", data="own", drop=0.4, range=4.0)
    np.testing.assert_array_equal(evaluate(built).layers["loss"], evaluate(own, raw).layers["loss"])
    np.testing.assert_array_equal(solve(built).points, solve(own, raw).points)
    np.testing.assert_array_equal(path(built, "l2").values, path(own, "l2", raw).values)
    np.testing.assert_array_equal(
        degrees_of_freedom(Problem.of(built), "l1"), degrees_of_freedom(Problem.of(own, raw), "l1")
    )
    trajectories = [
        descend(Problem.of(spec, rows), Descent(("ista",), (1.0, 1.0), 0.5, 50))
        for spec, rows in ((built, None), (own, raw))
    ]
    np.testing.assert_array_equal(trajectories[0][0].points, trajectories[1][0].points)
    assert trajectories[0][0].outcome == trajectories[1][0].outcome


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"drop": 0.3}, {"noise": 0.5, "share": 0.3}, {"share": 1.0}])
def test_trajectories_arrive_at_the_minimum_and_gradient_steps_never_climb(change: dict[str, float]) -> None:
    for loss in ("linear", "logistic"):
        spec = Spec(loss=loss, l1=0.1, l2=0.05, **change)
        descent = Descent(("ista", "fista", "coordinate"), (-0.5, 0.8), default_rate(spec), 2000)
        for trajectory in descend(Problem.of(spec), descent):
            np.testing.assert_allclose(trajectory.points[-1], solve(spec).points[0], atol=1e-7)
            if trajectory.method != "fista":
                assert (np.diff(trajectory.values) <= 1e-12).all()
        hessian = Problem.of(spec).solver.objective(l1=0.0, l2=spec.l2).smooth(np.zeros(2))[2]
        assert steepness_of(spec, Problem.of(spec).rows) == pytest.approx(np.linalg.eigvalsh(hessian)[-1])


def test_a_links_rate_never_climbs_on_any_file() -> None:
    for rho in (-1.0, 0.4, 1.0):
        spec = Spec(loss="linear", rho=rho, drop=0.3, noise=0.4, share=0.7)
        own = spec.with_(data="own")
        assert default_rate(own) <= 1.0 / steepness_of(spec, Problem.of(spec).rows)


def test_stochastic_gradients_see_a_fresh_mask_each_time() -> None:
    # One row and δ = ½: each step is one of the four masks' own gradient step.
    spec = Spec(drop=0.5, l1=0.0, l2=0.0, p=1.0)
    points = descend(Problem.of(spec), Descent(("sgd",), (0.0, 0.0), 0.1, 60))[0].points
    seen = set()
    for before, after in itertools.pairwise(points):
        steps = {}
        for mask in ((2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)):
            row = np.array(mask) * [1.0, -1.0]
            steps[mask] = before + 0.1 * row / (1.0 + math.exp(float(row @ before)))
        nearest = min(steps, key=lambda mask: float(np.abs(steps[mask] - after).max()))
        np.testing.assert_allclose(after, steps[nearest], atol=1e-12)
        seen.add(nearest)
    assert len(seen) == 4


@pytest.mark.slow
def test_every_method_runs_on_shared_and_noisy_landscapes() -> None:
    names = tuple(METHODS)
    for four in (names[:4], names[4:8], names[8:]):
        for trajectory in descend(
            Problem.of(Spec(drop=0.2, share=0.3, noise=0.2)), Descent(four, (-1.0, 1.0), 0.1, 60)
        ):
            assert np.isfinite(trajectory.values).all()
            assert trajectory.values[-1] < trajectory.values[0]


# What training did not see


def test_held_out_rows_are_plain_and_training_rows_are_not() -> None:
    spec = DIABETES.with_(drop=0.2)
    ridge, ours = held_out(Problem.of(DIABETES), "l2"), held_out(Problem.of(spec), "l2")
    assert ours is not None
    assert ridge is not None
    # Dropout is a ridge of δ/(1 − δ) = 0.25: the same coefficients 25 stops on, and the same bare held-out loss.
    np.testing.assert_allclose(ours.held_out[:176], ridge.held_out[25:], atol=1e-12)
    assert (ours.training > ridge.training).all()
    assert ours.counts == ridge.counts == (332, 110)


def test_dropout_that_is_not_inverted_is_tested_with_its_mean() -> None:
    inverted, standard = (
        held_out(Problem.of(DIABETES.with_(drop=0.2, rescale=rescale)), "l2") for rescale in (True, False)
    )
    assert inverted is not None
    assert standard is not None
    # Without Ω the two are the same model, of weights 0.8 times as large in use.
    assert standard.held_out[0] == pytest.approx(inverted.held_out[0])
    assert standard.training[0] == pytest.approx(inverted.training[0])


def test_smoothed_training_is_tested_on_the_labels_themselves() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", smoothing=0.2, l1=0.0)
    ours = held_out(Problem.of(spec), "l2")
    assert ours is not None
    training, held = split(Problem.of(spec).raw_rows, scale_targets=False)
    targets = 0.8 * training.targets + 0.1

    def total(beta: Vector) -> float:
        return float(softplus_loss(training.features @ beta, targets).mean() + 0.1 * beta @ beta)

    beta = minimize(total, [-1.0, -1.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-14}).x
    assert ours.held_out[10] == pytest.approx(softplus_loss(held.features @ beta, held.targets).mean(), abs=1e-6)


@pytest.mark.parametrize(
    "change", [{"drop": 0.3}, {"drop": 0.3, "rescale": False}, {"noise": 0.7}, {"share": 0.6, "drop": 0.1}]
)
def test_degrees_of_freedom_are_how_the_fit_follows_its_targets(change: dict[str, float | bool]) -> None:
    spec = Spec(loss="linear", data="own", l1=0.0, l2=0.2, **change)
    rows = Problem.of(DIABETES).raw_rows
    rows = Rows(rows.features[:12], rows.targets[:12])
    keep = 1.0 - spec.drop if not spec.rescale else 1.0

    def fit(targets: Vector) -> Vector:
        return keep * rows.features @ solve(spec, Rows(rows.features, targets)).points[0]

    nudged = [fit(rows.targets + way)[k] - fit(rows.targets - way)[k] for k, way in enumerate(1e-3 * np.eye(12))]
    assert degrees_of_freedom(Problem.of(spec, rows), "l2")[20] == pytest.approx(sum(nudged) / 2e-3, rel=1e-8)


@pytest.mark.parametrize("change", [{"drop": 0.3}, {"smoothing": 0.2}, {"smoothing": 0.2, "convention": "others"}])
def test_a_logistic_fit_follows_its_labels_as_far_as_is_said(change: dict[str, float | str]) -> None:
    spec = Spec(loss="logistic", data="own", l1=0.0, l2=0.2, **change)
    raw = Problem.of(Spec(loss="logistic")).raw_rows
    features, targets = raw.features[:12], 0.5 + 0.3 * (2.0 * raw.targets[:12] - 1.0)

    def fit(labels: Vector) -> Vector:
        return 1.0 / (1.0 + np.exp(-features @ solve(spec, Rows(features, labels)).points[0]))

    nudged = [fit(targets + way)[k] - fit(targets - way)[k] for k, way in enumerate(1e-4 * np.eye(12))]
    ours = degrees_of_freedom(Problem.of(spec, Rows(features, targets)), "l2")[20]
    assert ours == pytest.approx(sum(nudged) / 2e-4, rel=1e-6)


# Closed forms


def test_closed_forms_say_nothing_of_a_changed_softmax_pair_and_the_truth_of_a_squared_error() -> None:
    for change in ({"drop": 0.2}, {"noise": 0.2}, {"smoothing": 0.2}, {"share": 0.2}):
        spec = Spec(l1=0.1, **change)
        assert closed_form(spec, solve(spec), Problem.of(spec).rows) is None
    for change in ({"drop": 0.2}, {"noise": 0.2}, {"share": 0.2, "drop": 0.4, "rescale": False}):
        spec = DIABETES.with_(l1=0.1, **change)
        closed = closed_form(spec, solve(spec), Problem.of(spec).rows)
        assert closed is not None
        np.testing.assert_allclose(closed.numbers, solve(spec).points[0], atol=1e-12)


# Specs

FIELDS = {name: st.floats(*RANGES[name]) for name in of_kind("loss")}
FIELDS |= {name: st.sampled_from(list(names)) for name, names in CHOICES.items()} | {"rescale": st.booleans()}


@settings(max_examples=200, deadline=None)
@given(loss=st.sampled_from(list(LOSSES)), fields=st.fixed_dictionaries({}, optional=FIELDS))
def test_a_spec_survives_the_way_through_a_query(loss: str, fields: dict[str, object]) -> None:
    if not LOSSES[loss].affine_in_target:
        fields = fields | {"smoothing": 0.0}
    if loss != "softmax" or fields.get("drop") or fields.get("noise"):
        fields = fields | {"confidence": 0.0}
    if loss == "softmax":
        fields = fields | {"copies": "none"}
    spec = Spec(loss=loss, **fields)
    assert Spec.from_query(spec.to_query()) == spec
    rows = Problem.of(spec).raw_rows
    assert spec.is_unregularized == (
        perturbed(rows, spec.model, spec.perturbation) is rows and spec.share == spec.confidence == 0.0
    )


def test_what_is_off_is_left_out_of_a_link() -> None:
    assert Spec(drop=0.0, mask="dropout", rescale=True, noise=-0.0).to_query() == {}
    assert Spec(drop=0.25, rescale=False).to_query() == {"drop": "0.25", "rescale": "0"}
    assert Spec.from_query({"rescale": "false"}) == Spec(rescale=False)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"drop": "0.91"}, "drop: “0.91” is not allowed; it must be a number from 0 to 0.9."),
        ({"drop": "nan"}, "drop: “nan” is not allowed; it must be a number from 0 to 0.9."),
        ({"noise": "-1"}, "noise: “-1” is not allowed; it must be a number from 0 to 2."),
        ({"smoothing": "1"}, "smoothing: “1” is not allowed; it must be a number from 0 to 0.9."),
        ({"share": "x"}, "share: “x” is not allowed; it must be a number from 0 to 2."),
        ({"rescale": "yes"}, "rescale: “yes” is not allowed; it must be one of 0, 1."),
        (
            {"mask": "standout"},
            "mask: “standout” is not allowed; it must be one of "
            "dropout, gaussian, connect, block, variational, embedding, attention, adaptive.",
        ),
        ({"convention": "keras"}, "convention: “keras” is not allowed; it must be one of uniform, others."),
        (
            {"loss": "linear", "smoothing": "0.1"},
            "smoothing: 0.1 does not go with loss=linear; with loss=linear it must be 0.",
        ),
        (
            {"loss": "huber", "smoothing": "0.1"},
            "smoothing: 0.1 does not go with loss=huber; with loss=huber it must be 0.",
        ),
    ],
)
def test_a_bad_value_is_refused_with_field_value_and_what_is_allowed(query: dict[str, str], sentence: str) -> None:
    with pytest.raises(SpecError) as caught:
        Spec.from_query(query)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "field", ["drop", "noise", "smoothing", "share", "confidence", "mask", "convention", "rescale"]
)
@pytest.mark.parametrize("value", [math.nan, 1e9, None, [0.5], 7])
def test_a_bad_value_is_refused_in_python_too(field: str, value: object) -> None:
    with pytest.raises(SpecError, match=f"^{field}: "):
        Spec(**{field: value})
