"""Is it really L2? The weight that noise stands for, against the landscapes themselves."""

import numpy as np
import pytest

from landscapes import Spec, evaluate
from landscapes.alike import alike
from landscapes.datasets import plain_rows_of

PLAIN = {"l1": 0.0, "n": 61}


def gap(spec: Spec, weight: float, within: float) -> float:
    """The largest difference to the plain loss with that much L2, over the middle of the square."""
    noisy = evaluate(spec)
    plain = evaluate(spec.with_(drop=0.0, noise=0.0, mask="dropout"))
    b1, b2 = np.meshgrid(noisy.axis, noisy.axis)
    middle = np.maximum(np.abs(b1), np.abs(b2)) <= within * spec.range
    away = np.asarray(noisy.layers["loss"]) - np.asarray(plain.layers["loss"]) - weight * (b1**2 + b2**2)
    return float(np.abs(away[middle]).max())


@pytest.mark.parametrize(
    "spec",
    [
        Spec(loss="linear", data="diabetes", drop=0.3, **PLAIN),
        Spec(loss="linear", data="diabetes", drop=0.3, mask="gaussian", **PLAIN),
        Spec(loss="linear", data="diabetes", drop=0.3, mask="attention", **PLAIN),
        Spec(loss="linear", data="correlated", noise=0.7, **PLAIN),
        Spec(loss="linear", data="diabetes", drop=0.3, share=0.4, **PLAIN),
    ],
    ids=["dropout", "gaussian", "attention", "noise", "sharing"],
)
def test_for_squared_error_it_is_exactly_l2(spec: Spec) -> None:
    found = alike(spec, plain_rows_of(spec))
    assert found is not None
    assert found.exact
    assert gap(spec, found.weight, 1.0) < 1e-5


@pytest.mark.parametrize(
    "change",
    [{"drop": 0.2}, {"noise": 0.5}, {"drop": 0.2, "mask": "gaussian"}, {"drop": 0.2, "smoothing": 0.3, "share": 0.1}],
)
def test_for_a_cross_entropy_it_is_l2_near_the_origin_only(change: dict[str, float | str]) -> None:
    spec = Spec(loss="logistic", data="breast-cancer", **PLAIN, **change)  # pyright: ignore[reportArgumentType]
    found = alike(spec, plain_rows_of(spec))
    assert found is not None
    assert not found.exact
    near, far = gap(spec, found.weight, 0.05), gap(spec, found.weight, 1.0)
    assert near < 0.02 * far
    assert far > 0.1


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"drop": 0.3, "noise": 0.3},
        {"drop": 0.3, "mask": "block"},
        {"drop": 0.3, "mask": "adaptive"},
        {"drop": 0.3, "rescale": False},
    ],
)
def test_where_no_l2_stands_for_it_none_is_named(change: dict[str, float | str | bool]) -> None:
    spec = Spec(loss="linear", data="diabetes", **PLAIN, **change)  # pyright: ignore[reportArgumentType]
    assert alike(spec, plain_rows_of(spec)) is None
