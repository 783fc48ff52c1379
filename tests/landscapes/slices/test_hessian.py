"""Lanczos against explicit matrices, and the curvature of a net against its explicit Hessian."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from landscapes.libraries.pytrees import take
from landscapes.slices.curvature import curvature_of
from landscapes.slices.hessian import largest_eigenpairs
from landscapes.slices.job import Job, Quantity
from landscapes.slices.leaves import flat, unflat
from tests.landscapes.slices import nets


def test_a_diagonal_matrix() -> None:
    found = largest_eigenpairs(lambda vector: np.arange(50.0) * vector, 50, 0)
    assert found.values == pytest.approx((49.0, 48.0), rel=1e-4)
    assert abs(found.vectors[0, 49]) == pytest.approx(1.0, abs=1e-3)
    assert max(found.residuals) <= 2e-3


@pytest.mark.parametrize("size", [1, 2, 3])
def test_spaces_of_few_dimensions(size: int) -> None:
    found = largest_eigenpairs(lambda vector: np.arange(1.0, size + 1.0) * vector, size, 0)
    assert found.values == pytest.approx((size, max(1, size - 1)))


@pytest.mark.slow
def test_the_centre_of_a_net_against_its_explicit_gradient_and_hessian() -> None:
    params = nets.net(4)
    tree = take(params)
    draw = np.random.default_rng(0)
    first, second = ([draw.standard_normal(leaf.shape).astype(np.float32) for leaf in tree.leaves] for _ in range(2))
    job = Job((Quantity("loss", nets.smooth_loss, nets.ROWS),), params, tuple(first), tuple(second), 500)

    def of_vector(vector: jax.Array) -> jax.Array:
        ends = np.cumsum([leaf.size for leaf in tree.leaves])[:-1]
        parts = [part.reshape(leaf.shape) for part, leaf in zip(jnp.split(vector, ends), tree.leaves, strict=True)]
        return nets.smooth_loss(tree.with_leaves(parts), nets.ROWS)

    centre = jnp.asarray(flat(tree.leaves).astype(np.float32))
    gradient, hessian = (
        np.asarray(jax.jit(of)(centre), dtype=float) for of in (jax.grad(of_vector), jax.hessian(of_vector))
    )
    near = curvature_of(job, 0)
    assert near.gradient_norm == pytest.approx(float(np.linalg.norm(gradient)), rel=1e-4)
    basis = np.linalg.qr(np.stack([flat(first), flat(second)], axis=1))[0]
    assert near.gradient_share == pytest.approx(
        float(np.sum((basis.T @ gradient) ** 2) / np.sum(gradient**2)), rel=1e-3
    )
    d = flat(first)
    assert near.curvatures[0] == pytest.approx(float(d @ hessian @ d / (d @ d)), rel=1e-3)
    assert near.eigen.values == pytest.approx(tuple(np.linalg.eigvalsh(hessian)[[-1, -2]]), rel=1e-3)
    assert max(near.eigen.residuals) <= 5e-3


def test_a_vector_goes_into_arrays_and_back() -> None:
    leaves = take(nets.net()).leaves
    assert flat(unflat(flat(leaves), leaves)).tolist() == flat(leaves).tolist()
