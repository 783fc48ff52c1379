"""Is it really L2? What regularizers stand for, against the landscapes themselves, and by hand."""

import numpy as np
import pytest

from landscapes import Problem, Spec, evaluate, solve
from landscapes.analysis.taylor import TaylorPolynomial
from landscapes.data.rows import Vector
from tests.landscapes.analysis.l2_equivalent import l2_equivalent

UNPENALIZED = {"l1": 0.0, "n": 61}


def unregularized(spec: Spec) -> Spec:
    """The spec with nothing added to its loss."""
    off = dict.fromkeys(("drop", "noise", "smoothing", "share", "confidence"), 0.0)
    return spec.with_(**off, mask="dropout", rescale=True)


def gap(spec: Spec, found: TaylorPolynomial, within: float) -> float:
    """The largest difference to the plain loss with the polynomial, over the middle of the square."""
    terms, bare = evaluate(spec), evaluate(unregularized(spec))
    b1, b2 = np.meshgrid(terms.axis, terms.axis)
    points = np.stack([b1, b2], axis=-1)
    added: Vector = found.constant + points @ found.linear + np.sum(points @ found.quadratic * points, axis=-1)
    middle = np.maximum(np.abs(b1), np.abs(b2)) <= within * spec.range
    return float(np.abs(terms.layers["loss"] - bare.layers["loss"] - added)[middle].max())


L2 = [
    Spec(loss="linear", data="diabetes", drop=0.3, **UNPENALIZED),
    Spec(loss="linear", data="diabetes", drop=0.3, mask="gaussian", **UNPENALIZED),
    Spec(loss="linear", data="diabetes", drop=0.3, mask="attention", **UNPENALIZED),
    Spec(loss="linear", data="correlated", noise=0.7, **UNPENALIZED),
    Spec(loss="linear", data="correlated", noise=0.7, drop=0.3, **UNPENALIZED),
]
WEIGHTS = [3 / 7, 3 / 7, 3 / 7, 0.49, 0.49 + 3 / 7]


@pytest.mark.parametrize(("spec", "weight"), list(zip(L2, WEIGHTS, strict=True)))
def test_for_squared_error_it_is_exactly_l2(spec: Spec, weight: float) -> None:
    found = l2_equivalent(Problem.of(spec))
    assert found is not None
    assert found.exact
    assert found.weight == pytest.approx(weight)
    assert gap(spec, found, 1.0) < 1e-12
    # So its minimum is the plain one's with that much more of Ω.
    np.testing.assert_allclose(solve(spec).points, solve(unregularized(spec).with_(l2=weight)).points, atol=1e-10)


@pytest.mark.parametrize(
    "change", [{"drop": 0.2}, {"noise": 0.5}, {"drop": 0.2, "mask": "gaussian"}, {"drop": 0.2, "noise": 0.3}]
)
def test_for_a_cross_entropy_it_is_l2_near_the_origin_only(change: dict[str, float | str]) -> None:
    spec = Spec(loss="logistic", data="breast-cancer", **UNPENALIZED, **change)  # pyright: ignore[reportArgumentType]
    found = l2_equivalent(Problem.of(spec))
    assert found is not None
    assert not found.exact
    assert found.weight is not None
    near, far = gap(spec, found, 0.05), gap(spec, found, 1.0)
    assert near < 0.02 * far
    assert far > 0.1


@pytest.mark.parametrize(
    ("spec", "exact"),
    [
        # One mask for both inputs: δ/(1 − δ) times the mean of (x·β)².
        (Spec(loss="linear", data="diabetes", drop=0.3, mask="block", **UNPENALIZED), True),
        # Larger inputs are dropped less often.
        (Spec(loss="linear", data="diabetes", drop=0.3, mask="adaptive", **UNPENALIZED), True),
        # The mean of the inputs moves.
        (Spec(loss="linear", data="diabetes", drop=0.3, rescale=False, **UNPENALIZED), True),
        (Spec(loss="linear", data="diabetes", share=0.4, **UNPENALIZED), True),
        (Spec(loss="logistic", data="breast-cancer", smoothing=0.3, convention="others", **UNPENALIZED), True),
        # Smoothed, then dropped out: the plane is that of the inputs as masks leave them.
        (Spec(loss="logistic", drop=0.4, rescale=False, smoothing=0.3, share=0.2, **UNPENALIZED), False),
        (Spec(noise=0.7, **UNPENALIZED), False),
        (Spec(p=0.7, x=2.0, confidence=0.8, share=0.1, **UNPENALIZED), False),
        (Spec(loss="huber", data="diabetes", drop=0.3, **UNPENALIZED), False),
    ],
)
def test_what_is_no_l2_is_said_as_it_is(spec: Spec, exact: bool) -> None:
    found = l2_equivalent(Problem.of(spec))
    assert found is not None
    assert found.weight is None
    assert found.exact == exact
    whole = gap(spec, found, 1.0)
    if exact:
        assert whole < 1e-12
    else:
        # One and two steps of the grid away: what is left is of third order at least.
        assert gap(spec, found, 0.07) > 7.0 * gap(spec, found, 0.035)
        assert whole > 1e-3


def test_polynomials_by_hand() -> None:
    # Noise on the softmax pair's one input: ½·¼·σ²(β₁ − β₂)².
    noisy = l2_equivalent(Problem.of(Spec(noise=0.4)))
    assert noisy is not None
    np.testing.assert_allclose(noisy.quadratic, 0.02 * np.array([[1, -1], [-1, 1]]), rtol=1e-9)
    # p = 1 and ε = 0.2 by ε/2: the target is 0.9, so 0.1·(β₁ − β₂) is added.
    smooth = l2_equivalent(Problem.of(Spec(smoothing=0.2)))
    assert smooth is not None
    np.testing.assert_allclose(smooth.linear, [0.1, -0.1])
    assert smooth.exact
    # Dropped without rescaling on toy: 2δ·mean(xy)·β − δ·mean(x²)β², from E(y − mxβ)² with P(m = 0) = δ.
    kept = l2_equivalent(Problem.of(Spec(loss="linear", data="toy", drop=0.25, rescale=False)))
    assert kept is not None
    np.testing.assert_allclose(kept.linear, [0.25, 0.25])
    np.testing.assert_allclose(kept.quadratic, -0.25 * np.eye(2), atol=1e-15)


def test_where_nothing_is_added_nothing_stands_for_it() -> None:
    for spec in (Spec(), Spec(loss="linear"), Spec(loss="residual"), Spec(loss="batchnorm")):
        assert l2_equivalent(Problem.of(spec)) is None
