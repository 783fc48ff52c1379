"""What each normalization averages, by loops over the entries; what dropout shifts, by chance and by enumeration."""

from fractions import Fraction
from itertools import product
from math import sqrt

import numpy as np
import pytest

from landscapes.models.normalization import (
    BLOCK,
    EPSILON,
    NORMS,
    Norm,
    averaged_sets,
    normalized,
    statistics,
    variance_shift,
)

RANDOM = np.random.default_rng(7).normal(size=(5, 6, 3, 2)) * 3.0 + 1.0


def partners(name: str, shape: tuple[int, ...], at: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The entries that the papers average with one entry, read off their index sets."""
    n, c, *_ = at
    half = shape[1] // 2
    same = {
        "batch": lambda k: k[1] == c,
        "layer": lambda k: k[0] == n,
        "instance": lambda k: k[0] == n and k[1] == c,
        "group": lambda k: k[0] == n and (k[1] < half) == (c < half),
    }[name]
    return {k for k in product(*map(range, shape)) if same(k)}


@pytest.mark.parametrize("name", NORMS)
@pytest.mark.parametrize("block", [BLOCK, RANDOM], ids=["shown", "random"])
def test_every_entry_is_normalized_by_its_partners_alone(name: str, block: np.ndarray) -> None:
    sets = averaged_sets(NORMS[name], block.shape)  # pyright: ignore[reportArgumentType]
    after = normalized(block, sets)
    for at in product(*map(range, block.shape)):
        taken = [Fraction(float(block[k])) for k in partners(name, block.shape, at)]
        mean = sum(taken) / len(taken)
        variance = sum((x - mean) ** 2 for x in taken) / len(taken)
        expected = float(Fraction(float(block[at])) - mean) / sqrt(float(variance) + 1e-5)
        assert after[at] == pytest.approx(expected, rel=1e-12, abs=1e-13)
        means, variances = statistics(block, sets)
        assert means[sets[at]] == pytest.approx(float(mean), rel=1e-13)
        assert variances[sets[at]] == pytest.approx(float(variance), rel=1e-12)


def test_the_nine_in_the_block_worked_by_hand() -> None:
    # Batch: 4+6+5+1 + 9+5+7+3 + 6+8+2+4 = 60 over 12; instance: 9+5+7+3 = 24 over 4, squares 9+1+1+9 over 4.
    assert BLOCK[1, 1, 0, 0] == 9
    means, variances = statistics(BLOCK, averaged_sets(NORMS["batch"], (3, 4, 2, 2)))
    assert means[1] == 5
    assert variances[1] == pytest.approx(62 / 12)
    means, variances = statistics(BLOCK, averaged_sets(NORMS["instance"], (3, 4, 2, 2)))
    assert (means[5], variances[5]) == (6, 5)


@pytest.mark.parametrize(("name", "count"), [("batch", 4), ("layer", 3), ("instance", 12), ("group", 6)])
def test_each_set_has_mean_0_and_variance_a_little_under_1(name: str, count: int) -> None:
    sets = averaged_sets(NORMS[name], (3, 4, 2, 2))
    assert np.array_equal(np.unique(sets), np.arange(count))
    _, before = statistics(BLOCK, sets)
    means, variances = statistics(normalized(BLOCK, sets), sets)
    np.testing.assert_allclose(means, 0, atol=1e-15)
    np.testing.assert_allclose(variances, before / (before + EPSILON), rtol=1e-13)
    assert np.all((variances < 1) & (variances > 1 - 1e-4))


def test_one_group_is_layer_norm_and_a_group_for_each_channel_is_instance_norm() -> None:
    shape = (5, 6, 3, 2)
    for groups, same in ((1, "layer"), (6, "instance")):
        assert np.array_equal(averaged_sets(Norm("g", groups), shape), averaged_sets(NORMS[same], shape))
    with pytest.raises(ValueError, match="6 channels cannot be divided into 4 groups"):
        averaged_sets(Norm("g", 4), shape)


@pytest.mark.parametrize("name", NORMS)
def test_other_samples_matter_to_batch_norm_alone(name: str) -> None:
    other = RANDOM.copy()
    other[1:] = other[1:] * 2.0 + 5.0
    sets = averaged_sets(NORMS[name], RANDOM.shape)  # pyright: ignore[reportArgumentType]
    moved = np.abs(normalized(other, sets)[0] - normalized(RANDOM, sets)[0])
    assert (np.all(moved > 1e-6)) if name == "batch" else np.array_equal(moved, np.zeros_like(moved))


# --- what dropout shifts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("c", "v", "k"), [(0.0, 1.0, 0.5), (1.0, 1.0, 0.5), (2.5, 0.7, 0.8), (-1.3, 4.0, 0.15)])
def test_the_shift_is_that_of_simulated_dropout(c: float, v: float, k: float) -> None:
    draws = 400_000
    chance = np.random.default_rng(11)
    x = c + sqrt(v) * chance.standard_normal(draws)
    a = np.where(chance.random(draws) < k, x / k, 0.0)
    deviations = (a - a.mean()) ** 2
    error = deviations.std() / sqrt(draws)
    assert abs(deviations.mean() - v / variance_shift(c, v, k)) < 4 * error
    # The error is small enough to tell the true formula from one without c.
    assert error < 0.01 * v / variance_shift(c, v, k)


def test_the_shift_is_the_first_form_of_its_formula() -> None:
    for c, v, k in product((0.0, 0.3, -2.0), (0.5, 1.0, 3.0), (0.1, 0.5, 1.0)):
        assert variance_shift(c, v, k) == pytest.approx(v / ((c * c + v) / k - c * c), rel=1e-13)
    # 0.5 / (1 + 0.5 · 1) = 1/3
    assert variance_shift(1.0, 1.0, 0.5) == pytest.approx(1 / 3, rel=1e-15)


def test_the_limits_of_the_shift() -> None:
    rates = np.linspace(0.05, 1.0, 20)
    assert [variance_shift(0.0, 1.0, k) for k in rates] == pytest.approx(rates.tolist(), rel=1e-15)
    assert [variance_shift(c, 2.0, 1.0) for c in (0.0, 1.0, 1e6)] == [1.0, 1.0, 1.0]
    assert variance_shift(3.0, 1.0, 1 - 1e-9) == pytest.approx(1.0, abs=2e-8)
    falling = [variance_shift(c, 1.0, 0.5) for c in np.linspace(0, 3, 31)]
    assert np.all(np.diff(falling) < 0)
    for bad in ((1.0, 0.0, 0.5), (1.0, 1.0, 0.0), (1.0, 1.0, 1.5), (1.0, float("nan"), 0.5)):
        with pytest.raises(ValueError, match="are needed"):
            variance_shift(*bad)


def test_behind_a_sum_the_ratio_holds_for_uncorrelated_inputs_and_is_milder_where_covariances_add() -> None:
    # Two inputs of mean c and variance 1 with weights 1 and 2, over the four masks: law of total variance.
    c, k, weights = 1.0, 0.5, np.array([1.0, 2.0])
    ratios = {}
    for rho in (0.0, 0.6):
        covariance = np.array([[1.0, rho], [rho, 1.0]])
        within = between = mean = 0.0
        for mask in product((0.0, 1.0), repeat=2):
            chance = np.prod([k if kept else 1 - k for kept in mask])
            scaled = weights * mask / k
            within += chance * (scaled @ covariance @ scaled)
            between += chance * (scaled.sum() * c) ** 2
            mean += chance * scaled.sum() * c
        ratios[rho] = weights @ covariance @ weights / (within + between - mean**2)
    assert ratios[0.0] == pytest.approx(variance_shift(c, 1.0, k), rel=1e-14)
    assert ratios[0.0] < ratios[0.6] < 1.0
