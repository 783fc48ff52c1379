"""What one far row does: exact laws of its influence under either loss and either penalty."""

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import pseudo_huber
from sklearn.linear_model import ElasticNet

from landscapes import Problem, Spec, SpecError, held_out, solve
from landscapes.data.rows import Rows, Vector
from landscapes.solvers.solve import ScoreSolver

PLACE = np.array([-1.0, 2.0])


def beta(loss: str, y: float, l1: float = 0.0, l2: float = 0.0) -> Vector:
    return solve(Spec(loss=loss, data="outlier", outlier=y, l1=l1, l2=l2)).points[0]


def pulled(y: float) -> Rows:
    """The rows with a target beyond the slider."""
    rows = Problem.of(Spec(loss="linear", data="outlier")).rows
    return Rows(rows.features, np.append(rows.targets[:-1], y))


def test_only_the_outliers_target_moves() -> None:
    one, other = (
        Problem.of(Spec(loss=loss, data="outlier", outlier=y)).rows for loss, y in (("linear", -10.0), ("huber", 3.3))
    )
    np.testing.assert_array_equal(one.features, other.features)
    np.testing.assert_array_equal(one.targets[:-1], other.targets[:-1])
    assert (one.targets[-1], other.targets[-1], len(one)) == (-10.0, 3.3, 16)
    assert Problem.of(Spec(loss="linear", data="outlier")).rows.targets[-1] == 7.0


def test_the_design_is_what_is_said_of_it() -> None:
    features = Problem.of(Spec(loss="linear", data="outlier")).rows.features
    assert (features.sum(axis=0) == 0.0).all()
    np.testing.assert_array_equal(features.T @ features, 16.0 * np.eye(2))
    # The diagonal of the hat matrix X(XᵀX)⁻¹Xᵀ: the outlier's row has the most, and more than twice the mean, 2/16.
    leverage = np.diag(features @ np.linalg.inv(features.T @ features) @ features.T)
    assert leverage.argmax() == 15
    assert leverage[15] == pytest.approx(5.0 / 16.0)
    assert np.sort(leverage)[-2] < leverage[15]
    assert leverage[15] > 2.0 * leverage.mean() == 0.25
    np.testing.assert_array_equal(features[15], PLACE)
    kept = Problem.of(Spec(loss="linear", data="outlier")).rows.targets[:-1] - 0.7 * features[:-1, 0]
    assert np.sqrt(np.mean(kept**2)) == pytest.approx(0.2, abs=0.07)


def test_the_squared_error_by_hand() -> None:
    # XᵀX/16 = I, so β_j = S(c_j, λ/2)/(1 + Ω). y = 7: c = (10.1 − 7, 0.85 + 14)/16 = (0.19375, 0.928125)
    np.testing.assert_allclose(beta("linear", 7.0), [0.19375, 0.928125], rtol=1e-14)
    np.testing.assert_allclose(beta("linear", 7.0, 0.3), [0.04375, 0.778125], rtol=1e-13)
    np.testing.assert_allclose(beta("linear", 7.0, 0.3, 1.0), [0.021875, 0.3890625], rtol=1e-13)
    # λ = 0.4 > 2 · 0.19375 takes the true feature away and keeps the one that the outlier made.
    np.testing.assert_allclose(beta("linear", 7.0, 0.4), [0.0, 0.728125], rtol=1e-13)
    assert beta("linear", 7.0, 0.4)[0] == 0.0


@pytest.mark.parametrize(("l1", "l2"), [(0.1, 0.0), (0.4, 0.0), (0.3, 0.5), (1.0, 0.1)])
@pytest.mark.parametrize("y", [-10.0, -0.7, 4.0, 10.0])
def test_scikit_learn_agrees(y: float, l1: float, l2: float) -> None:
    rows = Problem.of(Spec(loss="linear", data="outlier", outlier=y)).rows
    alpha = l1 / 2.0 + l2
    model = ElasticNet(alpha=alpha, l1_ratio=l1 / 2.0 / alpha, fit_intercept=False, tol=1e-13, max_iter=100_000)
    np.testing.assert_allclose(beta("linear", y, l1, l2), model.fit(rows.features, rows.targets).coef_, atol=1e-12)


@pytest.mark.parametrize("l2", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("l1", [0.0, 0.1, 0.3])
def test_under_squared_error_lambda_leaves_the_outliers_influence_alone_and_omega_shrinks_it(
    l1: float, l2: float
) -> None:
    # On a sign pattern β_A = (G_AA + ΩI)⁻¹(c_A − λs_A/2) and c = Xᵀy/16, so ∂β_A/∂y = (G_AA + ΩI)⁻¹x_A/16.
    by_law = PLACE / 16.0 / (1.0 + l2)
    stops = np.linspace(4.0, 5.0, 11)
    found = np.array([beta("linear", y, l1, l2) for y in stops])
    assert (found > 0.0).all()
    np.testing.assert_allclose(np.diff(found, axis=0), np.tile(0.1 * by_law, (10, 1)), atol=1e-14)
    # With β₁ held at 0 the rate of β₂ is the same, as the features do not correlate
    alone = [beta("linear", y, 1.0, l2) for y in (9.0, 10.0)]
    assert alone[0][0] == alone[1][0] == 0.0
    assert alone[1][1] - alone[0][1] == pytest.approx(by_law[1], abs=1e-14)


def test_the_same_law_where_features_correlate() -> None:
    draw = np.random.default_rng(6)
    features = draw.standard_normal((20, 2)) @ np.array([[1.0, 0.6], [0.0, 0.8]])
    targets = features @ [1.5, 1.0] + 0.1 * draw.standard_normal(20)
    gram, place = features.T @ features / 20.0, features[-1]

    def at(y: float, l1: float, l2: float) -> Vector:
        rows = Rows(features, np.append(targets[:-1], y))
        return ScoreSolver("linear", rows).solve(l1=l1, l2=l2).points[0]

    for l1, l2 in itertools.product((0.0, 0.2, 0.5), (0.0, 0.3)):
        low, high = at(targets[-1], l1, l2), at(targets[-1] + 0.5, l1, l2)
        assert (np.sign(low) == np.sign(high)).all()
        assert (low > 0.0).all()
        np.testing.assert_allclose(high - low, 0.5 * np.linalg.solve(gram + l2 * np.eye(2), place) / 20.0, atol=1e-13)


@pytest.mark.parametrize("l1", [0.0, 0.1, 0.4])
def test_under_squared_error_the_outlier_can_carry_beta_anywhere_whatever_lambda_is(l1: float) -> None:
    solver = [ScoreSolver("linear", pulled(y)) for y in (1e3, 1e6)]
    near, far = (each.solve(l1=l1).points[0] for each in solver)
    np.testing.assert_allclose(far / near, 1e3, rtol=0.02)


@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.1, 0.0), (0.4, 0.0), (0.1, 0.2)])
@pytest.mark.parametrize("side", [1.0, -1.0])
def test_under_pseudo_huber_its_influence_is_bounded_and_beta_converges(side: float, l1: float, l2: float) -> None:
    found = [ScoreSolver("huber", pulled(side * y)).solve(l1=l1, l2=l2).points[0] for y in (1e2, 1e4, 1e6)]
    steps = np.abs(np.diff(found, axis=0)).max(axis=1)
    assert steps[0] < 1e-3
    assert steps[1] < 1e-7
    # In the limit the far row pulls by ∓2x·β/16, and that is all it says.
    rows = pulled(0.0)
    features, targets = rows.features[:-1], rows.targets[:-1]

    def limit(parts: Vector) -> float:
        at = parts[:2] - parts[2:]
        near = 2.0 * pseudo_huber(1.0, targets - features @ at).sum() / 16.0
        return float(near - side * 2.0 * PLACE @ at / 16.0 + l1 * parts.sum() + l2 * at @ at)

    options = {"ftol": 1e-15, "gtol": 1e-11}
    least = minimize(limit, [0.3, 0.1, 0.0, 0.1], method="L-BFGS-B", bounds=[(0, None)] * 4, options=options).x
    np.testing.assert_allclose(found[-1], least[:2] - least[2:], atol=2e-5)


def test_its_pull_under_pseudo_huber_is_at_most_2x_over_16() -> None:
    # The difference that the row makes to ∇L, at any β and y.
    draw = np.random.default_rng(2)
    for at in draw.uniform(-2.0, 2.0, (20, 2)):
        gradients = []
        for y in (-1e9, -10.0, 0.0, 10.0, 1e9):
            rows = pulled(y)
            others = ScoreSolver("huber", rows.subset(np.arange(15))).objective().gradient(at) * 15.0 / 16.0
            gradients.append(ScoreSolver("huber", rows).objective().gradient(at) - others)
        assert (np.abs(gradients) <= 2.0 * np.abs(PLACE) / 16.0 + 1e-15).all()
        assert np.abs(gradients[0]) == pytest.approx(2.0 * np.abs(PLACE) / 16.0)


def test_the_penalty_alone_removes_the_true_feature_first_and_the_loss_keeps_it() -> None:
    for y in (7.0, 10.0, -10.0):
        robust = beta("huber", y, 0.4)
        assert robust[1] == 0.0
        assert robust[0] > 0.3
    assert beta("linear", 10.0, 0.4)[0] == 0.0
    assert beta("linear", 10.0, 0.4)[1] > 1.0


def test_too_few_rows_to_hold_out_so_no_outlier_is_scaled_away() -> None:
    assert held_out(Problem.of(Spec(loss="linear", data="outlier")), "l1") is None
    assert held_out(Problem.of(Spec(loss="huber", data="outlier")), "l2") is None


def test_held_out_targets_of_a_robust_loss_are_scaled_like_those_of_a_squared_error() -> None:
    ours = held_out(Problem.of(Spec(loss="huber", data="diabetes")), "l2")
    assert ours is not None
    rows = Problem.of(Spec(loss="huber", data="diabetes")).rows
    held, kept = np.split(np.random.default_rng(0).permutation(442), [110])

    def scaled(columns: Vector) -> Vector:
        return (columns - columns[kept].mean(axis=0)) / columns[kept].std(axis=0)

    features, targets = scaled(rows.features), scaled(rows.targets)

    def total(at: Vector) -> float:
        fit = 2.0 * np.mean(pseudo_huber(1.0, targets[kept] - features[kept] @ at))
        return float(fit + 0.2 * np.abs(at).sum() + 0.5 * at @ at)

    least = minimize(total, [0.2, 0.2], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-14}).x
    by_hand = 2.0 * np.mean(pseudo_huber(1.0, targets[held] - features[held] @ least))
    assert ours.held_out[50] == pytest.approx(by_hand, abs=1e-8)


def test_what_does_not_go_together_is_refused_with_a_sentence() -> None:
    for loss in ("softmax", "logistic"):
        with pytest.raises(SpecError, match="data: “outlier” does not go with the loss"):
            Spec(loss=loss, data="outlier")
    for y in (10.5, -11.0, float("nan"), "7"):
        with pytest.raises(SpecError, match=r"^outlier: .* it must be a number from -10 to 10\.$"):
            Spec(loss="linear", data="outlier", outlier=y)


def test_a_link_carries_it_where_it_is_not_the_default() -> None:
    assert Spec(loss="linear", data="outlier").to_query() == {"loss": "linear", "data": "outlier"}
    asked = {"loss": "huber", "data": "outlier", "outlier": "-3.5"}
    assert Spec.from_query(asked).to_query() == asked
