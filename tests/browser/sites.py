"""Other people's sites: static pages on an origin of their own, under a Content-Security-Policy of their own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar


class _Handler(SimpleHTTPRequestHandler):
    headers_sent: ClassVar[dict[str, str]] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def site(folder: Path, policy: str = "", embedder: str = "") -> Iterator[str]:
    """Serves a folder on a port of its own; the address ends with a slash.

    policy : its Content-Security-Policy
    embedder : its Cross-Origin-Embedder-Policy
    """
    headers = {"Content-Security-Policy": policy, "Cross-Origin-Embedder-Policy": embedder}
    kind = type("Handler", (_Handler,), {"headers_sent": {name: value for name, value in headers.items() if value}})
    with served(partial(kind, directory=str(folder))) as port:
        # Another host name than the app's: another site, not just another origin.
        yield f"http://localhost:{port}/"


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[int]:
    """The port of a server on this machine that answers by a handler, each request in a thread of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
