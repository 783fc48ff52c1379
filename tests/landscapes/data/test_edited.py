"""Rows that were edited by hand: the text in an address, what is refused, and the minimum found by others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.linear_model import ElasticNet, Ridge

from landscapes import Problem, Spec, SpecError, evaluate, solve
from landscapes.data.datasets import DATASETS, editable_datasets
from landscapes.data.edited import LEAST, MOST_ROWS, REACH
from landscapes.spec import models

ROWS = "1,1,1_1.3,-1,0.8_-1,1,0_-1,-1,-1_0.25,2,-3.5"
TABLE = np.array([[1, 1, 1], [1.3, -1, 0.8], [-1, 1, 0], [-1, -1, -1], [0.25, 2, -3.5]])


def test_the_text_says_the_rows() -> None:
    rows = Problem.of(Spec(loss="linear", data="toy", edited="1,-1,0.5_0,2,3")).raw_rows
    assert rows.features.tolist() == [[1, -1], [0, 2]]
    assert rows.targets.tolist() == [0.5, 3]
    assert rows.names == ("x₁", "x₂")


@given(
    st.lists(
        st.tuples(*[st.floats(-REACH, REACH, allow_nan=False)] * 3),
        min_size=1,
        max_size=MOST_ROWS,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_query_comes_back_as_the_same_rows(table: list[tuple[float, float, float]]) -> None:
    text = "_".join(",".join(map(repr, row)) for row in table)
    spec = Spec.from_query({"loss": "linear", "data": "outlier", "edited": text})
    assert Spec.from_query(spec.to_query()) == spec
    rows = Problem.of(spec).raw_rows
    assert np.array_equal(
        np.column_stack([rows.features, rows.targets]), np.where(np.abs(table) < LEAST, 0.0, np.array(table))
    )


def test_the_shortest_text_is_the_one_that_is_kept() -> None:
    spec = Spec.from_query({"loss": "linear", "data": "toy", "edited": " 1.0, .50,-0_1e0,0,2"})
    assert spec.edited == "1,0.5,0_1,0,2"
    assert spec == Spec(loss="linear", data="toy", edited="1,0.5,0_1,0,2")
    # Rows that nobody edited have no key, and an empty one means them.
    assert Spec.from_query({"loss": "linear", "data": "toy", "edited": ""}).to_query() == {
        "loss": "linear",
        "data": "toy",
    }


@pytest.mark.parametrize(
    "text",
    [
        *("1,1", "1,1,1,1", "1,1,x", "1,1,10.1", "1,1,nan", "_", "1,1,1_", "1,1,1;2,2,2"),
        *("_".join(["0,0,0"] * 20), "1" * 2000),
    ],
)
def test_a_text_that_is_no_rows_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        Spec.from_query({"loss": "linear", "data": "toy", "edited": text})
    shown = text if len(text) <= 40 else text[:39] + "…"
    assert str(caught.value) == (
        f"edited: “{shown}” is not allowed; it must be 1 to 19 rows x₁,x₂,y separated by “_”, each of three numbers "
        "from −10 to 10."
    )


def test_rows_of_other_data_cannot_be_edited() -> None:
    for loss in models():
        for data in [name for name, dataset in DATASETS.items() if loss in dataset.half_widths]:
            if data in editable_datasets():
                continue
            with pytest.raises(SpecError) as caught:
                Spec.from_query({"loss": loss, "data": data, "edited": "1,1,1"})
            assert str(caught.value) == (
                f"edited: “1,1,1” does not go with data={data}; rows can be edited with data = toy, outlier."
            )


@pytest.mark.parametrize("data", editable_datasets())
@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.4, 0.0), (0.0, 0.5), (0.3, 0.2), (2.0, 0.0)])
def test_the_minimum_of_edited_rows_is_the_one_that_scikit_learn_finds(data: str, l1: float, l2: float) -> None:
    found = solve(Spec(loss="linear", data=data, edited=ROWS, l1=l1, l2=l2))
    features, targets = TABLE[:, :2], TABLE[:, 2]
    if l1 == 0.0:
        model = Ridge(alpha=len(TABLE) * l2, fit_intercept=False)
    else:
        alpha = l1 / 2 + l2
        model = ElasticNet(alpha=alpha, l1_ratio=l1 / 2 / alpha, fit_intercept=False, tol=1e-14, max_iter=100_000)
    assert found.kind == "point"
    assert found.points[0] == pytest.approx(model.fit(features, targets).coef_, abs=1e-9)
    assert found.residual < 1e-12


def test_the_robust_loss_sees_edited_rows_too() -> None:
    features, targets = TABLE[:, :2], TABLE[:, 2]

    def pseudo_huber(beta: np.ndarray) -> float:
        return float(np.mean(2 * (np.sqrt(1 + (targets - features @ beta) ** 2) - 1)))

    spec = Spec(loss="huber", data="outlier", edited=ROWS, l1=0.0)
    found = solve(spec)
    assert found.points[0] == pytest.approx(minimize(pseudo_huber, np.zeros(2), tol=1e-12).x, abs=1e-5)
    terms = evaluate(spec)
    corner = np.array([terms.axis[5], terms.axis[80]])
    assert terms.layers["loss"][80, 5] == pytest.approx(pseudo_huber(corner), rel=1e-9)


def test_rows_that_say_little_leave_a_line_or_everything() -> None:
    # One row sees β only along itself; a row at 0 sees nothing.
    assert solve(Spec(loss="linear", data="toy", edited="1,2,3", l1=0.0)).kind == "line"
    assert solve(Spec(loss="linear", data="toy", edited="0,0,3", l1=0.0)).kind == "plane"
    assert solve(Spec(loss="linear", data="toy", edited="0,0,3", l1=0.1)).points.tolist() == [[0, 0]]


def test_the_outliers_slider_moves_no_edited_row() -> None:
    one, other = (Spec(loss="linear", data="outlier", edited=ROWS, outlier=y) for y in (7.0, -3.0))
    assert solve(one).points.tolist() == solve(other).points.tolist()
