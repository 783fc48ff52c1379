"""The border: whatever a stranger sends is answered with a sentence, never with a 500."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import server
from components import ids
from landscapes import Spec

ROUTE = "/_dash-update-component"


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


@pytest.mark.parametrize("path", ["/nothing", "/index.php", "/embed/../x", "/%00"])
def test_an_unknown_address_is_a_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/?l1=9", "/healthz", "/nothing", "/assets/tokens.css"])
def test_every_answer_has_the_content_security_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_unknown_keys_are_ignored(client: FlaskClient) -> None:
    assert client.get("/?utm_source=mail&l1=0.5").status_code == 200
