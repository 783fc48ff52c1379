r"""The layers of a landscape on a square grid: where JAX, ``jit`` and ``vmap`` live.

J(β) = L(β) + Σ_k w_k T_k(β): each layer is evaluated once, and the weights come after. All in float64.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import numpy as np

from ..data.rows import Rows, Vector
from ..knobs import weights_of
from ..libraries.jax64 import jit, static
from ..libraries.scipy_functions import bicubic
from ..models.losses import LOSSES, Loss
from ..models.networks import Net
from ..models.penalties import PENALTIES
from ..problem import Problem
from ..spec import Spec
from .affine_terms import AffineTerm, affine_terms_on
from .mean_loss import mean_layer

# Losses of single samples on the grid: more are not computed, but fewer lines of it, and a spline between.
MOST_LOSSES = 3e8
FEWEST_LINES = 61


@dataclass(frozen=True)
class Terms:
    """A landscape as a weighted sum of layers.

    axis : (n,) the coordinates of the grid along either axis; 0 is one of them
    layers : name → (n, n) float64; ``layers[name][i, j]`` is the term at β₁ = axis[j], β₂ = axis[i]
    weights : name → weight; the loss has weight 1
    bare, affine_terms : (n, n) the loss without its affine terms, and these (see ``AffineTerm``); together, at
        the spec's weights, they are ``layers["loss"]``
    """

    axis: Vector
    layers: dict[str, Vector]
    weights: dict[str, float]
    bare: Vector
    affine_terms: dict[str, AffineTerm]

    @property
    def total(self) -> Vector:
        """(n, n) the landscape J."""
        weights = np.array([self.weights[name] for name in self.layers])
        return np.asarray(_weighted_on_grid(np.stack(list(self.layers.values())), weights))


def axis_of(spec: Spec) -> Vector:
    """(n,) from −range to range; exactly symmetric, with 0 in the middle, so that folds lie on grid lines."""
    return _symmetric(spec.range, spec.n)


def _symmetric(end: float, count: int) -> Vector:
    half = np.arange(count // 2 + 1) * (end / (count // 2))
    half[-1] = end
    return np.concatenate([-half[:0:-1], half])


def evaluate(problem: Problem, *, rough: bool = False) -> Terms:
    """Every layer of the landscape on its grid; smoothing, κ(β₁ − β₂)², −γH(q) are in the loss's layer.

    ``rough``: see ``loss_layer``. Memory is bounded whatever n and the number of rows.
    """
    spec = problem.spec
    axis, without = axis_of(spec), problem.without_affine_terms
    bare, affine_terms = _layer_of(without, axis, rough), affine_terms_on(spec, without.rows, axis)
    whole = bare
    for name, weight in weights_of(spec).items():
        whole = whole + weight * affine_terms[name].on(axis) if weight > 0.0 else whole
    layers = {"loss": whole}
    weights = {"loss": 1.0}
    for name, penalty in PENALTIES.items():
        layers[name] = np.asarray(_penalty_on_grid(penalty.formula, axis))
        weights[name] = spec.weights[name]
    return Terms(axis, layers, weights, bare, affine_terms)


def _layer_of(problem: Problem, axis: Vector, rough: bool) -> Vector:
    if problem.net is not None:
        return net_layer(problem.net, axis)
    return loss_layer(LOSSES[problem.spec.loss], problem.rows, axis, rough=rough)


def net_layer(net: Net, axis: Vector) -> Vector:
    """(n, n) the loss of a net over the grid axis × axis."""
    return np.asarray(_net_on_grid(net.formula, net.numbers, axis))


def loss_layer(loss: Loss, rows: Rows, axis: Vector, *, rough: bool = False) -> Vector:
    """(n, n) the mean loss of the rows over the grid axis × axis.

    rough : for a picture that is soon replaced: on every second line, with a cubic spline between, for the loss is
        smooth. A quadratic loss is exact all the same. So are fewer lines where there were more than ``MOST_LOSSES``.
    """
    if loss.quadratic:
        return np.asarray(_quadratic_on_grid(*rows.moments, axis))
    count = lines_for(len(axis), len(rows) * rows.nodes)
    lines = axis[::2] if rough else axis if count == len(axis) else _symmetric(axis[-1], count)
    layer = mean_layer(loss.value, rows, lines)
    return layer if len(lines) == len(axis) else bicubic(lines, layer, axis)


def lines_for(n: int, samples: int) -> int:
    """The lines of a grid of n points an axis on which a loss of so many samples is computed."""
    return next(
        (lines for lines in (n, 121, 81) if lines <= n and lines**2 * samples <= MOST_LOSSES), min(n, FEWEST_LINES)
    )


@jit
def _quadratic_on_grid(gram: jax.Array, cross: jax.Array, square: jax.Array, axis: jax.Array) -> jax.Array:
    """βᵀGβ − 2cᵀβ + s over the grid."""

    def at(first: jax.Array, second: jax.Array) -> jax.Array:
        quadratic = gram[0, 0] * first**2 + 2.0 * gram[0, 1] * first * second + gram[1, 1] * second**2
        return quadratic - 2.0 * (cross[0] * first + cross[1] * second) + square

    return _over_grid(at)(axis, axis)


@static("formula")
def _penalty_on_grid(formula: Callable[[jax.Array, jax.Array], jax.Array], axis: jax.Array) -> jax.Array:
    """T over the grid."""
    return _over_grid(formula)(axis, axis)


@jit
def _weighted_on_grid(layers: jax.Array, weights: jax.Array) -> jax.Array:
    """Σ_k w_k T_k at every point of the grid, of layers (k, n, n)."""

    def weighted(terms: jax.Array) -> jax.Array:
        return weights @ terms

    return jax.vmap(jax.vmap(weighted, in_axes=1), in_axes=1)(layers)


@static("formula")
def _net_on_grid(formula: Callable[..., jax.Array], numbers: tuple[float, ...], axis: jax.Array) -> jax.Array:
    """L over the grid."""
    return _over_grid(lambda first, second: formula(first, second, *numbers))(axis, axis)


def _over_grid(at: Callable[[jax.Array, jax.Array], jax.Array]) -> Callable[[jax.Array, jax.Array], jax.Array]:
    """``vmap`` over both axes: [i, j] is at(first[j], second[i])."""
    return jax.vmap(jax.vmap(at, in_axes=(0, None)), in_axes=(None, 0))
