"""Where batch norm fails: what the script works out, against batches that are made, and the page's numbers."""

import numpy as np
import pytest
from scipy.stats import chi2, norm

from components.address.failing_diagram import Failing
from tests.components.address.test_batch_norm_diagrams import names
from tests.page_code import in_the_page

FILES = ("diagrams/failing",)
SCENE = Failing().scene()


def told(name: str, *given: float) -> dict:
    return in_the_page(FILES, f"given => lossfold.failing.{name}(...given)", [*given])


def normalized(batch: np.ndarray) -> np.ndarray:
    return (batch - batch.mean()) / batch.std()


@pytest.mark.parametrize("m", [2, 4, 33, 64])
def test_the_variance_of_a_batch(m: int) -> None:
    # m σ_B²/σ² has a χ² distribution of m − 1 degrees.
    found = told("small", m)
    assert found["mean"] == pytest.approx(chi2(m - 1).mean() / m)
    assert found["spread"] == pytest.approx(chi2(m - 1).std() / m)
    # The largest number is that of one row apart from all others.
    assert found["bound"] == pytest.approx(normalized(np.eye(m)[0]).max())
    draws = np.random.default_rng(3).standard_normal((500, m)) ** 3
    assert max(np.abs(normalized(each)).max() for each in draws) <= found["bound"] + 1e-9


@pytest.mark.parametrize(("m", "present"), [(32, 0.05), (5, 0.4)])
def test_a_rare_feature(m: int, present: float) -> None:
    found = told("sparse", m, present)
    for value in (0.3, 700.0):
        assert found["training"] == pytest.approx(normalized(value * np.eye(m)[0]).max())
        rows = value * (np.arange(100) < round(100 * present))
        assert found["use"] == pytest.approx(normalized(rows).max())
    drawn = np.random.default_rng(5).random((40_000, m)) < present
    assert found["none"] == pytest.approx((~drawn.any(axis=1)).mean(), abs=4 * 0.5 / 200)


@pytest.mark.parametrize("padded", [0.0, 0.25, 0.5, 0.9])
def test_padding_counts(padded: float) -> None:
    # Words of mean 2 and variance 1.
    zeros = round(20 * padded)
    batch = np.array([1.0, 3.0] * (20 - zeros) + [0.0] * 2 * zeros)
    found = told("padding", padded, SCENE["word"])
    assert (found["mean"], found["variance"]) == pytest.approx((batch.mean(), batch.var()))
    assert found["value"] == pytest.approx((2 - batch.mean()) / batch.std())


def test_drift() -> None:
    beyond = dict(zip(SCENE["stops"]["moved"], SCENE["beyond"], strict=True))
    for d, share in beyond.items():
        assert share == pytest.approx(norm.cdf(-2, d) + norm.sf(2, d), rel=1e-8)


def test_what_the_page_says() -> None:
    numbers = [chi2(m - 1).std() / m for m in (4, 64)] + [chi2(63).mean() / 64, np.sqrt(31), np.sqrt(19), 0.95**32]
    numbers += [(2 - 1) / np.sqrt(1.5), norm.cdf(-2, 1.5) + norm.sf(2, 1.5), 2 * norm.sf(2)]
    names("batch-norm-fails", "0.75", *(f"{each:.3f}" for each in numbers))
