"""The confidence penalty: Lambert's closed form, brute force on the line and the plane, its one stationary set."""

import itertools
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import minimize, minimize_scalar
from scipy.special import entr, expit, lambertw, log_expit, logit

from landscapes import Descent, Problem, Spec, SpecError, descend, evaluate, path, solve
from landscapes.analysis.holdout import degrees_of_freedom
from landscapes.analysis.path import solve_grid
from landscapes.data.rows import Vector
from landscapes.models.entropy import entropy, entropy_curvature, entropy_derivative
from landscapes.optimizers.gradients import Gradients, data_of
from landscapes.optimizers.step_size import default_rate, steepness_of
from landscapes.solvers.closed_forms import closed_form
from landscapes.solvers.objective import Objective
from tests.every import every

POINTS = np.array([[1.0, 0.5], [-2.0, 3.0], [4.0, -4.5], [0.0, -0.3], [0.7, 0.7]])
SPECS = [
    Spec(p=p, x=x, confidence=confidence, l1=l1, l2=l2, share=share, smoothing=smoothing)
    for p, x, confidence, (l1, l2, share), smoothing in itertools.product(
        (0.0, 0.2, 0.5, 0.9, 1.0),
        (-3.0, 0.4, 1.0),
        (0.05, 0.6, 2.0),
        [*itertools.product((0.0, 0.05, 0.3), (0.0, 0.2), (0.0, 0.1))],
        (0.0, 0.3),
    )
][::7]


def named(spec: Spec) -> str:
    return str(spec.to_query())


def target_of(spec: Spec) -> float:
    return (1.0 - spec.smoothing) * spec.p + 0.5 * spec.smoothing


def directly(spec: Spec, beta: Vector) -> Vector:
    """J at points (…, 2), by SciPy's log σ and −q·log q."""
    d = beta[..., 0] - beta[..., 1]
    u, p = spec.x * d, target_of(spec)
    loss = -p * log_expit(u) - (1.0 - p) * log_expit(-u) - spec.confidence * (entr(expit(u)) + entr(expit(-u)))
    return loss + spec.l1 * np.abs(beta).sum(-1) + spec.l2 * np.square(beta).sum(-1) + spec.share * d**2


def on_the_line(spec: Spec, d: Vector) -> Vector:
    """The least J at given β₁ − β₂: with L2 at β₁ = −β₂, else anywhere between the axes."""
    return directly(spec, 0.5 * np.stack([d, -d], axis=-1))


def difference(spec: Spec) -> float:
    first = solve(spec).points[0]
    return float(first[0] - first[1])


# The entropy


def test_the_entropy_by_hand() -> None:
    # σ(0) = ½: log 2. σ(log 3) = ¾: ¾ log(4/3) + ¼ log 4
    score = np.array([0.0, np.log(3.0), -np.log(3.0)])
    three_to_one = 0.75 * np.log(4.0 / 3.0) + 0.25 * np.log(4.0)
    np.testing.assert_allclose(entropy(score), [np.log(2.0), three_to_one, three_to_one], rtol=1e-15)


def test_the_entropy_is_scipys_and_far_out_keeps_its_digits() -> None:
    score = np.linspace(-30.0, 30.0, 601)
    np.testing.assert_allclose(entropy(score), entr(expit(score)) + entr(expit(-score)), atol=1e-15)
    # log(1 + e) + u·e/(1 + e) with e = e^(−u): (1 + u)e up to e².
    np.testing.assert_allclose(entropy(np.array([50.0, -200.0])), [51.0 * np.exp(-50.0), 201.0 * np.exp(-200.0)])
    assert entropy(np.array([1e4])) == 0.0


@pytest.mark.slow
def test_the_entropys_derivatives_are_those_of_automatic_differentiation() -> None:
    score = np.linspace(-20.0, 20.0, 402)
    slope = jax.vmap(jax.grad(entropy))(jnp.asarray(score))
    curvature = jax.vmap(jax.grad(jax.grad(entropy)))(jnp.asarray(score))
    np.testing.assert_allclose(entropy_derivative(score), slope, atol=1e-14)
    np.testing.assert_allclose(entropy_curvature(score), curvature, atol=1e-14)


@pytest.mark.parametrize("confidence", [0.01, 0.5, 2.0])
def test_the_largest_curvature_is_a_quarter_of_1_plus_gamma_and_far_out_it_bends_down(confidence: float) -> None:
    score = np.linspace(-30.0, 30.0, 60_001)
    curvature = expit(score) * expit(-score) - confidence * entropy_curvature(score)
    assert np.abs(curvature).max() == pytest.approx(0.25 * (1.0 + confidence), rel=1e-12)
    # u·tanh(u/2) passes 1 + 1/γ.
    down = np.abs(score * np.tanh(0.5 * score)) > 1.0 + 1.0 / confidence
    assert (curvature[down] < 0.0).all()
    assert (confidence < 0.1) or down.any()
    spec = Spec(x=1.5, confidence=confidence, l2=0.3, share=0.2)
    hessian = Problem.of(spec).solver.objective(l1=spec.l1, l2=spec.l2).smooth(np.zeros(2))[2]
    assert steepness_of(spec, Problem.of(spec).rows) == pytest.approx(np.linalg.eigvalsh(hessian)[-1])


def test_where_the_loss_bends_down_it_climbs_away_from_0() -> None:
    score = np.concatenate([np.linspace(-30.0, -0.01, 4000), np.linspace(0.01, 30.0, 4000)])
    for p, confidence in itertools.product(np.linspace(0.0, 1.0, 21), (0.01, 0.1, 0.5, 1.0, 2.0, 50.0)):
        slope = expit(score) - p - confidence * entropy_derivative(score)
        curvature = expit(score) * expit(-score) - confidence * entropy_curvature(score)
        down = curvature < -1e-12
        assert (score[down] * slope[down] > 0.0).all()


# The minimum


@pytest.mark.parametrize("confidence", [0.0014, 0.01, 0.1, 0.5, 1.0, 2.0])
@pytest.mark.parametrize(("p", "x"), [(1.0, 1.0), (1.0, -2.5), (0.0, 1.0), (0.0, -0.3)])
def test_for_a_sure_label_the_minimum_is_lamberts(confidence: float, p: float, x: float) -> None:
    spec = Spec(p=p, x=x, l1=0.0, confidence=confidence)
    solution = solve(spec)
    u = x * difference(spec) * (1.0 if p == 1.0 else -1.0)
    assert solution.kind == "line"
    np.testing.assert_allclose(solution.points[1] @ [1.0, -1.0], 0.0, atol=1e-16)
    assert u * expit(u) == pytest.approx(1.0 / confidence, rel=1e-14)
    assert u == pytest.approx(1.0 / confidence + np.real(lambertw(np.exp(-1.0 / confidence) / confidence)), rel=1e-14)
    # By u·σ(u) = 1/γ the least J is (1 − γ)·log(1 + e^(−u)) − e^(−u).
    assert solution.value == pytest.approx((1.0 - confidence) * np.log1p(np.exp(-u)) - np.exp(-u), rel=1e-9)


@every("spec", SPECS, label=named)
def test_no_point_of_a_fine_grid_on_the_line_lies_lower_and_the_certificate_is_tiny(spec: Spec) -> None:
    far = 100.0 / abs(spec.x)
    d = np.linspace(-far, far, 40_001)
    values = on_the_line(spec, d)
    k = int(np.argmin(values))
    near: Any = minimize_scalar(
        lambda at: float(on_the_line(spec, np.array(at))),
        bounds=(d[max(k - 1, 0)], d[min(k + 1, len(d) - 1)]),
        method="bounded",
        options={"xatol": 1e-12},
    )
    solution = solve(spec)
    assert solution.residual <= 1e-13
    assert solution.value <= min(float(near.fun), values[k]) + 1e-14
    assert solution.value == pytest.approx(float(directly(spec, solution.points[0])), abs=1e-14)
    if abs(values[k]) > 1e-6:
        assert difference(spec) == pytest.approx(float(near.x), abs=2e-6 / min(abs(spec.x), 1.0))


def smooth_part(d: jax.Array, x: float, p: float, confidence: float, bowl: float) -> jax.Array:
    """J on the line without λ|d|."""
    q = jax.nn.sigmoid(x * d)
    cross = -p * jax.nn.log_sigmoid(x * d) - (1.0 - p) * jax.nn.log_sigmoid(-x * d)
    doubt = jax.scipy.special.entr(q) + jax.scipy.special.entr(1.0 - q)
    return cross - confidence * doubt + bowl * d**2


slopes_on_the_line = jax.jit(jax.vmap(jax.grad(smooth_part), in_axes=(0, None, None, None, None)))


@every("spec", SPECS, label=named)
def test_on_the_line_there_is_one_stationary_point(spec: Spec) -> None:
    # None of these is 0, where |d| has no derivative.
    d = np.linspace(-25.0, 25.0, 2000) / abs(spec.x)
    smooth = slopes_on_the_line(d, spec.x, target_of(spec), spec.confidence, 0.5 * spec.l2 + spec.share)
    slope = np.asarray(smooth) + spec.l1 * np.sign(d)
    told_apart = slope[np.abs(slope) > 1e-9]
    signs = np.sign(told_apart)
    assert np.sum(signs[1:] != signs[:-1]) == 1 or (abs(spec.x * difference(spec)) > 19.0 and (signs == signs[0]).all())
    assert np.sum(np.diff(signs) < 0.0) == 0


@every("spec", SPECS[::4], label=named)
def test_the_plane_has_no_lower_point_either(spec: Spec) -> None:
    least = solve(spec).value
    for start in ([3.0, 2.0], [-3.0, 1.0], [0.1, -4.0], [6.0, -6.0]):
        found = minimize(lambda b: float(directly(spec, b)), start, method="Nelder-Mead", options={"xatol": 1e-9})
        assert found.fun >= least - 1e-12


@every("spec", SPECS[::3], label=named)
def test_the_certificate_is_0_at_the_minimum_only(spec: Spec) -> None:
    objective, least = Problem.of(spec).solver.objective(l1=spec.l1, l2=spec.l2), solve(spec).value
    for beta in np.random.default_rng(3).uniform(-4.0, 4.0, (200, 2)):
        higher = float(directly(spec, beta)) - least
        assert higher < 1e-6 or objective.residual(beta) > 1e-9


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"l1": 0.0}, "line"),
        ({"l1": 0.0, "share": 0.2}, "line"),
        ({"l1": 0.1}, "segment"),
        ({"l1": 0.1, "share": 0.2}, "segment"),
        ({"l1": 0.0, "l2": 0.1}, "point"),
        ({"l1": 0.1, "l2": 0.1}, "point"),
        ({"l1": 0.5}, "point"),
        ({"l1": 0.0, "x": 0.0}, "plane"),
        ({"l1": 0.0, "x": 0.0, "share": 0.1}, "line"),
        ({"l1": 0.1, "x": 0.0}, "point"),
        ({"l1": 0.0, "p": 0.5}, "line"),
        ({"l1": 0.0, "confidence": 0.0}, "none"),
    ],
)
def test_what_the_minimisers_are(change: dict[str, float], kind: str) -> None:
    spec = Spec(**{"confidence": 0.8} | change)
    solution = solve(spec)
    assert solution.kind == kind
    assert solution.kind == "none" or all(directly(spec, end) <= solution.value + 1e-15 for end in solution.points[:1])
    if kind == "segment":
        ends = solution.points
        assert ends[0, 1] == ends[1, 0] == 0.0
        middle = 0.3 * ends[0] + 0.7 * ends[1]
        assert directly(spec, middle) == pytest.approx(solution.value, abs=1e-15)
    if kind == "line":
        np.testing.assert_allclose(
            directly(spec, solution.points[0] + 3.0 * solution.points[1]), solution.value, atol=1e-15
        )


def test_zero_is_the_minimum_from_lambda_max_on_whatever_the_confidence() -> None:
    for confidence, p, x in itertools.product((0.1, 2.0), (0.2, 0.8), (1.0, -2.0)):
        spec = Spec(p=p, x=x, confidence=confidence)
        bound = abs(x) * 0.3
        assert Problem.of(spec).solver.least_weight("l1") == pytest.approx(bound)
        assert np.any(solve(spec.with_(l1=bound - 1e-9)).points)
        assert not np.any(solve(spec.with_(l1=bound + 1e-9)).points)


def test_nearly_no_penalty_and_nearly_no_doubt() -> None:
    # With λ or Ω tiny the minimum is that without; at p = ½ ± a hair it is near 0, by 2(p − ½) = u(1 + γ)/2.
    bare = difference(Spec(l1=0.0, confidence=0.7))
    assert difference(Spec(l1=1e-13, confidence=0.7)) == pytest.approx(bare, abs=1e-10)
    assert difference(Spec(l1=0.0, l2=1e-13, confidence=0.7)) == pytest.approx(bare, abs=1e-10)
    assert difference(Spec(l1=0.0, p=0.5 + 1e-12, confidence=1.0)) == pytest.approx(2e-12, rel=1e-3)
    # And as γ → 0 it is the cross-entropy's own.
    assert difference(Spec(l1=0.0, p=0.9, confidence=1e-12)) == pytest.approx(float(logit(0.9)), abs=1e-9)
    assert difference(Spec(l1=0.2, confidence=1e-12)) == pytest.approx(np.log(4.0), abs=1e-9)


# Layers, gradients, trajectories


@every("spec", SPECS[::8], label=named)
def test_the_grid_is_the_formula_and_linear_in_gamma(spec: Spec) -> None:
    spec = spec.with_(n=61)
    terms = evaluate(spec)
    plane = np.stack(np.meshgrid(terms.axis, terms.axis), axis=-1)
    np.testing.assert_allclose(terms.total, directly(spec, plane), atol=1e-12)
    ends = [evaluate(spec.with_(confidence=confidence)).total for confidence in (0.0, 2.0)]
    share = spec.confidence / 2.0
    np.testing.assert_allclose(terms.total, (1.0 - share) * ends[0] + share * ends[1], atol=1e-12)


@pytest.mark.slow
@every("spec", SPECS[::4], label=named)
def test_the_gradients_are_those_of_finite_differences(spec: Spec) -> None:
    smooth = spec.with_(l1=0.0)
    objective = Problem.of(smooth).solver.objective(l1=0.0, l2=spec.l2)
    assert isinstance(objective, Objective)
    gradients = jax.jit(Gradients(objective.loss.value, data_of(objective)).smooth)
    step = 1e-6 * np.eye(2)
    for beta in POINTS:
        differences = [float(directly(smooth, beta + s) - directly(smooth, beta - s)) / 2e-6 for s in step]
        np.testing.assert_allclose(objective.gradient(beta), differences, atol=2e-9)
        np.testing.assert_allclose(gradients(beta), objective.gradient(beta), atol=1e-13)
        value, gradient, hessian = objective.smooth(beta)
        assert value == pytest.approx(float(directly(smooth, beta)), abs=1e-13)
        np.testing.assert_array_equal(gradient, objective.gradient(beta))
        differences = [(objective.gradient(beta + s) - objective.gradient(beta - s)) / 2e-6 for s in step]
        np.testing.assert_allclose(hessian, differences, atol=1e-7)


def test_a_step_of_gradient_descent_by_hand() -> None:
    # d = 2, q = σ(2): the slope in d is q − 1 + γ·2·q(1 − q); β moves by 0.5 of it.
    spec, q = Spec(l1=0.0, confidence=1.5), float(expit(2.0))
    slope = q - 1.0 + 1.5 * 2.0 * q * (1.0 - q)
    for method in ("gd", "ista", "sgd"):
        points = descend(Problem.of(spec), Descent((method,), (1.0, -1.0), 0.5, 1))[0].points
        np.testing.assert_allclose(points[1], [1.0 - 0.5 * slope, -1.0 + 0.5 * slope], rtol=1e-14)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["gd", "ista", "coordinate", "adam"])
@pytest.mark.parametrize("weights", [(0.0, 0.0), (0.1, 0.0), (0.1, 0.2)])
def test_trajectories_arrive_and_safe_ones_never_climb(method: str, weights: tuple[float, float]) -> None:
    spec = Spec(l1=weights[0], l2=weights[1], confidence=1.0, p=0.9, x=1.5)
    rate = default_rate(spec)
    trajectory = descend(Problem.of(spec), Descent((method,), (-2.0, 3.0), rate, 2000))[0]
    if method == "gd" and weights[0] > 0.0:
        return  # by its subgradient it may jump over a fold
    if method != "adam":
        assert (np.diff(trajectory.values) <= 1e-13).all()
    # A segment has its ends on the axes.
    assert trajectory.outcome in ("arrives", "zero")
    assert trajectory.values[-1] == pytest.approx(solve(spec).value, abs=1e-8)


def test_the_degrees_of_freedom_follow_the_label_as_the_fit_does() -> None:
    spec = Spec(l1=0.0, l2=0.2, p=0.8, x=1.3, confidence=0.9, share=0.1, smoothing=0.2)

    def fitted(p: float) -> float:
        return float(expit(spec.x * difference(spec.with_(p=p))))

    nudged = (fitted(0.8 + 1e-5) - fitted(0.8 - 1e-5)) / 2e-5
    assert degrees_of_freedom(Problem.of(spec), "l2")[20] == pytest.approx(nudged, rel=1e-6)


def test_paths_and_lattices_are_the_solutions_one_by_one() -> None:
    spec = Spec(confidence=0.5, l2=0.1)
    run = path(spec, "l1")
    for k in (0, 7, 40, 200):
        assert np.array_equal(run.solutions[k].points, solve(spec.with_(l1=float(run.stops[k]))).points)
    assert (np.diff(run.values) >= 0.0).all()
    stops = {"l1": np.array([0.0, 0.3]), "l2": np.array([0.0, 0.5])}
    assert [found.kind for found in solve_grid(Problem.of(spec), stops)] == ["line", "point", "segment", "point"]


# Closed forms


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_the_closed_form_is_lamberts_where_nothing_else_pulls(p: float) -> None:
    spec = Spec(p=p, x=-1.5, l1=0.0, confidence=0.4)
    closed = closed_form(spec, solve(spec), Problem.of(spec).rows)
    assert closed is not None
    assert closed.key == "unsure"
    assert closed.numbers == pytest.approx((1.5 * abs(difference(spec)), difference(spec)), rel=1e-14)


@every("spec", SPECS, label=named)
def test_elsewhere_the_pulls_balance(spec: Spec) -> None:
    closed, d = closed_form(spec, solve(spec), Problem.of(spec).rows), difference(spec)
    if d == 0.0:
        assert closed is None
    elif closed is not None and closed.key == "pulls":
        q = float(expit(spec.x * d))
        assert closed.numbers[0] == pytest.approx(spec.x * (target_of(spec) - q), abs=1e-14)
        assert closed.numbers[0] == pytest.approx(closed.numbers[1], abs=1e-13)
        assert abs(closed.numbers[0]) > 1e-10
    else:
        assert closed is not None
        assert (spec.l1, spec.l2, spec.share, spec.smoothing) == (0.0, 0.0, 0.0, 0.0)


# Specs


def test_it_travels_and_is_left_out_when_off() -> None:
    assert Spec(confidence=0.25).to_query() == {"confidence": "0.25"}
    assert Spec(confidence=-0.0).to_query() == {}
    assert Spec.from_query({"confidence": "2", "smoothing": "0.1", "share": "1"}).confidence == 2.0
    assert not Spec(confidence=0.1).is_unregularized


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"confidence": "2.1"}, "confidence: “2.1” is not allowed; it must be a number from 0 to 2."),
        ({"confidence": "nan"}, "confidence: “nan” is not allowed; it must be a number from 0 to 2."),
        ({"confidence": "-1"}, "confidence: “-1” is not allowed; it must be a number from 0 to 2."),
        (
            {"confidence": "0.5", "loss": "logistic"},
            "confidence: 0.5 does not go with loss=logistic; with loss=logistic it must be 0.",
        ),
        (
            {"confidence": "0.5", "loss": "linear"},
            "confidence: 0.5 does not go with loss=linear; with loss=linear it must be 0.",
        ),
        (
            {"confidence": "0.5", "drop": "0.3"},
            "confidence: 0.5 does not go with drop=0.3; with drop=0.3 it must be 0.",
        ),
        ({"confidence": "0.5", "noise": "1"}, "confidence: 0.5 does not go with noise=1; with noise=1 it must be 0."),
        ({"confidence": "0.5", "drop": "7"}, "drop: “7” is not allowed; it must be a number from 0 to 0.9."),
    ],
)
def test_what_does_not_go_with_it_is_refused_by_name(query: dict[str, str], sentence: str) -> None:
    with pytest.raises(SpecError) as caught:
        Spec.from_query(query)
    assert str(caught.value) == sentence
