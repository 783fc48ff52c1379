"""The penalties' layers against evaluation of the whole vector of parameters."""

import numpy as np
import pytest

from landscapes.slices import Slice
from landscapes.slices.penalties import l1_layer, l2_numbers

DRAW = np.random.default_rng(2)


def test_both_layers_at_a_point_worked_by_hand() -> None:
    theta, first, second = [np.array([3.0, -4.0])], [np.array([1.0, 0.0])], [np.array([1.0, 2.0])]
    # a = 2, b = 1: θ = (3 + 2 + 1, −4 + 2) = (6, −2): 8 and 40
    l1 = l1_layer(theta, first, second, np.array([0.0, 2.0]), np.array([0.0, 1.0]))
    assert l1.tolist() == [[7.0, 9.0], [6.0, 8.0]]
    assert l2_numbers(theta, first, second).tolist() == [25.0, 6.0, -10.0, 1.0, 2.0, 5.0]


@pytest.mark.parametrize("a", [np.linspace(-1.0, 1.0, 9), np.array([-1.0, -0.9, 0.3, 2.0])])
def test_both_layers_are_those_of_the_flattened_vector(a: np.ndarray) -> None:
    b = np.linspace(-0.5, 2.0, 6)
    shapes = [(50, 700), (33,)]
    theta, first, second = ([DRAW.standard_normal(shape).astype(np.float32) for shape in shapes] for _ in range(3))
    # Weights that do not move along d₁, and some that stand.
    first[0][::3] = 0.0
    second[0][::6] = 0.0
    flat = [np.concatenate([array.ravel() for array in arrays]).astype(float) for arrays in (theta, first, second)]
    points = np.array([[flat[0] + x * flat[1] + y * flat[2] for x in a] for y in b])
    np.testing.assert_allclose(l1_layer(theta, first, second, a, b), np.abs(points).sum(axis=2), rtol=1e-12)
    layer = Slice(a, b, np.zeros((6, len(a))), l2_numbers(theta, first, second)).l2_layer
    assert layer is not None
    np.testing.assert_allclose(layer, (points**2).sum(axis=2), rtol=1e-12)


def test_a_tip_on_a_line_of_the_grid_and_weights_that_hardly_move() -> None:
    theta, first = [np.array([0.5, -1.0, 1.0, 2.0])], [np.array([1.0, 1.0, -1.0, 1e-300])]
    still = [np.zeros(4)]
    found = l1_layer(theta, first, still, np.array([-1.0, -0.5, 0.0, 0.5, 1.0]), np.array([0.0, 1.0]))
    # a = 1: 1.5 + 0 + 0 + 2
    assert found[0].tolist() == [6.5, 5.0, 4.5, 4.0, 3.5]
