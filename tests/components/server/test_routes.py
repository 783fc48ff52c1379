"""Embeds, exports, oEmbed and cards: what they hold, what they refuse, how long they may be kept."""

import base64
import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import server
from components.http.plotly_bundle import bundle, is_full
from components.http.static_files import COMMENTS, script, script_of
from components.server import heavy, routes
from landscapes.data.gaussian_noise import hermite
from tests.conftest import ROOT

HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)>\u2028\'&amp;{{7*7}}'
# A figure that is quickly made, where it is no matter which: few points, and no slider whose stops are all solved.
QUICK = "n=61&knobs=none"
TABLE = "x1,x2,y\n" + "\n".join(f"{k},{(k * k) % 7},{2 * k + 1}" for k in range(12))


def own(table: str = TABLE) -> dict[str, str]:
    """A file as the explorer sends it."""
    return {"contents": base64.b64encode(table.encode()).decode()}


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


small = pytest.mark.skipif(is_full(), reason="set-up could not build the small plotly.js")


class Reader(HTMLParser):
    """The elements of a page with their attributes, and the texts of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[str | None, str] = {}
        self.inside: str | None = None
        self.script_id: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside, self.script_id = tag, dict(attrs).get("id")

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.scripts[self.script_id] = self.scripts.get(self.script_id, "") + data

    def handle_endtag(self, tag: str) -> None:
        self.inside = None

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_an_embed_is_lean_and_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/embed?loss=linear&data=diabetes&lang=en", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert len(answer.data) < 60_000
    # ``frame-ancestors *`` would shut out pages that are opened as files.
    assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]
    page = Reader(client.get("/embed?loss=linear&data=diabetes&lang=en").text)
    assert "react" not in str(page.elements).lower()
    scene = json.loads(page.scripts["scene"])
    assert scene["spec"]["data"] == "diabetes"
    assert len(scene["tables"]) == 1


@small
def test_the_first_embed_is_under_450_kb_in_all(client: FlaskClient) -> None:
    packed = {"Accept-Encoding": "gzip"}
    files = set(re.findall(r'"(release/[^"]+)"', client.get("/embed?lang=en").text))
    assert len(files) == 4
    page = client.get("/embed?lang=en", headers=packed)
    shared = sum(len(client.get(f"/{file}", headers=packed).data) for file in files)
    assert len(page.data) + shared < 450_000


@pytest.mark.parametrize(
    ("query", "sliders"),
    [("lang=en", ["l1", "l2"]), ("knobs=l2", ["l2"]), ("knobs=l2,l1&lang=en", ["l1", "l2"]), ("knobs=none", [])],
)
def test_the_author_says_which_sliders_there_are(client: FlaskClient, query: str, sliders: list[str]) -> None:
    page = Reader(client.get(f"/embed?{query}").text)
    assert sorted(each["id"] or "" for each in page.all("input")) == sliders
    tables = json.loads(page.scripts["scene"])["tables"]
    assert [sorted(table["knobs"]) for table in tables] == ([sliders] if sliders else [])


def test_the_link_back_has_the_same_state(client: FlaskClient) -> None:
    query = "loss=linear&data=toy&l1=0.3&l2=0.1&theme=dark&camera=1,1,1&lang=zh"
    page = Reader(client.get(f"/embed?{query}&knobs=l1&title=x").text)
    href = next(each["href"] for each in page.all("a") if each.get("id") == "home") or ""
    assert parse_qs(urlsplit(href).query) == parse_qs(query)
    assert urljoin("http://localhost/embed", urlsplit(href).path) == "http://localhost/"


@pytest.mark.parametrize("route", ["/embed?", "/export?", "/export?plotly=cdn"])
def test_a_hostile_title_is_text(client: FlaskClient, route: str) -> None:
    text = client.get(f"{route}&{QUICK}&lang=en&title={quote(HOSTILE)}").text
    assert "<img src=x" not in text
    assert 'alert("x")</script>' not in text
    heading = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert heading is not None
    assert unescape(heading[1]).split() == HOSTILE.split()
    assert "{{7*7}}" in unescape(heading[1])


def test_a_hostile_name_in_the_rows_stays_text(client: FlaskClient) -> None:
    names = own(TABLE.replace("x1,x2", '"</script><script>alert(1)</script>",<b>'))
    answer = client.post(f"/export?data=own&loss=linear&lang=en&plotly=cdn&{QUICK}", json=names)
    assert answer.status_code == 200
    page = Reader(answer.text)
    assert json.loads(page.scripts["scene"])["features"] == ["</script><script>alert(1)</script>", "<b>"]


@pytest.mark.parametrize(
    ("query", "lang", "words"),
    [
        ("l1=abc&lang=en", "en", ["l1", "abc"]),
        ("l1=abc&lang=zh", "zh-CN", ["l1", "abc", "："]),
        ("knobs=l1,x", "en", ["knobs", "l1,x"]),
        (f"lang=en&title={'x' * 500}", "en", ["title"]),
        ("data=own", "en", ["own"]),
    ],
)
@pytest.mark.parametrize("route", ["/embed", "/export", "/picture.png"])
def test_a_bad_query_shows_a_sentence(client: FlaskClient, route: str, query: str, lang: str, words: list[str]) -> None:
    answer = client.get(f"{route}?{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{lang}">' in answer.text
    sentence = re.search(r'role="alert">(.*?)</p>', answer.text)
    assert sentence is not None
    assert [word for word in words if word not in unescape(sentence[1])] == []
    assert Reader(answer.text).all("a")[0]["href"] == f"./?lang={lang[:2]}"


def test_a_refused_sentence_cannot_break_out(client: FlaskClient) -> None:
    text = client.get(f"/embed?loss={quote(HOSTILE)}").text
    assert "<img" not in text
    assert "<script" not in text


# --- caching ---------------------------------------------------------------------------------------------------------


def test_a_page_is_the_same_for_its_address_and_answers_304(client: FlaskClient) -> None:
    for address in (f"/embed?l1=0.3&{QUICK}&lang=en", f"/export?plotly=cdn&{QUICK}&lang=en", "/picture.png?lang=en"):
        first = client.get(address)
        tag = first.headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert "public" in first.headers["Cache-Control"]
        assert client.get(address).data == first.data
        assert client.get(address.replace("lang=en", "lang=en&l2=0.5")).headers["ETag"] != tag


def test_a_page_in_the_browsers_language_is_kept_by_nobody_else(client: FlaskClient) -> None:
    answers = [client.get(f"/embed?{QUICK}", headers={"Accept-Language": language}) for language in ("zh-CN", "en")]
    assert [("private" in answer.headers["Cache-Control"]) for answer in answers] == [True, True]
    assert all("Accept-Language" in answer.headers["Vary"] for answer in answers)
    assert answers[0].headers["ETag"] != answers[1].headers["ETag"]


def test_another_release_has_other_tags(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get(f"/embed?{QUICK}&lang=en").headers["ETag"]
    monkeypatch.setattr("components.embed.document.release", lambda: "another")
    assert client.get(f"/embed?{QUICK}&lang=en", headers={"If-None-Match": tag}).status_code == 200


def test_the_files_of_a_release_are_kept_for_ever(client: FlaskClient) -> None:
    page = Reader(client.get(f"/embed?{QUICK}&lang=en").text)
    addresses = [each["src"] for each in page.all("script") if "src" in each]
    addresses += [each["data-src"] for each in page.all("script") if "data-src" in each]
    assert len(addresses) == 3
    for address in addresses:
        path = f"/{address}"
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_page_finds_its_files_whatever_a_proxy_calls_the_server(client: FlaskClient) -> None:
    # Behind a proxy that passes neither its name nor its scheme: an absolute address would be the wrong one.
    for address in (
        f"/embed?{QUICK}&lang=en",
        "/embed?figure=norms&lang=en",
        "/embed?l1=abc",
        "/learn/?lang=en",
        "/learn/prior",
    ):
        page = Reader(client.get(address, headers={"Host": "127.0.0.1:8714"}).text)
        own = [each["href"] for each in page.all("link") if each.get("rel") in ("stylesheet", "next", "prev")]
        own += [each[name] for each in page.all("script") for name in ("src", "data-src") if name in each]
        own += [each["src"] for each in page.all("iframe")]
        # The works that the course cites are elsewhere.
        own += [each["href"] for each in page.all("a") if each.get("rel") != "noopener"]
        assert own
        assert [each for each in own if urlsplit(each or "").netloc] == []


@pytest.mark.parametrize(
    "address", [f"/embed?{QUICK}", "/embed?figure=shift", "/embed?l1=abc", "/learn/prior", "/learn/x"]
)
def test_the_policy_names_the_server_for_a_frame_whose_own_origin_is_opaque(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    # WebKit bug 316847: in a sandboxed frame 'self' matches nothing.
    def sources(host: str) -> dict[str, list[str]]:
        policy = client.get(address, headers={"Host": host}).headers["Content-Security-Policy"]
        return {name: rest for name, *rest in (part.split() for part in policy.split("; "))}

    for kind in ("script-src", "style-src", "img-src"):
        assert sources("blog.example:8050")[kind][:2] == ["'self'", "http://blog.example:8050"]
        assert "http://[::1]:8050" not in sources("[::1]:8050")[kind]
    monkeypatch.setenv("LOSSFOLD_URL", "https://losses.example/below/")
    assert sources("blog.example")["script-src"] == ["'self'", "https://losses.example"]


def test_a_page_that_lets_in_only_what_may_be_embedded_can_hold_a_figure(client: FlaskClient) -> None:
    for address in (f"/embed?{QUICK}", "/embed?figure=norms", "/embed?l1=abc"):
        answer = client.get(address)
        assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        # Opened as a file, or in an app, a page has no network scheme, and ``frame-ancestors *`` shuts it out.
        assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]
    files = [each.rule for each in server.url_map.iter_rules() if re.match("/release/[^<]", each.rule)]
    for address in [*files, "/picture.png?n=61"]:
        assert client.get(address).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "route",
    [f"/embed?{QUICK}", "/embed?figure=norms", f"/export?plotly=cdn&{QUICK}", "/learn/?", "/learn/prior?", "/?"],
)
def test_an_answer_varies_with_the_browsers_language_only_where_the_address_names_none(
    client: FlaskClient, route: str
) -> None:
    assert "Accept-Language" in client.get(route).headers["Vary"]
    assert "Accept-Language" not in client.get(f"{route}&lang=zh").headers.get("Vary", "")
    # No language of ours is none.
    other = client.get(f"{route}&lang=fr")
    assert "Accept-Language" in other.headers["Vary"]
    assert "public" not in other.headers.get("Cache-Control", "")
    # A picture has no words in it.
    assert "Accept-Language" not in client.get("/picture.png?n=61").headers["Vary"]


CACHED = (
    *(f"/embed?{QUICK}&lang=en", "/embed?figure=shift&lang=en"),
    *(f"/export?plotly=cdn&{QUICK}&lang=en", "/learn/prior?lang=zh"),
)


@pytest.mark.parametrize("address", [*CACHED, "/oembed?url=http%3A%2F%2F{host}%2F%3Fl1%3D0.3"])
def test_a_stranger_cannot_put_a_host_into_a_page_that_caches_keep(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def kept(host: str, **more: str) -> str:
        answer = client.get(address.format(host=host), headers={"Host": host, **more})
        assert answer.status_code == 200
        return answer.headers["Cache-Control"]

    # Without a word of the operator's nothing is made of a stranger's.
    if "oembed" in address:
        stranger = client.get(address.format(host="evil.example"), headers={"Host": "evil.example"})
        assert (stranger.status_code, stranger.headers["Cache-Control"]) == (404, "no-store")
    else:
        assert kept("evil.example").startswith("private")
        assert "evil.example" not in client.get(address, headers={"Host": "evil.example"}).text
    # On this machine there is nobody between; a proxy passes on what a stranger calls it.
    assert kept("localhost").startswith("public")
    assert kept("127.0.0.1:8050").startswith("public")
    if "oembed" not in address:
        assert kept("localhost", **{"X-Forwarded-For": "192.0.2.7"}).startswith("private")
    monkeypatch.setenv("LOSSFOLD_HOSTS", "losses.example, .lab.example")
    for host in ("losses.example", "LOSSES.example:8050", "a.lab.example"):
        assert kept(host).startswith("public"), host
    for host in ("a.losses.example", "losses.example.evil.example", "evil.example"):
        assert client.get(address.format(host=host), headers={"Host": host}).status_code == 400, host
    # Whoever watches a machine asks it by its own address.
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8050"}).status_code == 200
    monkeypatch.delenv("LOSSFOLD_HOSTS")
    monkeypatch.setenv("LOSSFOLD_URL", "https://losses.example")
    if "oembed" not in address:
        assert kept("evil.example").startswith("public")
        assert "evil.example" not in client.get(address, headers={"Host": "evil.example"}).text


@pytest.mark.parametrize("address", [*CACHED, "/picture.png?n=61", "/release/plotly"])
def test_no_answer_with_200_is_empty_whatever_is_asked_of_its_tag(client: FlaskClient, address: str) -> None:
    address = f"/release/{bundle().name}" if address == "/release/plotly" else address
    whole = client.get(address)
    tag = whole.headers["ETag"]
    strong = tag.removeprefix("W/")
    for headers, status in (
        ({"If-None-Match": tag}, 304),
        ({"If-None-Match": strong}, 304),
        ({"If-None-Match": f'"x", {tag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"x"'}, 200),
        ({"If-Match": '"x"'}, 412),
        # Once 200 without a byte, for a shared cache to keep for a day. A weak tag never meets If-Match.
        ({"If-Match": strong, "If-None-Match": tag}, 412),
        ({"If-Match": tag}, 412),
        ({"If-Match": "*", "If-None-Match": '"x"'}, 200),
        ({"If-Match": "*", "If-None-Match": tag}, 304),
        ({"Range": "bytes=0-9"}, 200),
        ({"If-Modified-Since": "Wed, 25 Nov 2026 00:00:00 GMT"}, 200),
    ):
        answer = client.get(address, headers=headers)
        assert answer.status_code == status, headers
        if status == 200:
            assert answer.data == whole.data
        else:
            assert status == 412 or answer.data == b""
            assert answer.headers["Cache-Control"] == ("no-store" if status == 412 else whole.headers["Cache-Control"])


# --- exports ---------------------------------------------------------------------------------------------------------


@small
@pytest.mark.slow
def test_an_export_names_no_network(client: FlaskClient) -> None:
    answer = client.get("/export?lang=en")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(answer.get_data()) <= 1_800_000
    page = Reader(answer.text)
    assert not [each for each in page.all("script") if "src" in each or "data-src" in each]
    assert not page.all("link") or all(each["href"] == "data:," for each in page.all("link"))
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy
    # plotly.js itself stands in the page, whole.
    assert bundle().body.decode() in answer.text
    # A figure without views brings none of what draws them.
    assert script_of("figure").body.decode() in answer.text
    assert script_of("embed").body.decode() in client.get("/export?lang=en&view=slice").text


def test_a_script_is_sent_without_its_comments_and_with_all_else() -> None:
    scripts = sorted((ROOT / "assets").rglob("*.js"))
    assert len(scripts) > 30
    for path in scripts:
        # A backquote in a regular expression begins no text.
        whole = re.sub(rb"/\[`.*?\]/", b"", path.read_bytes())
        for comment in COMMENTS.finditer(whole):
            # What stands between backquotes is text, however it begins.
            assert whole[: comment.start()].count(b"`") % 2 == 0, (path.name, comment[0])
        # Nor does a text reach over a line's end: its indents would be gone.
        for line in COMMENTS.sub(b"", whole).splitlines():
            assert line.count(b"`") % 2 == 0, (path.name, line)
    code = b"const a = 1; // stays\n  // goes\n/** goes\n * too */\nconst b = `//${a}`;\n"
    assert COMMENTS.sub(b"", code) == b"const a = 1; // stays\nconst b = `//${a}`;\n"
    assert not COMMENTS.search(script_of("embed").body)
    assert script(ROOT / "assets" / "core" / "format.js") in script_of("embed").body


def test_the_light_export_takes_plotly_from_its_own_network_by_hash(client: FlaskClient) -> None:
    from plotly.graph_objects import Figure
    from plotly.io import to_html

    answer = client.get("/export?plotly=cdn&lang=en")
    assert len(answer.get_data()) <= 300_000
    mine = next(each for each in Reader(answer.text).all("script") if "data-src" in each)
    whole = to_html(Figure(), include_plotlyjs="cdn")  # pyright: ignore[reportArgumentType]
    theirs = next(each for each in Reader(whole).all("script") if "src" in each)
    assert (mine["data-src"], mine["data-integrity"]) == (theirs["src"], theirs["integrity"])


def test_the_visitors_own_rows_become_a_file_that_nobody_keeps(client: FlaskClient) -> None:
    answer = client.post(f"/export?data=own&loss=linear&l1=0.5&lang=en&plotly=cdn&{QUICK}", json=own())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    page = Reader(answer.text)
    scene = json.loads(page.scripts["scene"])
    assert (scene["spec"]["data"], scene["features"]) == ("own", ["x1", "x2"])
    # No link could carry the rows.
    assert not [each for each in page.all("a") if each.get("id") == "home"]


@pytest.mark.slow
@pytest.mark.parametrize(("count", "nodes"), [(30, 60), (700, 7)])
def test_a_file_of_the_visitors_rows_says_how_exact_its_mean_over_noise_is(
    client: FlaskClient, count: int, nodes: int
) -> None:
    # Of many nodes the outermost weigh nothing and are left out.
    said = rf"{len(hermite(nodes)[0])} values of the noise, right to within about [\d.]+% of L"
    table = "x1,x2,y\n" + "".join(f"{k % 7},{k % 5},{'yes' if k % 3 else 'no'}\n" for k in range(count))
    answer = client.post(f"/export?data=own&loss=logistic&noise=0.5&lang=en&plotly=cdn&{QUICK}", json=own(table))
    assert answer.status_code == 200
    assert re.search(said, answer.text)


@pytest.mark.parametrize("sent", [None, [], 3, {"contents": 3}, {"contents": "a,b\n1,2"}, {}])
def test_a_file_that_is_none_is_refused(client: FlaskClient, sent: Any) -> None:
    answer = client.post("/export?data=own&loss=linear&lang=en", json=sent)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    assert client.post("/export?data=own", data=b"\xff", content_type="application/json").status_code == 400


def test_a_bundle_that_is_none_of_ours_is_refused(client: FlaskClient) -> None:
    answer = client.get("/export?plotly=https://evil.example/x.js&lang=en")
    assert answer.status_code == 400
    assert "inline, cdn" in answer.text


# --- oEmbed and cards ------------------------------------------------------------------------------------------------


def ask(client: FlaskClient, url: str, rest: str = "") -> TestResponse:
    return client.get(f"/oembed?url={quote(url, safe='')}{rest}")


def test_oembed_answers_for_explorer_and_embed(client: FlaskClient) -> None:
    for path in ("/", "/embed"):
        answer = ask(client, f"http://localhost{path}?l1=0.3&lang=zh", "&maxwidth=400&maxheight=300").get_json()
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert (answer["width"], answer["height"]) == (400, 300)
        frame = Reader(answer["html"]).all("iframe")[0]
        assert (frame["width"], frame["height"]) == ("400", "300")
        assert parse_qs(urlsplit(frame["src"] or "").query) == {"l1": ["0.3"], "lang": ["zh"]}
        assert client.get((frame["src"] or "").removeprefix("http://localhost")).status_code == 200
    wide = ask(client, "http://localhost/?l1=0.3", "&maxwidth=4000").get_json()
    assert wide["width"] <= 4000
    assert wide["html"].count("<iframe") == 1


def test_a_hostile_title_stays_text_in_oembed(client: FlaskClient) -> None:
    answer = ask(client, f"http://localhost/embed?title={quote(HOSTILE)}").get_json()
    elements = Reader(answer["html"]).elements
    assert [name for name, _ in elements] == ["iframe"]
    assert (elements[0][1]["title"] or "").split() == HOSTILE.split()


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/?l1=0.3&lang=zh",
        "HTTP://LOCALHOST/?l1=0.3&lang=zh",
        "http://localhost:80/?l1=0.3&lang=zh",
        "http://localhost?l1=0.3&lang=zh",
        " http://localhost/embed?l1=0.3&amp;lang=zh。",
        "http://localhost/embed?l1=0.3&lang=zh#?secret=abc",
    ],
)
def test_oembed_knows_its_server_however_it_is_spelled(client: FlaskClient, url: str) -> None:
    answer = ask(client, url)
    assert answer.status_code == 200
    assert Reader(answer.get_json()["html"]).all("iframe")[0]["src"] == "http://localhost/embed?l1=0.3&lang=zh"


@pytest.mark.parametrize("url", ["https://localhost/embed?lang=en", "https://localhost:443?lang=en"])
def test_who_asks_by_https_gets_no_frame_by_http(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    # A server behind a proxy that does not pass the scheme believes that it speaks http.
    answer = ask(client, url).get_json()
    assert "http://" not in json.dumps(answer)
    assert "https://localhost/embed?lang=en" in answer["html"]
    # Its operator knows better.
    monkeypatch.setenv("LOSSFOLD_URL", "https://localhost/")
    assert (
        "https://localhost/embed?lang=en"
        in ask(client, url.replace("https:", "http:").replace(":443", "")).get_json()["html"]
    )


def test_below_a_path_links_of_its_own_are_its_own(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOSSFOLD_URL", "https://host.example/lossfold")
    for path in ("/lossfold", "/lossfold/", "/lossfold/embed"):
        frame = Reader(ask(client, f"https://host.example{path}?l1=0.3&lang=en").get_json()["html"]).all("iframe")[0]
        assert frame["src"] == "https://host.example/lossfold/embed?l1=0.3&lang=en"
    for path in ("/lossfoldembed", "/lossfold/embed/", "/lossfold/learn/"):
        assert ask(client, f"https://host.example{path}?l1=0.3&lang=en").status_code == 404


@pytest.mark.parametrize(
    ("rest", "size"),
    [
        ("", (560, 800)),
        ("&maxwidth=4000&maxheight=4000", (560, 800)),
        ("&maxwidth=400", (400, 800)),
        ("&maxheight=300", (560, 300)),
        ("&maxwidth=400&maxheight=300", (400, 300)),
        ("&maxwidth=160&maxheight=160", (160, 160)),
        ("&amp;maxwidth=400", (400, 800)),
    ],
)
def test_oembed_is_never_larger_than_asked_for(client: FlaskClient, rest: str, size: tuple[int, int]) -> None:
    answer = ask(client, "http://localhost/?l1=0.3", rest).get_json()
    assert (answer["width"], answer["height"]) == size
    frame = Reader(answer["html"]).all("iframe")[0]
    assert (frame["width"], frame["height"]) == tuple(map(str, size))


@pytest.mark.parametrize("asked", ["100", "159", "0", "600.5", "6e2", "-5", "abc", "", "1" * 5000])
def test_a_size_that_cannot_be_is_refused_in_words(client: FlaskClient, asked: str) -> None:
    for field in ("maxwidth", "maxheight"):
        answer = ask(client, "http://localhost/", f"&{field}={asked}")
        assert answer.status_code == 400
        assert answer.get_json()["error"].startswith(f"{field}: “{asked[:39]}")
        assert answer.get_json()["error"].endswith("it must be a whole number of at least 160.")


def test_a_frame_is_high_enough_for_what_is_in_it(client: FlaskClient) -> None:
    heights = {"view=constraint": 780, "view=surface,slice": 740, "view=surface,slice,path": 1220, "figure=norms": 920}
    for query, height in heights.items():
        assert ask(client, f"http://localhost/embed?loss=linear&{query}").get_json()["height"] == height


def test_any_page_may_ask_and_wordpress_draws_no_border(client: FlaskClient) -> None:
    answer = ask(client, "http://localhost/?view=surface,slice&camera=1,-1.5,0.9")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert ask(client, "nonsense").headers["Access-Control-Allow-Origin"] == "*"
    frame = Reader(answer.get_json()["html"]).all("iframe")[0]
    assert frame["frameborder"] == "0"
    assert "," not in (frame["src"] or "")
    assert "view=surface%2Cslice" in (frame["src"] or "")


def test_the_two_files_of_a_figure_have_two_names(client: FlaskClient) -> None:
    names = [client.get(f"/export?l1=0.3&{QUICK}{rest}").headers["Content-Disposition"] for rest in ("", "&plotly=cdn")]
    assert "lossfold-softmax-point-l1-0.3-l2-0.html" in names[0]
    assert "lossfold-softmax-point-l1-0.3-l2-0.light.html" in names[1]


@pytest.mark.parametrize(
    ("url", "rest", "status"),
    [
        ("http://localhost:8050/embed", "", 404),
        ("http://somebody@localhost/embed", "", 404),
        ("http://localhost:99999/embed", "", 404),
        ("ftp://localhost/embed", "", 404),
        ("http://localhost/learn/", "", 404),
        ("https://elsewhere.example/embed", "", 404),
        ("http://localhost/assets/renderer/tokens.css", "", 404),
        ("http://localhost/embed?loss=linear&data=own", "", 404),
        ("http://localhost.evil.example/", "", 404),
        ("javascript:alert(1)", "", 400),
        ("nonsense", "", 400),
        ("http://[", "", 400),
        ("", "", 400),
        ("http://localhost/embed?l1=abc", "", 400),
        ("http://localhost/embed", "&maxwidth=abc", 400),
        ("http://localhost/embed", "&maxwidth=-5", 400),
        ("http://localhost/embed", "&format=xml", 501),
    ],
)
def test_oembed_refuses_as_its_specification_says(client: FlaskClient, url: str, rest: str, status: int) -> None:
    answer = ask(client, url, rest)
    assert answer.status_code == status
    assert answer.get_json()["error"]


def test_both_pages_say_where_oembed_is_and_what_they_show(client: FlaskClient) -> None:
    for address in ("/?l1=0.3&lang=en", f"/embed?l1=0.3&{QUICK}&lang=en"):
        page = Reader(client.get(address).text)
        link = next(each for each in page.all("link") if each.get("type") == "application/json+oembed")
        found = client.get((link["href"] or "").removeprefix("http://localhost"))
        assert found.get_json()["type"] == "rich"
        properties = {each.get("property") or each.get("name"): each.get("content") for each in page.all("meta")}
        assert "λ = 0.3" in (properties["og:title"] or "")
        assert properties["twitter:card"] == "summary_large_image"
        drawn = client.get((properties["og:image"] or "").removeprefix("http://localhost"))
        assert drawn.data.startswith(b"\x89PNG")
        assert drawn.headers["Content-Type"] == "image/png"


def test_pictures_show_their_own_state_and_are_rationed(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    routes.LIMITER.reset()
    heavy.pages().clear()
    monkeypatch.setenv("LOSSFOLD_PICTURES", "2")
    first, second = (client.get(f"/picture.png?l1={l1}&n=61") for l1 in (0.1, 1.5))
    assert first.data != second.data
    refused = client.get("/picture.png?l1=0.7&n=61&lang=zh")
    assert refused.status_code == 429
    assert "。" in refused.text
    assert refused.headers["Retry-After"] == "60"
    assert refused.headers["Cache-Control"] == "no-store"
    # What is kept is not counted.
    assert client.get("/picture.png?l1=0.1&n=61").status_code == 200
    routes.LIMITER.reset()


def test_who_comes_through_a_proxy_is_rationed_alone(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    routes.LIMITER.reset()
    monkeypatch.setenv("LOSSFOLD_PICTURES", "1")
    monkeypatch.setenv("LOSSFOLD_PROXIES", "1")

    def status(address: str, forwarded: str, proxy: str = "127.0.0.1") -> int:
        heavy.pages().clear()
        headers = {"X-Forwarded-For": forwarded}
        return client.get(address, headers=headers, environ_overrides={"REMOTE_ADDR": proxy}).status_code

    assert [status("/picture.png?n=61", f"192.0.2.{k}") for k in (1, 2, 2)] == [200, 200, 429]
    # What a stranger writes in front is not believed; without a proxy nothing is.
    assert status("/picture.png?n=61", "198.51.100.9, 192.0.2.1") == 429
    monkeypatch.delenv("LOSSFOLD_PROXIES")
    assert [status("/picture.png?n=61", f"192.0.2.{k}", "203.0.113.5") for k in (8, 9)] == [200, 429]
    routes.LIMITER.reset()


def test_the_explorer_loads_its_scripts_and_its_styles_as_one_file_each() -> None:
    page = server.test_client().get("/").get_data(as_text=True)
    assert re.findall(r'(?:src|href)="/?assets/', page) == []
    for kind, content in (("js", "text/javascript"), ("css", "text/css")):
        (address,) = set(re.findall(rf"release/explorer-[0-9a-f]{{16}}\.{kind}", page))
        answer = server.test_client().get(f"/{address}")
        assert answer.status_code == 200
        assert answer.content_type.startswith(content)
        assert "immutable" in answer.headers["Cache-Control"]
        rooms = ("core", "renderer", "views", "explorer")
        sources = [path for room in rooms for path in (ROOT / "assets" / room).rglob(f"*.{kind}")]
        assert len(sources) > 4
        # Every file of the explorer is in it.
        for path in sources:
            last = path.read_text(encoding="utf-8").strip().splitlines()[-2].strip()
            assert last in answer.get_data(as_text=True), path
