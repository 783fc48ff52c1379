"""Batch norm at work: what the scripts work out, against NumPy, and the numbers that the pages name."""

import re
from math import cos, log, pi, sqrt
from typing import Any

import numpy as np
import pytest
from scipy.special import expit

from components.address.batch_norm_diagrams import Batches, Rates, Unit
from components.i18n import LANGUAGES
from components.learn.course import SECTIONS, course
from landscapes.data.datasets import correlated
from landscapes.data.rows import Vector
from landscapes.models.batch_norm_inference import fold, normalized, running, unbiased
from landscapes.models.networks import batchnorm
from tests.page_code import in_the_page

FILES = ("core/format", "diagrams/chance", "diagrams/unit", "diagrams/batches", "diagrams/rates")
UNIT, BATCHES, RATES = Unit().scene(), Batches().scene(), Rates().scene()


def names(page: str, *numbers: str) -> None:
    """A page names these numbers, in both languages."""
    for language in LANGUAGES:
        text = " ".join(course().pages[page, language].texts[section] for section in SECTIONS)
        found = set(re.findall(r"−?\d[\d.]*\d|−?\d", text))
        assert {*numbers} <= found, {*numbers} - found


# --- chance ----------------------------------------------------------------------------------------------------------


def mulberry(seed: int, count: int) -> list[float]:
    """Uniform numbers, in whole numbers of 32 bits."""
    found, state, most = [], seed, 2**32 - 1
    for _ in range(count):
        state = (state + 0x6D2B79F5) & most
        mixed = ((state ^ (state >> 15)) * (1 | state)) & most
        mixed = ((mixed + (((mixed ^ (mixed >> 7)) * (61 | mixed)) & most)) & most) ^ mixed
        found.append((mixed ^ (mixed >> 14)) / 2**32)
    return found


def normals(seed: int, count: int) -> Vector:
    draws = mulberry(seed, 2 * count)
    return np.array([sqrt(-2 * log(1 - u)) * cos(2 * pi * v) for u, v in zip(draws[::2], draws[1::2], strict=True)])


def test_chance_is_the_same_everywhere() -> None:
    asked = "s => { const next = lossfold.chance.uniform(s); return [1, 2, 3, 4].map(() => next()); }"
    assert in_the_page(FILES, asked, 7) == mulberry(7, 4)
    # Half a million of them: mean 1/2 and variance 1/12, within four of their standard errors.
    asked = "n => { const next = lossfold.chance.uniform(3); return Array.from({ length: n }, next); }"
    many = np.array(in_the_page(FILES, asked, 500_000))
    assert many.mean() == pytest.approx(1 / 2, abs=4 / sqrt(12 * 500_000))
    assert many.var() == pytest.approx(1 / 12, abs=4 * sqrt(1 / 180 / 500_000))


# --- one unit --------------------------------------------------------------------------------------------------------


def unit(gamma: float, beta: float) -> Vector:
    asked = "({scene, gamma, beta}) => lossfold.unit.normalized(scene, gamma, beta)"
    return np.array(in_the_page(FILES, asked, {"scene": UNIT, "gamma": gamma, "beta": beta}))


def test_the_unit_by_hand() -> None:
    scores = np.array([0, 2, 3, 3, 3, 4, 4, 4, 5, 6, 6, 8])
    # Sum 48; squares of the distances to 4: 16 + 4 + 3 · 1 + 0 + 1 + 2 · 4 + 16 = 48.
    assert (UNIT["scores"], UNIT["mean"], UNIT["variance"]) == (scores.tolist(), 4.0, 4.0)
    assert unit(1.0, 0.0) == pytest.approx((scores - 4) / np.sqrt(4.00001), rel=1e-14)
    assert unit(2.5, -1.0) == pytest.approx(2.5 * (scores - 4) / np.sqrt(4.00001) - 1, rel=1e-14)


def test_batch_norm_switches_itself_off() -> None:
    off = UNIT["presets"]["off"]
    assert (off["gamma"], off["beta"]) == (np.sqrt(4.00001), 4.0)
    assert off["gamma"] in UNIT["stops"]["gamma"]
    assert off["beta"] in UNIT["stops"]["beta"]
    assert unit(off["gamma"], off["beta"]) == pytest.approx(UNIT["scores"], abs=1e-14)
    asked = (
        "s => [[s.presets.off.gamma, 4], [2, 4], [0, 4]].map(([gamma, beta]) => lossfold.unit.caseOf(s, gamma, beta))"
    )
    assert in_the_page(FILES, asked, UNIT) == ["off", "some", "constant"]


SLOPES = {
    "sigmoid": lambda u: expit(u) * expit(-u),
    "tanh": lambda u: 1 / np.cosh(u) ** 2,
    "relu": lambda u: np.where(u > 0, 1.0, 0.0),
}


@pytest.mark.parametrize("act", SLOPES)
def test_the_mean_slope_of_an_activation(act: str) -> None:
    scores = unit(3.0, 2.0)
    told = in_the_page(FILES, "([scores, act]) => lossfold.unit.statistics(scores, act)", [scores.tolist(), act])
    assert told["slope"] == pytest.approx(SLOPES[act](scores).mean(), rel=1e-12)
    assert (told["mean"], told["deviation"]) == (pytest.approx(2.0), pytest.approx(3.0, abs=1e-4))


def test_what_the_page_says_of_the_unit() -> None:
    slope = SLOPES["sigmoid"]
    found = [slope(scores).mean() for scores in (np.array(UNIT["scores"]), unit(1.0, 0.0), unit(3.0, 2.0))]
    names("gamma-and-beta", *(f"{each:.3f}" for each in found), f"{slope(0.0):g}")


# --- batches ---------------------------------------------------------------------------------------------------------


def batches(m: int) -> tuple[Vector, Vector]:
    """Means and variances of the sixty batches."""
    scores = np.array([4.0 + 2.0 * normals(BATCHES["seed"] + t, m) for t in range(60)])
    return scores.mean(axis=1), scores.var(axis=1)


@pytest.mark.parametrize("m", [2, 8, 64])
def test_the_statistics_of_batches_and_the_running_ones(m: int) -> None:
    means, variances = batches(m)
    found = in_the_page(FILES, "([s, m]) => lossfold.batches.statistics(s, m)", [BATCHES, m])
    assert [each["mean"] for each in found] == pytest.approx(means, rel=1e-12)
    assert [each["variance"] for each in found] == pytest.approx(variances, rel=1e-9)
    kept = in_the_page(FILES, "([f, m]) => lossfold.batches.running(f, m, 0.1)", [found, m])
    for t in (1, 17, 60):
        assert kept[t - 1]["mean"] == pytest.approx(running(means[:t, np.newaxis], 0.1, 0.0)[0], rel=1e-12)
        fed = unbiased(variances[:t, np.newaxis], m)
        assert kept[t - 1]["variance"] == pytest.approx(running(fed, 0.1, 1.0)[0], rel=1e-9)
        assert kept[t - 1]["biased"] == pytest.approx(running(variances[:t, np.newaxis], 0.1, 1.0)[0], rel=1e-9)
    # The seed was chosen for that: as noisy as is expected, and as much too small.
    assert means.std() == pytest.approx(2 / np.sqrt(m), rel=0.2)
    assert variances.mean() == pytest.approx(4 * (m - 1) / m, rel=0.2)


def test_folding_gives_what_the_layer_and_batch_norm_give() -> None:
    means, variances = batches(8)
    mean = running(means[:40, np.newaxis], 0.1, 0.0)
    variance = running(unbiased(variances[:40, np.newaxis], 8), 0.1, 1.0)
    weights, scale, shift = np.array([[2.0, -1.0]]), np.array([1.5]), np.array([0.5])
    expected = fold(weights, mean, variance, scale, shift, 1e-5, np.array([1.0]))
    at = {"mean": mean[0], "variance": variance[0]}
    layer = in_the_page(FILES, "([s, at]) => lossfold.batches.folded(s, at)", [BATCHES, at])
    assert layer["weights"] == pytest.approx(expected.weights[0], rel=1e-13)
    assert layer["bias"] == pytest.approx(expected.bias[0], rel=1e-13)
    # 2 · 2 + 1 + 1 = 6
    apart = normalized(np.array([6.0]), mean, variance, scale, shift, 1e-5)[0]
    both = "([s, at, l]) => [lossfold.batches.output(s, 6, at), lossfold.batches.scored(l, s.input)]"
    assert in_the_page(FILES, both, [BATCHES, at, layer]) == pytest.approx([apart, apart], rel=1e-13)
    outputs = 1.5 * (6.0 - means[:40]) / np.sqrt(variances[:40] + 1e-5) + 0.5
    numbers = [*expected.weights[0], expected.bias[0], apart, outputs.min(), outputs.max()]
    names("batch-statistics", *(f"{each:.3f}".replace("-", "−") for each in numbers))


def test_what_the_page_says_of_batches() -> None:
    numbers = [2 / np.sqrt(8), 2 / np.sqrt(64), 4 * 7 / 8, 4 / 2, 0.9**40, 0.9**10]
    names("batch-statistics", *(f"{each:.3f}".rstrip("0").rstrip(".") for each in numbers))
    for one, other in ((3.0, 5.0), (7.0, -2.5)):
        pair = np.array([one, other])
        assert np.sort((pair - pair.mean()) / pair.std()) == pytest.approx([-1.0, 1.0])


# --- decay as a rate -------------------------------------------------------------------------------------------------


def trajectory(eta: float, l2: float, epsilon: float, batch: str, *, grows: bool = False) -> Vector:
    """Angle, length and effective rate at each step, by the rows themselves and a difference for the gradient."""
    rows = correlated(0.8, classification=False)
    draws = np.random.default_rng(3)
    groups = draws.permutation(200).reshape(20, 10)
    order = np.concatenate([draws.permutation(20) for _ in range(20)])
    net = batchnorm(rows)
    best = np.linalg.solve(net.gram, net.cross)

    def slope(beta: Vector, at: Any) -> Vector:
        x, y = rows.features[at], rows.targets[at] - rows.targets[at].mean()

        def loss(b: Any) -> Any:
            # By a complex step the derivative is exact to rounding.
            z = (x - x.mean(axis=0)) @ b
            return ((y - net.scale * z / np.sqrt((z * z).mean() + epsilon)) ** 2).mean()

        small = 1e-30
        return np.array([loss(beta + small * 1j * unit_vector).imag / small for unit_vector in np.eye(2)])

    kept, beta, found = 1 - 2 * eta * l2, np.array([-0.3, 0.5]), []
    for t in range(401):
        rate = eta * kept ** (-2 * t - 1) if grows else eta
        cosine = beta @ best / np.hypot(*beta) / np.hypot(*best)
        found.append((np.degrees(np.arccos(min(cosine, 1.0))), np.hypot(*beta), rate / (beta @ beta)))
        at = groups[order[min(t, 399)]] if batch == "ten" else np.arange(200)
        beta = (1.0 if grows else kept) * beta - rate * slope(beta, at)
    return np.array(found)


def drawn(eta: float, l2: float, epsilon: float, batch: str, *, grows: bool = False) -> Vector:
    asked = "([s, how, grows]) => lossfold.rates.trajectory(s, how, grows).map((e) => [e.angle, e.length, e.rate])"
    how = {"eta": eta, "l2": l2, "batch": batch, "epsilon": epsilon}
    return np.array(in_the_page(FILES, asked, [RATES, how, grows]))


@pytest.mark.parametrize(
    ("epsilon", "batch", "grows"), [(0.0, "ten", False), (0.0, "ten", True), (0.01, "all", False), (0.01, "ten", False)]
)
def test_the_trajectories_are_those_of_the_rows(epsilon: float, batch: str, grows: bool) -> None:
    mine, theirs = trajectory(0.1, 0.05, epsilon, batch, grows=grows), drawn(0.1, 0.05, epsilon, batch, grows=grows)
    # An arc cosine near 0 loses half of the digits; the moments are sent with nine.
    assert np.abs(mine[:, 0] - theirs[:, 0]).max() < 1e-4
    assert theirs[:, 1:] == pytest.approx(mine[:, 1:], rel=1e-6)


def test_decay_is_a_growing_rate_and_what_the_page_says_of_it() -> None:
    bare, decayed, grown = (
        trajectory(0.1, 0, 0, "ten"),
        trajectory(0.1, 0.05, 0, "ten"),
        trajectory(0.1, 0.05, 0, "ten", grows=True),
    )
    assert np.abs(decayed[:, 0] - grown[:, 0]).max() < 1e-5
    assert (np.diff(bare[:, 1]) > 0).all()
    numbers = [bare[0, 1], bare[-1, 1], bare[0, 2], bare[-1, 2], decayed[-1, 1], decayed[-1, 2]]
    angles = [bare[-200:, 0].mean(), decayed[-200:, 0].mean()]
    times = (1 - 2 * 0.1 * 0.05) ** -801
    names("decay-is-rate", *(f"{each:.3f}" for each in numbers), *(f"{each:.1f}" for each in angles), f"{times:.0f}")
    apart = np.abs(drawn(0.1, 0.05, 0.01, "ten")[:, 0] - drawn(0.1, 0.05, 0.01, "ten", grows=True)[:, 0])
    assert apart.max() > 10
    # With all rows the length falls until the direction is thrown off.
    lengths, angles = drawn(0.1, 0.05, 0.0, "all")[:, 1], drawn(0.1, 0.05, 0.0, "all")[:, 0]
    assert (np.diff(lengths[40:100]) < 0).all()
    assert angles[100] < 0.1
    assert angles[100:].max() > 5


def test_the_turn_of_a_step_is_four_times_as_large_at_half_the_length() -> None:
    asked = "([s, beta]) => lossfold.rates.gradient(beta, s.all, s.gamma, 0)"
    beta = np.array([0.7, -0.2])
    turns = []
    for length in (1.0, 0.5):
        slope = np.array(in_the_page(FILES, asked, [RATES, (length * beta).tolist()]))
        assert slope @ beta == pytest.approx(0.0, abs=1e-12)
        turns.append(1e-6 * np.hypot(*slope) / (length * np.hypot(*beta)))
    assert turns[1] / turns[0] == pytest.approx(4.0)
