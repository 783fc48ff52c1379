"""Recipes of CONTRIBUTING.md as edits of the sources, followed in a copy of them."""

import json
import shutil
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
        "log-cosh",
        log_cosh,
        lambda u, y: -np.tanh(y - u),
        lambda u, y: 1.0 - np.tanh(y - u) ** 2,
        symmetry="residual",
        curvature_bound=1.0,
    ),
""",
        ),
    ],
    "landscapes/data/datasets.py": [
        ('"linear": 2.0, "huber": 2.0, "batchnorm"', '"log-cosh": 2.0, '),
        ('"linear": 2.0, "huber": 2.0}, own)', '"log-cosh": 2.0, '),
    ],
    "components/scene/formula.py": [('    "huber": r"', '    "log-cosh": r"\\log\\cosh",\n')],
}
KNOB: Edits = {
    "landscapes/knobs.py": [('    Knob("outlier"', '    Knob("tilt", "τ", "data", 0.0, 1.0, default=0.5),\n')],
    "landscapes/spec.py": [("    outlier: float", '    tilt: float = _knob("tilt")\n')],
    "landscapes/data/datasets.py": [
        (
            '    "outlier": Dataset(',
            '    "ramp": Dataset("ramp", {"linear": 1.5, "log-cosh": 1.5}, toy_at, knobs=("tilt",)),\n',
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
PENALTY: Edits = {
    "landscapes/models/penalties.py": [
        (
            '    Penalty("group"',
            """    Penalty(
        "largest",
        "τ",
        lambda b1, b2: jnp.maximum(abs(b1), abs(b2)),
        folds=((0.5, 0.5), (0.5, -0.5)),
        notation="‖β‖∞",
    ),
""",
        )
    ],
    "landscapes/spec.py": [("    group: float", '    largest: float = _knob("largest")\n')],
    "components/scene/formula.py": [
        ('    "group": r"', '    "largest": r"+\\,«w»\\max\\left(|\\beta_1|,|\\beta_2|\\right)",\n')
    ],
    "components/explorer/search.toml": [('group = "group lasso sparse', 'largest = "maximum norm"\n')],
}
# A penalty without a kink: Huber's function of each coefficient, with δ = ½.
HUBER: Edits = {
    "landscapes/models/penalties.py": [
        (
            "AXES = (",
            """def huber(coefficient: jax.Array) -> jax.Array:
    size = jnp.abs(coefficient)
    inside = jnp.minimum(size, 0.5)
    return inside * (size - 0.5 * inside) / 0.5


""",
        ),
        (
            '    Penalty("group"',
            """    Penalty(
        "huberized",
        "ν",
        over_coefficients(huber),
        rounded=((1.0, 0.0, 0.5), (0.0, 1.0, 0.5)),
        of_coefficient=huber,
        notation="H(β)",
    ),
""",
        ),
    ],
    "landscapes/spec.py": [("    group: float", '    huberized: float = _knob("huberized")\n')],
    "components/scene/formula.py": [
        ('    "group": r"', '    "huberized": r"+\\,«w»\\left(h(\\beta_1)+h(\\beta_2)\\right)",\n')
    ],
    "components/explorer/search.toml": [('group = "group lasso sparse', 'huberized = "huber smooth lasso"\n')],
}
# A view of the half-width, which the server works out, with an option and data made ready in the browser.
VIEW: Edits = {
    "components/address/views.py": [
        ("VIEWS = {", 'TURN = fixed("turn", Choice(("30deg", "90deg")), "90deg")\n'),
        ('        ViewKind("compare"', '        ViewKind("shadow", asks=True, options=(TURN,)),\n'),
    ],
    "components/scene/view_data.py": [
        ("from ..address.views import", "from ..address.views import TURN\n"),
        ("def _trajectories", "def _shadow(asked):\n    turn = TURN.of(asked.query, asked.problem.spec)\n    return "
         '{"shadow": {"half": asked.problem.spec.range, "turn": turn}}\n\n\n'),
        ('    "compare": _compared', '    "shadow": _shadow,\n'),
    ],
}  # fmt: skip
SHADOW = """(function () {
  class ShadowView {
    constructor(panel, host) {
      const turns = ["30deg", "90deg"];
      const choose = (which) => host.setOptions({ turn: turns[which] });
      panel.choice(turns, turns.indexOf(host.options.turn), "turn", choose);
      this.chart = new lossfold.chart.Chart(panel.body, { x: "β₁", y: "β₂", square: true });
      this.chart.watch(() => this.frame && this.update(this.frame));
    }
    static has(extras, { options }) {
      return extras?.shadow?.turn === options.turn;
    }
    static open({ shadow }) {
      return shadow ? { shadow: { ...shadow, whole: 2 * shadow.half } } : {};
    }
    update(frame) {
      this.frame = frame;
      const { extras, half, options, solution, weights } = frame;
      this.chart.scale([-half, half], [-half, half]);
      if (this.chart.box && solution) this.chart.dot("minimum", ...solution.points[0]);
      const { shadow } = extras ?? {};
      this.say = shadow ? `${shadow.whole} at ${options.turn}, λ ${weights.l1}` : "waiting";
    }
    close() {
      this.chart.release();
    }
  }
  globalThis.lossfold = { ...globalThis.lossfold, views: { ...globalThis.lossfold.views, shadow: ShadowView } };
})();
"""
WORDS = {
    "choice.loss.log-cosh": "Log-cosh",
    "choice.data.ramp": "Ramp",
    "knob.tilt": "τ, tilt",
    "knob.largest": "τ, weight of the larger coefficient",
    "knob.largest.short": "τ · ‖β‖∞",
    "knob.huberized": "ν, weight of Huber’s penalty",
    "knob.huberized.short": "ν · Huber",
    "view.shadow": "Shadow",
}


def follow(tmp_path: Path, *recipes: Edits) -> Path:
    """A copy of the sources with what recipes add."""
    for folder in ("landscapes", "components", "assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    for name, added in [entry for recipe in recipes for entry in recipe.items()]:
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        for before, what in added:
            assert text.count(before) == 1, before
            text = text.replace(before, what + before)
        path.write_text(text, encoding="utf-8")
    if VIEW in recipes:
        (tmp_path / "assets" / "views" / "shadow.js").write_text(SHADOW, encoding="utf-8")
    for language in ("en", "zh"):
        path = tmp_path / "components" / "i18n" / f"{language}.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | WORDS, ensure_ascii=False), encoding="utf-8")
    return tmp_path
