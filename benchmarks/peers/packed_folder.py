"""Serves a folder as a static host does, packed: ``packed_folder.py PORT FOLDER``."""

import gzip
import sys
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[2])
KINDS = {".html": "text/html", ".js": "text/javascript"}


@cache
def packed(path: Path) -> bytes:
    """A file in gzip, packed once."""
    return gzip.compress(path.read_bytes(), 9)


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file of the folder itself, or 404."""
        path = FOLDER / self.path.strip("/").split("?")[0]
        found = path.suffix in KINDS and path.parent == FOLDER and path.is_file()
        body = packed(path) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body)))
        if found:
            self.send_header("Content-Type", KINDS[path.suffix])
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
