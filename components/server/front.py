"""What stands before the app: the proxies in front of it, the path below which it is, and the names it answers to."""

from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from ..http.host import hosts, prefix
from ..settings import settings
from .refusals import refuse

# Whoever watches the server asks by its machine's address.
WATCHED = ("/healthz", "/readyz", "/metrics")


def in_front(application: WSGIApplication) -> WSGIApplication:
    """The application as the operator has placed it."""

    def placed(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path, below = environ.get("PATH_INFO", ""), prefix()
        if below and path == below:
            query = environ.get("QUERY_STRING", "")
            return _led(start, f"{below}/{'?' if query else ''}{query}")
        if below:
            # A proxy passes the path on as it is, or without its beginning: both are understood.
            environ["PATH_INFO"] = path.removeprefix(below) if path.startswith(f"{below}/") else path
            environ["SCRIPT_NAME"] = below
        named = hosts()
        is_known = not named or host_is_trusted(environ.get("HTTP_HOST", "").lower(), named)
        if not is_known and environ["PATH_INFO"] not in WATCHED:
            return refuse(environ, start, HTTPStatus.BAD_REQUEST, "host", "This server does not answer to that name.")
        return application(environ, start)

    def fixed(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        count = settings().proxies
        return ProxyFix(placed, x_for=count, x_proto=count, x_host=count)(environ, start)

    return fixed


def _led(start: StartResponse, address: str) -> Iterable[bytes]:
    start("308 Permanent Redirect", [("Location", address), ("Cache-Control", "no-store"), ("Content-Length", "0")])
    return [b""]
