"""A line for each request: its number, what was asked, the status, how long it took, and where the answer came from.

Nothing of a body stands in it: that may be a visitor's file. What the address says is written by %a, so that it cannot
pass for a line of its own.
"""

import logging
import secrets
import time
from typing import NamedTuple
from wsgiref.types import WSGIEnvironment

from flask import Flask, Response, g, request

from ..settings import settings
from . import metrics
from .heavy import work
from .memory import resident

LOG = logging.getLogger("lossfold.access")
LONGEST = 300
# Asked every few seconds by whoever watches the server.
ALIVE = "/healthz"


def register(server: Flask) -> None:
    """Numbers every request and notes every answer; before all other checks, so that it sees those too."""
    server.before_request(_begin)
    # Called last, as it was registered first.
    server.after_request(_end)


def begin() -> None:
    """Writes the lines to standard error, as the operator wishes."""
    if not settings().log or LOG.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _begin() -> None:
    g.number, g.begun = secrets.token_hex(4), time.monotonic()


def _end(response: Response) -> Response:
    seconds, route = time.monotonic() - g.begun, _route()
    source = "kept" if response.status_code == 304 else g.get("cache", "none")
    response.headers["X-Request-Id"] = g.number
    metrics.DURATION.labels(route).observe(seconds)
    metrics.WAITING.set(work().waiting)
    metrics.MEMORY.set(resident())
    note(g.number, request.environ, Answer(route, response.status_code, seconds, source))
    return response


class Answer(NamedTuple):
    """What is said of an answer.

    route : the pattern of its address, or "none"
    seconds : how long it took
    source : where it came from: "made", "kept", or "none" of both
    """

    route: str
    status: int
    seconds: float = 0.0
    source: str = "none"


def note(number: str, environ: WSGIEnvironment, answer: Answer) -> None:
    """Counts an answer, and writes its line."""
    metrics.REQUESTS.labels(answer.route, str(answer.status), answer.source).inc()
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if path != ALIVE or answer.status != 200:
        # WSGI gives bytes as if they were Latin-1.
        path = path.encode("latin-1", "replace").decode("utf-8", "replace")
        what = (number, environ.get("REQUEST_METHOD", ""), path[:LONGEST], query[:LONGEST])
        took = (answer.status, round(1000 * answer.seconds), answer.source)
        LOG.info("request %s %.10s %a %a %d %d ms %s", *what, *took)


def _route() -> str:
    """The pattern of the address and not the address itself: there are few."""
    if request.url_rule is None:
        return "none"
    return "/release/" if request.path.startswith("/release/") else request.url_rule.rule
