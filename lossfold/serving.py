"""One page, served on this machine alone."""

import webbrowser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"


def server_of(page: str, port: int) -> ThreadingHTTPServer:
    """A server of one page, which nobody else can reach; it does not run yet."""
    body = page.encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.headers.get("Host", "").rpartition(":")[0]
            # A page of somebody else may have a name that leads here.
            known = name in (HOST, "localhost") and self.path == "/"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body) if known else 0))
            self.end_headers()
            if known:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: there is one page and one reader."""

    return ThreadingHTTPServer((HOST, port), Page)


def serve_page(page: str, port: int) -> None:
    """Opens the page in the browser and serves it until Ctrl-C."""
    with server_of(page, port) as server:
        address = f"http://{HOST}:{server.server_port}/"
        print(address)
        webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
