"""What dropout's variants drop together: exact means and variances against enumeration, and the page's numbers."""

from itertools import permutations, product

import numpy as np
import pytest

from components.address.variant_diagrams import Variants
from tests.components.address.test_batch_norm_diagrams import mulberry, names
from tests.page_code import in_the_page

FILES = ("core/format", "diagrams/chance", "diagrams/panel", "diagrams/variants")
SCENE = Variants().scene()
KINDS = tuple(SCENE["kinds"])
WEIGHTS = (116, 88, 12)


def values_of(kind: str) -> np.ndarray:
    """What each number adds to the output."""
    picture = SCENE["pictures"][SCENE["kinds"][kind]["picture"]]
    return np.array(picture["values"]) / picture["divisor"]


def told(kind: str, drop: float) -> dict:
    asked = """({ scene, kind, drop }) => ({
      variance: lossfold.variants.variance(scene, kind, drop),
      draws: lossfold.variants.drawn(scene, kind, drop),
    })"""
    return in_the_page(FILES, asked, {"scene": SCENE, "kind": kind, "drop": drop})


def of_groups(values: np.ndarray, groups: list[int], drop: float) -> tuple[float, float]:
    """Mean and variance: over all masks of the groups where these are few, else the sum of the variances."""
    sums = np.bincount(groups, values)
    if len(sums) > 16:
        return sums.sum(), float(sums @ sums) * ((1 - drop) / (1 - drop) ** 2 - 1)
    masks = np.array(list(product([0, 1], repeat=len(sums))))
    chances = np.prod(np.where(masks, 1 - drop, drop), axis=1)
    outputs = masks @ sums / (1 - drop)
    mean = chances @ outputs
    return mean, float(chances @ (outputs - mean) ** 2)


def of_squares(values: np.ndarray, drop: float) -> tuple[float, float]:
    """Of DropBlock, with the squares over each number as sets: a pair is kept if none of either is drawn."""
    places = list(product(range(3), range(6), range(6)))
    over = [frozenset(product([c], range(i, i + 3), range(j, j + 3))) for c, i, j in places]
    none = (1 - drop) ** (1 / 9)
    kept = np.array([[none ** len(one | two) for two in over] for one in over])
    covariance = kept / (1 - drop) ** 2 - 1
    return float(values.sum()), float(values @ covariance @ values)


def of_weighted(values: np.ndarray, drop: float) -> tuple[float, float]:
    """Of channels drawn one after another by their weights: over all orders."""
    channels = values.reshape(3, 36).sum(axis=1)
    count = max(1, int(3 * (1 - drop) + 0.5))
    orders = {}
    for order in permutations(range(3), count):
        chance, rest = 1.0, sum(WEIGHTS)
        for each in order:
            chance, rest = chance * WEIGHTS[each] / rest, rest - WEIGHTS[each]
        orders[order] = chance
    chances = [sum(chance for order, chance in orders.items() if each in order) for each in range(3)]
    outputs = {order: sum(channels[each] / chances[each] for each in order) for order in orders}
    mean = sum(orders[order] * outputs[order] for order in orders)
    return mean, sum(orders[order] * (outputs[order] - mean) ** 2 for order in orders)


def exact(kind: str, drop: float) -> tuple[float, float]:
    values = values_of(kind)
    if kind == "block":
        return of_squares(values, drop)
    return of_weighted(values, drop) if kind == "weighted" else of_groups(values, SCENE["kinds"][kind]["groups"], drop)


def test_the_weights_of_the_channels() -> None:
    assert (values_of("weighted").reshape(3, 36).sum(axis=1) * 108).round(9).tolist() == [*WEIGHTS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("drop", [0.0, 0.2, 0.5, 0.85])
def test_mean_and_variance_are_exact(kind: str, drop: float) -> None:
    mean, variance = exact(kind, drop)
    assert mean == pytest.approx(values_of(kind).sum(), rel=1e-12)
    assert told(kind, drop)["variance"] == pytest.approx(variance, rel=1e-10, abs=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_the_draws_are_as_expected(kind: str) -> None:
    for drop in (0.2, 0.5):
        found = np.array([each["output"] for each in told(kind, drop)["draws"]])
        mean, variance = exact(kind, drop)
        assert abs(found.mean() - mean) <= 1.5 * np.sqrt(variance / len(found))
        assert found.std() == pytest.approx(np.sqrt(variance), rel=0.06)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"block", "weighted"}])
def test_what_is_of_one_group_goes_together(kind: str) -> None:
    groups = np.array(SCENE["kinds"][kind]["groups"])
    lots = np.array(mulberry(SCENE["seed"], 200 * (groups.max() + 1))).reshape(200, -1)
    masks = np.array([each["mask"] for each in told(kind, 0.3)["draws"]])
    np.testing.assert_allclose(masks, np.where(lots < 0.3, 0.0, 1 / 0.7)[:, groups])


def test_dropblock_takes_squares() -> None:
    lots = np.array(mulberry(SCENE["seed"], 200 * 192)).reshape(200, 3, 8, 8)
    drawn = lots < 1 - 0.5 ** (1 / 9)
    gone = np.zeros((200, 3, 6, 6), bool)
    for down, right in product(range(3), range(3)):
        gone |= drawn[:, :, down : down + 6, right : right + 6]
    masks = np.array([each["mask"] for each in told("block", 0.5)["draws"]]).reshape(gone.shape)
    np.testing.assert_array_equal(masks == 0, gone)
    assert gone.mean() == pytest.approx(0.5, abs=0.02)


def test_what_the_page_says() -> None:
    numbers = [np.sqrt(exact(kind, 0.5)[1]) for kind in KINDS if kind != "attention"]
    for kind in ("words", "connect"):
        numbers.append(np.sqrt(of_groups(values_of(kind), SCENE["kinds"][kind]["others"], 0.5)[1]))
    names("dropped-together", "2", "108", *(f"{each:.3f}" for each in numbers))
