"""gunicorn's worker with threads, of which none waits for a client: a thread begins with a request whose head is here.

gunicorn itself reads heads in its threads: as many clients as there are threads, that drip theirs or stay silent, and
nobody else is answered. Here a connection waits beside the listening socket until its head is whole.
"""

import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers import gthread

from ..settings import settings

END = b"\r\n\r\n"
# What is longer is refused by gunicorn's own limits.
LONGEST = 65536
# Seconds that a thread waits for the rest of what has been refused, and for a client to see that it is let go.
REST, LINGER = 0.2, 0.05
# What gunicorn's own says of a connection that waits for more.
WAITS: Any = vars(gthread)["_DEFER"]


class Head:
    """What has come of a request so far."""

    def __init__(self, begun: bytes) -> None:
        self.bytes, self.since = begun, time.monotonic()
        self.has_ended = False

    def take(self, connection: socket.socket) -> None:
        """What is there now, without waiting."""
        with suppress(BlockingIOError):
            while not self.is_whole:
                more = connection.recv(LONGEST, socket.MSG_DONTWAIT)
                if not more:
                    self.has_ended = True
                    return
                self.bytes += more

    @property
    def is_whole(self) -> bool:
        """Whether it can be read at once. Empty lines before a request are none of it (RFC 9112, section 2.2)."""
        return END in self.bytes.lstrip(b"\r\n") or len(self.bytes) > LONGEST

    @property
    def is_late(self) -> bool:
        """Whether it had the time that a body has."""
        return time.monotonic() - self.since > settings().body


class Worker(gthread.ThreadWorker):
    """Its threads are for requests, not for clients. ``conn`` is gunicorn's connection."""

    def handle(self, conn: Any) -> Any:
        """Called in a thread when a connection is new, or has something to read."""
        if conn.cfg.is_ssl or conn.is_http2:
            return super().handle(conn)
        head = vars(conn).setdefault("head", Head(b""))
        # Whoever asks twice in one breath has sent the next head already.
        head.bytes += conn.parser.unreader.take_buffered() if conn.parser else b""
        with suppress(OSError):
            head.take(conn.sock)
        if not head.is_whole and not head.has_ended and not head.is_late:
            # Whoever says nothing for as long as a connection is kept is let go by gunicorn.
            return WAITS
        if head.is_late and not head.is_whole:
            # Not before the process is a worker: what it imports counts.
            from . import metrics

            metrics.REFUSED.labels("head").inc()
        answered = head.is_whole and self._answered(conn, head.bytes)
        if not answered:
            _let_go(conn.sock)
        return answered

    def _answered(self, conn: Any, begun: bytes) -> Any:
        """Whether the connection is kept, after an answer."""
        del vars(conn)["head"]
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.unread(begun)
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """A client that does not take its answer is given up by the kernel."""
        with suppress(AttributeError, OSError):
            conn.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(1000 * settings().body))
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            return False

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        """Whether the connection can be kept: what was refused unread is soon here, or else it is closed."""
        return bool(keepalive and conn.parser.finish_body(deadline=time.monotonic() + REST))


def _let_go(connection: socket.socket) -> None:
    """Ends a connection, so that gunicorn's own end, in the one thread by which all others are accepted, is none.

    It would wait there for the client to close, 2 s each.
    """
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        until = time.monotonic() + LINGER
        while (left := until - time.monotonic()) > 0.0:
            connection.settimeout(left)
            if not connection.recv(LONGEST):
                break
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)
