"""A line for each request, in which nothing of a file stands and which nobody can forge; and the counts beside it."""

import base64
import logging
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from prometheus_client import REGISTRY

from app import server
from components.explorer import ids
from tests.components.server.test_security import COLUMN, ROUTE, SECRET, TABLE, body, request

QUICK = "loss=linear&n=61"


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, "lossfold.access"):
        yield caplog


def test_a_line_says_number_address_status_and_where_the_answer_came_from(
    client: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    address = f"/embed?{QUICK}&l1=1.31&lang=en"
    answers = [client.get(address), client.get(address), client.get("/embed?l1=nan&lang=en"), client.get("/healthz")]
    found = [
        re.fullmatch(r"request ([0-9a-f]{8}) GET '(\S+)' '(\S*)' (\d+) \d+ ms (\w+)", each) for each in lines.messages
    ]
    said = [each.groups() for each in found if each]
    # Whoever watches whether the server is alive fills no log.
    assert [each[3:] for each in said] == [("200", "made"), ("200", "kept"), ("400", "none")]
    assert [each[0] for each in said] == [answer.headers["X-Request-Id"] for answer in answers[:3]]
    assert said[0][1:3] == ("/embed", f"{QUICK}&l1=1.31&lang=en")


def test_nothing_of_a_file_stands_in_the_log(client: FlaskClient, lines: pytest.LogCaptureFixture) -> None:
    contents = base64.b64encode(TABLE.encode()).decode()
    asked = request({"loss": "linear", "data": "own"}, {"contents": contents})
    wrong = request({"loss": "linear", "data": "own"}, {"contents": contents, "features": [COLUMN, "x"], "target": "y"})
    for each in (asked, wrong):
        client.post(ROUTE, json=body(ids.REQUEST, ids.SCENE, each))
        client.post("/export?loss=linear&data=own&plotly=cdn", json=each["file"])
    assert len(lines.messages) == 4
    assert [word for word in (SECRET, COLUMN, contents[:40], "height") if word in lines.text] == []


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_what_is_refused_before_the_app_sees_it_is_counted_and_has_its_line(
    client: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    labels = {"route": "none", "status": "400", "cache": "none"}
    before = counted("lossfold_requests_total", **labels), counted("lossfold_refused_total", reason="host")
    answer = client.get("/embed?l1=0.2", headers={"Host": "[::1"})
    after = counted("lossfold_requests_total", **labels), counted("lossfold_refused_total", reason="host")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert after == (before[0] + 1, before[1] + 1)
    assert lines.messages == [f"request {answer.headers['X-Request-Id']} GET '/embed' 'l1=0.2' 400 0 ms none"]


def test_a_body_over_the_limit_is_counted(client: FlaskClient) -> None:
    before = counted("lossfold_refused_total", reason="size")
    assert client.post(ROUTE, data=b"x" * 3_000_001, content_type="application/json").status_code == 413
    assert counted("lossfold_refused_total", reason="size") == before + 1


@pytest.mark.parametrize(
    "path", ["/x%0a[2026] ERROR FORGED", "/_dash-component-suites/x%0d%0aFORGED/x.js", "/%00%1b[2J"]
)
def test_a_line_cannot_be_forged(client: FlaskClient, lines: pytest.LogCaptureFixture, path: str) -> None:
    client.get(path)
    client.open("/", method="FORGED\nFORGED"[:6])
    assert lines.text.isascii()
    assert not [line for message in lines.messages for line in message.splitlines()[1:]]


def test_requests_are_counted_by_their_pattern_and_not_by_their_address(client: FlaskClient) -> None:
    def count(route: str, status: str) -> float:
        labels = {"route": route, "status": status, "cache": "none"}
        return REGISTRY.get_sample_value("lossfold_requests_total", labels) or 0.0

    before = count("/<path:path>", "404")
    for k in range(3):
        client.get(f"/nothing/{k}")
    assert count("/<path:path>", "404") == before + 3
