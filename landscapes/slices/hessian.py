r"""The largest eigenvalues of a Hessian from its products with vectors: Lanczos with full reorthogonalisation.

After k products the Hessian is known on a space of k dimensions as a tridiagonal matrix, whose largest eigenvalues
come first. Source: Golub & Van Loan, Matrix Computations, 4th ed. 2013, section 10.3; for nets: Ghorbani et al.,
arXiv 1901.10159, 2019.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector

MOST_PRODUCTS = 80
# A residual ‖Hv − λv‖/|λ| that is enough: products of nets in float32 are hardly better.
ENOUGH = 1e-3
# Vectors of more parameters are kept in float32: 80 of them in float64 would fill the memory.
LARGEST_IN_FLOAT64 = 2**18


@dataclass(frozen=True, eq=False)
class EigenPairs:
    """The two largest eigenvalues, (2, p) their unit vectors, and the relative residuals ‖Hv − λv‖/|λ|."""

    values: tuple[float, float]
    vectors: Vector
    residuals: tuple[float, float]


def largest_eigenpairs(product: Callable[[Vector], Vector], size: int, seed: int) -> EigenPairs:
    """The two largest eigenvalues of a symmetric matrix, given v ↦ Hv; seeded.

    It stops when both residuals are at most ``ENOUGH``, or after ``MOST_PRODUCTS`` products. The residuals returned
    are computed anew, by two products more.
    """
    held = np.float64 if size <= LARGEST_IN_FLOAT64 else np.float32
    vector = np.random.default_rng(seed).standard_normal(size)
    basis = [(vector / np.linalg.norm(vector)).astype(held)]
    diagonal: list[float] = []
    beside: list[float] = []
    most = min(MOST_PRODUCTS, size)
    while True:
        rest = product(basis[-1].astype(np.float64))
        diagonal.append(float(basis[-1] @ rest))
        values, mixes = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
        for _ in range(2):
            for known in basis:
                rest = rest - float(known @ rest) * known
        length = float(np.linalg.norm(rest))
        done = len(values) > 2 and _missed(values, mixes, length) <= ENOUGH
        if len(basis) == most or done or length <= 1e-12 * max(abs(values)):
            break
        beside.append(length)
        basis.append((rest / length).astype(held))
    places = (-1, -min(2, len(values)))
    pair = (float(values[places[0]]), float(values[places[1]]))
    vectors = np.stack([sum(mix * known for mix, known in zip(mixes[:, k], basis, strict=True)) for k in places])
    missed = [
        np.linalg.norm(product(v) - value * v) / (abs(value) or 1.0) for value, v in zip(pair, vectors, strict=True)
    ]
    return EigenPairs(pair, vectors, (float(missed[0]), float(missed[1])))


def _missed(values: Vector, mixes: Vector, length: float) -> float:
    """What Lanczos itself says of the residuals of its two largest: ‖rest‖ times the last entry of each vector."""
    return float(max(abs(length * mixes[-1, k] / (values[k] or 1.0)) for k in (-1, -2)))
