"""The two nets: their losses against enumeration, sampling and autodiff; their laws; what a spec of them may hold."""

import itertools
from typing import Any

import jax
import numpy as np
import pytest

from landscapes import Problem, Spec, SpecError, evaluate, solve
from landscapes.models.losses import LOSSES
from landscapes.models.net_models import NETS
from landscapes.models.networks import EPSILON, Net, batchnorm, residual
from landscapes.models.penalty_sum import PenaltySum
from landscapes.optimizers.trajectory import Descent, descend
from landscapes.solvers.multistart import NetObjective, NetSolver

POINTS = np.random.default_rng(5).uniform(-2.0, 2.0, (20, 2))
SPECS = [
    *(Spec(loss="residual", drop=drop) for drop in (0.1, 0.5, 0.9)),
    *(Spec(loss="batchnorm", rho=rho) for rho in (-1.0, -0.9, 0.0, 0.8, 1.0)),
]


def net_of(spec: Spec) -> Net:
    return NETS[spec.loss].build(Problem.of(spec).rows, spec.drop)


def loss_at(net: Net, beta: Any) -> float:
    return float(net.formula(beta[0], beta[1], *net.numbers))


def test_both_losses_at_a_point_worked_by_hand() -> None:
    # δ = ½: s = (¾, ½). β = (1, −1): E[P] = 1.75 · 0.5 = 0.875, E[P²] = (1 + 1.5 + 0.75)(1 − 1 + 0.5) = 1.625;
    # 4.25 − 4 · 0.875 + 1.625 = 2.375
    assert loss_at(net_of(Spec(loss="residual")), (1.0, -1.0)) == pytest.approx(2.375, abs=1e-12)
    # ρ = 0 and β = (0.3, 0.4): Q = 0.25, so z is divided by √0.26.
    spec = Spec(loss="batchnorm", rho=0.0)
    rows = Problem.of(spec).rows
    net = batchnorm(rows)
    fit = net.scale * (0.3 * rows.features[:, 0] + 0.4 * rows.features[:, 1]) / np.sqrt(0.26)
    assert loss_at(net, (0.3, 0.4)) == pytest.approx(np.mean((rows.targets - fit) ** 2), abs=1e-12)


@pytest.mark.parametrize("drop", [0.1, 0.37, 0.9])
def test_stochastic_depth_is_the_mean_over_all_four_depths(drop: float) -> None:
    spec = Spec(loss="residual", drop=drop)
    rows, net = Problem.of(spec).rows, net_of(spec)
    keep = (1.0 - drop / 2.0, 1.0 - drop)
    for beta in POINTS:
        mean = 0.0
        for gates in itertools.product((0, 1), repeat=2):
            chance = np.prod([s if gate else 1.0 - s for s, gate in zip(keep, gates, strict=True)])
            factor = (1.0 + gates[1] * beta[1]) * (1.0 + gates[0] * beta[0])
            mean += chance * np.mean((rows.targets - factor * rows.features[:, 0]) ** 2)
        assert loss_at(net, beta) == pytest.approx(mean, rel=1e-12)


def test_stochastic_depth_is_what_sampled_gates_give() -> None:
    spec, beta, count = Spec(loss="residual", drop=0.5), np.array([0.7, -1.3]), 200_000
    rows, rng = Problem.of(spec).rows, np.random.default_rng(11)
    gates = rng.random((count, 2)) < [0.75, 0.5]
    row = rng.integers(len(rows), size=count)
    factor = np.prod(1.0 + gates * beta, axis=1)
    losses = (rows.targets[row] - factor * rows.features[row, 0]) ** 2
    error = losses.std() / np.sqrt(count)
    assert error < 0.02
    assert abs(losses.mean() - loss_at(net_of(spec), beta)) < 4.0 * error


def test_in_use_each_block_is_multiplied_by_its_chance_which_is_the_mean_output() -> None:
    net = residual(Problem.of(Spec(loss="residual")).rows, 0.5)
    # (1 + ¾ · 0.8)(1 + ½ · 0.2) = 1.6 · 1.1
    assert net.predict(np.array([0.8, 0.2])) == pytest.approx(1.76)
    chances = {(0, 0): 0.125, (0, 1): 0.125, (1, 0): 0.375, (1, 1): 0.375}
    mean = sum(chance * (1 + 0.8 * one) * (1 + 0.2 * two) for (one, two), chance in chances.items())
    assert net.predict(np.array([0.8, 0.2])) == pytest.approx(mean)
    # What the gates add to the squared error of the mean output is the variance over the depths.
    variance = sum(chance * ((1 + 0.8 * one) * (1 + 0.2 * two) - mean) ** 2 for (one, two), chance in chances.items())
    rows = Problem.of(Spec(loss="residual")).rows
    of_mean = np.mean((rows.targets - mean * rows.features[:, 0]) ** 2)
    assert loss_at(net, (0.8, 0.2)) == pytest.approx(of_mean + variance)


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS, ids=repr)
def test_gradient_and_hessian_are_those_of_autodiff(spec: Spec) -> None:
    net = net_of(spec)

    def of(beta: jax.Array) -> jax.Array:
        return net.formula(beta[0], beta[1], *net.numbers)

    points = np.concatenate([POINTS, 0.05 * POINTS, np.zeros((1, 2))])
    gradients, hessians = (jax.jit(jax.vmap(way(of)))(points) for way in (jax.grad, jax.hessian))
    for beta, gradient, hessian in zip(points, gradients, hessians, strict=True):
        ours = net.gradient_and_hessian(beta)
        assert np.allclose(ours[0], gradient, rtol=1e-10, atol=1e-9), beta
        assert np.allclose(ours[1], hessian, rtol=1e-9, atol=1e-8), beta


@pytest.mark.parametrize("spec", SPECS, ids=repr)
def test_the_grid_has_the_same_loss(spec: Spec) -> None:
    terms, net = evaluate(spec), net_of(spec)
    for i, j in ((0, 0), (60, 60), (7, 100)):
        assert terms.layers["loss"][i, j] == pytest.approx(loss_at(net, (terms.axis[j], terms.axis[i])), rel=1e-12)


@pytest.mark.parametrize("rho", [-0.7, 0.0, 0.8])
def test_batch_norm_is_constant_along_rays_but_for_epsilon(rho: float) -> None:
    spec = Spec(loss="batchnorm", rho=rho)
    net = batchnorm(Problem.of(spec).rows)
    for beta in POINTS:
        spread = float(beta @ net.gram @ beta)
        # With h = √(Q/(Q + ε)), L = s − 2γkh + γ²h² where |k| ≤ R = γ; h stays between its two values, both below 1,
        # so L moves by at most 2γ(R + γ)|Δh| ≤ 4γ²·(1 − h at the shorter).
        for stretch in (1.0, 3.0, 100.0):
            shorter = np.sqrt(spread / (spread + EPSILON))
            bound = 4.0 * net.scale**2 * (1.0 - shorter)
            gap = abs(loss_at(net, stretch * beta) - loss_at(net, beta))
            assert gap <= bound * (1.0 + 1e-9) + 1e-12
            assert bound <= 2.0 * net.scale**2 * EPSILON / spread
        # β·∇L is the derivative along the ray: −2γ(kh − γh²)·ε/(Q + ε).
        along = float(beta @ net.gradient_and_hessian(beta)[0])
        assert abs(along) <= 4.0 * net.scale**2 * EPSILON / (spread + EPSILON)


@pytest.mark.parametrize("rho", [-1.0, -0.6, 0.0, 0.8, 1.0])
def test_without_a_penalty_batch_norm_falls_for_ever_to_the_linear_models_minimum(rho: float) -> None:
    found = solve(Spec(loss="batchnorm", rho=rho, l1=0.0))
    linear = solve(Spec(loss="linear", rho=rho, l1=0.0))
    assert found.kind == "none"
    assert found.value == pytest.approx(linear.value, abs=1e-12)
    direction = linear.points[0] / np.hypot(*linear.points[0])
    assert np.allclose(found.points[0], direction, atol=1e-9)
    net = net_of(Spec(loss="batchnorm", rho=rho))
    heights = [loss_at(net, length * found.points[0]) for length in (0.1, 1.0, 10.0, 100.0)]
    assert heights == sorted(heights, reverse=True)
    assert found.value < heights[-1] < found.value + 1e-9


def test_with_a_larger_scale_epsilon_would_do_its_work() -> None:
    # Why γ is held at R: with γ = 1 > R the least loss along the ray is at h = R, that is Q = εR²/(1 − R²).
    spec = Spec(loss="batchnorm")
    net = batchnorm(Problem.of(spec).rows)
    lengths = np.geomspace(1e-3, 10.0, 20001)[:, np.newaxis]
    points = lengths * net.ray
    losses = net.formula(points[:, 0], points[:, 1], *net.numbers[:-1], 1.0)  # pyright: ignore[reportCallIssue]
    best = float(lengths[np.argmin(losses), 0])
    assert best**2 == pytest.approx(EPSILON * net.scale**2 / (1.0 - net.scale**2), rel=1e-2)


@pytest.mark.parametrize("rho", [0.8, 0.3, -0.5])
def test_l2_takes_length_and_turns_the_direction_only_by_the_square_of_epsilon_over_q(rho: float) -> None:
    spec = Spec(loss="batchnorm", rho=rho)
    net = batchnorm(Problem.of(spec).rows)
    solver = NetSolver(net)
    # e is of variance 1 and uncorrelated with the best direction d. Turning β = t·d by φ towards e costs R²φ² of loss
    # and saves Ωt²·2φ|d·e|, so φ = Ωt²|d·e|/R²; and at the best length R²ε²/(2Q³) = Ω‖d‖² with Q = t². Hence
    # φ = (ε/Q)²·|d·e|/(2‖d‖²), and seen in the plane it is that times |d × e|/‖d‖².
    d = net.ray
    e = np.array([-(net.gram @ d)[1], (net.gram @ d)[0]])
    e /= np.sqrt(e @ net.gram @ e)
    law = abs(float(d @ e)) * abs(float(d[0] * e[1] - d[1] * e[0])) / (2.0 * float(d @ d) ** 2)
    lengths, turns, ratios = [], [], []
    for weight in (1e-6, 1e-4, 0.01, 0.1, 1.0, 2.0):
        beta = solver.solve(l2=weight).points[0]
        lengths.append(float(np.hypot(*beta)))
        turns.append(abs(float(np.arctan2(beta[1], beta[0]) - np.arctan2(net.ray[1], net.ray[0]))))
        ratios.append(EPSILON / float(beta @ net.gram @ beta))
    assert lengths == sorted(lengths, reverse=True)
    assert turns[0] == pytest.approx(law * ratios[0] ** 2, rel=0.02)
    assert all(0.0 < turn <= law * ratio**2 for turn, ratio in zip(turns, ratios, strict=True))


def test_l2_leaves_the_direction_of_uncorrelated_features_alone() -> None:
    net = batchnorm(Problem.of(Spec(loss="batchnorm", rho=0.0)).rows)
    beta = solve(Spec(loss="batchnorm", rho=0.0, l1=0.0, l2=2.0)).points[0]
    assert abs(beta[0] * net.ray[1] - beta[1] * net.ray[0]) < 1e-12


def test_a_net_forms_its_own_rows() -> None:
    spec = Spec(loss="residual", drop=0.3)
    assert Problem.of(spec).rows is Problem.of(spec).raw_rows
    rows = Problem.of(spec).rows
    assert np.mean(rows.features[:, 0] ** 2) == pytest.approx(1.0)
    assert np.mean(rows.features[:, 0] * rows.targets) == pytest.approx(2.0)
    assert np.mean(rows.targets**2) == pytest.approx(4.25)


def test_the_objective_is_its_own_values() -> None:
    objective = NetObjective(net_of(SPECS[0]), PenaltySum.of(l1=0.3, l2=0.2))
    values = objective.values(POINTS)
    assert np.allclose(values, [objective.value(beta) for beta in POINTS])
    assert values[0] == pytest.approx(
        loss_at(objective.net, POINTS[0]) + 0.3 * np.abs(POINTS[0]).sum() + 0.2 * (POINTS[0] ** 2).sum()
    )


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            {"loss": "residual", "drop": "0"},
            "drop: 0 is not allowed for loss=residual; it must be a number from 0.1 to 0.9, because "
            "without dropped blocks a whole curve of points is equally good.",
        ),
        ({"loss": "residual", "drop": "2"}, "drop: 2 is not allowed for loss=residual; it must be a number from"),
        (
            {"loss": "batchnorm", "drop": "0.5"},
            "drop: 0.5 does not go with loss=batchnorm; with loss=batchnorm it must be 0.",
        ),
        (
            {"loss": "residual", "noise": "1"},
            "noise: 1 does not go with loss=residual; with loss=residual it must be 0.",
        ),
        (
            {"loss": "batchnorm", "share": "1"},
            "share: 1 does not go with loss=batchnorm; with loss=batchnorm it must be 0.",
        ),
        ({"loss": "batchnorm", "smoothing": "0.1"}, "smoothing: 0.1 does not go with loss=batchnorm"),
        (
            {"loss": "residual", "mask": "block"},
            "mask: “block” does not go with loss=residual; with loss=residual it must be dropout.",
        ),
        (
            {"loss": "residual", "rescale": "0"},
            "rescale: 0 does not go with loss=residual; with loss=residual it must be 1.",
        ),
        (
            {"loss": "batchnorm", "range": "1"},
            "range: 1 is too wide for n = 121 with loss=batchnorm; it must be at most (n − 1)/240, or the grid "
            "misses what ε does near the origin.",
        ),
        (
            {"loss": "batchnorm", "l1": "1e-9"},
            "l1: 1e-09 is too small for loss=batchnorm; it must be 0 or at least 0.0001",
        ),
        (
            {"loss": "batchnorm", "n": "61"},
            "n: 61 is too small for loss=batchnorm with range=0.5; it must be at least 121",
        ),
        ({"loss": "batchnorm", "data": "own"}, "data: “own” does not go with the loss batchnorm"),
        ({"loss": "residual", "data": "correlated"}, "data: “correlated” does not go with the loss residual"),
    ],
)
def test_what_a_net_does_not_know_is_refused(query: dict[str, str], sentence: str) -> None:
    with pytest.raises(SpecError) as refusal:
        Spec.from_query(query)
    assert str(refusal.value).startswith(sentence)


def test_a_nets_defaults_make_the_shortest_link() -> None:
    assert Spec(loss="residual").to_query() == {"loss": "residual"}
    assert Spec(loss="residual").drop == 0.5
    assert Spec(loss="residual", drop=0.3).to_query() == {"loss": "residual", "drop": "0.3"}
    assert Spec.from_query({"loss": "batchnorm", "n": "241", "range": "1"}).range == 1.0
    assert Spec(loss="batchnorm", rho=0.5).to_query() == {"loss": "batchnorm", "rho": "0.5"}


def test_no_optimiser_runs_on_a_net() -> None:
    sentence = f"loss: “batchnorm” does not go with walk; with walk it must be one of {', '.join(LOSSES)}."
    with pytest.raises(SpecError, match=sentence):
        Descent.from_query({}, Spec(loss="batchnorm"))
    with pytest.raises(SpecError, match=sentence):
        descend(Problem.of(Spec(loss="batchnorm")), Descent(("gd",), (0.1, 0.1), 0.1, 5))
