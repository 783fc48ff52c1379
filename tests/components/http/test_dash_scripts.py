"""Dash's scripts as one file: the same as Dash would have a page fetch one by one, in the same order."""

import gzip
import hashlib
import re

from app import app, server
from components.http.dash_scripts import MAP, TAG, as_one, by_content


def test_the_file_holds_every_script_that_dash_names_in_its_order() -> None:
    addresses = TAG.findall(app._generate_scripts_html())
    assert len(addresses) >= 8
    body = as_one(addresses).body
    client, places = server.test_client(), []
    for address in addresses:
        alone = MAP.sub(b"", client.get(address).data)
        assert len(alone) > 500
        places.append(body.index(alone))
        # Just before it stands where it would have come from.
        assert f'src: "{address.removeprefix("/")}"'.encode() in body[: places[-1]][-300:]
    assert places == sorted(places)
    assert MAP.search(body) is None


def test_the_page_names_the_one_file_and_none_of_those_in_it() -> None:
    page = server.test_client().get("/?lang=en").text
    sources = re.findall(r'<script src="([^"]+)"', page)
    assert [re.sub(r"-[0-9a-f]{16}", "", source) for source in sources] == [
        *("release/plotly.js", "release/explorer.js")
    ]
    # Dash's own comes after plotly.js: the browser does not fetch it by itself.
    (later,) = re.findall(r'<script type="text/plain" id="_dash-renderer" src="([^"]+)"', page)
    assert later == f"release/{as_one(TAG.findall(app._generate_scripts_html())).name}"


def test_the_file_is_kept_for_ever_and_packed() -> None:
    client = server.test_client()
    page = client.get("/?lang=en").text
    (address,) = re.findall(r"release/dash-renderer-[0-9a-f]{16}\.js", page)
    address = f"/{address}"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content_type.startswith("text/javascript")
    assert gzip.decompress(answer.data) == client.get(address).data
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_addresses_are_the_same_on_every_machine_of_a_release() -> None:
    # The time at which a file was installed is not in them: a digest of what it holds is.
    addresses = TAG.findall(app._generate_scripts_html())
    for address in addresses:
        assert not re.search(r"m\d{10}\.", address), address
        body = MAP.sub(b"", server.test_client().get(address).data)
        assert f"m{hashlib.sha256(body).hexdigest()[:10]}." in address
    assert by_content("/assets/x.png?m=1764374400.5") == "/assets/x.png?m=1764374400.5"


def test_what_a_page_of_dash_fetches_later_is_in_it_or_kept_by_nobody() -> None:
    # A page of one release asks a server of another: Dash answers any fingerprint with the file that it has.
    client, body = server.test_client(), app.dash_scripts.body
    for name in ("async-upload.js", "async-upload.v4_0_0m0123456789.js", "async-markdown.v4_0_0m0123456789.js"):
        answer = client.get(f"/_dash-component-suites/dash/dcc/{name}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    upload = MAP.sub(b"", client.get("/_dash-component-suites/dash/dcc/async-upload.js").data)
    assert body.index(upload) > body.index(b"delete document.currentScript")
