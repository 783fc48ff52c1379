r"""Nested Chebyshev–Lobatto nodes, and what passes through values on them.

Nodes $x_k = -\cos(\pi k / N)$, $k = 0 … N$; those of N are among those of 2N. Source: Trefethen, Approximation Theory
and Approximation Practice, 2013, ch. 2 and 5.
"""

import math

import numpy as np

from ..data.rows import Vector

# Nodes an axis, each level holding those before it.
LEVELS = (5, 9, 17, 33)


def nodes(count: int, low: float, high: float) -> Vector:
    """(count,) ascending, from low to high; of an odd count the middle one is (low + high)/2 to the bit.

    The same number, to the bit, in every level that holds it.
    """
    finest = LEVELS[-1] - 1
    places = np.arange(count) * (finest // (count - 1))
    return np.array([_between(low, high, math.sin(math.pi * (2 * k - finest) / (2 * finest))) for k in places])


def _between(low: float, high: float, x: float) -> float:
    return low if x == -1.0 else high if x == 1.0 else 0.5 * (low + high) + 0.5 * (high - low) * x


def reading(count: int, low: float, high: float, at: Vector) -> Vector:
    r"""(len(at), count) the matrix that takes values on the nodes to those of their polynomial at other places.

    $$p(x) = \sum_k \frac{w_k}{x - x_k} f_k \Big/ \sum_k \frac{w_k}{x - x_k}, \qquad w_k = (-1)^k,
    \text{ halved at both ends}$$

    Source: Berrut & Trefethen, SIAM Review 46(3), 2004 (barycentric formula; weights by Salzer).
    """
    places = nodes(count, low, high)
    weights = np.where(np.arange(count) % 2 == 0, 1.0, -1.0)
    weights[[0, -1]] *= 0.5
    apart = at[:, np.newaxis] - places[np.newaxis, :]
    on_node = apart == 0.0
    ratios = weights[np.newaxis, :] / np.where(on_node, 1.0, apart)
    matrix = ratios / ratios.sum(axis=1, keepdims=True)
    matrix[on_node.any(axis=1)] = on_node[on_node.any(axis=1)]
    return matrix
