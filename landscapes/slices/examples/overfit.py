r"""A polynomial of degree 9 through twelve noisy points of a sine, in the plane through three of its ridge solutions.

The three are θ(0), θ(Ω) with the least loss on forty other rows, and θ(100), nearly the mean alone. All solutions
between are its trajectory: how far they lie from the plane is known, and said.
"""

import jax
import jax.numpy as jnp
import numpy as np
from numpy.polynomial import chebyshev

from ...data.rows import Vector
from ...libraries.jax64 import as_array
from ...models.polynomial import rows_of
from ..make import slice
from ..slice import Slice

DEGREE, ROWS, NOISE = 9, 12, 0.3
# From hardly any to nearly all.
STRENGTHS = np.concatenate([[0.0], np.logspace(-6.0, 2.0, 33)])
Params = dict[str, Vector]


def rows(count: int, draw: int) -> tuple[Vector, Vector]:
    """(T₁ … T₉ of each x, targets)."""
    x, y = rows_of(count, NOISE, draw)
    return chebyshev.chebvander(x, DEGREE)[:, 1:], y


def ridge(strength: float) -> Params:
    """The coefficients that minimise the mean squared error + Ω‖θ‖²; θ₀ is not penalised."""
    terms, targets = rows(ROWS, 1)
    means = np.asarray(np.mean(terms, axis=0))
    centred = terms - means
    curved = np.asarray(centred.T @ centred / ROWS + strength * np.eye(DEGREE))
    kernel = np.asarray(np.linalg.solve(curved, np.asarray(centred.T @ (targets - targets.mean()) / ROWS)))
    return {"bias": np.atleast_1d(targets.mean() - means @ kernel), "kernel": kernel}


def loss(params: Params, batch: tuple[Vector, Vector]) -> jax.Array:
    """The mean squared error."""
    terms, targets = batch
    return jnp.mean((targets - as_array(terms) @ params["kernel"] - params["bias"][0]) ** 2)


def made() -> Slice:
    """The slice; every number of it is exact but for rounding."""
    kept, other = rows(ROWS, 1), rows(40, 2)
    path = [ridge(float(strength)) for strength in STRENGTHS]
    best = min(path, key=lambda params: float(loss(params, other)))
    solutions = [best, path[-1]]
    return slice(
        loss,
        path[0],
        kept,
        directions="plane",
        solutions=solutions,
        held_out=other,
        exact=True,
        trajectories={"ridge": path},
        penalised=lambda name, _: name == "kernel",
        convex=True,
        progress=False,
    )
