"""Nodes are nested to the bit, and what passes through values on them is their polynomial."""

from itertools import pairwise

import numpy as np
import pytest

from landscapes.slices.nodes import LEVELS, nodes, reading


def test_five_nodes_by_hand() -> None:
    # −cos(kπ/4): −1, −√½, 0, √½, 1
    np.testing.assert_allclose(nodes(5, -1.0, 1.0), [-1.0, -(0.5**0.5), 0.0, 0.5**0.5, 1.0], rtol=1e-15, atol=0.0)


@pytest.mark.parametrize("box", [(-1.0, 1.0), (-0.3, 1.7)])
def test_each_level_holds_the_one_before_to_the_bit(box: tuple[float, float]) -> None:
    for coarse, fine in pairwise(LEVELS):
        np.testing.assert_array_equal(nodes(coarse, *box), nodes(fine, *box)[::2])
    assert (nodes(33, *box)[0], nodes(33, *box)[-1]) == box


@pytest.mark.parametrize("count", LEVELS)
def test_a_polynomial_of_the_largest_degree_is_read_exactly(count: int) -> None:
    at = np.linspace(-2.0, 1.0, 41)
    value = np.polynomial.Polynomial(np.random.default_rng(count).standard_normal(count), domain=[-2.0, 1.0])
    read = reading(count, -2.0, 1.0, at) @ value(nodes(count, -2.0, 1.0))
    np.testing.assert_allclose(read, value(at), atol=1e-12 * count)


def test_a_node_is_read_as_it_is() -> None:
    places = nodes(9, -1.0, 1.0)
    np.testing.assert_array_equal(reading(9, -1.0, 1.0, places), np.eye(9))
