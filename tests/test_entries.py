"""What CONTRIBUTING.md promises of one more data set: its entry alone, words aside, brings it to every place."""

import numpy as np
import pytest

from app import server
from components.address.reading import read_address
from components.address.view import embed_view_from
from components.embed.document import export_page
from components.explorer.page import page
from components.i18n import LANGUAGES, words
from components.scene.scene import build_paths, build_scene
from components.scene.standalone import standalone_scene
from landscapes import Problem, Rows, Spec, SpecError
from landscapes.data.datasets import DATASETS, Dataset
from landscapes.knobs import KNOBS


def steps(rho: float) -> Rows:
    """Four rows at (±1, ±1); y = x₁ + ρx₂, so that L(β) = (β₁ − 1)² + (β₂ − ρ)²."""
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    return Rows(features, features @ np.array([1.0, rho]))


@pytest.fixture
def stairs(monkeypatch: pytest.MonkeyPatch) -> str:
    """A data set with a knob, and what it is called."""
    monkeypatch.setitem(DATASETS, "stairs", Dataset("stairs", {"linear": 1.5}, steps, knobs=("rho",)))
    for language in LANGUAGES:
        monkeypatch.setitem(words(language).catalogue, "choice.data.stairs", "Stairs")
    return "loss=linear&data=stairs&rho=0.25&l1=1&l2=0"


def test_one_more_data_set_is_read_and_written_by_its_entry(stairs: str) -> None:
    spec = Spec.from_query({"loss": "linear", "data": "stairs", "rho": "0.25"})
    assert spec.range == 1.5
    assert spec.to_query() == {"loss": "linear", "data": "stairs", "rho": "0.25"}
    with pytest.raises(SpecError, match="toy, outlier, own, stairs"):
        Spec.from_query({"loss": "linear", "data": "elsewhere"})


@pytest.mark.slow
def test_one_more_data_set_is_solved_and_drawn_by_its_entry(stairs: str) -> None:
    # |β_j| = |c_j| − λ/2 where that is positive, with c = (1, ¼) and λ = 1: (½, 0), J = ¼ + 1/16 + ½.
    problem = Problem.of(Spec(loss="linear", data="stairs", rho=0.25, l1=1.0))
    scene = build_scene(problem)
    assert scene["solution"]["points"] == [[0.5, 0.0]]
    assert scene["solution"]["value"] == pytest.approx(0.8125, abs=1e-12)
    assert scene["datasets"][-2:] == ["stairs", "own"]
    assert [name for name in scene["sliders"] if name in KNOBS and KNOBS[name].kind == "data"] == ["rho"]
    assert [table["knobs"] for table in build_paths(problem)["tables"]][:2] == [["l1"], ["l2"]]
    assert scene["equivalent"]["setup"] == (
        "from landscapes import Problem, Spec\n\n"
        'rows = Problem.of(Spec(loss="linear", data="stairs", rho=0.25)).rows\n'
        "X, y = rows.features, rows.targets\n",
    )


@pytest.mark.slow
def test_one_more_data_set_is_on_the_page_in_embed_export_and_picture(stairs: str) -> None:
    client = server.test_client()
    spec, view, refusals, _ = read_address(f"?{stairs}", "en")
    assert not refusals
    shown = str(page(spec, view, words("en")))
    assert "{'value': 'stairs', 'label': 'Stairs'}" in shown
    assert "data-name='stairs'" in shown.replace("'data-name': ", "data-name=")
    for path in ("embed", "picture.png", "export"):
        answer = client.get(f"/{path}?{stairs}&knobs=none")
        assert answer.status_code == 200, path
    embed = client.get(f"/embed?{stairs}&knobs=none").get_data(as_text=True)
    assert "Stairs" in embed
    problem = Problem.of(spec)
    view = embed_view_from({"view": "path", "knobs": "l1"}, "en", problem.spec)
    assert standalone_scene(problem, view)["solution"]["points"] == [[0.5, 0.0]]
    assert b"Stairs" in export_page(problem, view, "", plotly="cdn")


def test_the_sliders_of_a_landscape_are_its_data_sets_knobs_and_what_its_loss_takes() -> None:
    for loss, data, sliders in [
        ("softmax", "point", ["p", "x", "drop", "noise", "smoothing", "confidence", "share"]),
        ("linear", "correlated", ["rho", "drop", "noise", "share"]),
        ("batchnorm", "correlated", ["rho"]),
        ("residual", "doubled", ["drop"]),
        ("huber", "outlier", ["outlier", "drop", "noise", "share"]),
        ("linear", "diabetes", ["drop", "noise", "share"]),
    ]:
        shown = build_scene(Problem.of(Spec(loss=loss, data=data)))["sliders"]
        assert [name for name in shown if name in KNOBS and KNOBS[name].kind in ("data", "loss")] == sliders
        assert "range" in shown
