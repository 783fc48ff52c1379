"""Two servers behind nginx, as deploy/nginx.conf has it: cache, limits, slow clients, a server that is gone."""

import hashlib
import http.client
import re
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from harness.places import ROOT, free_port
from tests.browser.browsers import missing, nginx
from tests.conftest import serving
from tests.deploy.front import Front, fronted, unverified

pytestmark = [pytest.mark.slow, pytest.mark.skipif(nginx() is None, reason=missing("nginx") or "")]
FIGURE = "/embed?n=61&knobs=none&lang=en"


class Both(NamedTuple):
    """nginx, what stands behind it, and how the first of that ends."""

    front: Front
    folders: tuple[Path, Path]
    stop_first: ExitStack


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Both servers and nginx, running."""
    folder = tmp_path_factory.mktemp("nginx")
    listens = (free_port(), free_port())
    kept = (folder / "first", folder / "second")
    with ExitStack() as all_of_it:
        first = all_of_it.enter_context(ExitStack())
        ports = list[int]()
        for stack, releases in zip((first, all_of_it), kept, strict=True):
            releases.mkdir()
            settings = {
                "LOSSFOLD_URL": f"https://localhost:{listens[0]}",
                "LOSSFOLD_PROXIES": "1",
                "LOSSFOLD_RELEASES": str(releases),
                # Who finds another at heavy work is told so at once.
                "LOSSFOLD_WAIT": "0",
            }
            address = stack.enter_context(serving(ROOT, folder / f"{releases.name}.log", more=settings))
            ports.append(int(address.rstrip("/").rpartition(":")[2]))
        # As slow as nginx can be: how many requests pass does not depend on how long they take.
        yield Both(all_of_it.enter_context(fronted(folder, (ports[0], ports[1]), listens, "1r/m")), kept, first)


@pytest.fixture(scope="module")
def front(both: Both) -> Front:
    """nginx before them."""
    return both.front


def test_visitors_are_led_to_tls_and_stay_there(front: Front) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", front.plain_port)
    plain.request("GET", "/learn/?lang=zh")
    answer = plain.getresponse()
    plain.close()
    assert (answer.status, answer.headers["Location"]) == (308, "https://losses.example/learn/?lang=zh")
    assert "max-age" in front.get("/learn/?lang=en").headers["strict-transport-security"]
    context = unverified()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with context.wrap_socket(socket.create_connection(("127.0.0.1", front.port))) as spoken:
        assert spoken.selected_alpn_protocol() == "h2"


def test_a_page_is_made_once_for_all_who_ask_for_it(front: Front) -> None:
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda k: front.get(f"{FIGURE}&l1=0.37", visitor=f"127.0.1.{k + 1}"), range(40)))
    assert {answer.status for answer in answers} == {200}
    assert Counter(answer.headers["x-cache"] for answer in answers) == {"MISS": 1, "HIT": 39}
    assert len({answer.body for answer in answers}) == 1
    # The addresses in it are those of LOSSFOLD_URL, whatever the visitor calls the server.
    assert f"https://localhost:{front.port}/oembed".encode() in answers[0].body


def test_what_is_private_is_not_kept(front: Front) -> None:
    for path in ("/?lang=en", "/embed?n=61&knobs=none", "/learn/", "/scene?n=61", "/release/nothing.js"):
        assert {front.get(path).headers["x-cache"] for _ in range(2)} == {"MISS"}, path


def test_a_file_of_either_release_is_found_whoever_is_asked(both: Both) -> None:
    body = b"globalThis.second = true;"
    name = f"embed-{hashlib.sha256(body).hexdigest()[:16]}.js"
    front = both.front
    (both.folders[1] / name).write_bytes(body)
    # The first time each server is asked in turn; then nginx keeps it.
    answers = [front.get(f"/release/{name}?{k}") for k in range(6)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, body)}
    assert front.get("/release/embed-0000000000000000.js").status == 404


def test_limits_are_by_visitor(front: Front) -> None:
    with ThreadPoolExecutor(20) as pool:
        many = Counter(pool.map(lambda _: front.get("/scene?n=abc", visitor="127.0.2.1").status, range(150)))
    # The first, a burst of 60, and one for each minute since: the rest are refused, if it takes them an hour.
    assert many[400] >= 61
    assert many[429] > 20
    # What a visitor says of themselves ends at nginx.
    assert set(many) == {400, 429}
    assert front.get("/scene?n=61", visitor="127.0.2.2").status == 200


def test_busy_servers_are_not_held_to_be_broken(front: Front) -> None:
    # With http_503 among proxy_next_upstream two such answers of each server shut out everybody for 5 s, with 502.
    with ThreadPoolExecutor(24) as pool:
        asked = [(f"/embed?l1=0.{k}&l2=0.{k}&lang=en", f"127.0.4.{k}") for k in range(11, 35)]
        answers = list(pool.map(lambda each: front.get(each[0], visitor=each[1]), asked))
    statuses = Counter(answer.status for answer in answers)
    assert statuses[503] > 4
    assert set(statuses) <= {200, 503}
    assert all(int(answer.headers["retry-after"]) >= 2 for answer in answers if answer.status == 503)
    assert front.get("/learn/?lang=en").status == 200


def test_slow_bodies_wait_at_nginx(front: Front) -> None:
    context = unverified()
    slow = []
    for k in range(30):
        each = context.wrap_socket(
            socket.create_connection(("127.0.0.1", front.port), source_address=(f"127.0.3.{k + 1}", 0))
        )
        each.sendall(b"POST /export?loss=linear HTTP/1.1\r\nHost: losses.example\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 100000\r\n\r\n{")  # fmt: skip
        slow.append(each)
    # Before nginx gives them up, after 15 s.
    for _ in range(5):
        assert front.get("/healthz", seconds=12).status == 200
    for each in slow:
        each.close()


def test_what_is_for_operators_is_not_for_visitors(front: Front) -> None:
    assert front.get("/healthz").status == 200
    assert [front.get(path).status for path in ("/readyz", "/metrics")] == [404, 404]


def test_when_a_server_is_gone_the_other_answers(both: Both) -> None:
    # The last test of the file: its server stays away.
    both.stop_first.close()
    answers = [both.front.get(f"{FIGURE}&l1=0.{k}") for k in range(11, 19)]
    assert [answer.status for answer in answers] == [200] * 8
    assert re.search(rb"text/html", answers[0].headers["content-type"].encode())
