"""The rows of the polynomial's figure, and what the error on new rows is made of."""

import numpy as np
import pytest
from numpy.polynomial import chebyshev
from scipy.integrate import quad

from landscapes.models.polynomial import DEGREES, DRAWS, ROWS, draws, rows_of, sine_products


def test_rows_worked_by_hand() -> None:
    x, y = rows_of(9, 0.0, 1)
    assert x.tolist() == [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0]
    # sin of −π, −3π/4, −π/2, …
    half = np.sqrt(0.5)
    assert y == pytest.approx([0, -half, -1, -half, 0, half, 1, half, 0], abs=1e-15)
    noisy = rows_of(9, 0.5, 3)[1]
    assert noisy - y == pytest.approx(0.5 * draws()[2, :9], abs=1e-15)


def test_the_noise_is_the_same_for_everyone_and_looks_standard_normal() -> None:
    z = draws()
    assert z.shape == (DRAWS, ROWS[1])
    assert np.array_equal(z, draws())
    # Three decimals: what is written is what is used.
    assert np.array_equal(z, np.array([[float(f"{each:.3f}") for each in row] for row in z]))
    # 800 draws: the mean has a standard error of 0.035, the variance one of 0.05.
    assert abs(z.mean()) < 0.1
    assert z.var() == pytest.approx(1.0, abs=0.15)


def test_the_means_of_products_with_the_sine() -> None:
    found = sine_products()
    # ½∫x sin πx dx = 1/π, and T₃ = 4x³ − 3x with ½∫x³ sin πx dx = 1/π − 6/π³.
    assert found[:4] == pytest.approx([0, 1 / np.pi, 0, 4 * (1 / np.pi - 6 / np.pi**3) - 3 / np.pi], abs=1e-14)
    for k in range(DEGREES[1] + 1):
        own = quad(lambda x, k=k: 0.5 * chebyshev.Chebyshev.basis(k)(x) * np.sin(np.pi * x), -1, 1, epsabs=1e-13)[0]
        assert found[k] == pytest.approx(own, abs=1e-12)
