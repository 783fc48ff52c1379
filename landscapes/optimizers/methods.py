r"""Optimisers as single steps on J(β) = L(β) + λ‖β‖₁ + Ω‖β‖² + μ‖β‖, and the scan that repeats them: all in JAX.

A method meets fold and cone by a subgradient (see ``gradients``) or a proximal step. Each is an entry of ``METHODS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax  # pyright: ignore[reportMissingTypeStubs] (it has types of its own, but does not say so)
from numpy.typing import NDArray

from ..data.rows import Rows
from ..libraries.jax64 import as_array, counting, repeat, scalar, static
from .gradients import NUDGE, Data, Gradients, Of

# A trajectory is computed at one of these lengths and cut, so that few programs are compiled.
LENGTHS = (128, 512, 2000)
BATCH = 16
# From where ``along_cone`` starts, these many steps leave rounding.
NEWTON_STEPS = 12

State = Any


class Tick(NamedTuple):
    """k = 1, 2, … and the k-th mini-batch: the numbers (b,) of its samples; what noise adds to each (b, 2), if any."""

    k: jax.Array
    batch: jax.Array
    shifts: jax.Array | None


Step = Callable[[Gradients, jax.Array, Tick, jax.Array, State], tuple[jax.Array, State]]


@dataclass(frozen=True)
class Method:
    """An optimiser.

    state : what it remembers before the first step, from the start (2,)
    step : (gradients, rate, tick, beta, state) → the next beta and state
    """

    name: str
    step: Step
    state: Callable[[jax.Array], State] = lambda start: ()


def soft(beta: jax.Array, threshold: Any) -> jax.Array:
    r"""The soft threshold $S(b, t) = \mathrm{sign}(b)\max(|b| - t, 0)$: the proximal operator of t|b|, true zeros."""
    return jnp.sign(beta) * jnp.maximum(jnp.abs(beta) - threshold, 0.0)


def proximal(data: Data, point: jax.Array, rate: Any) -> jax.Array:
    r"""The proximal step of η(λ‖·‖₁ + μ‖·‖): $\bigl(1 - \tfrac{\eta\mu}{\|b\|}\bigr)_+ b$ with $b = S(z, \eta\lambda)$.

    First the fold, then the cone: in this order the two steps make the step of the sum.

    Source: Yu, On Decomposing the Proximal Map, NeurIPS 2013; Friedman, Hastie & Tibshirani, arXiv 1001.0736, 2010, for
    the sparse group lasso.
    """
    folded = soft(point, rate * data.folds)
    if data.cone is None:
        return folded
    length = jnp.hypot(folded[0], folded[1])
    return jnp.maximum(1.0 - rate * data.cone / jnp.where(length > 0.0, length, 1.0), 0.0) * folded


def of_optax(name: str, make: Callable[[Any, Any], optax.GradientTransformation], decoupled: bool = False) -> Method:
    """A method of optax on the subgradient; ``make(rate, Ω)`` builds it, ``decoupled`` keeps Ω out of the gradient."""

    def step(
        gradients: Gradients, rate: jax.Array, tick: Tick, beta: jax.Array, state: State
    ) -> tuple[jax.Array, State]:
        gradient = gradients.without_bowl(beta) if decoupled else gradients.whole(beta)
        change, state = make(rate, gradients.data.bowl).update(gradient, state, beta)
        return beta + as_array(change), state

    return Method(name, step, lambda start: make(0.0, 0.0).init(start))


def subgradient(
    gradients: Gradients, rate: jax.Array, tick: Tick, beta: jax.Array, state: State
) -> tuple[jax.Array, State]:
    r"""$\beta - \tfrac{\eta}{\sqrt k}\,g(\beta)$, g a subgradient: a learning rate schedule that falls, but
    not too fast, so that the fold is overcome.

    Source: Boyd, Xiao & Mutapcic, Subgradient Methods, Stanford EE392o notes, 2003.
    """
    return beta - rate / jnp.sqrt(tick.k) * gradients.whole(beta), state


def ista(gradients: Gradients, rate: jax.Array, tick: Tick, beta: jax.Array, state: State) -> tuple[jax.Array, State]:
    r"""Proximal gradient descent: $S(\beta - \eta\nabla F(\beta),\; \eta\lambda)$, shrunk by the cone: a gradient
    step on the smooth part, then the kinks exactly (``proximal``).

    Source: Daubechies, Defrise & De Mol, Comm. Pure Appl. Math. 57(11), 2004.
    """
    return proximal(gradients.data, beta - rate * gradients.smooth(beta), rate), state


def fista(gradients: Gradients, rate: jax.Array, tick: Tick, beta: jax.Array, state: State) -> tuple[jax.Array, State]:
    r"""Accelerated ISTA, from a point y ahead of β: $y = \beta_k + \tfrac{t_k - 1}{t_{k+1}}(\beta_k - \beta_{k-1})$.

    $$t_1 = 1, \qquad t_{k+1} = \tfrac12\bigl(1 + \sqrt{1 + 4t_k^2}\bigr)$$

    Source: Beck & Teboulle, SIAM J. Imaging Sci. 2(1), 2009.
    """
    ahead, t = state
    nearer, _ = ista(gradients, rate, tick, ahead, ())
    t_next = 0.5 * (1.0 + jnp.sqrt(1.0 + 4.0 * t**2))
    return nearer, (nearer + (t - 1.0) / t_next * (nearer - beta), t_next)


def coordinate(
    gradients: Gradients, rate: jax.Array, tick: Tick, beta: jax.Array, state: State
) -> tuple[jax.Array, State]:
    r"""Coordinate descent: $\beta_j \leftarrow S(\beta_j - \partial_j F/h_j,\; \lambda/h_j)$, whatever the rate.

    The coordinates take turns; h_j is the largest second derivative of F along β_j. For a squared error the step lands
    on the exact minimum along the coordinate; for other losses J cannot rise.

    A cone is no sum over the coefficients, and the exact minimum along either coordinate no promise: where both rest at
    0 the trajectory stays there, though J may fall between the axes.

    Source: Friedman, Hastie & Tibshirani, J. Stat. Softw. 33(1), 2010; the bound: Böhning & Lindsay, Ann. Inst. Stat.
    Math. 40(4), 1988; what a penalty that is no sum breaks: Tseng, J. Optim. Theory Appl. 109(3), 2001.
    """
    turn = counting(0.0, 2.0) == (tick.k - 1.0) % 2.0
    # Where F does not depend on β_j, the kinks alone decide: 0 if λ > 0, else β_j stays.
    lipschitz = jnp.maximum(gradients.data.lipschitz, NUDGE)
    moved = soft(beta - gradients.smooth(beta) / lipschitz, gradients.data.folds / lipschitz)
    if gradients.data.cone is not None:
        moved = along_cone(moved, gradients.data.cone / lipschitz, beta[::-1])
    return jnp.where(turn, moved, beta), state


def along_cone(point: jax.Array, weight: jax.Array, other: jax.Array) -> jax.Array:
    r"""The b that minimises $\tfrac12(b - z)^2 + w\sqrt{b^2 + a^2}$, elementwise: a cone met along one coordinate.

    On z's side $b + wb/\sqrt{b^2 + a^2} = |z|$, whose left side grows and is concave: Newton's steps never pass its
    zero from |z| − w or from $|z|/(1 + w/|a|)$, neither of which is beyond it.

    point, weight, other : z, w and a, the other coefficient
    """
    size, away = jnp.abs(point), jnp.abs(other)
    level = jnp.where(away > 0.0, away, 1.0)
    near = jnp.maximum(size - weight, size / (1.0 + weight / level))

    def closer(b: jax.Array) -> jax.Array:
        length = jnp.hypot(b, level)
        slope = 1.0 + weight * level**2 / length**3
        return b + (size - b - weight * b / length) / slope

    found = repeat(NEWTON_STEPS, closer, near)
    return jnp.sign(point) * jnp.where(away > 0.0, found, jnp.maximum(size - weight, 0.0))


def sgd(gradients: Gradients, rate: jax.Array, tick: Tick, beta: jax.Array, state: State) -> tuple[jax.Array, State]:
    """β − η·g(β), where g sees the rows of a mini-batch only.

    Source: Robbins & Monro, Ann. Math. Stat. 22(3), 1951, whose rates a_k shrink so that the trajectory converges
    (Σa_k = ∞, Σa_k² < ∞). With the constant rate here it ends up hovering about the minimum.
    """
    return beta - rate * gradients.of_batch(beta, tick.batch, tick.shifts), state


_LIST = (
    of_optax("gd", lambda rate, l2: optax.sgd(rate)),
    of_optax("momentum", lambda rate, l2: optax.sgd(rate, momentum=0.9)),
    of_optax("nesterov", lambda rate, l2: optax.sgd(rate, momentum=0.9, nesterov=True)),
    # From an empty sum, as Duchi, Hazan & Singer (2011) and PyTorch have it; optax would start at 0.1.
    of_optax("adagrad", lambda rate, l2: optax.adagrad(rate, initial_accumulator_value=0.0)),
    of_optax("rmsprop", lambda rate, l2: optax.rmsprop(rate)),
    of_optax("adam", lambda rate, l2: optax.adam(rate)),
    of_optax("adamw", lambda rate, l2: optax.adamw(rate, weight_decay=2.0 * l2), decoupled=True),
    Method("subgradient", subgradient),
    Method("ista", ista),
    Method("fista", fista, lambda start: (start, scalar(1.0))),
    Method("coordinate", coordinate),
    Method("sgd", sgd),
)
METHODS = {method.name: method for method in _LIST}


@lru_cache(maxsize=32)
def batches(count: int, length: int) -> NDArray[np.integer]:
    """(length, b) row numbers: one stream of permutations of the rows, seeded, cut into batches of at most 16."""
    size = min(BATCH, count)
    draw = np.random.default_rng(0)
    stream = np.concatenate([draw.permutation(count) for _ in range(-(-length * size // count))])
    return stream[: length * size].reshape(length, size)


def drawn(rows: Rows, count: int, length: int) -> NDArray[np.integer]:
    """(length, b) numbers of transformed rows, made of ``count`` raw ones whose copies follow one another.

    The batches are those of the raw rows, each as a copy drawn anew whenever it comes: a fresh mask at every step.
    Where the raw rows have weights of their own, each draw is independent instead.
    """
    raw = batches(count, length)
    if rows.weights is None:
        return raw
    draw, copies = np.random.default_rng(1), len(rows) // count
    chances = rows.weights.reshape(count, copies) * count
    if not np.allclose(chances.sum(axis=1), 1.0):
        return draw.choice(len(rows), raw.shape, p=rows.weights)
    if np.all(chances == chances[0]):
        return raw * copies + draw.choice(copies, raw.shape, p=chances[0])
    # Each row has masks of its own: its copy is the first at which the sum of its chances passes a uniform number.
    passed = np.cumsum(chances, axis=1)[raw] < draw.random(raw.shape)[..., np.newaxis]
    return raw * copies + np.minimum(passed.sum(axis=-1), copies - 1)


def shifts_of(rows: Rows, numbers: NDArray[np.integer]) -> NDArray[np.floating] | None:
    """(length, b, 2) what Gaussian noise adds to the features of mini-batches of rows (length, b), drawn anew for each;
    seeded. None without noise.
    """
    if rows.noise is None:
        return None
    roots = rows.noise.roots[numbers]
    normal = np.random.default_rng(2).standard_normal(roots.shape[:-1])
    return np.einsum("lbq,lbqj->lbj", normal, roots)


@static("method", "of_score")
def track(
    method: Method, of_score: Of, data: Data, start: jax.Array, rate: jax.Array, batches: jax.Array, shifts: Any = None
) -> jax.Array:
    """(length, 2) the points after each of as many steps as there are batches (length, b) of samples, moved by the
    shifts (length, b, 2).
    """
    gradients = Gradients(of_score, data)

    def advance(carry: tuple[jax.Array, State], tick: Tick) -> tuple[tuple[jax.Array, State], jax.Array]:
        beta, state = method.step(gradients, rate, tick, *carry)
        return (beta, state), beta

    ticks = Tick(counting(1.0, len(batches) + 1.0), batches, shifts)
    return jax.lax.scan(advance, (start, method.state(start)), ticks)[1]
