"""Where the visitor reaches this server, and whether that can be believed."""

import re
from urllib.parse import urlsplit

from flask import request
from werkzeug.sansio.utils import host_is_trusted

from ..settings import settings

HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII)
LONGEST = 253 + len(":65535")
# What a Content-Security-Policy can name; an address in brackets (IPv6) it cannot.
ORIGIN = re.compile(r"https?://[a-z0-9._-]+(:\d{1,5})?")
LOOPBACK = ("localhost", "127.0.0.1")
# A request that carries one of these came through a proxy, however near that is.
PROXIED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")


def is_host(text: str) -> bool:
    """Whether it can be the name of a host, with or without a port."""
    return len(text) <= LONGEST and HOST.fullmatch(text) is not None


def home() -> str:
    """The address of this server for others, with a slash at the end; "" where nobody but a stranger says it."""
    configured = settings().url
    if configured:
        return f"{configured.rstrip('/')}/"
    return here() if is_sure() else ""


def here() -> str:
    """The address by which this visitor came, for this visitor alone: no cache may keep what it stands in."""
    if is_told():
        return home()
    # Werkzeug knows no underscore, which machines among themselves have in their names.
    return request.url_root if request.host else f"{request.scheme}://{request.headers.get('Host', 'localhost')}/"


def is_told() -> bool:
    """Whether the operator has said what the address is."""
    return bool(settings().url)


def prefix() -> str:
    """The path below which the server is, as in "/lossfold"; "" where it has its host for itself."""
    return urlsplit(settings().url).path.rstrip("/")


def hosts() -> list[str]:
    """The names of ``LOSSFOLD_HOSTS``, and that of ``LOSSFOLD_URL``; none where the former is not set."""
    named = [host.strip().lower() for host in settings().hosts.split(",") if host.strip()]
    return [*named, *filter(None, [urlsplit(settings().url).hostname])] if named else []


def is_sure() -> bool:
    """Whether ``here`` is the operator's word, not a stranger's ``Host``: only then may a shared cache keep a page.

    It is where ``LOSSFOLD_URL`` is set, where the host is one of ``LOSSFOLD_HOSTS`` (separated by commas; a dot in
    front takes in subdomains), and on this machine itself, with no proxy between.
    """
    if is_told():
        return True
    if hosts() and host_is_trusted(request.host.lower(), hosts()):
        return True
    near = request.remote_addr in (None, "127.0.0.1", "::1") and not any(name in request.headers for name in PROXIED)
    return near and host_is_trusted(request.host.lower(), LOOPBACK)


def asker() -> str:
    """The address of who asks, as the outermost of our ``LOSSFOLD_PROXIES`` saw it."""
    return request.remote_addr or LOOPBACK[1]


def origin() -> str:
    """The origin of ``here`` as a Content-Security-Policy names it, or "" where it cannot.

    In a sandboxed frame the page's own origin is opaque, and WebKit then lets ``'self'`` match nothing: bug 316847.
    """
    scheme, netloc, *_ = urlsplit(here())
    found = f"{scheme}://{netloc}".lower()
    return found if ORIGIN.fullmatch(found) else ""


def own() -> str:
    """The sources of a Content-Security-Policy that are this server."""
    return f"'self' {origin()}".rstrip()
