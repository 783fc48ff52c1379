"""Where the visitor reaches this server, and whether that can be believed."""

import os
import re
from urllib.parse import urlsplit

from flask import request
from werkzeug.sansio.utils import host_is_trusted

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
    """The address of this server, with a slash at the end; ``LOSSFOLD_URL`` says it behind a proxy."""
    told = os.environ.get("LOSSFOLD_URL", "")
    if told:
        return f"{told.rstrip('/')}/"
    # Werkzeug knows no underscore, which machines among themselves have in their names.
    return request.url_root if request.host else f"{request.scheme}://{request.headers.get('Host', 'localhost')}/"


def is_sure() -> bool:
    """Whether ``home`` is the operator's word, not a stranger's ``Host``: only then may a shared cache keep a page.

    It is where ``LOSSFOLD_URL`` is set, where the host is one of ``LOSSFOLD_HOSTS`` (separated by commas; a dot in
    front takes in subdomains), and on this machine itself, with no proxy between.
    """
    if os.environ.get("LOSSFOLD_URL"):
        return True
    hosts = [host.strip() for host in os.environ.get("LOSSFOLD_HOSTS", "").split(",") if host.strip()]
    if hosts and host_is_trusted(request.host.lower(), hosts):
        return True
    near = request.remote_addr in (None, "127.0.0.1", "::1") and not any(name in request.headers for name in PROXIED)
    return near and host_is_trusted(request.host.lower(), LOOPBACK)


def asker() -> str:
    """The address of who asks: as the nearest proxy saw it, where that is one of ``FORWARDED_ALLOW_IPS``.

    Otherwise all who come through one proxy would be one, and be rationed together.
    """
    near = request.remote_addr or LOOPBACK[1]
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
    believed = trusted.strip() == "*" or near in [each.strip() for each in trusted.split(",")]
    return request.access_route[-1] if believed and request.access_route else near


def origin() -> str:
    """The origin of ``home`` as a Content-Security-Policy names it, or "" where it cannot.

    In a sandboxed frame the page's own origin is opaque, and WebKit then lets ``'self'`` match nothing: bug 316847.
    """
    scheme, netloc, *_ = urlsplit(home())
    found = f"{scheme}://{netloc}".lower()
    return found if ORIGIN.fullmatch(found) else ""


def own() -> str:
    """The sources of a Content-Security-Policy that are this server."""
    return f"'self' {origin()}".rstrip()
