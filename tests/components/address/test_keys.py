"""One table for every key of a query: a converter and a key are registered, and work; the documents list all."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from app import server
from components.address.diagrams import DIAGRAMS, FIGURE
from components.address.links import query_of
from components.address.query_string import query_from
from components.address.reading import read_address
from components.address.view import EMBED, PAGE, embed_view_from, views_of
from components.address.view_state import keys, view_state_from
from components.address.views import SURFACE, VIEWS, ViewKind
from components.explorer.page import page
from components.i18n import LANGUAGES, words
from components.scene import view_data
from components.scene.scene import build_scene
from components.scene.standalone import standalone_scene
from components.server.routes import PLOTLY
from landscapes import Problem, Spec, SpecError
from landscapes.errors import quoted
from landscapes.keys import Converter, Key, fixed, read, write
from landscapes.optimizers import trajectory
from landscapes.spec import KEYS
from tests.conftest import ROOT

# Every key, and what its converter may depend on.
TABLES: list[tuple[tuple[Key[Any], ...], Any]] = [
    *((table, Spec()) for table in (KEYS, keys(), trajectory.KEYS, PAGE, EMBED)),
    *((diagram.keys, None) for diagram in DIAGRAMS.values()),
    ((FIGURE, PLOTLY), None),
]


@dataclass(frozen=True)
class Angle(Converter[int]):
    """Whole degrees below a full turn: “90deg”."""

    def read(self, text: str) -> int | None:
        return int(text.removesuffix("deg")) if re.fullmatch(r"\d{1,4}deg", text) else None

    def write(self, value: int) -> str:
        return f"{value}deg"

    def allows(self, value: int) -> bool:
        return value < 360

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("choice", field=field, value=quoted(value), choices="0deg … 359deg")


TURN = fixed("turn", Angle(), 90)


def test_one_more_converter_reads_writes_and_refuses() -> None:
    assert read([TURN], {"turn": "30deg"}, None) == {"turn": 30}
    assert read([TURN], {}, None) == {"turn": 90}
    assert write([TURN], {"turn": 30}, None) == {"turn": "30deg"}
    assert write([TURN], {"turn": 90}, None) == {}
    for text in ("360deg", "30", ""):
        with pytest.raises(SpecError, match=f"turn: “{text}” is not allowed; it must be one of 0deg … 359deg."):
            read([TURN], {"turn": text}, None)


def test_every_default_is_allowed_and_comes_back_out_of_its_text() -> None:
    for table, of in TABLES:
        for key in table:
            default, converter = key.default(of), key.converter(of)
            if default not in (None, ""):
                assert converter.allows(default), key.name
                assert converter.read(converter.write(default)) == default, key.name
            assert write([key], {key.field or key.name: default}, of) == {}


def test_every_converter_refuses_by_its_key_and_shows_what_was_typed() -> None:
    for table, of in TABLES:
        for key in table:
            with pytest.raises(SpecError, match=f"^{key.name}: "):
                raise key.converter(of).refusal(key.name, "x" * 200)


def test_the_documents_list_every_key() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    contract = text[text.index("**Query keys.**") : text.index("**Routes.**")]
    listed = {name for name in re.findall(r"`([^`]+)`", contract) if re.fullmatch(r"[a-z]+\d?", name)}
    assert listed == {key.name for table, _ in TABLES for key in table}, "Query keys of docs/architecture.md"


@pytest.fixture
def shadow(monkeypatch: pytest.MonkeyPatch) -> str:
    """A view of the half-width that the server works out, with an option, and what it is called."""
    entry = ViewKind("shadow", fits=lambda model: model.linear_score, asks=True, options=(TURN,))
    monkeypatch.setitem(VIEWS, "shadow", entry)
    monkeypatch.setitem(view_data.BUILDERS, "shadow", lambda asked: {"shadow": {"half": asked.problem.spec.range}})
    for language in LANGUAGES:
        monkeypatch.setitem(words(language).catalogue, "view.shadow", "Shadow")
    return "loss=linear&data=toy&view=surface,shadow&turn=30deg&lang=en"


def test_one_more_view_is_read_and_written_by_its_entry(shadow: str) -> None:
    query = query_from(shadow)
    spec = Spec.from_query(query)
    view = embed_view_from(query, "", spec)
    assert view.view_state.views == (SURFACE, "shadow")
    assert view.view_state.options["turn"] == 30
    assert query_of(spec, view) == shadow
    with pytest.raises(SpecError, match="turn: “31”"):
        view_state_from(query | {"turn": "31"}, spec)
    with pytest.raises(SpecError, match="view: “shadow” does not go with loss=residual"):
        view_state_from({"view": "shadow"}, Spec(loss="residual"))
    assert build_scene(Problem.of(Spec(loss="residual")))["without"][-1] == "shadow"
    entry = {"name": "shadow", "asks": True, "options": {"turn": "90deg"}}
    start = views_of(spec, view)
    assert start["views"][-1] == entry
    assert start["options"]["turn"] == "30deg"


@pytest.mark.slow
def test_one_more_view_is_on_the_page_in_search_embed_and_export(shadow: str) -> None:
    address = read_address(f"?{shadow}", "en")
    assert not address.refusals
    problem = Problem.of(address.spec)
    shown = str(page(address.spec, address.view, words("en")))
    assert "'view.shadow': 'Shadow'" in shown
    assert "'data-name': 'shadow'" in shown.replace("data-name='shadow'", "'data-name': 'shadow'")
    carried: Any = standalone_scene(problem, address.view)
    assert carried["extras"]["shadow"] == {"half": 1.5}
    for path in ("embed", "export"):
        answer = server.test_client().get(f"/{path}?{shadow}")
        assert answer.status_code == 200
        assert '"shadow":{"half":1.5}' in answer.get_data(as_text=True)
