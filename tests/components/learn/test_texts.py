"""The numbers of the pages that answer popular texts, each by a way of its own."""

import re
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit, xlogy

from components.address.text_diagrams import INPUTS, TARGETS, Certainty, Sums
from components.learn.course import course
from landscapes import Problem, Spec
from landscapes.optimizers.trajectory import Descent, descend

Array = np.ndarray
PAGES = course().pages


def rows_of(data: str, **fields: float) -> tuple[Array, Array]:
    rows = Problem.of(Spec(loss="linear", data=data, **fields)).raw_rows
    return rows.features, rows.targets


def lasso(gram: Array, cross: Array, l1: float) -> Array:
    """The minimum of ‖y − Xβ‖²/m + λ‖β‖₁ by coordinate descent."""
    beta = np.zeros(2)
    for _ in range(20_000):
        before = beta.copy()
        for j in (0, 1):
            pull = cross[j] - gram[j, 1 - j] * beta[1 - j]
            beta[j] = np.sign(pull) * max(abs(pull) - l1 / 2.0, 0.0) / gram[j, j]
        if np.array_equal(before, beta):
            break
    return beta


# What is regularization?


def test_the_three_minima_of_one_weight() -> None:
    def least(penalty: float, power: int) -> float:
        def value(w: float) -> float:
            return (w - 0.5) ** 2 + penalty * abs(w) ** power

        found: Any = minimize_scalar(value, bounds=(-1.0, 1.0), method="bounded")
        return float(found.x)

    assert [least(0.0, 2), least(0.4, 2), least(0.4, 1)] == pytest.approx([0.5, 0.357, 0.3], abs=5e-4)
    assert least(0.99, 1) > 1e-3
    assert least(1.0, 1) == pytest.approx(0.0, abs=1e-5)


def test_two_weights_of_the_patients() -> None:
    features, targets = rows_of("diabetes")
    gram, cross = features.T @ features / 442, features.T @ targets / 442
    assert lasso(gram, cross, 0.4) == pytest.approx([0.345, 0.105], abs=5e-4)
    assert lasso(gram, cross, 0.0) == pytest.approx([0.488, 0.248], abs=5e-4)


def test_the_course_begins_with_it_and_it_leads_to_every_chapter() -> None:
    assert course().slugs[0] == "regularization"
    for language in ("en", "zh"):
        text = " ".join(PAGES["regularization", language].texts.values())
        assert len(set(re.findall(r"learn:([a-z0-9-]+)", text))) >= 10


# A slope without a bottom


def test_the_cross_entropy_in_two_lines() -> None:
    for b1, b2, x, p in np.random.default_rng(5).uniform(-2.0, 2.0, (20, 4)):
        label = expit(p)
        scores = np.array([b1 * x, b2 * x])
        q = np.exp(scores) / np.exp(scores).sum()
        direct = -label * np.log(q[0]) - (1.0 - label) * np.log(q[1])
        assert direct == pytest.approx(
            -label * b1 * x - (1.0 - label) * b2 * x + np.log(np.exp(scores).sum()), rel=1e-12
        )


# The corner of the diamond, the step of decay


def test_a_signed_sum_bounds_nothing_and_a_multiplier_is_the_slope() -> None:
    assert 1000.0 + -1000.0 < 0.186
    features, targets = rows_of("diabetes")
    gram, cross = features.T @ features / 442, features.T @ targets / 442
    beta = lasso(gram, cross, 0.8)
    assert beta == pytest.approx([0.186, 0.0], abs=5e-4)
    gradient = 2.0 * (gram @ beta - cross)
    # 0 ∈ ∇L + λ∂‖β‖₁: −0.8 where β₁ > 0, within ±0.8 where β₂ = 0.
    assert gradient[0] == pytest.approx(-0.8, abs=1e-12)
    assert abs(gradient[1]) < 0.8

    # λ is how fast the least L falls as the region grows.
    def held(t: float) -> float:
        at = np.array([t, 0.0])
        return float(at @ gram @ at - 2.0 * cross @ at)

    assert (held(beta[0] - 1e-6) - held(beta[0] + 1e-6)) / 2e-6 == pytest.approx(0.8, rel=1e-6)


def test_what_a_lambda_over_n_is_here() -> None:
    # (λ/2n)w² = Ωw²: with λ = 5 and n = 442, Ω = 5/884. Its step (1 − ηλ/n)w is ours, (1 − 2ηΩ)w.
    strength, count, rate = 5.0, 442, 0.5
    ours = strength / (2.0 * count)
    assert ours == pytest.approx(0.00566, abs=5e-6)
    step = Descent(("gd",), (3.0, -2.0), rate, 1)
    moved = descend(Problem.of(Spec(x=0.0, l1=0.0, l2=ours)), step)[0].points[1]
    assert moved == pytest.approx((1.0 - rate * strength / count) * np.array([3.0, -2.0]), rel=1e-12)


# Two features that say the same


def test_how_often_each_twin_is_dropped() -> None:
    features, targets = rows_of("correlated", rho=0.95)
    draw, dropped = np.random.default_rng(0), []
    for _ in range(60):
        some = draw.choice(len(targets), 20, replace=False)
        x, y = features[some], targets[some]
        dropped.append(tuple(lasso(x.T @ x / 20, x.T @ y / 20, 1.2) == 0.0))
    counts = [dropped.count(each) for each in ((True, False), (False, True), (True, True))]
    assert counts[:2] == [20, 20]


# Noise on the inputs


def test_factors_multiply_through_layers() -> None:
    for weight, grows in ((0.5, False), (2.0, True)):
        layers = [weight] * 5
        moved = np.prod(layers) * (1.0 + 0.1) - np.prod(layers)
        assert moved == pytest.approx(weight**5 * 0.1)
        assert (moved > 0.1) == grows


# The derivative at 0

WRITTEN = {
    "|x|": jnp.abs,
    "relu(x)": jax.nn.relu,
    "maximum(x, 0)": lambda x: jnp.maximum(x, 0.0),
    "where(x > 0, x, 0)": lambda x: jnp.where(x > 0, x, 0.0),
    "where(x >= 0, x, 0)": lambda x: jnp.where(x >= 0, x, 0.0),
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_jax_says_what_the_table_says(language: str) -> None:
    text = PAGES["derivative-at-zero", language].texts["see"]
    rows = dict(re.findall(r"<tr><td>(.*?)</td><td>([\d.]+)</td>", text))
    assert rows.keys() == WRITTEN.keys()
    for name, function in WRITTEN.items():
        assert float(jax.grad(function)(0.0)) == float(rows[name]), name
    # The last four are one function.
    for x in (-1.5, 0.0, 2.0):
        assert len({float(function(x)) for name, function in WRITTEN.items() if name != "|x|"}) == 1
    # As their sources say: a tie is shared by PyTorch, and the first argument's in TensorFlow; sign(0) = 0 in both.
    whole = {name: each.split("</td><td>") for name, each in re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", text)}
    assert whole["maximum(x, 0)"] == ["0.5", "0.5", "1"]
    assert whole["|x|"] == ["1", "0", "0"]


def test_what_would_hold_a_gradient_step_at_zero() -> None:
    features, targets = rows_of("toy")
    # L′(0) along β₁ with β₂ at its own minimum; 1.2 times 1/1.2 cancels it.
    slope = -2.0 * np.mean(features[:, 0] * (targets - 0.0 * features[:, 1]))
    assert slope == pytest.approx(-1.0)
    assert slope + 1.2 * (1.0 / 1.2) == pytest.approx(0.0)


# Plus or minus entropy


def margin(p: float, weight: float, low: float = 0.0, high: float = 12.0) -> float:
    def value(d: float) -> float:
        q = expit(d)
        loss = -xlogy(p, q) - xlogy(1.0 - p, expit(-d))
        return float(loss + weight * (-xlogy(q, q) - xlogy(expit(-d), expit(-d))))

    found: Any = minimize_scalar(value, bounds=(low, high), method="bounded", options={"xatol": 1e-10})
    return float(found.x)


def test_where_either_sign_of_the_entropy_puts_the_minimum() -> None:
    found = [margin(0.9, weight) for weight in (0.0, -1.0, 1.0)]
    assert found == pytest.approx([2.197, 0.912, 3.842], abs=5e-4)
    assert [100.0 * expit(d) for d in found] == pytest.approx([90.0, 71.3, 97.9], abs=0.05)
    assert margin(1.0, -1.0) == pytest.approx(1.278, abs=5e-4)
    # With p = 1 the sum keeps falling.
    assert margin(1.0, 1.0, high=30.0) > 29.9
    # Near ½ the sum has a minimum on either side.
    assert margin(0.52, 1.5, -12.0, 0.0) < -0.5
    assert margin(0.52, 1.5) > 0.5


# One weight in many places


def test_the_gradient_of_a_kernel_is_that_of_its_matrix_summed_along_the_ties() -> None:
    inputs, targets, kernel = np.array(INPUTS), np.array(TARGETS), np.array([1.0, 0.5, -1.0])
    outputs = np.correlate(inputs, kernel, mode="valid")
    errors = outputs - targets
    assert outputs.tolist() == [2.0, 3.0, -1.5, -3.5]
    assert errors.tolist() == [1.0, 3.0, 0.5, -4.5]
    # Each entry of a dense layer on its own, by automatic differentiation; then along each tie.
    matrix = np.array([[kernel[j - i] if 0 <= j - i < 3 else 0.0 for j in range(6)] for i in range(4)])
    dense = jax.grad(lambda entries: 0.5 * jnp.sum((entries @ inputs - targets) ** 2))(jnp.asarray(matrix))
    assert matrix.size == 24
    tied = [float(np.trace(np.asarray(dense), offset=offset)) for offset in range(3)]
    assert tied[1] == pytest.approx(-3.0)

    def loss(by: float) -> float:
        nudged = np.correlate(inputs, kernel + np.array([0.0, by, 0.0]), "valid")
        return float(0.5 * np.sum((nudged - targets) ** 2))

    assert (loss(1e-5) - loss(-1e-5)) / 2e-5 == pytest.approx(-3.0, rel=1e-8)


# What the charts are sent


def test_the_minima_at_every_stop_are_least() -> None:
    scene = Sums().scene()
    for k, strength in enumerate(scene["stops"]["strength"]):
        for m, centre in enumerate(scene["stops"]["centre"]):
            for table, power in (("square", 2), ("absolute", 1)):
                at = scene[table][k][m]
                beside = at + np.linspace(-0.01, 0.01, 21)
                values = (beside - centre) ** 2 + strength * np.abs(beside) ** power
                assert (at - centre) ** 2 + strength * abs(at) ** power <= values.min() + 1e-12
    margins = Certainty().scene()
    for k in (1, 9, 20, 40):
        for m, p in enumerate(margins["stops"]["p"][:-1]):
            weight = margins["stops"]["confidence"][k]
            assert margins["less"][k][m] == pytest.approx(margin(p, -weight), abs=1e-5)
            assert margins["more"][k][m] == pytest.approx(margin(p, weight), abs=1e-5)
            assert margins["bare"][k][m] == pytest.approx(np.log(p / (1.0 - p)), rel=1e-9)
        assert (margins["bare"][k][-1], margins["more"][k][-1]) == (None, None)


# L1 and L2, side by side.


def test_the_table_of_both_penalties() -> None:
    features, targets = rows_of("diabetes")
    gram, cross = features.T @ features / 442, features.T @ targets / 442
    ends = {"l1": lasso(gram, cross, 0.7), "l2": np.linalg.solve(gram + 0.7 * np.eye(2), cross)}
    assert ends["l1"] == pytest.approx([0.236, 0.0], abs=5e-4)
    assert ends["l2"] == pytest.approx([0.301, 0.190], abs=5e-4)
    assert lasso(gram, cross, 0.69)[1] > 0.0 == lasso(gram, cross, 0.70)[1]
    steps = {}
    for name, end in ends.items():
        beta, steps[name] = np.zeros(2), 0
        while np.hypot(*(beta - end)) > 1e-6:
            beta = beta - 0.35 * 2.0 * (gram @ beta - cross) - (0.35 * 2.0 * 0.7 * beta if name == "l2" else 0.0)
            if name == "l1":
                beta = np.sign(beta) * np.maximum(np.abs(beta) - 0.35 * 0.7, 0.0)
            steps[name] += 1
    assert steps == {"l1": 14, "l2": 17}
    for language in ("en", "zh"):
        rows = re.findall(r"<td>(\d+)</td><td>(\d+)</td>", PAGES["l1-or-l2", language].texts["see"])
        assert rows == [("14", "17")]


def test_an_outlier_pulls_as_without_l1_and_two_equal_features_share_under_l2() -> None:
    features, targets = rows_of("outlier")
    gram, moved = features.T @ features / 16, features[-1] / 16

    def pull(l1: float, l2: float) -> Array:
        cross = features.T @ targets / 16
        ends = [lasso(gram + l2 * np.eye(2), c, l1) for c in (cross, cross + moved)]
        return ends[1] - ends[0]

    assert pull(0.1, 0.0) == pytest.approx(pull(0.0, 0.0), abs=1e-12)
    assert np.abs(pull(0.0, 1.0)).max() < 0.6 * np.abs(pull(0.0, 0.0)).max()
    twins, numbers = rows_of("correlated", rho=1.0)
    assert twins[:, 0] == pytest.approx(twins[:, 1])
    halves = np.linalg.solve(twins.T @ twins / len(twins) + np.eye(2), twins.T @ numbers / len(twins))
    assert halves[0] == pytest.approx(halves[1])
