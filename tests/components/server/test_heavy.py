"""How costly requests are answered: a budget, a turn, a sentence."""

import socket
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask.testing import FlaskClient

from app import server
from components.explorer import ids
from components.i18n import LANGUAGES, words
from components.server import heavy
from components.server.bodies import in_time
from components.server.work import Work
from tests.components.server.test_security import ROUTE, body, request

# A figure that no other test asks for.
FIGURE = "/embed?loss=logistic&data=breast-cancer&n=61&noise=0.3&l1=1.43"


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server on which every turn is taken."""
    monkeypatch.setattr(heavy, "LIGHT_SECONDS", 0.0)
    taken = Work(1, 1, 0.05, 30.0)
    monkeypatch.setattr(heavy, "work", lambda: taken)
    with taken.place():
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_costs_too_much_is_refused_with_a_sentence(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LOSSFOLD_WORK", "0.1")
    heavy.pages().clear()
    address = f"{FIGURE}&lang={language}"
    answers = [
        client.get(address),
        client.get(address.replace("embed", "export")),
        client.get(address.replace("embed", "scene")),
    ]
    asked = request({"loss": "logistic", "data": "breast-cancer", "noise": "0.3"}) | {"language": language}
    scene = client.post(ROUTE, json=body(ids.REQUEST, ids.SCENE, asked)).get_json()["response"][ids.SCENE]["data"]
    assert [answer.status_code for answer in answers] == [400] * 3
    start = words(language)("refused.work", seconds="|", limit="0.1").split("|")[0]
    assert all(start in answer.text for answer in answers)
    assert scene["refused"].startswith(start)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_server_says_so_and_when_to_ask_again(client: FlaskClient, language: str) -> None:
    heavy.pages().clear()
    sentence = words(language)("error.full")
    framed = client.get(f"{FIGURE}&lang={language}", headers={"Accept": "text/html"})
    plain = client.get(f"{FIGURE}&lang={language}".replace("embed", "scene"))
    asked = request({"loss": "logistic", "data": "breast-cancer", "noise": "0.3"}) | {"language": language}
    callback = client.post(ROUTE, json=body(ids.REQUEST, ids.SCENE, asked))
    assert [answer.status_code for answer in (framed, plain, callback)] == [503] * 3
    seconds = [int(answer.headers["Retry-After"]) for answer in (framed, plain, callback)]
    assert all(2 <= each <= 5 for each in seconds)
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in (framed, plain, callback))
    assert (sentence in framed.text, plain.text, callback.get_json()["error"]) == (True, sentence, sentence)
    # The frame asks again by itself, and may stand where the figure would.
    assert f'<meta http-equiv="refresh" content="{seconds[0]}">' in framed.text
    assert "frame-ancestors" not in framed.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("full")
def test_a_full_server_still_answers_what_costs_nothing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy, "LIGHT_SECONDS", 0.2)
    for address in ("/healthz", "/?lang=en", "/learn/?lang=en", "/scene?loss=linear&n=61&lang=en", "/qr.svg?l1=1"):
        assert client.get(address).status_code == 200


Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A connection, from both sides."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_client_that_has_closed_its_connection_is_seen(pair: Pair) -> None:
    ours, theirs = pair
    with server.test_request_context("/", environ_overrides={"gunicorn.socket": ours}):
        is_gone = heavy._watch()
        assert not is_gone()
        theirs.send(b"more")
        assert not is_gone()
        ours.recv(4)
        theirs.close()
        assert is_gone()
        ours.close()
        assert is_gone()


class Slow:
    """A body that comes from a socket, as gunicorn reads it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def read(self, size: int) -> bytes:
        found = b""
        while len(found) < size and (more := self._connection.recv(size - len(found))):
            found += more
        return found


def sent(connection: socket.socket, length: int) -> dict[str, Any]:
    return {"gunicorn.socket": connection, "wsgi.input": Slow(connection), "CONTENT_LENGTH": str(length)}


def answered(environ: dict[str, Any]) -> tuple[str, bytes]:
    """The status, and what the application has read."""
    statuses: list[str] = []

    def application(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        start("200 OK", [])
        return [environ["wsgi.input"].read()]

    def start(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda written: None

    found = in_time(application, 1000)(environ, start)
    return statuses[0], b"".join(found)


def test_a_body_is_read_whole_before_anything_else(pair: Pair) -> None:
    ours, theirs = pair
    theirs.send(b"half")
    later = threading.Timer(0.05, lambda: theirs.send(b"more"))
    later.start()
    assert answered(sent(ours, 8)) == ("200 OK", b"halfmore")
    later.join()


def test_a_body_that_drips_is_late_as_a_whole(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOSSFOLD_BODY", "0.3")
    ours, theirs = pair
    done = threading.Event()

    def drip() -> None:
        while not done.wait(0.05):
            try:
                theirs.send(b"x")
            except OSError:
                return

    dripper = threading.Thread(target=drip)
    dripper.start()
    # Each byte is in time, and all 500 would be here in the end.
    status, _ = answered(sent(ours, 500))
    done.set()
    dripper.join()
    assert status == "408 Request Timeout"


def test_bodies_take_no_thread_that_is_kept_free(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Work(1, 1, 0.05, 30.0)
    monkeypatch.setattr("components.server.bodies.work", lambda: taken)
    ours, _ = pair
    with taken.place():
        assert answered(sent(ours, 8))[0] == "503 Service Unavailable"
    # What has no body, or one that is refused for its size, waits for nothing.
    assert answered({"gunicorn.socket": ours, "wsgi.input": BytesIO(b"")}) == ("200 OK", b"")
    assert answered({"gunicorn.socket": ours, "wsgi.input": BytesIO(b""), "CONTENT_LENGTH": "2000"})[0] == "200 OK"
