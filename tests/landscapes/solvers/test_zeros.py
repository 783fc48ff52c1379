"""Zeros at thresholds: by hand, on every stop of the sliders, and against sixty decimal digits."""

from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscapes import Problem, Rows, Spec, solve
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import read_table
from landscapes.data.rows import standardize
from landscapes.models.losses import LOSSES
from landscapes.models.penalty_sum import NO_PENALTY, PenaltySum
from landscapes.solvers.zeros import ExactColumn, zeros_of
from landscapes.surd import decimal


def typed(first: list[float], second: list[float], target: list[float], classes: tuple[str, str] | None = None) -> Rows:
    """A visitor's three columns as rows."""
    table = np.column_stack([first, second, target]).astype(float)
    features = np.column_stack([standardize(table[:, 0]), standardize(table[:, 1])])
    targets = table[:, 2] if classes else standardize(table[:, 2])
    return Rows(features, targets, classes=classes, typed=table)


# Stops in hundredths of p and tenths of x whose λmax = |x|·|p − ½| is a stop of λ, in hundredths.
MET = [
    (p, x, x * (2 * p - 100) // 20)
    for p in range(51, 100)
    for x in range(1, 51)
    if x * (2 * p - 100) % 20 == 0 and x * (2 * p - 100) // 20 <= 200
]


@pytest.mark.slow  # all 612 thresholds, eight solutions each
def test_at_lambda_max_the_minimum_is_the_origin_and_one_stop_below_it_is_not() -> None:
    # In floating point 218 of these said “a segment”: 0.8 − 0.5 > 0.3.
    assert len(MET) == 612
    for p, x, bound in MET:
        for sign, probability in ((1, p), (-1, p), (1, 100 - p), (-1, 100 - p)):
            at, below = (Spec(p=probability / 100, x=sign * x / 10, l1=l1 / 100) for l1 in (bound, bound - 1))
            solution = solve(at)
            assert solution.kind == "point", at
            np.testing.assert_array_equal(solution.points, [[0.0, 0.0]])
            assert solve(below).kind == ("line" if bound == 1 else "segment"), below


def test_one_stop_below_lambda_max_the_segment_is_as_short_as_it_is() -> None:
    # |β₁ − β₂| = logit(0.502)/5
    ends = solve(Spec(p=0.51, x=5.0, l1=0.04)).points
    assert ends[0, 0] == pytest.approx(0.00160001, rel=1e-5)


@pytest.mark.parametrize(
    "changes",
    [
        # y′ = 0.05 + 0.9·0.8 = 0.77
        {"smoothing": 0.1, "l1": 0.27},
        # 0.1 of the other class: 0.8·0.9 + 0.2·0.1 = 0.74
        {"smoothing": 0.1, "convention": "others", "l1": 0.24},
        {"drop": 0.3, "l1": 0.3},
        # Inputs that are not rescaled count 0.7 times.
        {"drop": 0.3, "rescale": False, "l1": 0.21},
        {"drop": 0.3, "mask": "gaussian", "l1": 0.3},
        {"noise": 0.4, "l1": 0.3},
        {"share": 0.7, "l1": 0.3},
        {"confidence": 0.5, "l1": 0.3},
        {"l2": 0.3, "l1": 0.3},
    ],
)
def test_the_origin_is_met_exactly_whatever_else_regularizes(changes: dict[str, object]) -> None:
    at = Spec(p=0.8, **changes)
    np.testing.assert_array_equal(solve(at).points, [[0.0, 0.0]])
    assert np.any(solve(at.with_(l1=at.l1 - 0.01)).points)


# ρ = 1/3 and pull = 29·left − 3·right, so β₂ = 0 at Ω = ρc₁/c₂ − 1 = 0.4, where it changes its sign.
LEFT = [1.0, 1.0, 1.0, -1.0, -1.0, -1.0]
RIGHT = [1.0, 1.0, -1.0, -1.0, -1.0, 1.0]
PULL = [29.0 * a - 3.0 * b for a, b in zip(LEFT, RIGHT, strict=True)]


def test_ridge_gives_an_exact_zero_where_it_crosses_it() -> None:
    rows = typed(LEFT, RIGHT, PULL)
    at = {
        omega: solve(Spec(loss="linear", data="own", l1=0.0, l2=omega), rows).points[0] for omega in (0.39, 0.4, 0.41)
    }
    np.testing.assert_allclose(at[0.39], [0.716094, -0.00130088], rtol=1e-5)
    assert at[0.4][1] == 0.0
    assert at[0.4][0] == pytest.approx(0.710669, rel=1e-6)
    np.testing.assert_allclose(at[0.41], [0.705330, 0.00126207], rtol=1e-5)


def test_a_file_of_the_visitor_has_its_exact_zeros() -> None:
    lines = [f"{a:g},{b:g},{c:g}" for a, b, c in zip(LEFT, RIGHT, PULL, strict=True)]
    table = read_table("\n".join(["left,right,pull", *lines]).encode())
    rows = rows_from(table, ("left", "right"), "pull", "linear")
    assert solve(Spec(loss="linear", data="own", l1=0.0, l2=0.4), rows).points[0, 1] == 0.0


def test_a_target_that_pulls_one_feature_only_leaves_the_other_at_0() -> None:
    # c₂ = 0.053125 + y/8 = 0 at y = −0.425; what regularizes evenly leaves it there.
    for changes in ({"l2": 0.0}, {"l2": 1.3}, {"drop": 0.3}, {"noise": 0.5}, {"l1": 0.1}):
        spec = Spec(loss="linear", data="outlier", outlier=-0.425, **{"l1": 0.0} | changes)
        first, second = solve(spec).points[0]
        assert second == 0.0
        assert first > 0.1
    assert solve(Spec(loss="linear", data="outlier", outlier=-0.424, l1=0.0)).points[0, 1] != 0.0


def test_the_knot_of_the_textbook_rows_is_met_exactly() -> None:
    # c₂ = 0.053125 + y/8 = 0.928125 at y = 7: β₂ is 0 from λ = 1.85625 on, β₁ from 2|0.63125 − 7/16| = 0.3875 on.
    for knot, j in ((1.85625, 1), (0.3875, 0)):
        at = Spec(loss="linear", data="outlier", l1=knot)
        assert solve(at).points[0, j] == 0.0
        assert solve(at.with_(l1=knot - 1e-12)).points[0, j] != 0.0


@pytest.mark.parametrize("loss", ["logistic", "huber"])
def test_a_balanced_feature_is_exactly_0_for_losses_without_closed_form(loss: str) -> None:
    first = [0.1, 0.1, 0.1, 0.1, 0.7, 0.7, 0.7, 0.7, 1.3, 1.3, 1.3, 1.3]
    second = [0.2, 0.2, 0.9, 0.9] * 3
    target = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]
    rows = typed(first, second, target, ("0", "1") if loss == "logistic" else None)
    for l1, l2 in ((0.0, 0.0), (0.0, 0.3), (0.02, 0.0), (0.02, 0.4)):
        beta = solve(Spec(loss=loss, data="own", l1=l1, l2=l2), rows)
        assert beta.points[0, 1] == 0.0
        assert beta.points[0, 0] > 0.1
        assert beta.residual < 1e-12
    # One row less, and it is balanced no longer.
    fewer = typed(first[1:], second[1:], target[1:], rows.classes)
    assert solve(Spec(loss=loss, data="own", l1=0.0), fewer).points[0, 1] != 0.0


def test_lambda_max_is_0_only_where_the_loss_is_level() -> None:
    rows = typed([0.1, 0.1, 0.7, 0.7], [0.3, 0.9, 0.3, 0.9], [1.0, 0.0, 0.0, 1.0], ("0", "1"))
    assert Problem.of(Spec(loss="logistic", data="own"), rows).solver.least_weight("l1") == 0.0
    np.testing.assert_array_equal(solve(Spec(loss="logistic", data="own", l1=0.0), rows).points, [[0.0, 0.0]])


def test_a_number_is_the_decimal_that_was_typed() -> None:
    assert decimal(0.1) == Fraction(1, 10)
    assert decimal(2.0) == 2
    assert decimal(1e-7) == Fraction(1, 10**7)


@pytest.mark.parametrize("data", ["diabetes", "breast-cancer"])
def test_exact_columns_are_the_rows(data: str) -> None:
    spec = Spec(loss="linear" if data == "diabetes" else "logistic", data=data)
    rows = Problem.of(spec).raw_rows
    assert rows.typed is not None
    for j in (0, 1):
        column = ExactColumn.of(tuple(rows.typed[:, j].tolist()), standardized=True)
        exact = np.array(column.numerators, dtype=float) / float(column.square) ** 0.5
        np.testing.assert_allclose(exact, rows.features[:, j], rtol=1e-12, atol=1e-13)


def test_rows_that_are_a_part_are_no_longer_what_was_typed() -> None:
    rows = typed(LEFT, RIGHT, PULL)
    assert rows.subset(np.arange(4)).typed is None
    assert rows.repeated(rows.features[:, np.newaxis], np.ones(1)).typed is None


def test_rates_that_are_irrational_are_left_to_floating_point() -> None:
    spec = Spec(loss="linear", data="toy", drop=0.3, mask="adaptive")
    assert zeros_of(spec, Problem.of(spec).raw_rows) is None


def _mean(values: list[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _decimal_lasso(table: np.ndarray, l1: Fraction, l2: Fraction) -> list[int]:
    """The signs of the elastic net's coefficients, by sign patterns in sixty digits."""
    with localcontext() as context:
        context.prec = 60
        columns = []
        for column in table.T.tolist():
            values = [Decimal(repr(value)) for value in column]
            centre = _mean(values)
            spread = _mean([(value - centre) ** 2 for value in values]).sqrt()
            columns.append([(value - centre) / spread for value in values])
        rho, c1, c2 = (
            _mean([a * b for a, b in zip(columns[i], columns[j], strict=True)]) for i, j in ((0, 1), (0, 2), (1, 2))
        )
        half, ridge = (Decimal(w.numerator) / Decimal(w.denominator) for w in (l1 / 2, l2))
        tiny = Decimal("1e-40")
        gram = 1 + ridge
        for s1 in (0, 1, -1):
            for s2 in (0, 1, -1):
                p1, p2 = c1 - half * s1, c2 - half * s2
                determinant = gram * gram - rho * rho
                if s1 and s2:
                    b1, b2 = (gram * p1 - rho * p2) / determinant, (gram * p2 - rho * p1) / determinant
                else:
                    b1, b2 = (p1 / gram if s1 else Decimal(0)), (p2 / gram if s2 else Decimal(0))
                g1, g2 = c1 - gram * b1 - rho * b2, c2 - gram * b2 - rho * b1
                holds = [b * s > tiny if s else abs(g) <= half + tiny for b, g, s in ((b1, g1, s1), (b2, g2, s2))]
                if all(holds):
                    return [s1, s2]
        raise AssertionError("no pattern holds")


SMALL = st.integers(-3, 3)
WEIGHT = st.sampled_from([Fraction(k, 20) for k in range(41)])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SMALL, SMALL, SMALL), min_size=4, max_size=7), WEIGHT, WEIGHT)
def test_the_pattern_of_zeros_is_that_of_sixty_digits(cells: list[tuple[int, ...]], l1: Fraction, l2: Fraction) -> None:
    table = np.array(cells, dtype=float)
    first, second, target = table.T
    if min(np.ptp(first), np.ptp(second), np.ptp(target)) == 0.0 or abs(np.corrcoef(first, second)[0, 1]) > 0.999:
        return
    rows = typed(first.tolist(), second.tolist(), target.tolist())
    solution = solve(Spec(loss="linear", data="own", l1=float(l1), l2=float(l2)), rows)
    assert np.sign(solution.points[0]).tolist() == _decimal_lasso(table, l1, l2)


def test_rows_without_typed_columns_are_taken_as_they_stand() -> None:
    rows = Problem.of(Spec(loss="linear", data="toy")).raw_rows
    assert rows.typed is None
    zeros = zeros_of(Spec(loss="linear", data="toy"), rows)
    assert zeros is not None
    # β_j = (½ − λ/2)/(1 + Ω): gone at λ = 1, half of ½ at Ω = 1.
    assert zeros.at_origin(PenaltySum.of(l1=1.0)) is True
    assert zeros.at_origin(PenaltySum.of(l1=0.99)) is False
    np.testing.assert_array_equal(zeros.of_squares(PenaltySum.of(l2=1.0)), [0.25, 0.25])
    assert replace(zeros, loss="huber").at_origin(PenaltySum.of(l1=1.0)) is None


def test_a_loss_that_declares_nothing_is_left_to_floating_point_unless_its_rows_cancel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A quantile-like loss is not even in the residual: (x, y) and (−x, −y) do not mirror each other.
    monkeypatch.setitem(LOSSES, "tilted", replace(LOSSES["huber"], name="tilted", symmetry=""))
    rows = typed([1.0, -1.0, 2.0, -2.0], [1.0, 1.0, -1.0, -1.0], [3.0, -3.0, 1.0, -1.0])
    zeros = zeros_of(Spec(loss="huber", data="own"), rows)
    assert zeros is not None
    assert zeros.is_zero(1, NO_PENALTY)
    tilted = replace(zeros, loss="tilted")
    assert tilted.at_origin(NO_PENALTY) is None
    assert not tilted.is_zero(1, NO_PENALTY)
    assert not tilted.is_zero(1, PenaltySum.of(l1=5.0))


@pytest.mark.slow
def test_two_blocks_are_switched_off_at_their_lambda_max_exactly() -> None:
    # ∂L/∂β₁ at 0 is 2s₁(1 − c) = −2(1 − δ/2), and c = 2: λmax = 2 − δ, a stop at every stop of δ.
    for rate in range(10, 91):
        for l2 in (0.0, 0.5):
            at, below = (Spec(loss="residual", drop=rate / 100, l1=(200 - rate - k) / 100, l2=l2) for k in (0, 1))
            np.testing.assert_array_equal(solve(at).points, [[0.0, 0.0]])
            assert solve(below).points[0, 0] > 0.0
    assert Problem.of(Spec(loss="residual", drop=0.14)).solver.least_weight("l1") == pytest.approx(1.86, abs=1e-14)


def test_classes_that_a_line_through_the_mean_touches_are_decided_exactly() -> None:
    # Four of eight rows lie on a line through their mean and have both classes on either side; off it lie class 1 above
    # and class 0 below. So J falls without end across the line, whatever rounding makes of the rows on it.
    draw = np.random.default_rng(11)
    for _ in range(60):
        a, b = (int(v) for v in draw.integers(1, 30, 2))
        centre = draw.integers(-40, 40, 2) / 10.0
        ahead = np.array([a, b]) / 10.0
        across = np.array([-b, a]) * 0.07
        points = [ahead, -ahead, 3.0 * ahead, -3.0 * ahead, ahead + across, -ahead - across, across, -across]
        table = np.round(np.array([centre + point for point in points]), 3)
        classes = [1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0]
        rows = typed(table[:, 0].tolist(), table[:, 1].tolist(), classes, ("0", "1"))
        solution = solve(Spec(loss="logistic", data="own", l1=0.0), rows)
        # Half of the rows cannot be told apart: log 2 each.
        assert solution.kind == "none"
        assert solution.value == pytest.approx(0.5 * np.log(2.0), abs=1e-9)


def four(c1: float, c2: float) -> Rows:
    """Four rows of a squared error with XᵀX/m = I and Xᵀy/m = (c₁, c₂), in decimals that somebody typed."""
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    return Rows(features, np.round(features @ [c1, c2], 6))


def of_four(c1: float, c2: float, **weights: float) -> list[float]:
    spec = Spec(loss="linear", data="own", **{"l1": 0.0, **weights})
    return solve(spec, four(c1, c2)).points[0].tolist()


@pytest.mark.slow
def test_a_cone_lets_both_go_at_its_threshold_and_not_one_stop_before() -> None:
    # ‖S((a, b), λ/2)‖ = μ/2 where (a − λ/2, b − λ/2) is 3 : 4 : 5; in floating point 0.4 − 0.1 > 0.3.
    for k in range(1, 21):
        for lam in range(0, 101, 10):
            a, b = (3 * k) / 100 + lam / 200, (4 * k) / 100 + lam / 200
            assert of_four(a, b, l1=lam / 100, group=10 * k / 100) == [0.0, 0.0], (k, lam)
            assert 0.0 not in of_four(a, b, l1=lam / 100, group=10 * k / 100 - 0.01), (k, lam)
            assert 0.0 not in of_four(a, -b, l1=lam / 100, group=10 * k / 100 - 1e-12), (k, lam)


def test_beside_a_cone_a_fold_holds_one_coefficient_exactly() -> None:
    # β₂ is 0 iff |c₂| ≤ λ/2, whatever μ; then β₁ = c₁ − (λ + μ)/2.
    for cone in (0.0, 0.01, 0.3, 1.0, 1.29):
        assert of_four(0.8, 0.15, l1=0.3, group=cone) == pytest.approx([0.65 - cone / 2.0, 0.0], abs=1e-15)
        assert of_four(0.8, 0.15, l1=0.3, group=cone)[1] == 0.0
        assert of_four(0.8, 0.15, l1=0.29, group=cone)[1] > 0.0
        # Without a fold only a slope of 0 is held.
        assert of_four(0.8, 0.0, group=cone)[1] == 0.0
        assert of_four(0.8, 1e-6, group=cone)[1] > 0.0


@pytest.mark.slow
@given(
    st.lists(st.tuples(*[st.integers(-9, 9)] * 3), min_size=3, max_size=6),
    st.integers(0, 150),
    st.integers(1, 200),
    st.sampled_from(["linear", "logistic"]),
)
@settings(max_examples=150, deadline=None)
def test_a_cones_threshold_is_that_of_sixty_digits(table: list[Any], l1: int, cone: int, loss: str) -> None:
    first, second, target = ([float(row[j]) for row in table] for j in range(3))
    if any(len({*column}) < 2 for column in (first, second, target)):
        return
    target = [float(value > min(target)) for value in target] if loss == "logistic" else target
    zeros = zeros_of(
        Spec(loss=loss, data="own"), typed(first, second, target, ("0", "1") if loss == "logistic" else None)
    )
    assert zeros is not None
    with localcontext() as context:
        context.prec = 60

        def standardized(column: list[float]) -> list[Decimal]:
            values = [Decimal(int(value)) for value in column]
            mean = sum(values, Decimal(0)) / len(values)
            spread = (sum(((value - mean) ** 2 for value in values), Decimal(0)) / len(values)).sqrt()
            return [(value - mean) / spread for value in values]

        wanted = [Decimal(int(value)) for value in target] if loss == "logistic" else standardized(target)
        left = Decimal(0)
        for column in (first, second):
            pairs = zip(standardized(column), wanted, strict=True)
            terms = [x * (Decimal("0.5") - y) if loss == "logistic" else -2 * x * y for x, y in pairs]
            left += max(abs(sum(terms, Decimal(0)) / len(terms)) - Decimal(l1) / 100, Decimal(0)) ** 2
        excess = left - (Decimal(cone) / 100) ** 2
    expected = excess <= Decimal("1e-50")
    assert zeros.at_origin(PenaltySum.of(l1=l1 / 100, group=cone / 100)) == expected
