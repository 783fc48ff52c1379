"""Requests that no page of ours makes, seeded: addresses, bodies, headers and files out of what breaks others."""

import base64
import json
import random
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from components.explorer import ids

ROUTE = "/_dash-update-component"


class Hostile(NamedTuple):
    """A request: its method, its address, its headers, its body."""

    method: str
    address: str
    headers: dict[str, str]
    body: bytes | None = None


PATHS = ("/", "/embed", "/export", "/picture.png", "/oembed", "/qr.svg", "/scene", "/learn/", "/healthz", ROUTE)
LOST = (
    *(
        "/_dash-component-suites/os/path.py",
        "/_dash-component-suites/x%0a[2026] ERROR FORGED/x.js",
        "/assets/../app.py",
    ),
    *(
        "/release/embed-0000000000000000.js",
        "/learn/../../etc/passwd",
        "/learn/%2e%2e/%2e%2e/app.py",
        "/.env",
        "//evil",
    ),
    *(
        "/_reload-hash",
        "/_dash-layout/x",
        "/_alive_x",
        "/wp-login.php",
        "/%00",
        "/learn/picture/..%2fx.svg",
        "/x" * 900,
    ),
)
KEYS = (
    *("loss", "data", "l1", "l2", "group", "n", "range", "x", "p", "rho", "outlier", "drop", "mask", "noise", "view"),
    *(
        "smoothing",
        "share",
        "confidence",
        "knobs",
        "title",
        "lang",
        "theme",
        "camera",
        "walk",
        "start",
        "rate",
        "steps",
    ),
    *("compare", "pick", "along", "linked", "figure", "norm", "cell", "c", "plotly", "url", "format", "maxwidth"),
)
VALUES = (
    *(
        "",
        "0",
        "-0",
        "1e309",
        "-1e309",
        "nan",
        "inf",
        "0x10",
        "1_000",
        "٣",
        "１",
        "1e-320",
        "9" * 400,
        "own",
        "softmax",
    ),
    *("logistic", "linear", "huber", "residual", "batchnorm", "diabetes", "breast-cancer", "61", "241", "l1,l2", "all"),
    *("surface,path", "gd,adam", "2000", "l1:0,1", "norms", "shift", "\x00", "\ud800", "😀" * 50, "<script>alert(1)"),
    *("';--", "{{7*7}}", "%s%n", "../../etc/passwd", "\r\nSet-Cookie: a=b", "a" * 4000, "[[", "null", "true", "1,2,3"),
    *("javascript:alert(1)", "http://localhost/embed?l1=1", "http://[::1", "ftp://x", "zh", "dark", "inline", "json"),
)
HEADERS = (
    {},
    {"Host": "evil.example"},
    {"Host": "a" * 300},
    {"Host": "[::1"},
    {"If-None-Match": 'W/"x", "y", *'},
    {"If-Match": '"x"'},
    {"If-Modified-Since": "yesterday"},
    {"Range": "bytes=9-1,-0"},
    {"Accept-Language": "zh;q=nan,en;q=x," + "a," * 300},
    {"Accept-Encoding": "gzip;q=-1, br"},
    {"X-Forwarded-For": "x, y\t, 999.1.1.1"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "X-Forwarded-Prefix": "//evil"},
    {"Accept": "text/html"},
    {"Content-Type": "text/plain"},
)
DEEP = b'{"a":' * 3000 + b"1" + b"}" * 3000
BODIES = (
    *(b"", b"{}", b"[]", b"null", b"1", b'"x"', b"{", b"\xff\xfe", b"\x00" * 100, DEEP, b"[" * 20000, b'{"output":1}'),
    *(b'{"output":"scene.data"}', b'{"output":"scene.data","inputs":[]}', b'{"output":"..a...b..","inputs":[{}]}'),
    b'{"features":["\\ud800","b"],"target":"y","contents":"YSxiLHkK"}',
)
# Files: each was a bomb or a crash somewhere.
FILES = (
    *(b"", b",", b"a,b,y\n", b"a,b,y\n1,2,3\n" * 3, b'"a,b,y\n' + b"1,2,3\n" * 20, b"\x00" * 5000, b"PK\x03\x04" * 50),
    *(b"a" * 200_000, b"," * 60_000 + b"\n", ",".join(f"c{k}" for k in range(30_000)).encode() + b"\n1,2,3\n"),
    *(
        b"a,b,y\n" + b"1e308,-1e308,1\n2,3,4\n" * 20,
        b"a,b,y\n" + b"nan,inf,1\n" * 20,
        "é,b,y\n1,2,3\n".encode("utf-16"),
    ),
    *(
        b"a,b,y\n" + b"1,2,3\n4,5,6\n" * 4000,
        b"a;b;y\n" + b"1,5;2,5;x\n" * 20,
        b"=cmd(),b,y\n" + b"1,2,3\n4,9,6\n" * 10,
    ),
    b"a,b,y\n" + b"\n".join(b"%d,%d,%d" % (k, k * k % 7, k % 2) for k in range(40)),
)
QUESTIONS = ((ids.SCENE, ids.REQUEST), (ids.PATHS, ids.PATHS_REQUEST), (ids.EXTRAS, ids.EXTRAS_REQUEST))


def hostile(count: int, seed: int = 1) -> Iterator[Hostile]:
    """So many requests, the same for a seed."""
    draw = random.Random(seed)
    kinds = (_address, _address, _lost, _raw_body, _question, _own_export, _other_method)
    for _ in range(count):
        yield draw.choice(kinds)(draw)


def _query(draw: random.Random) -> str:
    many = 101 if draw.random() < 0.02 else draw.randrange(6)
    # A small grid, unless it is asked for: the walls are to be tried, and not the patience.
    pairs = ["n=61", *(f"{draw.choice(KEYS)}={_escaped(draw.choice(VALUES))}" for _ in range(many))]
    draw.shuffle(pairs)
    return "&".join(pairs)


def _escaped(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


def _address(draw: random.Random) -> Hostile:
    return Hostile("GET", f"{draw.choice(PATHS)}?{_query(draw)}", draw.choice(HEADERS))


def _lost(draw: random.Random) -> Hostile:
    return Hostile("GET", quote(draw.choice(LOST), safe="/%[]"), draw.choice(HEADERS))


def _raw_body(draw: random.Random) -> Hostile:
    headers = {
        "Content-Type": draw.choice(("application/json", "text/plain", "application/x-www-form-urlencoded", "x"))
    }
    address = draw.choice((ROUTE, f"/export?{_query(draw)}", "/", "/embed"))
    return Hostile("POST", address, headers, draw.choice(BODIES))


def _question(draw: random.Random) -> Hostile:
    output, source = draw.choice(QUESTIONS)
    value: object = {
        "query": {"n": "61", draw.choice(KEYS): draw.choice(VALUES), draw.choice(KEYS): draw.choice(VALUES)},
        "language": draw.choice(("en", "zh", "xx", 1)),
        "seq": draw.choice((1, -1, 10**30, "1", None)),
        "file": draw.choice((None, _file(draw), {"contents": "é"}, {"contents": 1}, [])),
    }
    if draw.random() < 0.1:
        value = draw.choice((None, [], "x", {"query": 1}))
    return _json(ROUTE, body_of(output, source, value))


def body_of(output: str, source: str, value: object) -> dict[str, object]:
    """A callback's body as Dash's page makes it."""
    return {
        "output": f"{output}.data",
        "outputs": {"id": output, "property": "data"},
        "inputs": [{"id": source, "property": "data", "value": value}],
        "changedPropIds": [f"{source}.data"],
    }


def _file(draw: random.Random) -> dict[str, object]:
    contents = base64.b64encode(draw.choice(FILES)).decode()
    named = draw.choice(({}, {"features": ["a", "b"], "target": "y"}, {"features": ["\ud800", "b"], "target": "y"}))
    return {"contents": contents, **named}


def _own_export(draw: random.Random) -> Hostile:
    return _json(
        f"/export?n=61&data=own&plotly=cdn&loss={draw.choice(('linear', 'logistic', 'huber', 'x'))}", _file(draw)
    )


def _other_method(draw: random.Random) -> Hostile:
    method = draw.choice(("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"))
    return Hostile(method, f"{draw.choice(PATHS)}?{_query(draw)}", draw.choice(HEADERS))


def _json(address: str, value: object) -> Hostile:
    return Hostile("POST", address, {"Content-Type": "application/json"}, json.dumps(value).encode())
