"""Trajectories: published formulas in plain NumPy, steps by hand, limits, outcomes, one sentence for each bad wish."""

from collections.abc import Iterator
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscapes import METHODS, Descent, Problem, Rows, Spec, SpecError, Trajectory, decay_step, descend, solve
from landscapes.data.datasets import datasets_of
from landscapes.data.rows import Vector
from landscapes.models.losses import LOSSES
from landscapes.models.penalty_sum import PenaltySum
from landscapes.optimizers.methods import along_cone, batches, track
from landscapes.optimizers.step_size import default_rate, steepness_of
from landscapes.solvers.objective import Objective

DIABETES = Spec(loss="linear", data="diabetes", l1=0.3, l2=0.2)
TOY = Spec(loss="linear", data="toy", l1=0.2)
SPECS = [
    Spec(loss=loss, data=data, l1=l1, l2=l2)
    for loss in LOSSES
    for data in datasets_of(loss)
    if data != "own"
    for l1, l2 in ((0.0, 0.0), (0.3, 0.0), (0.0, 0.4), (1.4, 2.0))
]
START = (-0.9, 1.05)


def run(
    spec: Spec, method: str, rate: float | None = None, steps: int = 100, start: tuple[float, float] = START
) -> Trajectory:
    return descend(Problem.of(spec), Descent((method,), start, default_rate(spec) if rate is None else rate, steps))[0]


def squared_error_gradient(spec: Spec, beta: Vector) -> Vector:
    rows = Problem.of(spec).rows
    return -2.0 * rows.features.T @ (rows.targets - rows.features @ beta) / len(rows)


def published(method: str, spec: Spec, rate: float) -> Iterator[Vector]:
    """Each optimiser as its paper writes it, on the subgradient of J; AdamW's weight decay is 2Ω."""
    beta, m, v, k = np.array(START), np.zeros(2), np.zeros(2), 0
    while True:
        yield beta
        k += 1
        fold = squared_error_gradient(spec, beta) + spec.l1 * np.sign(beta)
        g = fold + 2.0 * spec.l2 * beta
        if method == "gd":
            beta = beta - rate * g
        elif method == "momentum":
            m = 0.9 * m + g
            beta = beta - rate * m
        elif method == "nesterov":
            m = 0.9 * m + g
            beta = beta - rate * (g + 0.9 * m)
        elif method == "adagrad":
            v = v + g**2
            beta = beta - rate * g / np.sqrt(v + 1e-7)
        elif method == "rmsprop":
            v = 0.9 * v + 0.1 * g**2
            beta = beta - rate * g / np.sqrt(v + 1e-8)
        elif method == "subgradient":
            beta = beta - rate / np.sqrt(k) * g
        else:
            g, decay = (fold, 2.0 * spec.l2) if method == "adamw" else (g, 0.0)
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            direction = m / (1.0 - 0.9**k) / (np.sqrt(v / (1.0 - 0.999**k)) + 1e-8)
            beta = beta - rate * (direction + decay * beta)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "subgradient"])
def test_the_published_formula_in_numpy_takes_the_same_steps(method: str) -> None:
    points = run(DIABETES, method, rate=0.05, steps=12).points
    expected = [beta for beta, _ in zip(published(method, DIABETES, 0.05), range(13), strict=False)]
    np.testing.assert_allclose(points, expected, rtol=1e-12)


def test_istas_step_by_hand() -> None:
    # β = (1, −1): ∇L = 2(β − ½) = (1, −3); 1 − 0.1·1 = 0.9 less 0.1·0.2; −1 + 0.3 = −0.7 towards 0 by 0.02
    points = run(TOY, "ista", rate=0.1, steps=1, start=(1.0, -1.0)).points
    np.testing.assert_allclose(points, [[1.0, -1.0], [0.88, -0.68]], rtol=1e-14)


def test_fistas_second_step_starts_from_its_first_and_the_third_ahead_of_it() -> None:
    points = run(TOY, "fista", rate=0.1, steps=3, start=(1.0, -1.0)).points
    # t = 1, (1 + √5)/2 = 1.618…, (1 + √(1 + 4t²))/2 = 2.193…; so y₂ = β₁ and y₃ = β₂ + 0.618…/2.193… (β₂ − β₁)
    np.testing.assert_allclose(points[:3], run(TOY, "ista", rate=0.1, steps=2, start=(1.0, -1.0)).points)
    t = (1.0 + np.sqrt(5.0)) / 2.0
    ahead = points[2] + (t - 1.0) / ((1.0 + np.sqrt(1.0 + 4.0 * t**2)) / 2.0) * (points[2] - points[1])
    moved = ahead - 0.1 * 2.0 * (ahead - 0.5)
    np.testing.assert_allclose(points[3], np.sign(moved) * (np.abs(moved) - 0.02))


def test_coordinate_descent_by_the_soft_threshold_and_its_limit() -> None:
    spec, rows = DIABETES, Problem.of(DIABETES).rows
    trajectory = run(spec, "coordinate", steps=200)
    beta = np.array(START)
    for k in range(4):
        j, other = k % 2, 1 - k % 2
        # Standardized: β_j = S(mean x_j (y − x_other β_other), λ/2)/(1 + Ω)
        pull = np.mean(rows.features[:, j] * (rows.targets - rows.features[:, other] * beta[other]))
        beta[j] = np.sign(pull) * max(abs(pull) - 0.15, 0.0) / 1.2
        np.testing.assert_allclose(trajectory.points[k + 1], beta, rtol=1e-12)
    np.testing.assert_allclose(trajectory.points[-1], solve(spec).points[0], atol=1e-12)
    assert trajectory.outcome == "arrives"


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.to_query()))
@pytest.mark.parametrize("method", ["coordinate", "ista"])
def test_majorising_steps_never_climb(spec: Spec, method: str) -> None:
    values = run(spec, method, start=(-0.3, 0.35)).values
    assert (np.diff(values) <= 1e-12).all()


def test_gradient_descent_falls_below_2_over_the_lipschitz_constant_and_diverges_above() -> None:
    spec = DIABETES.with_(l1=0.0)
    features = Problem.of(spec).rows.features
    limit = 2.0 / (2.0 * float(np.linalg.norm(features, 2)) ** 2 / len(features) + 2.0 * 0.2)
    assert 2.0 / steepness_of(spec, Problem.of(spec).rows) == pytest.approx(limit)
    below, above = (
        run(spec, "gd", rate=0.99 * limit, steps=2000),
        run(spec, "gd", rate=1.01 * limit, steps=2000),
    )
    assert (np.diff(below.values) <= 1e-14).all()
    assert below.outcome == "arrives"
    assert above.outcome == "diverges.above"
    assert above.numbers["limit"] == pytest.approx(limit)
    assert above.numbers["steps"] == len(above.points) - 1
    # The last point is where the trajectory crosses the border.
    assert np.max(np.abs(above.points[-1])) == 3.0 * spec.range
    assert np.max(np.abs(above.points[:-1])) < 3.0 * spec.range


def test_the_bound_of_a_cross_entropy_is_its_curvature_at_the_origin() -> None:
    for spec in (Spec(x=2.0), Spec(loss="logistic", data="breast-cancer", l2=0.1)):
        rows = Problem.of(spec).rows
        hessian = Objective(LOSSES[spec.loss], rows, PenaltySum.of(**spec.weights)).smooth(np.zeros(2))[2]
        assert steepness_of(spec, rows) == pytest.approx(np.linalg.eigvalsh(hessian)[-1])


@pytest.mark.slow
@pytest.mark.parametrize("method", ["ista", "fista", "coordinate"])
def test_proximal_trajectories_reach_the_minimiser_with_true_zeros(method: str) -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.75)
    trajectory = run(spec, method, steps=500)
    assert (trajectory.outcome, trajectory.numbers["which"]) == ("zero", 2)
    since = int(trajectory.numbers["steps"])
    assert (trajectory.points[since:, 1] == 0.0).all()
    assert trajectory.points[since - 1, 1] != 0.0
    np.testing.assert_allclose(trajectory.points[-1], solve(spec).points[0], atol=1e-10)


def test_both_coordinates_at_zero_from_lambda_max_on() -> None:
    trajectory = run(Spec(loss="linear", data="diabetes", l1=1.3), "ista")
    assert trajectory.outcome == "zero.both"
    assert (trajectory.points[int(trajectory.numbers["steps"]) :] == 0.0).all()


def test_gradient_descent_jumps_to_and_fro_over_the_fold() -> None:
    trajectory = run(Spec(loss="linear", data="diabetes", l1=0.75), "gd")
    assert (trajectory.outcome, trajectory.numbers["which"]) == ("crosses", 2)
    assert trajectory.numbers["amplitude"] == np.max(np.abs(trajectory.points[-31:, 1]))
    assert (trajectory.points[:, 1] != 0.0).all()


def test_a_trajectory_that_jumps_over_both_folds_is_said_to() -> None:
    trajectory = run(Spec(loss="linear", data="diabetes", l1=1.3), "gd")
    assert trajectory.outcome == "crosses.both"
    assert trajectory.numbers == {"amplitude": np.max(np.abs(trajectory.points[-31:]))}


def test_a_trajectory_down_a_valley_without_an_end_falls() -> None:
    slow, fast = run(Spec(l1=0.0), "gd"), run(Spec(l1=0.0), "momentum", steps=500)
    assert slow.outcome == fast.outcome == "falls"
    assert np.max(np.abs(fast.points)) == 15.0


def test_a_short_trajectory_is_still_on_its_way() -> None:
    trajectory = run(DIABETES, "gd", rate=0.01, steps=5)
    objective = Objective(LOSSES["linear"], Problem.of(DIABETES).rows, PenaltySum.of(l1=0.3, l2=0.2))
    solution = solve(DIABETES)
    assert trajectory.outcome == "underway"
    assert trajectory.numbers["distance"] == pytest.approx(np.hypot(*(trajectory.points[-1] - solution.points[0])))
    assert trajectory.numbers["gap"] == pytest.approx(objective.value(trajectory.points[-1]) - solution.value)


def test_arriving_anywhere_on_a_segment_or_a_line_counts() -> None:
    for spec in (Spec(), Spec(l1=0.0, p=0.7), Spec(loss="linear", rho=-1.0, l1=0.0)):
        trajectory = run(spec, "ista", steps=500)
        assert trajectory.outcome == "arrives"
        assert np.hypot(*(trajectory.points[-1] - solve(spec).points[0])) > 0.1


def test_decoupled_decay_differs_from_the_penalty_in_the_gradient_only_where_there_is_one() -> None:
    with_bowl, without = Spec(l1=0.1, l2=0.3), Spec(l1=0.1)
    assert np.max(np.abs(run(with_bowl, "adam").points - run(with_bowl, "adamw").points)) > 0.1
    np.testing.assert_array_equal(run(without, "adam").points, run(without, "adamw").points)


def test_adamw_rests_at_its_own_fixed_point_and_is_not_said_to_be_on_its_way_to_the_minimum() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.0, l2=0.5)
    rows = Problem.of(spec).rows
    hessian = 2.0 * rows.features.T @ rows.features / len(rows)
    free = solve(spec.with_(l2=0.0)).points[0]
    # At rest g/(|g| + ε) = −2Ωβ, so |g| = ε·t/(1 − t) with t = 2Ω|β| < 1, and g = H(β − β̂) for a squared error.
    rest = free.copy()
    for _ in range(5):
        t = 2.0 * spec.l2 * np.abs(rest)
        rest = free - np.linalg.solve(hessian, np.sign(rest) * 1e-8 * t / (1.0 - t))
    still = run(spec, "adamw", steps=2000, start=(float(rest[0]), float(rest[1])))
    # A step does not move it; later ones stay near, as far as so stiff an equation lets them.
    assert np.abs(still.points[1] - rest).max() < 1e-8
    assert np.hypot(*(still.points[-1] - rest)) < 0.01
    assert still.outcome == "decoupled"
    assert still.numbers["bound"] == 1.0
    assert np.hypot(*(rest - solve(spec).points[0])) > 0.15
    assert float(still.numbers["distance"]) > 0.15
    # From elsewhere it comes nearer to that point, and leaves the minimum behind.
    ends = [run(spec, "adamw", steps=steps).points[-1] for steps in (100, 500, 2000)]
    assert np.all(np.diff([np.hypot(*(end - rest)) for end in ends]) < 0.0)
    assert np.all(np.diff([np.hypot(*(end - solve(spec).points[0])) for end in ends]) > 0.0)


def test_adamw_that_aims_beyond_its_bound_stops_there() -> None:
    # 2Ω = 3 and β̂₁ = 0.488 > 1/3: the best point of the square |β_j| ≤ 1/3 has β₁ = 1/3, and β₂ of the slope 0 there.
    spec = Spec(loss="linear", data="diabetes", l1=0.0, l2=1.5)
    rows = Problem.of(spec).rows
    x, y = rows.features, rows.targets
    second = float(x[:, 1] @ (y - x[:, 0] / 3.0) / (x[:, 1] @ x[:, 1]))
    edge = np.array([1.0 / 3.0, second])
    ends = [run(spec, "adamw", steps=steps) for steps in (100, 500, 2000)]
    assert np.all(np.diff([np.hypot(*(end.points[-1] - edge)) for end in ends]) < 0.0)
    assert [end.outcome for end in ends] == ["decoupled"] * 3


def test_adamw_is_judged_like_the_others_where_its_decay_leads_nowhere_else() -> None:
    # Without L2 it is Adam, and at the origin decay pulls at nothing.
    assert run(Spec(loss="linear", data="diabetes", l1=0.3), "adamw", steps=5).outcome == "underway"
    assert run(Spec(loss="linear", data="diabetes", l1=2.0, l2=0.5), "adamw", steps=5).outcome != "decoupled"


def test_a_coordinate_that_only_passes_through_0_does_not_stop_there() -> None:
    # Where β₂ = x₁·y/x₁·x₂, x₁ has nothing left to explain: S(0, λ/2) = 0, until β₂ has moved.
    spec = Spec(loss="linear", data="correlated", rho=0.8, l1=0.2)
    assert np.all(solve(spec).points[0] != 0.0)
    one, two = Problem.of(spec).rows.features.T
    short = run(spec, "coordinate", steps=1, start=(-0.5, float(one @ Problem.of(spec).rows.targets / (one @ two))))
    assert short.points[-1][0] == 0.0
    assert short.outcome == "underway"


def test_mini_batches_are_a_fixed_stream_of_permutations_and_all_of_few_rows() -> None:
    stream = batches(200, 128)
    assert stream.shape == (128, 16)
    np.testing.assert_array_equal(np.sort(stream.ravel()[:200]), np.arange(200))
    np.testing.assert_array_equal(np.sort(stream.ravel()[200:400]), np.arange(200))
    for few in (Spec(l2=0.1), TOY):
        np.testing.assert_allclose(run(few, "sgd").points, run(few, "gd").points, atol=1e-12)
    spec, rows = DIABETES, Problem.of(DIABETES).rows
    chosen = batches(442, 128)[0]
    batch = Spec(loss="linear", data="own", l1=0.3, l2=0.2)
    problem = Problem.of(batch, Rows(rows.features[chosen], rows.targets[chosen]))
    part = descend(problem, Descent(("gd",), START, 0.1, 1))[0]
    np.testing.assert_allclose(run(spec, "sgd", rate=0.1, steps=1).points, part.points)


def test_from_the_origin_a_cross_entropys_slope_is_that_of_theory_and_the_folds_is_0() -> None:
    # x(½ − p)(1, −1) = (−½, ½): autodiff through |u| and max(u, 0) at u = 0 would say (−1, 1).
    points = run(Spec(l1=0.3), "gd", rate=0.5, steps=1, start=(0.0, 0.0)).points
    np.testing.assert_allclose(points[1], [0.25, -0.25], rtol=1e-15)


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.to_query()))
def test_trajectories_are_finite_at_any_rate_and_values_are_js(spec: Spec) -> None:
    objective = Objective(LOSSES[spec.loss], Problem.of(spec).rows, PenaltySum.of(**spec.weights))
    names = tuple(METHODS)
    for four in (names[:4], names[4:8], names[8:]):
        for rate in (10.0, 0.3):
            for trajectory in descend(Problem.of(spec), Descent(four, (-0.5, 0.5), rate, 100)):
                assert np.isfinite(trajectory.points).all()
                assert np.max(np.abs(trajectory.points)) <= 3.0 * spec.range
                assert trajectory.values[-1] == pytest.approx(objective.value(trajectory.points[-1]), rel=1e-13)
                assert np.isfinite(trajectory.values).all()
                numbers = [number for number in trajectory.numbers.values() if not isinstance(number, str)]
                assert np.isfinite(numbers).all()
                assert trajectory.points.shape == (len(trajectory.values), 2)


def test_new_numbers_need_no_new_program() -> None:
    run(DIABETES, "fista")
    compiled: Any = track.__wrapped__
    programs = compiled._cache_size()
    run(DIABETES.with_(l1=0.7, l2=0.0), "fista", rate=1, steps=60, start=(0.0, 1.0))
    assert compiled._cache_size() == programs


@pytest.mark.slow
def test_longer_trajectories_begin_with_the_shorter_ones() -> None:
    for steps in (128, 129, 512, 2000):
        whole = run(DIABETES, "adam", rate=0.01, steps=steps).points
        assert len(whole) == steps + 1
        np.testing.assert_allclose(whole[:101], run(DIABETES, "adam", rate=0.01).points, rtol=1e-12)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"walk": "gd,sdg"}, "walk: “gd,sdg” is not allowed; it must be one to 4 different methods"),
        (
            {"walk": ""},
            "walk: “” is not allowed; it must be one to 4 different methods separated by commas, from gd",
        ),
        ({"walk": "gd,gd"}, "walk: “gd,gd” is not allowed"),
        ({"walk": "gd,adam,ista,fista,sgd"}, "walk: “gd,adam,ista,fista,sgd” is not allowed"),
        ({"start": "1"}, "start: “1” is not allowed; it must be two numbers from -5 to 5 separated by a comma."),
        ({"start": "1,2,3"}, "start: “1,2,3” is not allowed"),
        ({"start": "1,5.01"}, "start: “1,5.01” is not allowed"),
        ({"start": "nan,1"}, "start: “nan,1” is not allowed"),
        ({"start": "1,inf"}, "start: “1,inf” is not allowed"),
        ({"start": "1e999,1"}, "start: “1e999,1” is not allowed"),
        ({"start": "１,1"}, "start: “１,1” is not allowed"),
        ({"rate": "0"}, "rate: “0” is not allowed; it must be a number from 0.0001 to 10."),
        ({"rate": "10.1"}, "rate: “10.1” is not allowed"),
        ({"rate": "1e999"}, "rate: “1e999” is not allowed"),
        ({"rate": "fast"}, "rate: “fast” is not allowed"),
        ({"steps": "0"}, "steps: “0” is not allowed; it must be a whole number from 1 to 2000."),
        ({"steps": "2001"}, "steps: “2001” is not allowed"),
        ({"steps": "1e2"}, "steps: “1e2” is not allowed"),
    ],
)
def test_a_bad_wish_is_refused_with_field_value_and_what_is_allowed(query: dict[str, str], sentence: str) -> None:
    with pytest.raises(SpecError) as caught:
        Descent.from_query(query, Spec())
    assert str(caught.value).startswith(sentence)


def test_the_defaults_depend_on_the_spec() -> None:
    # softmax at x = 1: ¼·2 + 2Ω, so 1/0.7 = 1.428… rounds down to 1.4
    spec = Spec(l2=0.1)
    assert Descent.from_query({}, spec) == Descent(("gd", "ista"), (-3.0, 3.5), 1.4, 100)
    assert default_rate(Spec(x=0.0)) == 10.0
    # Two standardized columns of one's own: at most 2·2 + 2Ω
    assert default_rate(Spec(loss="linear", data="own")) == 0.25
    assert Descent.from_query({}, spec).to_query(spec) == {}


SOME_METHODS = st.lists(st.sampled_from(list(METHODS)), min_size=1, max_size=4, unique=True)


@settings(max_examples=200, deadline=None)
@given(
    methods=SOME_METHODS,
    start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    rate=st.floats(1e-4, 10.0),
    steps=st.integers(1, 2000),
)
def test_a_descent_survives_the_way_through_a_query(
    methods: list[str], start: tuple[float, float], rate: float, steps: int
) -> None:
    spec = Spec()
    descent = Descent(tuple(methods), start, rate, steps)
    assert Descent.from_query(descent.to_query(spec), spec) == descent


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["walk", "start", "rate", "steps"]), st.text(max_size=50)))
def test_any_text_gives_a_descent_or_a_sentence(query: dict[str, str]) -> None:
    try:
        Descent.from_query(query, Spec())
    except SpecError as refusal:
        assert any(str(refusal).startswith(f"{field}: ") for field in query)


def test_decay_by_hand() -> None:
    # (1 − 2·0.1·0.5) = 0.9; towards 0 by 0.1·2 = 0.2, and no further
    after = decay_step((1.0, -0.1), 0.1, l1=2.0, l2=0.5)
    assert after["l2"] == pytest.approx((0.9, -0.09))
    assert after["l1"] == pytest.approx((0.8, 0.0))


CONE = Spec(loss="linear", data="diabetes", l1=0.2, l2=0.1, group=0.3)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["ista", "fista", "coordinate"])
@pytest.mark.parametrize("changes", [{}, {"loss": "logistic", "data": "breast-cancer", "l1": 0.02}, {"l1": 0.0}])
def test_proximal_steps_meet_a_cone_and_arrive(method: str, changes: dict[str, float | str]) -> None:
    spec = Spec(**{**CONE.model_dump(include={"loss", "data", "l1", "l2", "group"}), **changes})
    trajectory = run(spec, method, steps=2000)
    np.testing.assert_allclose(trajectory.points[-1], solve(spec).points[0], atol=1e-8)
    assert trajectory.outcome in ("arrives", "zero")


def test_a_proximal_step_is_that_of_the_sum() -> None:
    rows = Problem.of(CONE).rows
    step = run(CONE, "ista", rate=0.2, steps=1).points
    smooth = squared_error_gradient(CONE, np.array(START)) + 0.2 * np.array(START)
    expected = PenaltySum.of(l1=0.2, group=0.3).prox(np.array(START) - 0.2 * smooth, 0.2)
    np.testing.assert_allclose(step[1], expected, rtol=1e-14)
    assert len(rows) == 442
    # Both go to 0 at once, and stay: 1.5 > 2‖c‖.
    both = run(CONE.with_(l1=0.0, group=1.5), "ista", steps=200)
    assert both.outcome == "zero.both"
    assert both.points[-1].tolist() == [0.0, 0.0]


def test_subgradient_methods_pull_along_the_unit_vector_and_never_land() -> None:
    beta, gd = np.array(START), run(CONE, "gd", rate=0.1, steps=1).points[1]
    slope = squared_error_gradient(CONE, beta) + 0.2 * beta + 0.2 * np.sign(beta) + 0.3 * beta / np.hypot(*beta)
    np.testing.assert_allclose(gd, beta - 0.1 * slope, rtol=1e-14)
    # At 0 itself the cone's part is 0, not nan.
    still = run(CONE.with_(l1=0.0), "gd", rate=0.1, steps=1, start=(0.0, 0.0)).points[1]
    np.testing.assert_allclose(still, -0.1 * squared_error_gradient(CONE, np.zeros(2)), rtol=1e-14)
    over = run(CONE.with_(l1=0.0, group=1.5), "gd", steps=500)
    assert over.outcome.startswith("crosses")
    assert np.all(over.points[-1] != 0.0)


@pytest.mark.slow
def test_a_step_along_one_coordinate_is_the_least_point_of_its_bound() -> None:
    draw = np.random.default_rng(0)
    z, weight, other = draw.normal(size=(3, 200)) * [[1.0], [0.6], [0.4]]
    weight, other = np.abs(weight), np.where(np.arange(200) % 5 == 0, 0.0, other)
    found = np.asarray(along_cone(jnp.asarray(z), jnp.asarray(weight), jnp.asarray(other)))
    for b, here, w, a in zip(found, z, weight, other, strict=True):
        ends = [0.5 * (t - here) ** 2 + w * np.hypot(t, a) for t in (b, b + 1e-7, b - 1e-7)]
        assert ends[0] <= min(ends[1:]) + 1e-16
        slope = b - here + (w * b / np.hypot(b, a) if a or b else 0.0)
        assert abs(slope) <= (1e-14 if a or b else w)


@pytest.mark.slow
def test_steps_along_one_coordinate_stop_at_0_where_j_falls_between_the_axes() -> None:
    # c = (½, ½): neither slope 1 exceeds μ = 1.2, but ‖(1, 1)‖ = √2 does. They rest at the origin, which is no minimum.
    spec = Spec(loss="linear", data="toy", l1=0.0, group=1.2)
    assert np.all(solve(spec).points > 0.05)
    rests = run(spec, "coordinate", steps=200, start=(0.0, 0.0))
    assert rests.points[-1].tolist() == [0.0, 0.0]
    assert rests.outcome == "underway"
    assert run(spec, "ista", steps=200, start=(0.0, 0.0)).outcome == "arrives"


def test_decay_of_a_cone_by_hand() -> None:
    # (3, 4)/5: the length falls from 5 by 0.1·10 = 1, so to 4/5 of it.
    assert decay_step((3.0, 4.0), 0.1, group=10.0)["group"] == pytest.approx((2.4, 3.2))
    assert decay_step((0.3, 0.4), 0.1, group=10.0)["group"] == (0.0, 0.0)
    assert decay_step((0.3, 0.4), 0.1)["group"] == (0.3, 0.4)
