"""The body of a request, which must be here in time: a client that sends it slowly would keep a thread without end."""

import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

from ..settings import settings
from .heavy import work
from .refusals import refuse
from .work import Full


def in_time(application: WSGIApplication, limit: int) -> WSGIApplication:
    """Reads bodies up to ``limit`` bytes whole before anything else, within ``LOSSFOLD_BODY`` seconds; the threads that
    no heavy work may take wait for none.
    """

    def answered(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        connection, length = environ.get("gunicorn.socket"), int(environ.get("CONTENT_LENGTH") or 0)
        is_chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
        # What is larger is refused unread.
        if connection is None or not (is_chunked or 0 < length <= limit):
            return application(environ, start)
        wanted = limit + 1 if is_chunked else length
        try:
            with work().place():
                body = _read(environ["wsgi.input"], wanted, connection)
        except Full:
            said = "The server is busy; try again in a moment."
            return refuse(environ, start, HTTPStatus.SERVICE_UNAVAILABLE, "full", said)
        if body is None or (not is_chunked and len(body) < length):
            said = "The request took too long to arrive."
            return refuse(environ, start, HTTPStatus.REQUEST_TIMEOUT, "body", said)
        return application({**environ, "wsgi.input": BytesIO(body)}, start)

    return answered


def _read(source: InputStream, wanted: int, connection: socket.socket) -> bytes | None:
    """The body, as far as it came; None if it broke off. A dripping client is not late with any single byte, so the
    clock stands beside: it closes the connection for reading.
    """

    def close() -> None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RD)

    clock = threading.Timer(settings().body, close)
    clock.daemon = True
    clock.start()
    try:
        return source.read(wanted)
    except Exception:  # the reader's own: of chunks that do not end, of a connection that was reset
        return None
    finally:
        clock.cancel()
