"""What crosses the border between Python and JavaScript is what its types say; the scripts' types are made of them."""

import base64
import inspect
import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from typing_extensions import is_typeddict

from components.address.diagrams import DIAGRAMS
from components.address.failing_schema import FailingScene
from components.address.panel_schema import BatchesScene, EnsembleScene, MasksScene, RatesScene, StackScene, UnitScene
from components.address.rate_schema import ChosenScene
from components.address.schema import NormsScene, PolynomialScene, ShiftScene
from components.address.text_schema import CertaintyScene, SumsScene, TiedScene
from components.address.useless_schema import UselessScene
from components.address.variant_schema import VariantsScene
from components.address.views import VIEWS
from components.explorer import ids
from components.scene.scene import build_paths, build_preview, build_scene
from components.scene.schema import pages, scene, tables
from components.scene.types import MODULES, TARGET, documented, types, written
from landscapes import Problem, Spec
from landscapes.data.datasets import datasets_of
from landscapes.spec import models
from tests.components.server.test_security import ROUTE, body
from tests.links.pages import script_data
from tests.links.reading import asked, opened

MODELS = [(loss, data) for loss in models() for data in datasets_of(loss) if data != "own"]
# Views of the others take a second and more.
QUICK = ("softmax", "linear")
MODELS_BY_COST = [*QUICK, *(pytest.param(loss, marks=pytest.mark.slow) for loss in models() if loss not in QUICK)]
SAID = base64.b64encode(b"height,width,y\n1,2,3\n2,1,4\n3,5,1\n4,4,2\n").decode()


def conforms(kind: Any, value: object) -> None:
    """Raises ValidationError for what is not of this kind once it is JSON: types as they stand, no other key."""
    TypeAdapter(kind).validate_json(json.dumps(value, allow_nan=False), strict=True, extra="forbid")


def is_whole(spec: dict[str, Any]) -> bool:
    """Whether a spec has all its fields, of their kinds."""
    return Spec(**spec).model_dump() == spec


def answer(asks: str, answers: str, query: dict[str, str], file: Any = None) -> Any:
    request = {"query": query, "language": "en", "seq": 1, "file": file}
    conforms(pages.SentRequest, request)
    return asked(ROUTE, json=body(asks, answers, request)).json["response"][answers]["data"]


def test_the_scripts_types_are_made_of_the_schema() -> None:
    assert TARGET.read_text(encoding="utf-8") == types(), "python -m components.scene.types"


def points(loss: str) -> int:
    """As few points an axis as the loss allows: batch norm's is steep near the origin."""
    return 121 if loss == "batchnorm" else 61


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_type_says_of_each_field_what_it_is(module: Any) -> None:
    kinds = [kind for kind in vars(module).values() if is_typeddict(kind)]
    for kind in kinds:
        bases = [base for base in kind.__orig_bases__ if is_typeddict(base)]
        inherited = {name for base in bases for name in inspect.get_annotations(base)}
        assert {*documented(kind.__doc__)} == {*inspect.get_annotations(kind)} - inherited, kind.__name__


def test_a_kind_that_json_does_not_have_is_no_type_of_the_border() -> None:
    assert written(list[float | None]) == "(number | null)[]"
    with pytest.raises(TypeError):
        written(complex)


def test_another_key_and_another_kind_are_found() -> None:
    good = {"n": 61, "knobs": ["noise"]}
    conforms(scene.Preview, good)
    for bad in (good | {"m": 1}, {"n": 61}, good | {"n": "61"}, good | {"knobs": None}):
        with pytest.raises(ValidationError):
            conforms(scene.Preview, bad)


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "data"), MODELS)
def test_a_scene_and_its_paths_are_what_their_types_say(loss: str, data: str) -> None:
    problem = Problem.of(Spec(loss=loss, data=data, n=points(loss)))
    built = build_scene(problem)
    conforms(scene.ExplorerScene, built)
    assert is_whole(built["spec"])
    conforms(tables.Paths, build_paths(problem, ("l2",)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "spec",
    [
        Spec(p=0.9, smoothing=0.1, confidence=0.4, share=0.2, l2=0.1, n=61),
        # Of this one the preview is another scene; of n = 61 none is.
        Spec(loss="logistic", data="breast-cancer", drop=0.3, noise=0.2),
        Spec(loss="linear", data="outlier", noise=0.5, drop=0.25, mask="gaussian", n=61),
        Spec(loss="residual", drop=0.3, l1=0.0, n=61),
        Spec(x=0.0, n=61),
    ],
    ids=lambda spec: str(spec.to_query()),
)
def test_a_scene_with_regularizers_is_what_its_type_says(spec: Spec) -> None:
    conforms(scene.ExplorerScene, build_scene(Problem.of(spec)))
    conforms(scene.ExplorerScene, build_preview(Problem.of(spec)))


@pytest.mark.slow
@pytest.mark.parametrize("loss", MODELS_BY_COST)
def test_an_embed_with_every_view_carries_what_its_types_say(loss: str) -> None:
    without = build_scene(Problem.of(Spec(loss=loss)))["without"]
    views = ",".join(view for view in VIEWS if view not in without)
    page = asked(f"/embed?loss={loss}&view={views}&ridge=1&knobs=l2&n={points(loss)}&lang=en").text
    conforms(pages.StandaloneScene, script_data(page, "scene"))
    conforms(pages.EmbedStart, script_data(page, "start"))


@pytest.mark.slow
@pytest.mark.parametrize("query", ["knobs=none", "knobs=share,l2&share=0.1", "view=slice", "camera=1,1,1&autorotate=1"])
def test_every_kind_of_embed_carries_what_its_types_say(query: str) -> None:
    page = asked(f"/embed?n=61&{query}").text
    conforms(pages.StandaloneScene, script_data(page, "scene"))
    conforms(pages.EmbedStart, script_data(page, "start"))


def test_diagrams_carry_what_their_types_say() -> None:
    kinds = {"norms": NormsScene, "shift": ShiftScene, "unit": UnitScene, "batches": BatchesScene, "rates": RatesScene}
    kinds |= {"polynomial": PolynomialScene, "stack": StackScene, "masks": MasksScene, "ensemble": EnsembleScene}
    kinds |= {"sums": SumsScene, "certainty": CertaintyScene, "tied": TiedScene, "variants": VariantsScene}
    kinds |= {"failing": FailingScene, "chosen": ChosenScene, "useless": UselessScene}
    assert kinds.keys() == DIAGRAMS.keys()
    for name, kind in kinds.items():
        page = asked(f"/embed?figure={name}&lang=en").text
        conforms(kind, script_data(page, "scene"))
        conforms(pages.DiagramStart, script_data(page, "start"))


@pytest.mark.parametrize("search", ["", "?n=61&view=descent,slice&pick=1,1&camera=1,1,1", "?n=61&rate=fast&lang=zh"])
def test_the_explorers_page_says_what_its_types_say(search: str) -> None:
    _, start, first = opened(search)
    conforms(pages.ExplorerStart, start)
    conforms(scene.ExplorerScene, first)


@pytest.mark.parametrize(
    "query", [{"n": "61"}, {"loss": "logistic", "noise": "0.4", "preview": "1"}, {"l1": "much"}, {"data": "own"}]
)
def test_the_answer_with_a_scene_is_what_its_type_says(query: dict[str, str]) -> None:
    conforms(pages.SceneAnswer, answer(ids.REQUEST, ids.SCENE, query))


@pytest.mark.parametrize("chosen", [(None, None), (["height", "width"], "y"), (["height", "y"], "y")])
def test_the_answer_to_a_file_is_what_its_type_says(chosen: tuple[Any, Any]) -> None:
    file = dict(zip(("contents", "features", "target"), (SAID, *chosen), strict=True))
    conforms(pages.SceneAnswer, answer(ids.REQUEST, ids.SCENE, {"data": "own"}, file))


@pytest.mark.parametrize("query", [{"n": "61"}, {"knobs": "share"}, {"knobs": "rho"}])
def test_the_answer_with_paths_is_what_its_type_says(query: dict[str, str]) -> None:
    conforms(pages.PathsAnswer, answer(ids.PATHS_REQUEST, ids.PATHS, query))


@pytest.mark.slow
@pytest.mark.parametrize("loss", [*MODELS_BY_COST, "none"])
def test_the_answer_with_extras_is_what_its_type_says(loss: str) -> None:
    views = "path,compare" if loss in ("residual", "batchnorm") else "path,folds,cloud,descent,compare"
    query = {"loss": loss, "view": views, "ridge": "1", "knob": "l2", "l2": "0.1", "compare": "kinds"}
    conforms(pages.ExtrasAnswer, answer(ids.EXTRAS_REQUEST, ids.EXTRAS, query))
