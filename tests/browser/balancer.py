"""A small balancer: passes each request on to the servers behind it, in turn, or to the one that is left."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar
from urllib.parse import urlsplit

from .sites import served

# Between two machines, not from end to end.
HOPS = {"connection", "keep-alive", "transfer-encoding", "server", "date"}


class _Handler(BaseHTTPRequestHandler):
    behind: ClassVar[list[str]]
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        behind = self.behind
        # As nginx would with deploy/nginx.conf: a file that one server does not have, another may.
        tries = behind if self.path.startswith("/release/") else behind[:1]
        behind.append(behind.pop(0))
        for address in list(tries):
            connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
            connection.request(self.command, self.path, body or None, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if answer.status != 404:
                break
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOPS | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _pass  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def balanced(behind: list[str]) -> Iterator[str]:
    """The address of a balancer before some servers; whoever changes the list changes what is behind it."""
    kind = type("Handler", (_Handler,), {"behind": behind})
    with served(kind) as port:
        yield f"http://127.0.0.1:{port}/"
