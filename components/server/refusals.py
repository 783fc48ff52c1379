"""Requests that are refused whole, before the app sees them: each is counted, and has its line in the log."""

import secrets
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment

from . import metrics
from .access_log import Answer, note


def refuse(
    environ: WSGIEnvironment, start: StartResponse, status: HTTPStatus, reason: str, text: str
) -> Iterable[bytes]:
    """A sentence that nobody keeps, with a request number; ``reason`` is that of ``lossfold_refused``."""
    number, body = secrets.token_hex(4), text.encode()
    metrics.REFUSED.labels(reason).inc()
    note(number, environ, Answer("none", status.value))
    again = [("Retry-After", "3")] if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.REQUEST_TIMEOUT) else []
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), *again]
    headers += [("Content-Length", str(len(body))), ("X-Content-Type-Options", "nosniff"), ("X-Request-Id", number)]
    start(f"{status.value} {status.phrase}", headers)
    return [body]
