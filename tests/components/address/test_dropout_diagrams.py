"""Dropout as it happens: what the scripts work out, against NumPy, and the numbers that the page names."""

import numpy as np
import pytest
from scipy.special import expit, logit

from components.address.diagrams import Shift
from components.address.dropout_diagrams import FAMILIES, Ensemble, Masks
from landscapes import Problem, Spec, solve
from landscapes.data.datasets import correlated
from landscapes.models.normalization import variance_shift
from tests.components.address.test_batch_norm_diagrams import mulberry, names
from tests.page_code import in_the_page

FILES = ("core/format", "diagrams/chance", "diagrams/masks", "diagrams/ensemble")
MASKS, ENSEMBLE = Masks().scene(), Ensemble().scene()
FEATURES, TARGETS = np.array(MASKS["features"]), np.array(MASKS["targets"])
AT = np.array(MASKS["at"])


def masks(drop: float, family: str) -> np.ndarray:
    """(200 draws, 200 rows, 2) The masks, of lots drawn in whole numbers."""
    if family == "shared":
        lots = np.array(mulberry(MASKS["seed"], 400)).reshape(200, 1, 2).repeat(200, axis=1)
    else:
        lots = np.array(mulberry(MASKS["seed"], 80_000)).reshape(200, 200, 2)
    if family == "gaussian":
        radius, turn = np.sqrt(-2 * np.log(1 - lots[..., 0])), 2 * np.pi * lots[..., 1]
        noise = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=-1)
        return 1 + np.sqrt(drop / (1 - drop)) * noise
    if family == "together":
        lots = lots[..., :1].repeat(2, axis=-1)
    return np.where(lots >= drop, 1 / (1 - drop), 0.0)


def losses(drop: float, family: str, beta: np.ndarray) -> np.ndarray:
    """(200,) Each draw's mean squared error."""
    return (((masks(drop, family) * FEATURES) @ beta - TARGETS) ** 2).mean(axis=1)


def told(drop: float, family: str, beta: np.ndarray) -> dict:
    asked = """({ scene, drop, family, beta }) => {
      const square = scene.targets.reduce((sum, y) => sum + y * y, 0) / scene.targets.length;
      const { drawn, expected, valueOf, minimum } = lossfold.masks;
      const exact = expected(scene, drop, family);
      const draws = drawn(scene, drop, family);
      return {
        draws: draws.map((each) => valueOf(each, beta, square)), exact: valueOf(exact, beta, square),
        least: minimum(exact),
      };
    }"""
    return in_the_page(FILES, asked, {"scene": MASKS, "drop": drop, "family": family, "beta": beta.tolist()})


def penalty(drop: float, family: str, beta: np.ndarray) -> float:
    """What the expected loss adds to the loss: the formulas of the page and of the figure."""
    rows = (FEATURES @ beta) ** 2 if family == "together" else (FEATURES**2) @ beta**2
    return drop / (1 - drop) * rows.mean()


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("drop", [0.2, 0.5])
def test_draws_and_their_expectation(family: str, drop: float) -> None:
    for beta in (AT, np.array([-0.4, 1.1])):
        found = told(drop, family, beta)
        np.testing.assert_allclose(found["draws"], losses(drop, family, beta), rtol=1e-9)
        bare = ((FEATURES @ beta - TARGETS) ** 2).mean()
        assert found["exact"] == pytest.approx(bare + penalty(drop, family, beta), rel=1e-9)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_mean_of_the_draws_is_the_expectation_within_its_error(family: str) -> None:
    found = told(0.5, family, AT)
    draws = np.array(found["draws"])
    for k in (40, 200):
        error = draws[:k].std(ddof=1) / np.sqrt(k)
        assert abs(draws[:k].mean() - found["exact"]) < 1.5 * error


def test_the_minimum_is_that_of_the_landscape() -> None:
    spec = Spec.from_query({"loss": "linear", "data": "correlated", "l1": "0", "drop": "0.5"})
    assert told(0.5, "rows", AT)["least"] == pytest.approx(solve(spec).points[0], abs=1e-4)
    bare = Spec.from_query({"loss": "linear", "data": "correlated", "l1": "0"})
    assert pytest.approx(solve(bare).points[0], abs=5e-4) == AT
    rows = Problem.of(bare).rows
    assert rows.features == pytest.approx(correlated(0.8, classification=False).features)


def test_an_ellipse_lies_on_its_level() -> None:
    asked = "([q, above]) => lossfold.masks.ellipse(q, above)"
    gram, cross = np.array([[2.0, 0.6], [0.6, 1.5]]), np.array([0.7, -0.2])
    points = np.array(in_the_page(FILES, asked, [[2.0, 0.6, 1.5, 0.7, -0.2], 0.3])).reshape(-1, 2)
    least = np.linalg.solve(gram, cross)
    values = np.einsum("ki,ij,kj->k", points - least, gram, points - least)
    assert values == pytest.approx(0.3)


def together(drop: float, unit: str, inverted: str) -> dict:
    asked = "([s, how]) => lossfold.ensemble.together(s, how)"
    return in_the_page(FILES, asked, [ENSEMBLE, {"drop": drop, "unit": unit, "inverted": inverted}])


@pytest.mark.parametrize("inverted", ["1", "0"])
@pytest.mark.parametrize("drop", [0.5, 0.3])
def test_the_sub_models_and_what_stands_for_them(drop: float, inverted: str) -> None:
    scale = 1 / (1 - drop) if inverted == "1" else 1.0
    # x = (2, 1), β = (1, −1.5): the terms of the score are 2 and −1.5.
    scores = scale * np.array([0.5, 2.0, -1.5, 0.0])
    chances = np.array([(1 - drop) ** 2, (1 - drop) * drop, drop * (1 - drop), drop**2])
    found = together(drop, "sigmoid", inverted)
    assert [each["score"] for each in found["models"]] == pytest.approx(scores)
    assert [each["chance"] for each in found["models"]] == pytest.approx(chances)
    assert found["average"] == pytest.approx(chances @ expit(scores))
    # The normalized geometric mean is the sigmoid of the mean of the logits, which is the score at test.
    assert found["geometric"] == pytest.approx(expit(chances @ logit(expit(scores))))
    assert found["rule"] == pytest.approx(found["geometric"], rel=1e-12)
    linear = together(drop, "linear", inverted)
    assert linear["average"] == pytest.approx(linear["rule"])


def test_the_mask_goes_backward_too() -> None:
    for unit, value in (
        ("sigmoid", lambda u: -np.log(expit(u))),
        ("linear", lambda u: 0.5 * (u - 1.0) ** 2),
    ):
        models = together(0.5, unit, "1")["models"]
        for mask, found in zip(([2, 2], [2, 0], [0, 2], [0, 0]), models, strict=True):
            for j in range(2):
                step = 1e-6 * np.eye(2)[j]
                up, down = (value(np.array(mask) * (np.array([1, -1.5]) + s) @ np.array([2, 1])) for s in (step, -step))
                assert found["gradient"][j] == pytest.approx((up - down) / 2e-6, abs=1e-7)
                assert found["gradient"][j] == 0.0 or mask[j]


def test_what_the_page_says() -> None:
    exact = ((FEATURES @ AT - TARGETS) ** 2).mean() + penalty(0.5, "rows", AT)
    both = ((FEATURES @ AT - TARGETS) ** 2).mean() + penalty(0.5, "together", AT)
    own, shared = losses(0.5, "rows", AT).std(), losses(0.5, "shared", AT).std()
    assert shared / own == pytest.approx(5, abs=0.3)
    chances, scores = np.full(4, 0.25), np.array([1.0, 4.0, -3.0, 0.0])
    numbers = [exact, both, own, shared, chances @ expit(scores), expit(0.5)]
    names("sampled-masks", *(f"{each:.3f}" for each in numbers))


def test_gaussian_dropout_shifts_as_much_and_a_little_noise_hardly() -> None:
    draws = np.random.default_rng(8)
    inputs = 1.0 + draws.standard_normal(2_000_000)
    zeros = (draws.random(inputs.size) >= 0.5) / 0.5
    noise = 1.0 + draws.standard_normal(inputs.size)
    # Both masks have mean 1 and variance δ/(1 − δ) = 1; the formula says 1/3.
    for mask in (zeros, noise):
        assert inputs.var() / (mask * inputs).var() == pytest.approx(variance_shift(1.0, 1.0, 0.5), rel=0.01)
    # What the figure says for each noise, against that noise itself.
    files = ("core/format", "diagrams/panel", "diagrams/diagrams")
    asked = "({ scene, family, c, drop }) => lossfold.diagrams.shifted(scene, family, c, drop)"
    for family, c, drop in (
        ("gaussian", 1.0, 0.5),
        ("gaussian", 0.3, 0.2),
        ("uniform", 1.0, 0.5),
        ("uniform", 2.0, 0.9),
    ):
        around = c + draws.standard_normal(1_000_000)
        width = np.sqrt(drop / (1 - drop))
        normal = draws.standard_normal(around.size)
        noise = 1 + (width * normal if family == "gaussian" else draws.uniform(-drop, drop, around.size))
        said = in_the_page(
            files, asked, {"scene": Shift(c, drop, family).scene(), "family": family, "c": c, "drop": drop}
        )
        assert around.var() / (noise * around).var() == pytest.approx(float(said["ratio"].split()[1]), rel=0.02)
        assert noise.var() == pytest.approx(float(said["spread"].split()[1]), rel=0.02)
    for c, drop in ((0.0, 0.5), (1.0, 0.5), (3.0, 0.9)):
        said = in_the_page(files, asked, {"scene": Shift(c, drop).scene(), "family": "gaussian", "c": c, "drop": drop})
        assert float(said["ratio"].split()[1]) == pytest.approx(variance_shift(c, 1.0, 1 - drop), rel=1e-3)
    # Uniform in [−0.1, 0.1]: variance 0.01/3, and Var x(1 + r) = 1 + 0.01/3 for c = 0.
    names("variance-shift", f"{1 / (1 + 0.01 / 3):.3f}")
