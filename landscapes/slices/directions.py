"""The two directions of a slice. Seeded: the same call gives the same numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries.pytrees import Tree
from .leaves import arrays_like, chosen, filter_norms, flat, output_axis, unflat
from .slice import SliceError

Arrays = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Plane:
    """Two directions, and what is known of them.

    first, second : the arrays of d₁ and d₂, in the places of the parameters' arrays
    box : ((low, high), (low, high)) of a and b, if the directions suggest it
    marks : (k, 2) points of the plane that have a meaning of their own, such as the solutions it runs through
    variance_share : of the checkpoints' variance about the last one, the fraction along either direction
    made : what is written down of them, JSON's values alone
    """

    first: Arrays
    second: Arrays
    box: tuple[tuple[float, float], tuple[float, float]] | None = None
    marks: Vector | None = None
    variance_share: tuple[float, float] | None = None
    made: dict[str, Any] = field(default_factory=dict[str, Any])


def random_plane(tree: Tree, kind: str, seed: int, *, orthogonal: bool = True) -> Plane:
    """Gaussian directions, normalised against θ₀.

    kind : ``filter``: each output unit of a kernel is scaled to the norm of θ₀'s, biases and the parameters of
        normalizations do not move (Li et al., arXiv 1712.09913, 2018); ``layer``: so is each array as a whole;
        ``plain``: all arrays move, and nothing is scaled
    orthogonal : d₂ is made orthogonal to d₁ before both are normalised. Normalising undoes it, which is why a slice
        reports the inner products and promises none.
    """
    draw = np.random.default_rng(seed)
    moving = [True] * len(tree.leaves) if kind == "plain" else chosen(tree, None)
    drawn = [
        [
            draw.standard_normal(np.shape(leaf)) if moves else np.zeros(np.shape(leaf))
            for leaf, moves in zip(tree.leaves, moving, strict=True)
        ]
        for _ in range(2)
    ]
    if not any(moving):
        raise SliceError(
            "No array of the parameters is a weight, so that no direction moves; give directions=(d1, d2)."
        )
    first, second = drawn
    if orthogonal:
        ratio = float(flat(first) @ flat(second)) / float(flat(first) @ flat(first))
        second = [its - ratio * mine for mine, its in zip(first, second, strict=True)]
    axes = [output_axis(tree, place) for place in range(len(tree.leaves))]
    made: dict[str, Any] = {"directions": kind, "seed": seed, "orthogonal_before_normalising": orthogonal}
    if kind == "filter":
        made["output_axes"] = {tree.names[k]: axis for k, axis in enumerate(axes) if moving[k]}
    return Plane(_scaled(tree, first, kind, axes), _scaled(tree, second, kind, axes), made=made)


def _scaled(tree: Tree, direction: Sequence[Vector], kind: str, axes: Sequence[int]) -> Arrays:
    scaled: list[Any] = []
    for leaf, array, axis in zip(tree.leaves, direction, axes, strict=True):
        if kind == "plain":
            factor = np.float64(1.0)
        elif kind == "filter":
            factor = _ratio(filter_norms(leaf, axis), filter_norms(array, axis))
        else:
            factor = _ratio(np.linalg.norm(flat([leaf])), np.linalg.norm(flat([array])))
        scaled.append((array * factor).astype(leaf.dtype))
    return tuple(scaled)


def _ratio(wanted: Any, norm: Any) -> Any:
    """What takes one norm to another; 0 stays 0."""
    return wanted / np.where(norm == 0.0, 1.0, norm)


def pca_plane(tree: Tree, checkpoints: Sequence[Tree]) -> Plane:
    r"""The two principal directions of $\theta_t - \theta_0$, about θ₀ (the last checkpoint) and not about the mean.

    Orthonormal. Raises SliceError if the checkpoints do not span a plane. Source: Li et al. (2018), section 7.
    """
    moved = [arrays_like(tree, other, f"Checkpoint {k + 1}") for k, other in enumerate(checkpoints)]
    apart = np.stack([flat(arrays) - flat(tree.leaves) for arrays in moved])
    squares, mixes = np.linalg.eigh(apart @ apart.T)
    squares = np.maximum(squares[::-1], 0.0)
    if len(squares) < 2 or squares[1] <= 1e-12 * squares[0]:
        raise SliceError("The checkpoints lie on a line through the last one; a plane needs three that do not.")
    found = [mixes[:, -1 - k] @ apart / np.sqrt(squares[k]) for k in range(2)]
    reach = [apart @ direction for direction in found]
    fractions = (float(squares[0] / squares.sum()), float(squares[1] / squares.sum()))
    box = (_around(reach[0]), _around(reach[1]))
    made = {"directions": "pca", "checkpoints": len(checkpoints)}
    first, second = (unflat(direction, tree.leaves) for direction in found)
    return Plane(first, second, box, variance_share=fractions, made=made)


def solutions_plane(tree: Tree, second: Tree, third: Tree) -> Plane:
    r"""The plane through three solutions: θ₀ at (0, 0), the second at (1, 0), the third above.

    d₂ is orthogonal to d₁ and as long, so that shapes in the plane are those in the parameters' space. Source:
    Garipov et al., arXiv 1802.10026, 2018. Raises SliceError if the three lie on a line.
    """
    along = flat(arrays_like(tree, second, "The second solution")) - flat(tree.leaves)
    third_apart = flat(arrays_like(tree, third, "The third solution")) - flat(tree.leaves)
    length = float(along @ along)
    ratio = float(along @ third_apart) / length if length else 0.0
    across = third_apart - ratio * along
    height = float(np.sqrt(across @ across / length)) if length else 0.0
    if height <= 1e-6:
        raise SliceError("The three solutions lie on a line, or two are the same; a plane needs three that do not.")
    marks = np.array([[0.0, 0.0], [1.0, 0.0], [ratio, height]])
    made = {"directions": "plane"}
    box = (_around(marks[:, 0]), _around(marks[:, 1]))
    return Plane(unflat(along, tree.leaves), unflat(across / height, tree.leaves), box, marks, made=made)


def _around(reach: Vector) -> tuple[float, float]:
    """A fifth more than from the least to the largest, 0 among them."""
    low, high = min(0.0, float(reach.min())), max(0.0, float(reach.max()))
    margin = 0.2 * (high - low)
    return (low - margin, high + margin)


def hessian_plane(tree: Tree, product: Callable[[Vector], Vector], seed: int) -> Plane:
    """The eigenvectors of the two largest eigenvalues of the Hessian at θ₀, of length ‖θ₀‖ each, so that a = 1 is a
    change by as much as there is.
    """
    from .hessian import largest_eigenpairs

    found = largest_eigenpairs(product, len(flat(tree.leaves)), seed)
    length = float(np.linalg.norm(flat(tree.leaves))) or 1.0
    first, second = (unflat(length * vector, tree.leaves) for vector in found.vectors)
    made = {
        "directions": "hessian",
        "seed": seed,
        "eigenvalues": list(found.values),
        "eigen_residuals": list(found.residuals),
    }
    return Plane(first, second, made=made)


def explicit_plane(tree: Tree, first: Tree, second: Tree) -> Plane:
    """Two directions of the caller's. Raises SliceError if their shapes are not the parameters', or one is 0."""
    given = [arrays_like(tree, first, "The direction d1"), arrays_like(tree, second, "The direction d2")]
    for name, arrays in zip(("d1", "d2"), given, strict=True):
        if not np.all(np.isfinite(flat(arrays))) or not np.any(flat(arrays)):
            raise SliceError(f"The direction {name} is 0, or not finite.")
    return Plane(given[0], given[1], made={"directions": "explicit"})
