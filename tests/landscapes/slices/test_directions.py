"""Directions: norms by hand, inner products, planes through checkpoints and solutions, refusals."""

from typing import Any

import numpy as np
import pytest

from landscapes.libraries.pytrees import take
from landscapes.slices import SliceError
from landscapes.slices.directions import explicit_plane, pca_plane, random_plane, solutions_plane
from landscapes.slices.leaves import filter_norms, flat
from tests.landscapes.slices.nets import net

# Two filters, the columns (3, 4) and (0, 2), of norms 5 and 2.
TWO = {"kernel": np.array([[3.0, 0.0], [4.0, 2.0]]), "bias": np.array([1.0, 7.0])}


def test_each_filter_of_a_kernel_is_scaled_to_the_norm_of_its_own() -> None:
    plane = random_plane(take(TWO), "filter", 0)
    for arrays in (plane.first, plane.second):
        bias, kernel = arrays
        assert bias.tolist() == [0.0, 0.0]
        assert np.linalg.norm(kernel, axis=0) == pytest.approx([5.0, 2.0])


def test_a_convolution_has_a_filter_for_each_output_channel() -> None:
    kernel = np.zeros((2, 2, 1, 2))
    kernel[:, :, 0, 0], kernel[:, :, 0, 1] = 1.0, 3.0
    # four ones: 2; four threes: 6
    assert filter_norms(kernel, 3).ravel().tolist() == [2.0, 6.0]
    plane = random_plane(take({"conv": {"kernel": kernel}}), "filter", 1)
    assert np.sqrt((plane.first[0] ** 2).sum(axis=(0, 1, 2))) == pytest.approx([2.0, 6.0])


def test_a_layer_is_scaled_as_a_whole_and_plain_directions_are_as_they_were_drawn() -> None:
    layer, plain = random_plane(take(TWO), "layer", 0), random_plane(take(TWO), "plain", 0, orthogonal=False)
    assert np.linalg.norm(layer.first[1]) == pytest.approx(29.0**0.5)
    assert layer.first[0].tolist() == [0.0, 0.0]
    draw = np.random.default_rng(0)
    assert plain.first[0].tolist() == draw.standard_normal(2).tolist()


def test_directions_are_seeded_and_plain_ones_orthogonal() -> None:
    tree = take(net())
    for kind in ("filter", "layer", "plain"):
        one, other, again = (random_plane(tree, kind, seed) for seed in (3, 4, 3))
        assert flat(one.first).tolist() == flat(again.first).tolist()
        assert flat(one.first).tolist() != flat(other.first).tolist()
    plain = random_plane(tree, "plain", 0)
    assert flat(plain.first) @ flat(plain.second) == pytest.approx(0.0, abs=1e-5)


def test_pca_is_about_the_last_checkpoint_and_says_its_share() -> None:
    base = {"w": np.zeros((1, 3))}
    points = [
        {"w": np.array([[3.0, 0.0, 0.0]])},
        {"w": np.array([[0.0, 2.0, 0.0]])},
        {"w": np.array([[0.0, 0.0, 1.0]])},
    ]
    plane = pca_plane(take(base), [take(point) for point in points])
    # variances 9, 4, 1 about the last point
    assert plane.variance_share == pytest.approx((9 / 14, 4 / 14))
    assert np.abs(flat(plane.first)) == pytest.approx([1.0, 0.0, 0.0])
    with pytest.raises(SliceError, match="on a line"):
        pca_plane(take(base), [take(points[0]), take(base)])


def test_a_plane_runs_through_three_solutions_and_keeps_their_shape() -> None:
    tree = take({"w": np.array([[1.0, 1.0, 0.0]])})
    second, third = take({"w": np.array([[3.0, 1.0, 0.0]])}), take({"w": np.array([[2.0, 4.0, 0.0]])})
    plane = solutions_plane(tree, second, third)
    assert plane.marks is not None
    # d₁ = (2, 0, 0), d₂ = (0, 2, 0); the third is (1, 3) away: a = 0.5, b = 1.5
    assert plane.marks.tolist() == [[0.0, 0.0], [1.0, 0.0], [0.5, 1.5]]
    assert flat(plane.second) == pytest.approx([0.0, 2.0, 0.0])
    assert plane.box is not None
    assert plane.box[0] == pytest.approx((-0.2, 1.2))
    with pytest.raises(SliceError, match="on a line"):
        solutions_plane(tree, second, take({"w": np.array([[5.0, 1.0, 0.0]])}))


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ({"kernel": np.ones((3, 2)), "bias": np.ones(2)}, r"d1: kernel has the shape \(3, 2\)"),
        ({"kernel": np.ones((2, 2))}, "d1 has 1 arrays"),
        ({"kernel": np.zeros((2, 2)), "bias": np.zeros(2)}, "d1 is 0"),
    ],
)
def test_explicit_directions_must_fit(first: Any, sentence: str) -> None:
    with pytest.raises(SliceError, match=sentence):
        explicit_plane(take(TWO), take(first), take(TWO))
