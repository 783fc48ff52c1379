"""A loss of two parameters: minimisers against closed forms and our own exact solvers."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from landscapes import Spec, solve
from landscapes.problem import Problem
from landscapes.slices import SliceError, landscape


def bowl(beta: jax.Array) -> jax.Array:
    return (beta[0] - 1.0) ** 2 + 2.0 * (beta[1] + 0.5) ** 2


def test_a_bowl_by_hand() -> None:
    # (β₁ − 1)² + Ωβ₁² is least at 1/(1 + Ω), 2(β₂ + ½)² + Ωβ₂² at −1/(2 + Ω)
    made = landscape(bowl, 3.0, n=31, l2=0.5, convex=True)
    assert made.minimum is not None
    assert (made.minimum.a, made.minimum.b) == pytest.approx((1 / 1.5, -1 / 2.5), abs=1e-12)
    assert made.minimum.certified
    assert not landscape(bowl, 3.0, n=31, l2=0.5).minimum.certified  # pyright: ignore[reportOptionalMemberAccess]
    assert made.loss[15, 15] == pytest.approx(1.5)
    assert made.objective(2.0, 1.0)[0, 0] == pytest.approx(16.0 + 2 * 6.25 + 2 * 6.0 + 18.0)
    assert made.kind == "landscape"


def test_an_absolute_value_puts_a_parameter_on_zero_exactly() -> None:
    # |∂L/∂β₂(0)| = 2 < λ = 2.5 puts β₂ on 0; β₁: 2(β₁ − 1) + 1.5 … at λ = 1.5 both move
    kept = landscape(bowl, 3.0, n=31, l1=1.5, convex=True).minimum
    zero = landscape(bowl, 3.0, n=31, l1=1.9, convex=True).minimum
    assert kept is not None
    assert zero is not None
    assert (kept.a, kept.b) == pytest.approx((0.25, -0.125), abs=1e-12)
    assert (zero.a, zero.b) == pytest.approx((0.05, -0.025), abs=1e-12)
    gone = landscape(bowl, 3.0, n=31, l1=2.5, convex=True).minimum
    assert gone is not None
    assert (gone.a, gone.b, gone.certified) == (0.0, 0.0, True)


def test_it_agrees_with_the_exact_solver_of_a_model() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l1=0.05, l2=0.01)
    rows = Problem.of(spec).rows

    def loss(beta: jax.Array) -> jax.Array:
        score = jnp.asarray(rows.features) @ beta
        return jnp.mean(jnp.logaddexp(0.0, score) - jnp.asarray(rows.targets) * score)

    found = landscape(loss, 4.0, n=41, l1=0.05, l2=0.01, convex=True).minimum
    assert found is not None
    assert (found.a, found.b) == pytest.approx(tuple(solve(spec).points[0]), abs=1e-9)
    assert found.certified


def test_what_is_least_on_the_border_is_certified_by_nobody() -> None:
    found = landscape(lambda beta: beta[0] + beta[1] ** 2, 1.0, n=11, convex=True).minimum
    assert found is not None
    assert (found.a, found.on_border, found.certified) == (-1.0, True, False)


def test_holes_and_functions_that_are_not_jaxs() -> None:
    made = landscape(lambda beta: float(np.log(beta[0])) if beta[0] > 0 else float("nan"), 1.0, n=5, compiled=False)
    assert made.audit.not_finite == 15
    assert made.minimum is None


@pytest.mark.parametrize(
    ("loss", "sentence"),
    [
        (lambda beta: beta, r"shape \(2,\)"),
        (lambda a, b: a, "cannot be called with β"),
        (lambda beta: jnp.sum(beta) * jnp.nan, "finite at no point"),
    ],
)
def test_errors(loss: object, sentence: str) -> None:
    with pytest.raises(SliceError, match=sentence):
        landscape(loss, 1.0, n=5)  # pyright: ignore[reportArgumentType]
