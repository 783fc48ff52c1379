"""Slices of nets, of quadratics and of our own two-parameter models."""

from pathlib import Path
from typing import Any, cast

import equinox as eqx
import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx

from landscapes import Problem, Spec, evaluate
from landscapes.slices import Progress, Slice, slice
from tests.landscapes.slices import nets

QUICK: dict[str, Any] = {"curvature": False, "progress": False}


@pytest.mark.slow
def test_a_quadratic_is_its_closed_form_and_needs_no_more_than_nine_nodes() -> None:
    params = nets.quadratic_params()
    first = {"v": np.ones(4), "w": np.zeros((2, 4))}
    second = {"v": np.zeros(4), "w": np.arange(8.0).reshape(2, 4) / 8.0}
    made = slice(nets.quadratic, params, directions=(first, second), box=((-1.0, 2.0), (-3.0, 1.0)), progress=False)
    theta, d1, d2 = (np.concatenate([tree["v"], tree["w"].ravel()]) for tree in (params, first, second))
    apart = np.array([[theta + x * d1 + y * d2 - nets.CENTRE for x in made.a] for y in made.b])
    expected = 0.5 * np.einsum("ijk,kl,ijl->ij", apart, nets.CURVED, apart)
    np.testing.assert_allclose(made.loss, expected, rtol=1e-9)
    audit = made.audit
    assert (audit.nodes, audit.evaluations) == (9, 81)
    assert audit.interpolation_error is not None
    assert audit.interpolation_error < 1e-12
    # Along a direction the curvature of a quadratic is dᵀAd/‖d‖², and its gradient A(θ₀ − c).
    assert audit.curvatures == pytest.approx([d @ nets.CURVED @ d / (d @ d) for d in (d1, d2)], rel=1e-6)
    assert audit.gradient_norm == pytest.approx(np.linalg.norm(nets.CURVED @ (theta - nets.CENTRE)), rel=1e-6)
    assert audit.eigenvalues == pytest.approx(np.linalg.eigvalsh(nets.CURVED)[[-1, -2]], rel=1e-4)
    assert audit.gram is not None
    assert audit.gram[0] == pytest.approx([d1 @ d1, d1 @ d2, d1 @ theta])
    assert audit.penalised_leaves == ("w",)


@pytest.mark.slow
def test_a_model_of_two_parameters_is_the_exact_landscape() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", n=61, range=3.0)
    rows = Problem.of(spec).rows
    batch = (rows.features, rows.targets)

    def loss(beta: jax.Array, batch: Any) -> jax.Array:
        score = batch[0] @ beta
        return jnp.mean(jnp.logaddexp(0.0, score) - batch[1] * score)

    axes = (np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    made = slice(loss, np.zeros(2), batch, directions=axes, box=3.0, n=61, exact=True, **QUICK)
    terms = evaluate(spec)
    np.testing.assert_array_equal(made.a, terms.axis)
    np.testing.assert_allclose(made.loss, terms.layers["loss"], rtol=1e-12)
    assert made.l1 is not None
    np.testing.assert_allclose(made.l1, terms.layers["l1"], atol=1e-14)
    assert made.l2_layer is not None
    np.testing.assert_allclose(made.l2_layer, terms.layers["l2"], atol=1e-14)


@pytest.mark.slow
@pytest.mark.parametrize("loss", [nets.smooth_loss, nets.relu_loss])
def test_the_measured_error_is_no_less_than_the_true_one(loss: Any) -> None:
    shared: dict[str, Any] = {"n": 21, "box": 1.0, **QUICK}
    drawn = slice(loss, nets.net(), nets.ROWS, **shared)
    whole = slice(loss, nets.net(), nets.ROWS, exact=True, **shared)
    height = float(np.ptp(whole.loss))
    missed = float(np.abs(drawn.loss - whole.loss).max()) / height
    assert drawn.audit.interpolation_error is not None
    assert missed <= drawn.audit.interpolation_error <= 0.005
    assert whole.audit.interpolation_error == 0.0
    assert drawn.audit.nodes in (9, 17)
    # At the centre, which is a node, both are the loss itself.
    assert drawn.loss[10, 10] == pytest.approx(float(loss(nets.net(), nets.ROWS)), rel=1e-5)
    assert drawn.loss[10, 10] == whole.loss[10, 10]


@pytest.mark.slow
def test_the_same_call_gives_the_same_numbers_and_blocks_change_nothing() -> None:
    once, again = (slice(nets.smooth_loss, nets.net(), nets.ROWS, n=11, seed=7, **QUICK) for _ in range(2))
    assert once.to_json() == again.to_json()
    blocks = slice(nets.smooth_loss, nets.net(), nets.ROWS, n=11, seed=7, rows_at_once=500, **QUICK)
    np.testing.assert_allclose(blocks.loss, once.loss, rtol=1e-5)


@pytest.mark.slow
def test_held_out_rows_accuracy_and_a_trajectory() -> None:
    held_out = tuple(array[:300] for array in nets.ROWS)
    base = nets.net()
    # Off the plane by a change of the biases, which no random direction moves.
    moved = {**base, "second": {**base["second"], "b": base["second"]["b"] + 3.0}}
    made = slice(
        nets.smooth_loss, base, nets.ROWS, held_out=held_out, accuracy=nets.accuracy, n=11, exact=True,
        trajectories={"SGD": [base, moved]}, **QUICK,
    )  # fmt: skip
    assert made.layers["held_out"][5, 5] == pytest.approx(float(nets.smooth_loss(base, held_out)), rel=1e-5)
    assert made.layers["accuracy"][5, 5] == pytest.approx(float(nets.accuracy(base, nets.ROWS)), rel=1e-5)
    assert made.layers["held_out_accuracy"][5, 5] == pytest.approx(float(nets.accuracy(base, held_out)), rel=1e-5)
    (path,) = made.trajectories
    np.testing.assert_allclose(path.points, 0.0, atol=1e-6)
    # √(3 · 3²)
    assert path.distance == pytest.approx([0.0, 27.0**0.5], rel=1e-5)
    assert path.loss[1] == pytest.approx(float(nets.smooth_loss(moved, nets.ROWS)), rel=1e-5)
    assert path.slice_loss[1] == pytest.approx(path.loss[0], rel=1e-5)


def test_a_loss_that_overflows_leaves_holes_on_the_whole_grid() -> None:
    def loss(beta: jax.Array) -> jax.Array:
        return jnp.where(beta[0] > 0.5, jnp.inf, jnp.sum(beta**2))

    made = slice(loss, np.zeros(2), directions=(np.array([1.0, 0.0]), np.array([0.0, 1.0])), n=9, **QUICK)
    # a = 0.75 and 1 of nine columns
    assert np.isnan(made.loss).sum() == made.audit.not_finite == 18
    assert made.audit.missing == 0
    assert made.audit.nodes == 0


def test_a_picture_comes_after_25_evaluations_and_progress_is_told() -> None:
    told: list[Progress] = []
    slice(nets.smooth_loss, nets.net(), nets.ROWS, n=21, callback=told.append, **QUICK)
    pictures = [progress for progress in told if progress.picture is not None]
    assert pictures[0].done == 25
    assert pictures[0].picture is not None
    assert np.isfinite(pictures[0].picture.loss).all()
    assert pictures[-1].error is not None
    assert all(progress.seconds_left >= 0.0 for progress in told)


def test_ctrl_c_keeps_what_is_there_and_a_second_call_goes_on(tmp_path: Path) -> None:
    file, told = tmp_path / "half.npz", list[Progress]()

    def stop(progress: Progress) -> None:
        told.append(progress)
        if progress.done > 60:
            raise KeyboardInterrupt

    asked: dict[str, Any] = {"n": 15, "exact": True, "file": file, **QUICK}
    broken = slice(nets.smooth_loss, nets.net(), nets.ROWS, callback=stop, **asked)
    assert broken.made["interrupted"] is True
    assert broken.audit.nodes == 5
    assert np.isfinite(broken.loss).all()
    assert file.exists()
    begun = list[Progress]()
    whole = slice(nets.smooth_loss, nets.net(), nets.ROWS, callback=begun.append, **asked)
    assert begun[0].done >= told[-1].done
    assert "interrupted" not in whole.made
    assert not file.exists()
    np.testing.assert_array_equal(
        whole.loss, slice(nets.smooth_loss, nets.net(), nets.ROWS, n=15, exact=True, **QUICK).loss
    )


@pytest.mark.slow
def test_statistics_are_fixed_or_estimated_anew_at_each_point() -> None:
    rows = nets.DRAW.standard_normal((900, 4))

    def statistics(params: Any, batch: Any) -> Any:
        score = batch @ params["w"]
        return jnp.mean(score), jnp.mean(score**2)

    def loss(params: Any, batch: Any, held: Any) -> jax.Array:
        mean, square = held
        return jnp.mean((((batch @ params["w"]) - mean) / jnp.sqrt(square - mean**2) - 1.0) ** 2)

    params, along = {"w": np.ones((4, 1))}, ({"w": np.ones((4, 1))}, {"w": np.eye(4)[:, :1]})
    asked: dict[str, Any] = {"directions": along, "box": 0.5, "n": 5, "exact": True, **QUICK}
    anew = slice(loss, params, rows, stats="refit", refit=statistics, rows_at_once=300, **asked)
    fixed = slice(loss, params, rows, statistics=statistics(params, rows), rows_at_once=300, **asked)
    # Normalised, the mean square of (z − 1) is 1 + 1 wherever the weights are; fixed statistics stretch it.
    np.testing.assert_allclose(anew.loss, 2.0, rtol=1e-9)
    assert fixed.loss[2, 2] == pytest.approx(2.0)
    assert float(np.ptp(fixed.loss)) > 0.1
    assert (anew.made["stats"], fixed.made["stats"]) == ("refit", "fixed")


@pytest.mark.slow
def test_a_function_that_is_not_jaxs_is_called_with_numpys_arrays() -> None:
    def loss(params: Any, batch: Any) -> float:
        assert isinstance(params["w"], np.ndarray)
        return float(np.mean((batch[0] @ params["w"] - batch[1]) ** 2))

    batch = (nets.DRAW.standard_normal((50, 3)), nets.DRAW.standard_normal((50, 1)))
    params = {"w": np.ones((3, 1))}
    plain = slice(loss, params, batch, compiled=False, progress=False)
    assert plain.audit.eigenvalues is None
    traced = slice(lambda p, b: jnp.mean((b[0] @ p["w"] - b[1]) ** 2), params, batch, **QUICK)
    np.testing.assert_allclose(plain.loss, traced.loss, rtol=1e-9)


# --- Libraries of nets ------------------------------------------------------------------------------------------------


class Tower(nn.Module):
    @nn.compact
    def __call__(self, rows: Any) -> jax.Array:
        return nn.Dense(3)(nn.LayerNorm()(nn.tanh(nn.Dense(5)(rows))))


class Pair(nnx.Module):
    def __init__(self, rngs: nnx.Rngs) -> None:
        self.first, self.second = nnx.Linear(6, 5, rngs=rngs), nnx.Linear(5, 3, rngs=rngs)

    def __call__(self, rows: Any) -> Any:
        return self.second(nnx.tanh(self.first(rows)))


def checked(made: Slice, penalised: list[str], centre: Any) -> None:
    assert made.made["penalised"] == penalised
    assert made.loss[2, 2] == pytest.approx(float(centre), rel=1e-5)


@pytest.mark.slow
def test_flax_with_linen_and_nnx() -> None:
    tower = Tower()
    params = tower.init(jax.random.key(0), jnp.zeros((1, 6)))
    loss = lambda params, batch: nets.cross_entropy(cast("jax.Array", tower.apply(params, batch[0])), batch[1])  # noqa: E731
    made = slice(loss, params, nets.ROWS, n=5, **QUICK)
    checked(made, ["params.Dense_0.kernel", "params.Dense_1.kernel"], loss(params, nets.ROWS))
    assert set(made.made["output_axes"].values()) == {1}
    graph, state = nnx.split(Pair(nnx.Rngs(0)))
    loss = lambda state, batch: nets.cross_entropy(nnx.merge(graph, state)(batch[0]), batch[1])  # noqa: E731
    checked(slice(loss, state, nets.ROWS, n=5, **QUICK), ["first.kernel", "second.kernel"], loss(state, nets.ROWS))


@pytest.mark.slow
def test_equinox_with_its_functions_among_the_leaves() -> None:
    model = eqx.nn.MLP(6, 3, 5, 1, key=jax.random.key(0))
    loss = lambda model, batch: nets.cross_entropy(jax.vmap(model)(batch[0]), batch[1])  # noqa: E731
    made = slice(loss, model, nets.ROWS, n=5, **QUICK)
    checked(made, ["layers.0.weight", "layers.1.weight"], loss(model, nets.ROWS))
    # Equinox keeps a matrix as outputs × inputs.
    assert set(made.made["output_axes"].values()) == {0}


def test_a_second_slice_of_the_same_loss_is_not_compiled_anew() -> None:
    calls: list[int] = []

    def loss(params: Any, batch: Any) -> jax.Array:
        calls.append(1)
        return nets.smooth_loss(params, batch)

    for seed in (0, 1):
        slice(loss, nets.net(seed=seed), nets.ROWS, n=5, seed=seed, **QUICK)
        if seed == 0:
            traced = len(calls)
    # Once more for the shape of what it returns, and for each size of its blocks; never for its program.
    assert len(calls) - traced < traced
