"""Links on their way: out of HTML, out of sentences, by machines; and what the page makes of a bad one."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app import server
from components.address.links import name_of
from components.address.query_string import cleaned, query_from
from components.address.reading import read_address
from components.address.view import embed_view_from
from components.explorer import ids
from components.i18n import words
from landscapes import Spec, SpecError
from landscapes.converters import decimal_from
from tests.every import every
from tests.links.pages import script_data

# What a sentence may put behind a link, in several scripts; the last four are invisible, or bytes of another encoding.
TAILS = [*"。，、；：）】》」』”’！？….,;:)]}\"'!?*`>؟،।", "，详见", "）里的图", "。See", "這個圖"]
TAILS += ["\u200b", "\u3000", "\ufeff", "\ufffd\ufffd"]


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


def request(query: dict[str, str]) -> dict[str, Any]:
    return {"query": query, "language": "en", "seq": 1, "file": None}


def ask(client: FlaskClient, store: str, output: str, query: dict[str, str]) -> dict[str, Any]:
    body = {
        "output": f"{output}.data",
        "outputs": {"id": output, "property": "data"},
        "inputs": [{"id": store, "property": "data", "value": request(query)}],
        "changedPropIds": [f"{store}.data"],
    }
    return client.post("/_dash-update-component", json=body).get_json()["response"][output]["data"]


# --- what stuck to a link --------------------------------------------------------------------------------------------


@every("tail", TAILS)
@pytest.mark.parametrize("value", ["0.75", "-.5", "1e-2", "l1:0,0.5", "1,-1.5,0.9", "surface,slice", "breast-cancer"])
def test_what_stuck_to_a_value_is_dropped(value: str, tail: str) -> None:
    assert cleaned(value + tail) == value


@pytest.mark.parametrize(
    "value",
    # Other spellings of numbers, which would be read as others if they were cut; and nothing but signs.
    ["0·75", "0٫75", "0٠5", "1−2", "1‚5", "1е-3", "０．７", "0.75，3", "。", "详见", "-", "…", "", " "],
)
def test_what_may_be_a_value_is_left_to_be_refused(value: str) -> None:
    assert cleaned(value) == value


@pytest.mark.parametrize("tail", ["。", "）", "，详见", "%E3%80%82", "%A1%A3", "&fbclid=x", "。&utm_source=x"])
def test_a_link_out_of_a_sentence_shows_the_picture_that_was_meant(client: FlaskClient, tail: str) -> None:
    query = f"loss=linear&data=diabetes&l1=0.75{tail}"
    assert Spec.from_query(query_from(query)) == Spec(loss="linear", data="diabetes", l1=0.75)
    for path in ("/", "/embed", "/export", "/picture.png"):
        assert client.get(f"{path}?n=61&knobs=none&{query}").status_code == 200
    answer = client.get(f"/oembed?url={quote(f'http://localhost/?{query}', safe='')}").get_json()
    assert "λ = 0.75" in answer["title"]
    assert "l1=0.75&amp;lang" in answer["html"]


def test_a_title_may_end_as_it_likes() -> None:
    assert query_from("l1=0.3&title=为什么？（一）") == {"l1": "0.3", "title": "为什么？（一）"}


@pytest.mark.parametrize("sign", ["&amp;", "&amp;amp;", "&AMP;", "&amp%3B"])
def test_an_ampersand_out_of_html_is_an_ampersand(client: FlaskClient, sign: str) -> None:
    query = f"loss=linear{sign}data=diabetes{sign}l1=0.75{sign}lang=zh"
    assert query_from(query) == {"loss": "linear", "data": "diabetes", "l1": "0.75", "lang": "zh"}
    unescaped = client.get(f"/embed?knobs=none&{query.replace(sign, '&')}")
    answer = client.get(f"/embed?knobs=none&{query}")
    assert answer.text == unescaped.text
    assert answer.headers["Cache-Control"] == unescaped.headers["Cache-Control"]
    found = client.get(f"/oembed?url={quote(f'http://localhost/embed?{query}', safe='')}").get_json()
    assert "loss=linear&amp;data=diabetes&amp;l1=0.75&amp;lang=zh" in found["html"]


def test_commas_may_be_written_as_escapes(client: FlaskClient) -> None:
    query = "view=surface,slice&camera=1,-1.5,0.9&knobs=l1&lang=en"
    assert client.get(f"/embed?{query}").text == client.get(f"/embed?{query.replace(',', '%2C')}").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("&".join(["a=1"] * 101), "The address has 101 fields; at most 100 are allowed."),
        (f"title={'x' * 4000}", "what follows its “?” has 4006 characters; at most 4000 are allowed."),
    ],
)
def test_an_address_without_end_is_refused_in_words(client: FlaskClient, query: str, sentence: str) -> None:
    for path in ("/embed", "/export", "/picture.png"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert sentence in answer.text
    answer = client.get(f"/oembed?url={quote(f'http://localhost/embed?{query}', safe='')}")
    assert (answer.status_code, sentence in answer.get_json()["error"]) == (400, True)
    assert client.get(f"/?{query}").status_code == 400
    address = read_address(query, "en")
    assert (len(address.refusals), address.spec, address.query) == (1, Spec(), {})


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_query_and_reading_it_changes_it_once(text: str) -> None:
    for value in query_from(text).values():
        value.encode()
        assert cleaned(cleaned(value)) == cleaned(value)


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters(exclude_characters="0123456789eE."), max_size=4))
def test_nothing_that_sticks_to_a_number_makes_it_another(tail: str) -> None:
    assert decimal_from(cleaned(f"0.5{tail}")) in (0.5, None)


# --- bad fields ------------------------------------------------------------------------------------------------------

FLAGS = ["difference", "linked", "decay", "ridge", "autorotate", "controls", "rescale"]


@pytest.mark.parametrize("field", FLAGS)
def test_every_flag_is_refused_alike(client: FlaskClient, field: str) -> None:
    for value in ("yes", "2", "", "on", "１"):
        answer = client.get(f"/embed?loss=linear&{field}={quote(value)}&lang=en")
        assert answer.status_code == 400
        assert f"{field}: “{value}” is not allowed; it must be one of 0, 1." in answer.text
        assert client.get(f"/?{field}={quote(value)}").status_code == 400
    for value in ("0", "1", "false", "true"):
        assert client.get(f"/embed?loss=linear&n=61&knobs=none&{field}={value}").status_code == 200


@pytest.mark.parametrize("query", ["walk=no", "start=1", "rate=fast", "steps=1.5", "along=3", "compare=l3:1", "pick=1"])
def test_a_key_of_a_view_is_refused_though_the_view_is_closed(client: FlaskClient, query: str) -> None:
    field = query.partition("=")[0]
    answer = client.get(f"/embed?loss=linear&{query}&lang=en")
    assert (answer.status_code, f"{field}: “" in answer.text) == (400, True)


def test_what_the_page_asks_for_is_refused_alike(client: FlaskClient) -> None:
    asked = {"loss": "linear", "view": "path", "knob": "l3"}
    assert "knob: “l3” is not a slider" in ask(client, ids.EXTRAS_REQUEST, ids.EXTRAS, asked)["refused"]
    assert "view: “x”" in ask(client, ids.EXTRAS_REQUEST, ids.EXTRAS, asked | {"view": "x"})["refused"]
    ridge = asked | {"knob": "l1", "view": "descent", "ridge": "yes"}
    assert "ridge: “yes”" in ask(client, ids.EXTRAS_REQUEST, ids.EXTRAS, ridge)["refused"]
    assert "preview: “yes”" in ask(client, ids.REQUEST, ids.SCENE, {"preview": "yes"})["refused"]
    assert "knobs: “l3”" in ask(client, ids.PATHS_REQUEST, ids.PATHS, {"knobs": "l1,l3"})["refused"]


@pytest.mark.parametrize(
    ("query", "bad"),
    [
        ("loss=linear&data=diabetes&l1=0.75&camera=abc", ["camera"]),
        ("loss=linear&data=diabetes&l1=0.75&l2=9", ["l2"]),
        ("loss=linear&data=diabetes&l1=0.75&theme=pink&view=surface,bad&ridge=yes", ["theme", "view", "ridge"]),
        ("loss=linear&data=diabetes&l1=0.75&smoothing=0.3", ["smoothing"]),
        ("loss=linear&data=diabetes&l1=0.75&knobs=x", ["knobs"]),
        ("loss=linear&data=diabetes&l1=0.75&view=descent&start=9,9", ["start"]),
    ],
)
def test_a_bad_field_leaves_the_others(client: FlaskClient, query: str, bad: list[str]) -> None:
    address = read_address(query, "en")
    assert sorted(refusal.field or "" for refusal in address.refusals) == sorted(bad)
    assert address.spec == Spec(loss="linear", data="diabetes", l1=0.75)
    assert address.query == {key: text for key, text in query_from(query).items() if key not in bad}
    answer = client.get(f"/?{query}")
    assert answer.status_code == 400
    assert "λ = 0.75" in answer.text


def test_what_goes_with_a_bad_loss_goes_with_it() -> None:
    address = read_address("loss=hinge&data=diabetes&l1=0.75", "en")
    assert [refusal.field for refusal in address.refusals] == ["loss", "data"]
    assert address.spec == Spec(l1=0.75)


def test_a_grid_too_coarse_for_batch_norm_is_named_by_what_was_written() -> None:
    address = read_address("loss=batchnorm&n=61&l1=0.3", "en")
    assert [str(refusal) for refusal in address.refusals] == [
        "n: 61 is too small for loss=batchnorm with range=0.5; it must be at least 121, or the grid misses what ε does "
        "near the origin."
    ]
    assert address.spec == Spec(loss="batchnorm", l1=0.3)
    with pytest.raises(SpecError, match=r"^range: 0\.4 is too wide for n = 61"):
        Spec.from_query({"loss": "batchnorm", "n": "61", "range": "0.4"})


@pytest.mark.parametrize(
    ("language", "sentence", "rest"),
    [
        ("en", "λ (l1): “9” is not allowed; it must be a number from 0 to 2.", "The rest of the link is shown."),
        ("zh", "λ（l1）：不能是“9”，必须是 0 到 2 之间的数。", "链接的其余部分照常显示。"),
    ],
)
def test_the_page_names_a_field_as_it_shows_it_and_sets_the_address_right(
    client: FlaskClient, language: str, sentence: str, rest: str
) -> None:
    said, start = opened(client, f"?loss=linear&l1=9&lang={language}")
    assert sentence in said
    assert rest in said
    assert start["address"] == f"loss=linear&lang={language}"
    # For programs a field is what the link calls it.
    assert re.search("l1(: |：)", client.get(f"/embed?l1=9&lang={language}").text)
    assert "λ" not in client.get(f"/embed?l1=9&lang={language}").text


def test_a_good_address_stays_as_it_is(client: FlaskClient) -> None:
    for search in ("", "?l1=0.3&utm_source=mail", "?view=surface%2Cslice"):
        said, start = opened(client, search)
        assert (said, start["address"]) == ("", None)
    assert opened(client, "?l1=0.3&amp;lang=zh。")[1]["address"] == "l1=0.3&lang=zh"


def opened(client: FlaskClient, search: str) -> tuple[str, dict[str, Any]]:
    """The page's notice, and what it tells the browser at the start."""
    body = {
        "output": f"{ids.PAGE}.children",
        "outputs": {"id": ids.PAGE, "property": "children"},
        "inputs": [{"id": ids.ADDRESS, "property": "data", "value": search}],
        "changedPropIds": [f"{ids.ADDRESS}.data"],
    }
    parts = client.post("/_dash-update-component", json=body).get_json()["response"][ids.PAGE]["children"]
    return found(parts, ids.NOTICE)["children"] or "", found(parts, ids.START)["data"]


def found(part: Any, name: str) -> dict[str, Any]:
    """The properties of the component of that id; none if it is not in this part of the page."""
    for each in part if isinstance(part, list) else [part]:
        properties = each.get("props", {}) if isinstance(each, dict) else {}
        if properties.get("id") == name:
            return properties
        if inside := found(properties.get("children") or [], name):
            return inside
    return {}


def test_the_norm_without_its_square_is_a_key_like_any_other(client: FlaskClient) -> None:
    assert query_from("?group=0.5&l1=0.3") == {"group": "0.5", "l1": "0.3"}
    assert Spec.from_query({"group": "0.5"}).group == 0.5
    spec = Spec.from_query({"group": "0.5", "l1": "0"})
    assert name_of(spec, words("en")).endswith("λ = 0 · Ω = 0 · μ = 0.5")
    assert name_of(spec, words("en"), ("group",)).endswith("λ = 0 · Ω = 0")
    assert name_of(Spec(), words("en")).endswith("λ = 0.2 · Ω = 0")
    assert embed_view_from({"knobs": "group,l1"}, "en", spec).knobs == ("l1", "group")
    assert (
        client.get("/export?plotly=cdn&l1=0&group=0.5&n=61&knobs=group")
        .headers["Content-Disposition"]
        .endswith('lossfold-softmax-point-l1-0-l2-0-group-0.5.light.html"')
    )
    refused = client.get("/embed?group=2.5&lang=en")
    assert (refused.status_code, "μ" in refused.text or "group" in refused.text) == (400, True)


@pytest.mark.slow
def test_an_embed_without_the_norm_says_and_carries_nothing_of_it(client: FlaskClient) -> None:
    def scene(query: str) -> dict[str, Any]:
        return script_data(client.get(f"/embed?n=61&lang=en{query}").text, "scene")

    assert {"group"} & {*scene("")["weights"], *scene("")["layers"], *scene("")["penalties"]} == set()
    for query in ("&group=0.1", "&knobs=group", "&view=compare&compare=group:0,0.1"):
        assert "group" in scene(query)["weights"]
