"""What we use of SciPy: its ``expit`` (the sigmoid σ) and ``logit`` as they are, and functions with types."""
# pyright: basic

from collections.abc import Callable
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, lambertw, logit

__all__ = ["bicubic", "expit", "lambert_w", "logit", "zero_between"]

Array = NDArray[np.floating]


def lambert_w(z: float) -> float:
    """The w ≥ 0 with w·e^w = z, for z ≥ 0: the principal branch of Lambert's function."""
    return float(np.real(lambertw(z)))


def zero_between(low: float, high: float, function: Callable[[float], float], fine: float = 1e-300) -> float:
    """A zero of a continuous function that has different signs at both ends, to a few units in the last place, or to
    ``fine`` if that is more.

    Source: Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4.
    """
    from scipy.optimize import brentq  # two thirds of a second to import: not before the first page

    tight = np.float64(4.0 * np.finfo(float).eps)
    # A number, unless one asks for the full output.
    zero = cast("float", brentq(function, low, high, xtol=fine, rtol=tight, maxiter=2000))
    return float(zero)


def bicubic(lines: Array, values: Array, finer: Array) -> Array:
    """(n, n) the cubic spline through values (m, m) on the grid lines × lines, read on the grid finer × finer."""
    from scipy.interpolate import RectBivariateSpline  # a quarter of a second to import: not before the first page

    return np.asarray(RectBivariateSpline(lines, lines, values)(finer, finer))


def least_in_box(
    function: Callable[[Array], tuple[float, Array]], start: Array, box: tuple[tuple[float, float], ...]
) -> Array:
    """Where a smooth function is least in a box, from a start; the function returns value and gradient.

    Source: Byrd, Lu, Nocedal & Zhu, SIAM J. Sci. Comput. 16(5), 1995 (L-BFGS-B).
    """
    from scipy.optimize import minimize  # two thirds of a second to import: not before the first page

    options = {"ftol": 0.0, "gtol": 1e-13, "maxiter": 500}
    found = minimize(function, start, jac=True, bounds=box, method="L-BFGS-B", options=options)
    return np.asarray(found.x)
