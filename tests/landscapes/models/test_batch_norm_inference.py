"""Batch normalization in use: folding, and running statistics."""

import numpy as np
import pytest

from landscapes.models.batch_norm_inference import fold, normalized, running, unbiased

RNG = np.random.default_rng(3)


def test_folding_one_weight_worked_by_hand() -> None:
    # (z − 3)·2/√(3.99 + 0.01) + 5 with z = 4x + 1: 4x + 3
    folded = fold(np.array([[4.0]]), np.array([3.0]), np.array([3.99]), np.array([2.0]), np.array([5.0]), 0.01, 1.0)
    assert np.allclose(folded.weights, [[4.0]])
    assert np.allclose(folded.bias, [3.0])


def test_a_folded_layer_gives_what_layer_and_norm_give() -> None:
    weights, inputs = RNG.normal(size=(5, 3)), RNG.normal(size=(40, 3))
    mean, scale, shift, bias = RNG.normal(size=(4, 5))
    variance = RNG.uniform(0.1, 3.0, 5)
    for given in (0.0, bias):
        folded = fold(weights, mean, variance, scale, shift, 1e-5, given)
        unfolded = normalized(inputs @ weights.T + given, mean, variance, scale, shift, 1e-5)
        assert np.allclose(inputs @ folded.weights.T + folded.bias, unfolded, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("momentum", [0.1, 0.01, 1.0])
def test_the_running_statistic_is_its_recursion(momentum: float) -> None:
    batches, start = RNG.normal(size=(37, 4)), RNG.normal(size=4)
    by_steps = start
    for batch in batches:
        by_steps = (1.0 - momentum) * by_steps + momentum * batch
    assert np.allclose(running(batches, momentum, start), by_steps, rtol=1e-12)


def test_after_t_batches_a_share_of_the_start_is_left() -> None:
    # From 0 towards 1 with m = 0.1: 1 − 0.9²² = 0.9015, the first above nine tenths.
    for count, reached in ((21, 0.8906), (22, 0.9015)):
        assert running(np.ones((count, 1)), 0.1, 0.0)[0] == pytest.approx(reached, abs=5e-5)


def test_the_batchs_variance_is_too_small_on_average() -> None:
    draws = RNG.normal(size=(200_000, 4))
    variances = draws.var(axis=1)
    corrected = unbiased(variances, 4)
    error = corrected.std() / np.sqrt(len(draws))
    assert abs(corrected.mean() - 1.0) < 4.0 * error
    assert abs(variances.mean() - 0.75) < 4.0 * error
