"""Checks what a request brings, and sets the security headers of every answer."""

import json
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dash import Dash
from flask import Flask, Response, g, request

from ..address.query_string import fields_of, query_asked
from ..address.reading import read_address
from ..http.host import is_host
from ..i18n import LANGUAGES
from .bodies import in_time
from .faults import CALLBACK_ROUTE, LIBRARIES, answer_faults, say, sentence
from .refusals import refuse

BODY_LIMIT = 3_000_000
CATCH_ALL = "/<path:path>"
# Half of a surrogate pair is not a character: nothing that holds it can be written as UTF-8.
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def protect(app: Dash) -> None:
    """Checks every query and callback body before Dash sees it, and sets headers on every answer."""
    server: Flask = app.server  # pyright: ignore[reportAssignmentType]
    server.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    server.before_request(_check_route)
    server.before_request(_check_json)
    server.before_request(lambda: _check_body(app))
    server.after_request(lambda response: _headers(app, response))
    server.wsgi_app = _check_host(in_time(server.wsgi_app, BODY_LIMIT))  # pyright: ignore[reportAttributeAccessIssue]
    answer_faults(server)


def _check_host(application: WSGIApplication) -> WSGIApplication:
    """A name that no host has is refused before anything reads it."""

    def checked(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST")
        if host is None or is_host(host):
            return application(environ, start)
        said = "The Host of this request is not the name of a host."
        return refuse(environ, start, HTTPStatus.BAD_REQUEST, "host", said)

    return checked


def _check_route() -> Response | None:
    """Dash would answer any address with the page; only ``/`` has one. A bad query there gets 400 with the page."""
    if request.path == "/":
        search = request.query_string.decode("utf-8", "replace")
        g.address = read_address(search, request.headers.get("Accept-Language", ""))
        return None
    if request.url_rule is not None and request.url_rule.rule == CATCH_ALL:
        return sentence(say("error.page"), 404)
    return None


def _check_json() -> Response | None:
    """JSON can be nested too deeply to be read, and can spell what is not text."""
    if request.method != "POST":
        return None
    try:
        sent = request.get_json(silent=True)
        if SURROGATE.search(request.get_data()):
            json.dumps(sent, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return sentence(say("error.body"))
    return None


def _check_body(app: Dash) -> Response | None:
    """A callback body must be what Dash's own page sends for one of our callbacks; anything else is 400."""
    if request.path != CALLBACK_ROUTE or request.method != "POST":
        return None
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        return sentence(say("error.body"))
    output = body.get("output")
    known = app.callback_map.get(output) if isinstance(output, str) else None
    if known is None or not _matches(body, known):
        return sentence(say("error.body"))
    g.language = _language_of(body["inputs"][0]["value"])
    return None


def _language_of(asked: object) -> object:
    """The language of the page that sends a callback's value: a request says it, an address may."""
    if isinstance(asked, str):
        return fields_of(asked.removeprefix("?")).get("lang")
    return asked.get("language") if isinstance(asked, dict) else None


def _matches(body: dict[str, Any], known: dict[str, Any]) -> bool:
    name, _, prop = str(body["output"]).rpartition(".")
    for part in ("inputs", "state"):
        given, wanted = body.get(part, []), known[part]
        if not isinstance(given, list) or len(given) != len(wanted):
            return False
        for item, pattern in zip(given, wanted, strict=True):
            if not isinstance(item, dict) or "value" not in item:
                return False
            if item.get("id") != pattern["id"] or item.get("property") != pattern["property"]:
                return False
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(each, str) for each in changed):
        return False
    return body.get("outputs") == {"id": name, "property": prop}


def _headers(app: Dash, response: Response) -> Response:
    if request.path == "/":
        if "address" in g and g.address.refusals and response.status_code == 200:
            response.status_code = 400
        if query_asked().get("lang") not in LANGUAGES:
            response.vary.add("Accept-Language")
        # Its cards name the server as the request does, and its files change with the release.
        response.headers.setdefault("Cache-Control", "private, no-cache")
    scripts = " ".join(f"'{digest}'" if not digest.startswith("'") else digest for digest in app.csp_hashes())
    explorer = (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    there = urlsplit(response.headers.get("Location", ""))
    if there.netloc:
        # Not to a host whose name a stranger gave.
        response.headers["Location"] = there._replace(scheme="", netloc="", path=f"/{there.path.lstrip('/')}").geturl()
    # The figures' pages bring a policy of their own.
    response.headers.setdefault("Content-Security-Policy", explorer)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif request.path.startswith(LIBRARIES):
        # Dash gives what it has, whatever release an address names, and would have it kept for a year.
        response.headers["Cache-Control"] = "no-cache"
    elif request.path.startswith("/assets/") and "m" not in request.args:
        response.headers.setdefault("Cache-Control", "public, max-age=3600")
    return response
