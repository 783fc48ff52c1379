"""The server as its operator places it: behind proxies, below a path, with names and releases of its own."""

import hashlib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import app, server
from components.http.release import DEPENDENCIES, release
from components.server import ready
from components.server.check import address_is_told, path_is_free, proxies_are_counted
from components.server.releases import earlier, files_now, keep
from components.settings import Settings
from tests.conftest import ROOT

# What carries an answer and shapes nothing in it.
CARRIERS = {"flask-compress", "flask-limiter", "gunicorn", "tqdm", "prometheus-client"}


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


def test_below_a_path_every_route_is_found_with_and_without_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOSSFOLD_URL", "https://host.example/lossfold")
    for path in ("/healthz", "/learn/?lang=en", "/embed?n=61&knobs=none", "/_dash-layout", "/_favicon.ico"):
        assert client.get(f"/lossfold{path}").status_code == 200, path
        # A proxy may have taken the path off.
        assert client.get(path).status_code == 200, path
    assert client.get("/lossfoldembed").status_code == 404
    bare = client.get("/lossfold?l1=0.3")
    assert (bare.status_code, bare.headers["Location"]) == (308, "/lossfold/?l1=0.3")
    # Ways home from a page that may be anywhere.
    missing = client.get("/lossfold/nothing/here", headers={"Accept": "text/html"})
    assert (missing.status_code, 'href="/lossfold/?lang=en"' in missing.text) == (404, True)
    assert 'property="og:url" content="https://host.example/lossfold/?' in client.get("/lossfold/?lang=en").text


def test_what_a_proxy_says_is_believed_of_so_many_as_there_are(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "losses.example", "X-Forwarded-For": "192.0.2.7"}
    policy = client.get("/learn/prior?lang=en", headers=said).headers["Content-Security-Policy"]
    assert "losses.example" not in policy
    monkeypatch.setenv("LOSSFOLD_PROXIES", "1")
    policy = client.get("/learn/prior?lang=en", headers=said).headers["Content-Security-Policy"]
    assert "script-src 'self' https://losses.example;" in policy
    assert client.get("/healthz", headers={"X-Forwarded-Host": "a b"}).status_code == 400


def test_without_its_operators_word_a_page_names_no_address(client: FlaskClient) -> None:
    for path in ("/?lang=en", "/embed?n=61&knobs=none&lang=en", "/learn/prior?lang=en", "/export?n=61&knobs=none"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 200
        assert "evil.example" not in answer.text, path
        assert "public" not in answer.headers["Cache-Control"]
    # The code for phones is made for the visitor who asks, and kept by nobody else.
    assert client.get("/qr.svg?l1=0.3", headers={"Host": "evil.example"}).headers["Cache-Control"].startswith("private")


def test_ready_is_another_thing_than_alive(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.WARM.clear()
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    monkeypatch.setattr(ready, "warm_up", lambda: None)
    ready.warm()
    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz").headers["Cache-Control"] == "no-store"
    ready.WARM.clear()


@pytest.mark.parametrize(
    ("chosen", "amiss"),
    [
        ({"host": "0.0.0.0"}, ["LOSSFOLD_URL: not set, though 0.0.0.0 can be reached from outside"]),
        ({"host": "0.0.0.0", "hosts": "losses.example"}, []),
        ({"url": "https://losses.example"}, ["LOSSFOLD_PROXIES: 0, though the address is by https"]),
        ({"url": "https://losses.example/lossfold", "proxies": 1}, []),
        ({"url": "https://losses.example/learn/", "proxies": 1}, ["LOSSFOLD_URL: the path /learn is one of"]),
    ],
)
def test_what_is_amiss_with_the_place_is_said(chosen: dict[str, Any], amiss: list[str]) -> None:
    checks = (address_is_told, proxies_are_counted, path_is_free)
    said = [sentence for check in checks for sentence in check(replace(Settings(), **chosen))]
    assert len(said) == len(amiss)
    assert all(sentence.startswith(begins) for sentence, begins in zip(said, amiss, strict=True))


# --- releases --------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of an earlier release."""
    monkeypatch.setenv("LOSSFOLD_RELEASES", str(tmp_path))
    earlier.cache_clear()
    body = b"globalThis.earlier = true;"
    (tmp_path / f"embed-{hashlib.sha256(body).hexdigest()[:16]}.js").write_bytes(body)
    return tmp_path


def test_a_file_of_an_earlier_release_is_served_as_it_was(client: FlaskClient, kept: Path) -> None:
    (file,) = kept.iterdir()
    answer = client.get(f"/release/{file.name}")
    assert (answer.status_code, answer.data) == (200, b"globalThis.earlier = true;")
    assert answer.content_type.startswith("text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_that_is_not_what_it_is_called_is_not_served(client: FlaskClient, kept: Path) -> None:
    (kept / "embed-0123456789abcdef.js").write_bytes(b"something else")
    (kept / "secret.txt").write_text("secret")
    for name in ("embed-0123456789abcdef.js", "secret.txt", "..%2fapp.py", "embed-0000000000000000.css"):
        answer = client.get(f"/release/{name}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store"), name


def test_a_release_is_kept_whole_and_once(client: FlaskClient, kept: Path) -> None:
    new = keep(kept, app.dash_scripts)
    assert {path.name for path in new} == {file.name for file in files_now(app.dash_scripts)}
    assert keep(kept, app.dash_scripts) == []
    for path in new:
        assert client.get(f"/release/{path.name}").data == path.read_bytes()


def test_the_digest_covers_every_package_that_shapes_a_page() -> None:
    wanted = {line.partition("==")[0].strip().lower() for line in (ROOT / "requirements.txt").read_text().splitlines()
              if line.strip() and not line.startswith("#")}  # fmt: skip
    assert wanted - set(DEPENDENCIES) <= CARRIERS


def test_an_upgrade_of_a_library_is_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    before = release()
    other = {"latex2mathml": "9.9"}
    monkeypatch.setattr("components.http.release.version", lambda package: other.get(package) or version(package))
    # Not the kept one, which all pages of this process have.
    assert release.__wrapped__() != before
    other.clear()
    assert release.__wrapped__() == before


def test_answers_to_the_explorer_say_the_release(client: FlaskClient) -> None:
    assert client.get("/scene?n=61").headers["Lossfold-Release"] == release()
    # A refusal too: by it a page knows that it is too old.
    assert client.post("/_dash-update-component", json={}).headers["Lossfold-Release"] == release()
    assert f'"release":"{release()}"' in client.get("/?lang=en").text
