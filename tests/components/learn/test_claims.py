"""What the course claims in words, recomputed from the raw data with NumPy and SciPy, and compared with the engine.

Each test belongs to a sentence of a page in ``components/learn/pages``. Counter-examples to what people say are here
too.
"""

import itertools
from collections.abc import Sequence
from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import xlogy
from scipy.stats import norm
from sklearn.datasets import load_breast_cancer, load_diabetes

from components.learn.course import course
from components.scene.model_notes import active_notes
from components.scene.solution_tables import stops_for
from landscapes import Descent, Problem, Rows, Spec, descend, solve
from landscapes.models.losses import LOSSES
from landscapes.models.networks import EPSILON, batchnorm_loss, residual_loss
from landscapes.solvers.objective import Objective

Array = NDArray[np.floating]


def standardized(columns: Array) -> Array:
    return (columns - columns.mean(axis=0)) / columns.std(axis=0)


def diabetes() -> tuple[Array, Array]:
    table, progression = load_diabetes(return_X_y=True, scaled=False)
    return standardized(np.asarray(table)[:, [2, 3]]), standardized(np.asarray(progression))


def correlated(rho: float) -> tuple[Array, Array]:
    """The made rows, from their definition."""
    first, second, noise = np.random.default_rng(20).standard_normal((3, 200))
    first, second = standardized(first), standardized(second)
    second = standardized(second - first * np.mean(first * second))
    second = rho * first + np.sqrt(1.0 - rho**2) * second
    return np.column_stack([first, second]), standardized(1.2 * first + 0.6 * second + 0.8 * standardized(noise))


def moments(rows: tuple[Array, Array]) -> tuple[Array, Array]:
    features, targets = rows
    return features.T @ features / len(targets), features.T @ targets / len(targets)


def by_coordinates(gram: Array, cross: Array, l1: float, l2: float, order: Sequence[int] = (0, 1)) -> Array:
    """The minimum of a squared error with L1 and L2 by coordinate descent from 0."""
    beta = np.zeros(2)
    for _ in range(3000):
        before = beta.copy()
        for j in order:
            rest = cross[j] - gram[j, 1 - j] * beta[1 - j]
            beta[j] = np.sign(rest) * max(abs(rest) - l1 / 2.0, 0.0) / (gram[j, j] + l2)
        if np.array_equal(beta, before):
            break
    return beta


def with_moments(gram: Array, cross: Array) -> Rows:
    """Four rows whose moments are these: orthonormal columns, mixed."""
    columns = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]], dtype=float).T
    features = columns[:, :2] @ np.linalg.cholesky(gram).T
    fit = np.linalg.solve(gram, cross)
    return Rows(features, features @ fit + np.sqrt(1.0 - cross @ fit) * columns[:, 2])


def own(**fields: object) -> Spec:
    return Spec(loss="linear", data="own", **{"l1": 0.0, **fields})


# The smallest classifier


def test_only_the_difference_of_the_pairs_weights_must_grow() -> None:
    objective = Objective(LOSSES["softmax"], Problem.of(Spec(l1=0.0)).rows)
    far, arrow = objective.data_losses(np.array([[45.0, 5.0], [20.0, -20.0]]))
    assert far == arrow == pytest.approx(np.log1p(np.exp(-40.0)), rel=1e-12)


def test_gradient_descent_on_the_ramp_goes_as_far_as_the_logarithm_of_its_steps() -> None:
    margins, d = {}, 0.0
    for t in range(1, 100_001):
        d += 2.0 * 0.5 / (1.0 + np.exp(d))
        margins[t] = d
    # Ten times the steps add log 10, each time.
    for t in (1000, 10_000):
        assert margins[10 * t] - margins[t] == pytest.approx(np.log(10.0), abs=0.01)


def test_the_classes_of_the_tumours_and_that_no_line_through_the_origin_separates_them() -> None:
    table, benign = load_breast_cancer(return_X_y=True)
    assert np.bincount(np.asarray(benign)).tolist() == [212, 357]
    features, signs = standardized(np.asarray(table)[:, :2]), 2.0 * np.asarray(benign) - 1.0
    bare = minimize(lambda beta: np.mean(np.logaddexp(0.0, -signs * (features @ beta))), [0.0, 0.0])
    assert bare.x == pytest.approx([-3.96, -0.89], abs=6e-3)


def test_l1_forces_a_zero_only_where_its_weight_is_large_enough() -> None:
    gram, cross = moments(diabetes())
    assert np.linalg.matrix_rank(gram) == 2
    assert by_coordinates(gram, cross, 0.4, 0.0) == pytest.approx([0.345, 0.105], abs=5e-4)
    assert by_coordinates(gram, cross, 0.7, 0.0)[1] == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_ridge_multiplies_by_d_over_d_plus_omega_and_shrinks_the_norm(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = Rows(standardized(draw.standard_normal((30, 2)) @ draw.standard_normal((2, 2))), draw.standard_normal(30))
    values, vectors = np.linalg.eigh(rows.features.T @ rows.features / 30)
    bare = vectors.T @ np.linalg.lstsq(rows.features, rows.targets)[0]
    lengths = []
    for l2 in (0.01, 0.1, 0.5, 2.0):
        found = solve(own(l2=l2), rows).points[0]
        np.testing.assert_allclose(vectors.T @ found, values / (values + l2) * bare, atol=1e-12)
        lengths.append(np.hypot(*found))
    assert (np.diff(lengths) < 0.0).all()


def test_l2_can_make_one_coefficient_grow() -> None:
    gram, cross = moments(correlated(0.8))
    grown = {l2: np.linalg.solve(gram + l2 * np.eye(2), cross) for l2 in (0.0, 0.16)}
    assert [grown[0.0][1], grown[0.16][1]] == pytest.approx([0.326, 0.352], abs=5e-4)
    assert np.hypot(*grown[0.16]) < np.hypot(*grown[0.0])
    assert solve(Spec(loss="linear", data="correlated", l1=0.0, l2=0.16)).points[0] == pytest.approx(grown[0.16])


def test_beside_l2_a_zero_comes_later_or_sooner_as_the_features_correlate() -> None:
    cross = np.array([0.59, 0.44])

    def zero_thresholds(rho: float, l2: float) -> float:
        gram = np.array([[1.0, rho], [rho, 1.0]])
        rows, found = with_moments(gram, cross), []
        for l1 in np.arange(0.7, 1.0, 0.001):
            independent = by_coordinates(gram, cross, l1, l2)
            if independent[1] == 0.0 and abs(independent[0]) > 1e-3:
                found.append(l1)
        least = found[0]
        # The engine agrees on either side of it.
        assert solve(own(l1=round(least, 3) + 0.001, l2=l2), rows).points[0][1] == 0.0
        assert solve(own(l1=round(least, 3) - 0.002, l2=l2), rows).points[0][1] > 0.0
        return float(least)

    # λ = 2(r₂(1 + Ω) − ρr₁)/(1 + Ω − ρ): 0.966 and 0.930 at ρ = −0.4, 0.88 twice at ρ = 0.
    assert [zero_thresholds(-0.4, l2) for l2 in (0.0, 1.0)] == pytest.approx([0.966, 0.930], abs=1.5e-3)
    assert [zero_thresholds(0.0, l2) for l2 in (0.0, 1.0)] == pytest.approx([0.88, 0.88], abs=1.5e-3)
    assert zero_thresholds(0.1, 1.0) > zero_thresholds(0.1, 0.0)


def test_on_the_diabetes_data_the_opposite_correlation_would_bring_the_zero_sooner() -> None:
    gram, cross = moments(diabetes())
    turned = gram * np.array([[1.0, -1.0], [-1.0, 1.0]])
    for these, later in ((gram, True), (turned, False)):
        since = []
        for l2 in (0.0, 0.1):
            stops = [l1 for l1 in np.arange(0.6, 1.0, 0.002) if by_coordinates(these, cross, l1, l2)[1] == 0.0]
            since.append(stops[0])
        assert since[1] > since[0] if later else since[1] < since[0]


# Real columns


def test_blood_pressure_goes_first_without_any_overlap_too_only_later() -> None:
    gram, cross = moments(diabetes())
    assert cross[1] < cross[0]
    for l1, zeros in ((0.88, [False, False]), (0.89, [False, True]), (1.17, [False, True]), (1.18, [True, True])):
        alone = by_coordinates(np.eye(2), cross, l1, 0.0)
        assert (alone == 0.0).tolist() == zeros
        assert solve(own(l1=l1), with_moments(np.eye(2), cross)).points[0] == pytest.approx(alone, abs=1e-12)
    assert by_coordinates(gram, cross, 0.70, 0.0)[1] == 0.0
    assert by_coordinates(gram, cross, 0.69, 0.0)[1] > 0.0


def test_two_sliders_show_the_second_zero_at_their_next_stop() -> None:
    (figure,) = course().pages["real-data", "en"].figures
    assert figure == "loss=linear&data=diabetes&l1=0.6"
    stops = stops_for(Spec(loss="linear", data="diabetes", l1=0.6), ("l1", "l2"))["l1"]
    assert np.diff(stops) == pytest.approx(0.05)
    gram, cross = moments(diabetes())
    zero = [stop for stop in stops.tolist() if not by_coordinates(gram, cross, stop, 0.0).any()]
    assert zero[0] == pytest.approx(1.2)


def test_which_end_of_the_segment_a_program_returns_is_decided_by_the_order_of_its_steps() -> None:
    gram, cross = moments(correlated(1.0))
    assert by_coordinates(gram, cross, 0.6, 0.0) == pytest.approx([0.608, 0.0], abs=5e-4)
    assert by_coordinates(gram, cross, 0.6, 0.0, order=(1, 0)) == pytest.approx([0.0, 0.608], abs=5e-4)
    beta = np.zeros(2)
    for _ in range(2000):
        beta = beta - 0.2 * 2.0 * (gram @ beta - cross)
        beta = np.sign(beta) * np.maximum(np.abs(beta) - 0.2 * 0.6, 0.0)
    assert beta == pytest.approx([0.304, 0.304], abs=5e-4)

    def value(b1: float, b2: float) -> float:
        at = np.array([b1, b2])
        return float(at @ gram @ at - 2.0 * cross @ at + 0.6 * np.abs(at).sum())

    # Parts of one sign cost the same; of two signs, more.
    assert value(0.2, 0.4081) == pytest.approx(value(0.6081, 0.0), abs=1e-12)
    assert value(0.7, 0.6081 - 0.7) > value(0.6081, 0.0) + 0.1


@pytest.mark.parametrize("rho", [0.95, 0.99, 0.999])
def test_l1_keeps_both_twins_below_a_threshold(rho: float) -> None:
    _, cross = moments(correlated(rho))
    both = 2.0 * (cross[1] - rho * cross[0]) / (1.0 - rho)
    assert both == pytest.approx({0.95: 1.224, 0.99: 1.219, 0.999: 1.138}[rho], abs=5e-4)
    assert 2.0 * cross[0] == pytest.approx(1.8, abs=0.02)
    for l1, live in ((both - 0.01, 2), (both + 0.01, 1), (1.83, 0)):
        found = solve(Spec(loss="linear", data="correlated", rho=rho, l1=l1)).points[0]
        assert np.count_nonzero(found) == live


@pytest.mark.parametrize("l1", [0.0, 0.5])
def test_the_grouping_formula_holds_beside_l1_too(l1: float) -> None:
    _, cross = moments(correlated(0.95))
    found = solve(Spec(loss="linear", data="correlated", rho=0.95, l1=l1, l2=0.3)).points[0]
    assert (found > 0.0).all()
    assert found[0] - found[1] == pytest.approx((cross[0] - cross[1]) / (1.0 - 0.95 + 0.3), rel=1e-9)


# Why L1 makes zeros


def test_the_posteriors_peak_has_a_zero_and_its_mean_has_none() -> None:
    gram, cross = moments(diabetes())
    b1, b2 = np.meshgrid(np.linspace(-0.1, 0.5, 1201), np.linspace(-0.3, 0.3, 1201), indexing="ij")
    loss = 1.0 - 2.0 * (cross[0] * b1 + cross[1] * b2) + b1**2 + b2**2 + 2.0 * gram[0, 1] * b1 * b2
    j = loss + 0.8 * (np.abs(b1) + np.abs(b2))
    density = np.exp(-442.0 * (j - j.min()))
    mean = [float((density * each).sum() / density.sum()) for each in (b1, b2)]
    assert mean == pytest.approx([0.179, 0.018], abs=5e-4)
    assert by_coordinates(gram, cross, 0.8, 0.0) == pytest.approx([0.186, 0.0], abs=5e-4)


def test_by_symmetry_the_posteriors_mean_can_be_a_zero_too() -> None:
    # Uncorrelated features, the second of which says nothing of y: the density of β₂ is even.
    b2 = np.linspace(-0.3, 0.3, 1201)
    for cross, at_zero in ((0.0, True), (0.01, False)):
        j = b2**2 - 2.0 * cross * b2 + 0.8 * np.abs(b2)
        density = np.exp(-442.0 * j)
        assert b2[np.argmin(j)] == pytest.approx(0.0, abs=1e-15)
        assert (abs(float((density * b2).sum() / density.sum())) < 1e-12) == at_zero


# How an optimiser gets there


def test_where_gradient_and_subgradient_steps_end_up() -> None:
    gram, cross = moments(diabetes())
    assert 2.0 / (2.0 * np.linalg.eigvalsh(gram)[-1]) == pytest.approx(0.717, abs=5e-4)
    least = by_coordinates(gram, cross, 0.8, 0.0)

    def distances(rate_of: dict[str, float], steps: int) -> Array:
        beta, found = np.array([-0.9, 1.05]), []
        for k in range(1, steps + 1):
            rate = rate_of["rate"] / k ** rate_of["power"]
            beta = beta - rate * (2.0 * (gram @ beta - cross) + 0.8 * np.sign(beta))
            found.append(np.hypot(*(beta - least)))
        return np.array(found)

    late = distances({"rate": 0.01, "power": 0.0}, 5000)[1500:]
    assert [late.min(), late.max()] == pytest.approx([0.0026, 0.0153], abs=5e-5)
    shrinking = distances({"rate": 0.35, "power": 0.5}, 60)
    assert shrinking[59] == pytest.approx(0.0409, abs=5e-5)
    assert shrinking[9] < shrinking[59] < shrinking[29]


def test_each_step_of_ista_leaves_at_most_a_fixed_share_of_the_distance() -> None:
    gram, cross = moments(diabetes())
    # A gradient step multiplies by 1 − ηh along an eigenvector of curvature h; the threshold lengthens no difference.
    share = np.max(np.abs(1.0 - 0.35 * 2.0 * np.linalg.eigvalsh(gram)))
    assert share == pytest.approx(0.577, abs=5e-4)
    least = by_coordinates(gram, cross, 0.8, 0.0)
    walk = descend(Problem.of(Spec(loss="linear", data="diabetes", l1=0.8)), Descent(("ista",), (-0.9, 1.05), 0.35, 12))
    distances = np.hypot(*(walk[0].points - least).T)
    assert (distances[1:] <= share * distances[:-1]).all()


def test_coordinate_steps_jam_on_a_kink_that_is_no_sum_over_coordinates() -> None:
    def value(b1: Array, b2: Array) -> Array:
        return (b1 - 1.0) ** 2 + (b2 - 1.0) ** 2 + 3.0 * np.abs(b1 - b2)

    moves, still = np.linspace(-3.0, 3.0, 6001), np.zeros(6001)
    assert value(still, still)[0] == 2.0
    assert value(moves, still).min() == value(still, moves).min() == 2.0
    assert value(np.ones(1), np.ones(1))[0] == 0.0


def test_l2_steps_turn_the_sign_and_diverge_beyond_their_limits() -> None:
    # 1 − 2ηΩ with η = 0.5: −0.2 at Ω = 1.2; with η = 1: −1.4 at Ω = 1.2.
    flat = Spec(x=0.0, l1=0.0, l2=1.2)
    turned = descend(Problem.of(flat), Descent(("gd",), (3.0, -2.0), 0.5, 4))[0].points
    assert turned[:3, 0].tolist() == pytest.approx([3.0, -0.6, 0.12])
    grown = descend(Problem.of(flat), Descent(("gd",), (1.0, -1.0), 1.0, 4))[0].points
    assert grown[1:3, 0].tolist() == pytest.approx([-1.4, 1.96])


def test_how_near_the_ridge_path_comes_to_a_stopped_trajectory() -> None:
    gram, cross = moments(correlated(0.8))
    assert 2.0 * 0.05 * 20 * np.linalg.eigvalsh(gram) == pytest.approx([0.4, 3.6])
    beta = np.zeros(2)
    for _ in range(20):
        beta = beta - 0.05 * 2.0 * (gram @ beta - cross)

    def distance(l2: float) -> float:
        return float(np.hypot(*(beta - np.linalg.solve(gram + l2 * np.eye(2), cross))))

    nearest = minimize_scalar(distance, bounds=(0.0, 2.0), method="bounded", options={"xatol": 1e-9})
    assert [nearest.x, nearest.fun] == pytest.approx([0.166, 0.062], abs=5e-4)
    assert distance(0.5) == pytest.approx(0.13, abs=5e-3)


# Regularizers that are not penalties


def test_dropping_hidden_units_penalizes_products_of_two_layers() -> None:
    draw, rate = np.random.default_rng(3), 0.3
    inputs, targets = draw.standard_normal((50, 2)), draw.standard_normal(50)
    first, second = draw.standard_normal((3, 2)), draw.standard_normal(3)
    hidden = inputs @ first.T
    mean = 0.0
    for kept in itertools.product((0.0, 1.0), repeat=3):
        chance = np.prod([1.0 - rate if each else rate for each in kept])
        mean += chance * np.mean((targets - hidden @ (second * kept) / (1.0 - rate)) ** 2)
    added = rate / (1.0 - rate) * np.sum(second**2 * np.mean(hidden**2, axis=0))
    assert mean - np.mean((targets - hidden @ second) ** 2) == pytest.approx(added, rel=1e-12)


def test_attention_weights_that_sum_to_1_again_do_not_keep_their_means() -> None:
    attention = np.array([0.7, 0.1, 0.1, 0.1])
    masks = np.array(list(itertools.product((0.0, 1.0), repeat=4)))[1:]
    # Dropped at δ = ½ all draws are equally likely; of those that keep any:
    # (1 + 3·0.7/0.8 + 3·0.7/0.9 + 0.7)/15 = 0.444.
    kept = masks * attention
    assert (kept / kept.sum(axis=1, keepdims=True)).mean(axis=0)[0] == pytest.approx(0.444, abs=5e-4)
    # Divided by 1 − δ instead, with the draw that keeps none: 0.7.
    assert (kept / 0.5).sum(axis=0) / 16 == pytest.approx(attention)


@pytest.mark.parametrize("way", [(1.0, 0.5), (1.0, -1.0)])
def test_far_out_the_noise_costs_what_grows_like_the_length_of_beta(way: tuple[float, float]) -> None:
    features, _ = correlated(0.8)
    unit = np.array(way) / np.hypot(*way)
    z = np.linspace(-9.0, 9.0, 3601)
    density = norm.pdf(z) / norm.pdf(z).sum()
    costs = []
    for length in (64.0, 128.0):
        scores = length * features @ unit
        noisy = np.logaddexp(0.0, scores[:, np.newaxis] + length * z) @ density
        costs.append(np.mean(noisy - np.logaddexp(0.0, scores)))
    # Twice as far it costs twice as much; the share of ‖β‖ is not that of |x·β|.
    along = np.abs(features @ unit)
    limit = np.mean(norm.pdf(along) - along * norm.cdf(-along))
    assert costs[1] / costs[0] == pytest.approx(2.0, rel=2e-3)
    assert costs[1] / 128.0 == pytest.approx(limit, rel=2e-3)
    assert abs(limit / along.mean() - 1.0) > 0.3


@pytest.mark.parametrize(("rate", "margin"), [(0.6, -0.405), (0.9, -2.197), (0.5, 0.0)])
def test_the_second_convention_prefers_the_wrong_class_from_a_half_on_and_that_is_said(
    rate: float, margin: float
) -> None:
    asked = Spec(l1=0.0, smoothing=rate, convention="others")
    points = solve(asked).points
    assert points[0][0] - points[0][1] == pytest.approx(margin, abs=5e-4)
    assert ("model.smoothing.others.wrong" in dict(active_notes(Problem.of(asked)))) == (margin < 0.0)
    # Not by the other convention, nor where no class is the likelier one or the input says nothing.
    for change in ({"convention": "uniform"}, {"p": 0.5}, {"x": 0.0}):
        assert "model.smoothing.others.wrong" not in dict(active_notes(Problem.of(asked.with_(**change))))


@pytest.mark.parametrize("q", [0.02, 0.5, 0.7, 0.999])
def test_smoothing_and_the_confidence_penalty_are_the_two_directions_of_one_divergence(q: float) -> None:
    chances, even = np.array([q, 1.0 - q]), np.array([0.5, 0.5])
    from_even = np.sum(even * np.log(even / chances))
    to_even = np.sum(chances * np.log(chances / even))
    # −H(q) is KL(q‖u) − log 2; the loss against u is KL(u‖q) + log 2.
    assert np.sum(xlogy(chances, chances)) == pytest.approx(to_even - np.log(2.0), abs=1e-14)
    assert -np.sum(even * np.log(chances)) == pytest.approx(from_even + np.log(2.0), rel=1e-14)


def test_a_tie_leaves_the_sum_of_two_weights_of_equal_variance() -> None:
    gram, cross = moments(correlated(0.8))
    for kappa in (0.0, 0.5, 2.0):
        tie = kappa * np.array([[1.0, -1.0], [-1.0, 1.0]])
        assert np.linalg.solve(gram + tie, cross).sum() == pytest.approx(0.944, abs=5e-4)
    # On the diagonal already, or held at 0: no gap.
    on_diagonal = solve(Spec(loss="linear", data="toy", l1=0.0, share=0.3)).points[0]
    assert on_diagonal.tolist() == [0.5, 0.5]
    assert not solve(Spec(loss="linear", data="correlated", l1=1.85, share=0.3)).points[0].any()


def test_stochastic_depth_is_the_error_of_the_net_in_use_and_a_variance() -> None:
    first, noise = np.random.default_rng(22).standard_normal((2, 100))
    x, noise = standardized(first), standardized(noise)
    noise = standardized(noise - x * np.mean(x * noise))
    y, (b1, b2), (s1, s2) = 2.0 * x + 0.5 * noise, (0.5, -0.3), (0.75, 0.5)
    loss = mean = square = 0.0
    for g1, g2 in itertools.product((0, 1), repeat=2):
        chance = (s1 if g1 else 1.0 - s1) * (s2 if g2 else 1.0 - s2)
        output = (1.0 + g1 * b1) * (1.0 + g2 * b2)
        loss += chance * np.mean((y - output * x) ** 2)
        mean, square = mean + chance * output, square + chance * output**2
    in_use = (1.0 + s1 * b1) * (1.0 + s2 * b2)
    assert mean == pytest.approx(in_use, rel=1e-14)
    assert loss == pytest.approx(np.mean((y - in_use * x) ** 2) + square - mean**2, rel=1e-12)
    assert loss == pytest.approx(1.0184, abs=5e-5)
    # And not the loss without dropping, and the variance.
    assert np.mean((y - (1.0 + b1) * (1.0 + b2) * x) ** 2) + square - mean**2 == pytest.approx(1.23, abs=5e-4)
    assert residual_loss(b1, b2, s1, s2, np.mean(x * y), np.mean(y**2)) == pytest.approx(loss, rel=1e-12)


# Normalization


def normed(beta: Array, scale: float) -> float:
    """The loss after batch norm of all made rows, from its definition."""
    features, targets = correlated(0.8)
    score = features @ beta
    return float(np.mean((targets - scale * score / np.sqrt(np.mean(score**2) + EPSILON)) ** 2))


def test_a_larger_gamma_would_give_batch_norm_a_minimum() -> None:
    found = minimize(normed, [0.5, 0.3], args=(1.0,), tol=1e-12, method="Nelder-Mead")
    assert found.x == pytest.approx([0.142, 0.075], abs=6e-4)
    assert found.fun < normed(np.array([885.0, 466.0]), 1.0) - 0.005
    gram, cross = moments(correlated(0.8))
    (b1, b2), (c1, c2) = found.x.tolist(), cross.tolist()
    ours = batchnorm_loss(b1, b2, c1, c2, gram[0, 0], gram[0, 1], gram[1, 1], 1.0, 1.0)
    assert ours == pytest.approx(found.fun, rel=1e-9)


@pytest.mark.parametrize(
    ("at", "ratio"), [((0.5, -0.1), 1.91), ((0.3, 0.3), 1.94), ((0.2, 0.1), 14.3), ((50.0, -10.0), 2.0)]
)
def test_half_the_length_is_twice_the_gradient_but_for_epsilon(at: tuple[float, float], ratio: float) -> None:
    scale = 0.9002038681773132
    gram, cross = moments(correlated(0.8))
    assert np.sqrt(cross @ np.linalg.solve(gram, cross)) == pytest.approx(scale)

    def gradient(beta: Array) -> Array:
        step = 1e-5 * np.hypot(*beta)
        return np.array([normed(beta + e, scale) - normed(beta - e, scale) for e in step * np.eye(2)]) / (2.0 * step)

    here, half = (np.hypot(*gradient(length * np.array(at))) for length in (1.0, 0.5))
    assert half / here == pytest.approx(ratio, rel=5e-3)


# Use with care


def test_the_two_errors_of_sixty_fits_to_twenty_rows() -> None:
    features, targets = diabetes()
    gram, cross = moments((features, targets))
    whole, draw = np.linalg.solve(gram, cross), np.random.default_rng(0)
    samples = [draw.choice(442, 20, replace=False) for _ in range(60)]
    stops = np.arange(0.0, 2.01, 0.05)
    of_beta, of_predictions = [], []
    for l2 in stops:
        fits = []
        for sample in samples:
            some = moments((features[sample], targets[sample]))
            fits.append(np.linalg.solve(some[0] + l2 * np.eye(2), some[1]))
        points = np.array(fits)
        of_beta.append(np.mean(np.sum((points - whole) ** 2, axis=1)))
        of_predictions.append(np.mean((targets - points @ features.T) ** 2))
    assert [of_beta[0], min(of_beta), of_beta[-1]] == pytest.approx([0.072, 0.047, 0.114], abs=5e-4)
    assert [of_predictions[0], min(of_predictions), of_predictions[-1]] == pytest.approx(
        [0.661, 0.647, 0.746], abs=5e-4
    )


DEPTHS = list(itertools.product((0, 1), repeat=2))


def test_with_a_relu_the_rule_at_test_is_not_the_mean_over_the_depths() -> None:
    weights, kept = (-0.5, -1.5), (0.75, 0.5)

    def output(gates: Sequence[float]) -> float:
        value = 1.0
        for gate, weight in zip(gates, weights, strict=True):
            value = max(0.0, value + gate * weight * value)
        return value

    chances = [np.prod([s if g else 1 - s for g, s in zip(gates, kept, strict=True)]) for gates in DEPTHS]
    assert np.dot(chances, [output(gates) for gates in DEPTHS]) == 0.3125
    assert output(kept) == 0.15625


def test_the_others_of_a_batch_shift_the_brightness_of_an_image() -> None:
    # Each of fifteen others is brighter or darker by √½, all cases counted: what they do to the batch's mean.
    brighter = np.arange(16)
    chances = np.array([comb(15, int(k)) for k in brighter]) / 2.0**15
    shifts = np.sqrt(0.5) * (2 * brighter - 15) / 16
    assert chances @ shifts == pytest.approx(0.0, abs=1e-15)
    assert np.sqrt(chances @ shifts**2) == pytest.approx(0.171, abs=5e-4)
