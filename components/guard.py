"""Checks what a request brings, and sets the security headers of every answer."""

import json
from typing import Any

from dash import Dash
from flask import Flask, Response, g, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, TooManyRequests

from .address import read_address
from .i18n import LANGUAGES, join, language_of, words
from .own_file import Malformed
from .queries import query_asked

BODY_LIMIT = 3_000_000
CALLBACK_ROUTE = "/_dash-update-component"
FIGURES = ("/embed", "/export", "/oembed", "/picture.png", "/learn")
OPEN_ROUTES = ("/_dash-", "/assets/", "/release/", "/learn/", "/healthz", "/_favicon.ico", "/_reload-hash")


def protect(app: Dash) -> None:
    """Checks every query and callback body before Dash sees it, and sets headers on every answer."""
    server: Flask = app.server  # pyright: ignore[reportAssignmentType]
    server.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    server.before_request(_check_route)
    server.before_request(lambda: _check_body(app))
    server.after_request(lambda response: _headers(app, response))
    server.register_error_handler(Malformed, lambda error: _sentence(join(_say("error.body"), str(error))))
    server.register_error_handler(RequestEntityTooLarge, lambda _: _sentence(_say("error.size"), 413))
    server.register_error_handler(TooManyRequests, lambda _: _sentence(_say("error.busy"), 429))
    server.register_error_handler(HTTPException, lambda error: _sentence(str(error.description), error.code or 400))
    # What nobody foresaw is the request's fault as far as the visitor can tell; the log has the trace.
    server.register_error_handler(Exception, lambda error: _unforeseen(server, error))


def _say(key: str) -> str:
    return words(language_of(query_asked(), request.headers.get("Accept-Language", "")))(key)


def _sentence(text: str, status: int = 400) -> Response:
    answer = make_response(jsonify({"error": text}) if request.path == CALLBACK_ROUTE else text, status)
    if request.path != CALLBACK_ROUTE:
        answer.content_type = "text/plain; charset=utf-8"
    return answer


def _unforeseen(server: Flask, error: Exception) -> Response:
    server.logger.exception("refused %s %s", request.method, request.path, exc_info=error)
    return _sentence(_say("error.body"))


def _check_route() -> Response | None:
    """Dash would answer any address with the page; only ``/`` has one. A bad query there gets 400 with the page."""
    if request.path == "/":
        search = request.query_string.decode("utf-8", "replace")
        g.address = read_address(search, request.headers.get("Accept-Language", ""))
        return None
    if request.path not in FIGURES and not request.path.startswith(OPEN_ROUTES):
        return _sentence(_say("error.page"), 404)
    return None


def _check_body(app: Dash) -> Response | None:
    """A callback body must be what Dash's own page sends for one of our callbacks; anything else is 400."""
    if request.path != CALLBACK_ROUTE or request.method != "POST":
        return None
    try:
        body = json.loads(request.get_data(cache=True))
    except (ValueError, RecursionError):
        return _sentence(_say("error.body"))
    output = body.get("output") if isinstance(body, dict) else None
    known = app.callback_map.get(output) if isinstance(output, str) else None
    if known is None or not _matches(body, known):
        return _sentence(_say("error.body"))
    return None


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
    return request.is_json and body.get("outputs") == {"id": name, "property": prop}


def _headers(app: Dash, response: Response) -> Response:
    if request.path == "/":
        if "address" in g and g.address.refusals and response.status_code == 200:
            response.status_code = 400
        if query_asked().get("lang") not in LANGUAGES:
            response.vary.add("Accept-Language")
    scripts = " ".join(f"'{digest}'" if not digest.startswith("'") else digest for digest in app.csp_hashes())
    explorer = (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    # The figures' pages bring a policy of their own.
    response.headers.setdefault("Content-Security-Policy", explorer)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if request.path.startswith(("/_dash-component-suites/", "/assets/")) and "m" not in request.args:
        response.headers.setdefault("Cache-Control", "public, max-age=3600")
    return response
