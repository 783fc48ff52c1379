"""What is answered where no page can be: a sentence, and for a fault of ours a number that the log has too."""

import os
import random
import secrets
import traceback

from dash.exceptions import DependencyException
from flask import Flask, Response, g, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge, RequestTimeout, TooManyRequests

from ..address.query_string import query_asked
from ..embed.document import rendered
from ..explorer.upload import Malformed
from ..http.static_files import style_of
from ..i18n import LANGUAGES, join, language_of, words
from . import metrics
from .work import Refused

# ``DEBUG=1 make run``: whoever changes the code sees the trace itself, in the page, and every change at once.
IN_DEVELOPMENT = os.environ.get("DEBUG") == "1"
CALLBACK_ROUTE = "/_dash-update-component"
LIBRARIES = "/_dash-component-suites/"
# Pictures are counted by the minute; heavy work is soon done.
WAIT, SOON = 60, (2, 5)
LONGEST = 500
DEEPEST = 12


def answer_faults(server: Flask) -> None:
    """Gives each fault its status and its sentence."""
    handlers = {
        Malformed: lambda error: sentence(join(say("error.body"), str(error))),
        RequestEntityTooLarge: lambda _: _too_large(),
        TooManyRequests: lambda _: _rationed(),
        RequestTimeout: lambda _: sentence(say("error.slow"), 408),
        Refused: lambda _: busy(),
        NotFound: lambda _: sentence(say("error.page"), 404),
        # A file of no library that the page uses: whoever asks for it is looking for holes.
        DependencyException: lambda _: sentence(say("error.page"), 404),
        FileNotFoundError: lambda error: _unpacked(server, error),
        HTTPException: lambda error: sentence(str(error.description), error.code or 400),
        Exception: lambda error: _ours(server, error),
    }
    if IN_DEVELOPMENT:
        server.config["PROPAGATE_EXCEPTIONS"] = True
        del handlers[Exception], handlers[FileNotFoundError]
    for kind, handler in handlers.items():
        server.register_error_handler(kind, handler)


def say(key: str, **values: object) -> str:
    """A sentence in the language of the page that asks."""
    return words(_language())(key, **values)


def busy() -> Response:
    """Heavy work that is not done now: a page asks again by itself, a script of ours too. Not all at one moment."""
    after = soon()
    return later(sentence(say("error.full"), 503, again=after), after)


def soon() -> int:
    """Seconds until work may be asked for again."""
    return random.randint(*SOON)


def later(answer: Response, seconds: int) -> Response:
    """An answer that says when to ask again."""
    answer.headers["Retry-After"] = str(seconds)
    return answer


def sentence(text: str, status: int = 400, *, again: int | None = None) -> Response:
    """A sentence that nobody keeps: as JSON where a script of ours asked, as a page where a browser opens the address,
    which asks ``again`` after so many seconds, else as plain text.
    """
    if request.path == CALLBACK_ROUTE:
        answer = make_response(jsonify({"error": text}), status)
    elif request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
        style = style_of("learn").name
        parts = {"say": words(_language()), "sentence": text, "status": status, "style": style, "again": again}
        parts["root"] = f"{request.script_root}/"
        page = rendered("fault.html", **parts)
        answer = make_response(page, status)
    else:
        answer = make_response(text, status)
        answer.content_type = "text/plain; charset=utf-8"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _unpacked(server: Flask, error: Exception) -> Response:
    """Libraries name source maps that they do not bring along."""
    if request.path.startswith(LIBRARIES):
        return sentence(say("error.page"), 404)
    return _ours(server, error)


def _too_large() -> Response:
    metrics.REFUSED.labels("size").inc()
    return sentence(say("error.size"), 413)


def _rationed() -> Response:
    metrics.REFUSED.labels("pictures").inc()
    return later(sentence(say("error.busy"), 429), WAIT)


def _language() -> str:
    # A callback's address says nothing of the page; its body does, once that has been read.
    spoken = g.get("language")
    return spoken if spoken in LANGUAGES else language_of(query_asked(), request.headers.get("Accept-Language", ""))


def _ours(server: Flask, error: Exception) -> Response:
    """A fault of ours. Its number stands in the log, with the address and the places in our code, but nothing of what
    the visitor sent beside it: that may be their file.
    """
    number = g.get("number") or secrets.token_hex(4)
    metrics.FAULTS.inc()
    query = request.query_string[:LONGEST].decode("utf-8", "replace")
    # %a writes a line break, or what else could pass for a line of the log, as a number.
    server.logger.error("fault %s: %s %a %a\n%s", number, request.method, request.path, query, places(error))
    return sentence(say("error.ours", number=number), 500)


def places(error: BaseException) -> str:
    """Where an exception came from, and what led to it: types, files and lines.

    Not its message, which may quote a cell or the name of a column.
    """
    links = []
    current: BaseException | None = error
    while current is not None and len(links) < 5:
        kind = f"{type(current).__module__}.{type(current).__qualname__}"
        links.append("".join(traceback.format_tb(current.__traceback__, -DEEPEST)) + kind)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nbecause of\n".join(links)
