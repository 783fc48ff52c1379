"""What CONTRIBUTING.md promises of one more loss and one more knob: their entries, words aside, bring them everywhere.

Each recipe is followed in a copy of the sources, so that nothing but what it names is touched.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# What a recipe adds to a file: (before which text, what).
Edits = dict[str, list[tuple[str, str]]]
LOSS: Edits = {
    "landscapes/models/losses.py": [
        (
            "def _of_cross_entropy",
            """def log_cosh(score: Any, target: Any) -> Any:
    xp = score.__array_namespace__()
    return xp.logaddexp(target - score, score - target) - float(np.log(2.0))


""",
        ),
        (
            '    "huber": Loss(',
            """    "log-cosh": Loss(
        "log-cosh", log_cosh, lambda u, y: -np.tanh(y - u), lambda u, y: 1.0 - np.tanh(y - u) ** 2, curvature_bound=1.0
    ),
""",
        ),
    ],
    "landscapes/data/datasets.py": [('"linear": 2.0, "huber": 2.0, "batchnorm"', '"log-cosh": 2.0, ')],
    "components/scene/formula.py": [('    "huber": r"', '    "log-cosh": r"\\log\\cosh",\n')],
}
KNOB: Edits = {
    "landscapes/knobs.py": [('    Knob("outlier"', '    Knob("tilt", "τ", "data", 0.0, 1.0, default=0.5),\n')],
    "landscapes/spec.py": [("    outlier: float", '    tilt: float = _knob("tilt")\n')],
    "landscapes/data/datasets.py": [
        (
            '    "outlier": Dataset(',
            '    "ramp": Dataset("ramp", {"linear": 1.5}, lambda tilt: toy_at(tilt), knobs=("tilt",)),\n',
        ),
        (
            "DATASETS = {",
            """def toy_at(tilt: float) -> Rows:
    rows = toy()
    return Rows(rows.features, rows.features @ np.array([1.0, tilt]))


""",
        ),
    ],
}
WORDS = {"choice.loss.log-cosh": "Log-cosh", "choice.data.ramp": "Ramp", "knob.tilt": "τ, tilt"}
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

query = json.loads(sys.argv[1])
spec = Spec.from_query(query)
assert spec.to_query() == query, spec.to_query()
text = "&".join(f"{key}={value}" for key, value in query.items())
read, view, refusals, _ = read_address(f"?{text}", "en")
assert read == spec and not refusals
shown = page(spec, view, build_scene(Problem.of(spec)), words("en"))
asked = {"query": query, "language": "en", "seq": 1, "file": None}
paths = draw_paths(asked)["paths"]["tables"]
client = server.test_client()
pages = {path: client.get(f"/{path}?{text}&lang=en") for path in ("embed", "export", "picture.png")}
print(json.dumps({
    "page": str(shown),
    "start": shown[0].data,
    "scene": draw(asked)["scene"],
    "paths": [table["knobs"] for table in paths],
    "status": {path: answer.status_code for path, answer in pages.items()},
    "embed": pages["embed"].get_data(as_text=True),
    "export": pages["export"].get_data(as_text=True)[-200000:],
}))
"""


def follow(tmp_path: Path, edits: Edits) -> Path:
    """A copy of the sources with what a recipe adds."""
    for folder in ("landscapes", "components", "assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    for name, added in edits.items():
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        for before, what in added:
            assert text.count(before) == 1, before
            text = text.replace(before, what + before)
        path.write_text(text, encoding="utf-8")
    for language in ("en", "zh"):
        path = tmp_path / "components" / "i18n" / f"{language}.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | WORDS, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def run(place: Path, program: str, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *given], cwd=place, capture_output=True, text=True, check=False
    )


def test_one_more_loss_is_its_entry_its_data_sets_and_its_formula(tmp_path: Path) -> None:
    query = {"loss": "log-cosh", "l1": "0.1", "n": "61"}
    ran = run(follow(tmp_path, LOSS), EVERYWHERE, json.dumps(query))
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["status"] == {"embed": 200, "export": 200, "picture.png": 200}
    assert "{'value': 'log-cosh', 'label': 'Log-cosh'}" in found["page"]
    assert "Log-cosh" in found["embed"]
    assert found["scene"]["spec"]["loss"] == "log-cosh"
    assert "log-cosh" in found["scene"]["losses"]
    assert found["paths"] == [["l1"], ["l2"], ["share"]]
    # Its capabilities, and not its name, say what goes with it: numbers as targets, so no label smoothing.
    assert "smoothing" not in found["start"]["takes"]["log-cosh"]
    assert "drop" in found["scene"]["sliders"]
    assert not found["scene"]["hasClosedForms"]


def test_one_more_knob_is_its_entry_and_its_field(tmp_path: Path) -> None:
    query = {"loss": "linear", "data": "ramp", "l1": "1", "tilt": "0.25", "n": "61"}
    ran = run(follow(tmp_path, KNOB), EVERYWHERE, json.dumps(query))
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["status"] == {"embed": 200, "export": 200, "picture.png": 200}
    assert "Slider(id='tilt'" in found["page"]
    assert found["start"]["numbers"]["tilt"]["symbol"] == "τ"
    assert "tilt" in found["scene"]["sliders"]
    assert found["scene"]["spec"]["tilt"] == 0.25
    # (½, 0) as |β_j| = |c_j| − λ/2 where that is positive, with c = (1, ¼) and λ = 1.
    assert found["scene"]["solution"]["points"] == [[0.5, 0.0]]


def test_a_loss_without_its_formula_is_named(tmp_path: Path) -> None:
    place = follow(tmp_path, {name: edits for name, edits in LOSS.items() if name != "components/scene/formula.py"})
    ran = run(place, "import components.scene.formula")
    assert "missing formula for loss log-cosh" in ran.stderr
