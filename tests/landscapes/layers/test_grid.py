"""Layers: orientation, exact zeros, weights, memory, and the losses against automatic differentiation."""

import math
import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from benchmarks.engine import MEMORY, numpy_logaddexp
from landscapes import Problem, Rows, Spec, evaluate
from landscapes.layers.grid import axis_of
from landscapes.models.losses import LOSSES
from landscapes.models.penalties import PENALTIES
from landscapes.models.penalty_sum import PenaltySum
from landscapes.solvers.objective import Objective


def test_rows_run_along_beta_2_and_columns_along_beta_1() -> None:
    terms = evaluate(Spec(n=61, range=3.0))
    i, j = 10, 50
    first, second = terms.axis[j], terms.axis[i]
    # p = x = 1: L = −β₁ + log(e^β₁ + e^β₂)
    expected = -first + math.log(math.exp(first) + math.exp(second))
    assert terms.layers["loss"][i, j] == pytest.approx(expected, abs=1e-14)
    assert terms.layers["l1"][i, j] == abs(first) + abs(second)
    assert terms.layers["l2"][i, j] == first**2 + second**2


def test_the_total_weighs_the_layers_by_hand() -> None:
    # toy at (0, 0): L = 0.25 + 0.25; at (1.5, −1.5): 1 + 4, |β| = 3, β² = 4.5
    terms = evaluate(Spec(loss="linear", data="toy", l1=0.5, l2=2.0, n=61))
    assert terms.total[30, 30] == pytest.approx(0.5)
    assert terms.total[0, 60] == pytest.approx(5.0 + 0.5 * 3.0 + 2.0 * 4.5)


@pytest.mark.parametrize("n", [61, 121, 181, 241])
@pytest.mark.parametrize("half", [0.5, 1.7, 6.0, 20.0])
def test_the_axis_holds_0_and_is_symmetric_to_the_bit(n: int, half: float) -> None:
    axis = axis_of(Spec(n=n, range=half))
    assert len(axis) == n
    assert axis[n // 2] == 0.0
    assert axis[-1] == half
    np.testing.assert_array_equal(axis, -axis[::-1])


@pytest.mark.parametrize("count", [3, 127, 128, 129, 569])
def test_padding_leaves_the_mean_alone(count: int) -> None:
    draw = np.random.default_rng(count)
    rows = Rows(draw.standard_normal((count, 2)), draw.integers(0, 2, count).astype(float))
    spec = Spec(loss="logistic", data="own", n=61)
    ours = evaluate(spec, rows).layers["loss"]
    np.testing.assert_allclose(ours, numpy_logaddexp(rows, axis_of(spec)), rtol=1e-12)


def test_nothing_overflows_on_the_widest_square() -> None:
    for loss in LOSSES:
        assert np.isfinite(evaluate(Spec(loss=loss, range=20.0, n=61)).total).all()
    assert np.isfinite(evaluate(Spec(x=5.0, range=20.0, n=61)).total).all()


def test_the_squared_error_by_moments_is_that_by_rows() -> None:
    spec = Spec(loss="linear", data="diabetes", n=61)
    terms, rows = evaluate(spec), Problem.of(spec).rows
    beta = np.array([terms.axis[40], terms.axis[7]])
    by_rows = np.mean((rows.targets - rows.features @ beta) ** 2)
    assert terms.layers["loss"][7, 40] == pytest.approx(by_rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_derivative_and_curvature_are_the_derivatives_of_the_value(name: str, target: float) -> None:
    loss, scores = LOSSES[name], np.array([-30.0, -2.0, -0.1, 0.4, 3.0, 30.0])
    slope = jax.grad(lambda u: loss.value(u, jnp.array(target)))
    slopes, curvatures = (jax.jit(jax.vmap(each))(scores) for each in (slope, jax.grad(slope)))
    aims = np.full(len(scores), target)
    np.testing.assert_allclose(loss.derivative(scores, aims), slopes, rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(loss.curvature(scores, aims), curvatures, rtol=1e-6, atol=1e-12)


def test_solver_and_grid_use_the_same_loss() -> None:
    for name in LOSSES:
        spec = Spec(loss=name, n=61, l1=0.3, l2=0.2)
        terms = evaluate(spec)
        objective = Objective(LOSSES[name], Problem.of(spec).rows, PenaltySum.of(l1=0.3, l2=0.2))
        point = np.array([terms.axis[45], terms.axis[12]])
        assert terms.total[12, 45] == pytest.approx(objective.value(point), abs=1e-12)


@pytest.mark.parametrize("name", PENALTIES)
def test_penalties_are_even_convex_and_0_only_at_0(name: str) -> None:
    at = jnp.arange(-20, 21) / 10.0
    values = np.asarray(PENALTIES[name].formula(*jnp.meshgrid(at, at)))
    np.testing.assert_allclose(values, values[::-1, ::-1])
    along = [values, values.T, *[np.diagonal(values, k)[:, np.newaxis] for k in range(-20, 21)]]
    assert all((np.diff(each, 2, axis=0) >= -1e-12).all() for each in along)
    assert np.argwhere(values == 0.0).tolist() == [[20, 20]]


@pytest.mark.slow  # a process of its own
def test_five_thousand_rows_on_the_finest_grid_take_little_memory() -> None:
    grown = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert float(grown.stdout) <= 300.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spec", "within"),
    [
        (Spec(loss="logistic", data="breast-cancer", noise=0.5), 1e-4),
        (Spec(loss="logistic", data="breast-cancer", noise=2.0, range=20.0), 1e-3),
        (Spec(loss="huber", data="diabetes", drop=0.5, mask="gaussian"), 1e-4),
        # Here the loss bends within a fraction of the distance of two lines.
        (Spec(x=5.0, range=20.0, noise=0.05), 5e-3),
    ],
    ids=lambda value: str(value.to_query()) if isinstance(value, Spec) else "",
)
def test_a_rough_layer_is_off_by_less_than_is_seen(spec: Spec, within: float) -> None:
    spec = spec.with_(n=61)
    exact, rough = evaluate(spec).bare, evaluate(spec, rough=True).bare
    assert 0.0 < np.max(np.abs(rough - exact)) <= within * np.ptp(exact)
    # On its own lines it is exact.
    np.testing.assert_allclose(rough[::2, ::2], exact[::2, ::2], rtol=1e-9, atol=1e-9 * float(np.ptp(exact)))


def test_a_rough_layer_of_a_squared_error_is_exact() -> None:
    spec = Spec(loss="linear", data="diabetes", drop=0.3, n=61)
    np.testing.assert_array_equal(evaluate(spec, rough=True).bare, evaluate(spec).bare)
