"""The border: whatever a stranger sends is answered with a sentence, and never with a 500 that is not our own fault."""

import base64
import json
import os
import re
import subprocess
import sys
from typing import Any
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import server
from components.explorer import ids
from components.i18n import LANGUAGES, words
from components.server import heavy
from landscapes import Spec
from tests.conftest import ROOT

ROUTE = "/_dash-update-component"
SECRET, COLUMN = "Alice 4711", "salary"
TABLE = f"{COLUMN},height,y\n" + "\n".join(f"{k},{(k * k) % 7},{2 * k + 1}" for k in range(12))


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return server.test_client()


def body(store: str, output: str, value: Any) -> dict[str, Any]:
    return {
        "output": f"{output}.data",
        "outputs": {"id": output, "property": "data"},
        "inputs": [{"id": store, "property": "data", "value": value}],
        "changedPropIds": [f"{store}.data"],
    }


def request(query: dict[str, str], file: Any = None) -> dict[str, Any]:
    return {"query": query, "language": "en", "seq": 1, "file": file}


def test_a_good_request_gets_a_scene(client: FlaskClient) -> None:
    answer = client.post(ROUTE, json=body(ids.REQUEST, ids.SCENE, request({"loss": "linear", "data": "toy"})))
    assert answer.status_code == 200
    scene = answer.get_json()["response"][ids.SCENE]["data"]["scene"]
    assert scene["solution"]["points"] == [[0.4, 0.4]]


@pytest.mark.parametrize(
    "sent",
    [b"", b"{}", b"[]", b"null", b"3", b"{", b"\xff\xfe", b'{"output": "nothing.data"}', b"[" * 3000],
)
def test_a_body_that_no_page_makes_is_refused(client: FlaskClient, sent: bytes) -> None:
    answer = client.post(ROUTE, data=sent, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=ANYTHING, store=st.sampled_from([(ids.REQUEST, ids.SCENE), (ids.PATHS_REQUEST, ids.PATHS)]))
def test_any_value_of_a_known_callback_gets_an_answer(client: FlaskClient, value: Any, store: tuple[str, str]) -> None:
    answer = client.post(ROUTE, data=json.dumps(body(*store, value)), content_type="application/json")
    assert answer.status_code in (200, 204, 400)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from([*Spec.model_fields, "lang", "theme", "camera"]), st.text(max_size=12)))
def test_any_query_gets_the_page_or_a_400_with_it(client: FlaskClient, query: dict[str, str]) -> None:
    answer = client.get("/", query_string=query)
    assert answer.status_code in (200, 400)
    assert "react-entry-point" in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.fixed_dictionaries(
        {}, optional={"contents": st.text(max_size=30), "features": ANYTHING, "target": ANYTHING}
    )
)
def test_any_file_gets_an_answer(client: FlaskClient, file: dict[str, Any]) -> None:
    sent = body(ids.REQUEST, ids.SCENE, request({"loss": "linear", "data": "own"}, file))
    assert client.post(ROUTE, data=json.dumps(sent), content_type="application/json").status_code in (200, 400)


def test_a_refused_request_names_field_value_and_what_is_allowed_in_the_pages_language(client: FlaskClient) -> None:
    asked = request({"l1": "nan"}) | {"language": "zh"}
    answer = client.post(ROUTE, json=body(ids.REQUEST, ids.SCENE, asked))
    sentence = answer.get_json()["response"][ids.SCENE]["data"]["refused"]
    assert sentence == "λ（l1）：不能是“nan”，必须是 0 到 2 之间的数。"


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    answer = client.post(ROUTE, data=b"x" * 3_000_001, content_type="application/json")
    assert answer.status_code == 413


# --- addresses -------------------------------------------------------------------------------------------------------

UNKNOWN = (
    *("/nothing", "/index.php", "/embed/", "/embed/../x", "/embedx", "/%00", "/oembed/x", "/picture.png/x", "/learnx"),
    *("/healthz/", "/healthz/x", "/healthzzz", "/release/", "/release/x", "/release/embed-0000000000000000.js"),
    *("/_dash-nope", "/_dash-update-component/x", "/_dash-component-suites/", "/_reload-hash/x", "/_favicon.icox"),
    *("/assets/", "/assets/nope.js", "/assets/../app.py", "/assets/embed/../../app.py", "/static/x"),
    *("/_dash-component-suites/os/path.py", "/_dash-component-suites/dash/nope.js"),
    "/_dash-component-suites/dash_mantine_components/async-BarChart.js.map",
    "/_dash-component-suites/x%0a[2026-11-25 00:00:00] ERROR in auth: FORGED/x.js",
)


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_a_404_that_nobody_keeps(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    for headers in ({}, {"Accept-Language": "zh"}):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"
        # Of an earlier release's file: a browser that takes HTML for it keeps an empty figure.
        assert answer.content_type == "text/plain; charset=utf-8"
        assert answer.text == words("zh" if headers else "en")("error.page")
    # Any scanner would fill the log otherwise.
    assert caplog.text == ""


def test_the_addresses_of_the_page_are_there(client: FlaskClient) -> None:
    paths = [f"/{path}" for path in re.findall(r'(?:src|href)="/?((?!\w+:)[^"?.][^"?]*)', client.get("/").text)]
    assert {path.split("/")[1] for path in paths} >= {"release", "_favicon.ico", "_dash-layout", "_dash-dependencies"}
    for path in [*paths, "/healthz", "/_dash-layout", "/_dash-dependencies", "/learn/"]:
        with client.get(path) as answer:
            assert answer.status_code == 200, path


@pytest.mark.parametrize("host", ["evil.example", "losses.example:8050", "[::1]:8050", "a_b-c:80", "LOSSES"])
def test_a_host_gets_the_page_and_is_led_nowhere_else(client: FlaskClient, host: str) -> None:
    for address in ("/learn?lang=zh", "//learn//prior?lang=zh", "///evil.example//x"):
        answer = client.get("/", base_url="http://localhost", headers={"Host": host}, environ_overrides={
            "PATH_INFO": address.split("?")[0], "QUERY_STRING": "lang=zh"})  # fmt: skip
        if answer.status_code == 308:
            assert urljoin("http://host.example/x", answer.headers["Location"]).startswith("http://host.example/")
        else:
            assert answer.status_code == 404
    assert client.get("/embed?n=61&knobs=none", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["a" * 300, "a b", "x\ty", "a@b", "a/b", "é", "<b>", "", "[::1", "a:b"])
def test_a_host_that_is_none_is_refused_without_a_trace(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, host: str
) -> None:
    for path in ("/", "/embed", "/healthz", "/learn/"):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host.encode().decode("latin-1")})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert caplog.text == ""


# --- what is no text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["features", "target", "contents"])
@pytest.mark.parametrize("route", [ROUTE, "/export?loss=linear&data=own"])
def test_half_a_character_is_refused(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, route: str, part: str
) -> None:
    file: dict[str, Any] = {"contents": "eCx5", "features": ["a", "b"], "target": "y"}
    file[part] = ["\ud800", "b"] if part == "features" else "\ud800"
    sent = body(ids.REQUEST, ids.SCENE, request({"loss": "linear", "data": "own"}, file)) if route == ROUTE else file
    answer = client.post(route, json=sent)
    assert answer.status_code == 400
    assert "not one that this page makes" in answer.text
    assert caplog.text == ""


def test_json_that_is_too_deep_is_refused_without_a_trace(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for route in (ROUTE, "/export?loss=linear&data=own"):
        for deep in (b"[" * 100_000, b'{"a":' * 50_000, b"[" * 900 + b"]" * 900):
            answer = client.post(route, data=deep, content_type="application/json")
            assert answer.status_code == 400
    assert caplog.text == ""


def test_a_whole_character_of_two_halves_is_taken(client: FlaskClient) -> None:
    table = "😀,b,y\n" + "\n".join(f"{k},{(k * k) % 7},{2 * k + 1}" for k in range(12))
    file = {"contents": base64.b64encode(table.encode()).decode(), "features": ["😀", "b"], "target": "y"}
    answer = client.post(ROUTE, json=body(ids.REQUEST, ids.SCENE, request({"loss": "linear", "data": "own"}, file)))
    assert answer.get_json()["response"][ids.SCENE]["data"]["scene"]["features"] == ["😀", "b"]


# --- faults of ours --------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on which nothing can be computed; its message quotes what the visitor sent."""

    def fails(*given: Any, **more: Any) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise MemoryError(f"column {COLUMN}\nERROR") from error

    for name in (
        "components.explorer.callbacks.build_scene",
        "components.server.first_picture.build_scene",
        "components.server.routes.embed_page",
        "components.server.routes.export_page",
    ):
        monkeypatch.setattr(name, fails)
    heavy.pages().clear()


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours_is_a_500_with_a_number_that_the_log_has_too(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    asked = request({"loss": "linear", "data": "own"}, {"contents": base64.b64encode(TABLE.encode()).decode()})
    scene = body(ids.REQUEST, ids.SCENE, asked | {"language": language})
    own = "/export?loss=linear&data=own&plotly=cdn&lang=" + language
    answers = [
        client.get(f"/embed?l1=0.123&lang={language}"),
        client.get(f"/export?l1=0.123&lang={language}"),
        client.post(own, json=asked["file"]),
        client.get(f"/scene?l1=0.123&lang={language}"),
        client.post(ROUTE, json=scene),
    ]
    said = [answer.get_json()["error"] if answer.is_json else answer.text for answer in answers]
    assert [answer.status_code for answer in answers] == [500] * 5
    assert [answer.is_json for answer in answers] == [False, False, False, False, True]
    numbers = [re.findall(r"[0-9a-f]{8}", sentence)[0] for sentence in said]
    assert said == [words(language)("error.ours", number=number) for number in numbers]
    assert len(set(numbers)) == 5
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers)
    assert re.findall(r"fault ([0-9a-f]{8}): ", caplog.text) == numbers
    # Where it was, and what led to it, but nothing that the visitor sent.
    assert "builtins.MemoryError" in caplog.text
    assert "because of\n" in caplog.text
    assert [word for word in (SECRET, COLUMN, "height") if word in caplog.text] == []


@pytest.mark.usefixtures("broken")
def test_a_line_of_the_log_cannot_be_forged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    for address in ("/embed?title=x%0a[2026] ERROR%20FORGED%1b[2J&lang=en", "/embed?title=x\u2028FORGED&lang=en"):
        assert client.get(address).status_code == 500
    lines = caplog.text.splitlines()
    assert not [line for line in lines if line.lstrip().startswith(("[2026]", "FORGED"))]
    assert "\x1b" not in caplog.text
    assert caplog.text.isascii()


@pytest.mark.parametrize("path", ["/", "/?l1=9", "/healthz", "/nothing", "/assets/renderer/tokens.css"])
def test_every_answer_has_the_content_security_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_unknown_keys_are_ignored(client: FlaskClient) -> None:
    assert client.get("/?utm_source=mail&l1=0.5").status_code == 200


@pytest.mark.slow  # a process each
@pytest.mark.parametrize(("debug", "seen"), [("0", "500"), ("1", "ZeroDivisionError")])
def test_a_trace_is_shown_in_development_only(debug: str, seen: str) -> None:
    fault = (
        "from app import server\n"
        "server.add_url_rule('/fault', 'fault', lambda: 1 // 0)\n"
        "print(server.test_client().get('/fault').status_code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", fault],
        cwd=ROOT,
        env=os.environ | {"DEBUG": debug},
        capture_output=True,
        text=True,
        check=False,
    )
    assert seen in (done.stderr.splitlines()[-1] if debug == "1" else done.stdout)
