"""Dash's scripts and those of its components as one file: ten small ones cost a first visit ten requests."""

import hashlib
import json
import pkgutil
import re
from collections.abc import Iterable
from functools import cache

from dash.fingerprint import check_fingerprint

from .static_files import Packed

SUITES = "_dash-component-suites/"
# The part of a fingerprint that is a file's time: v4_4_1m1764374400.
WRITTEN = re.compile(r"(\.v[\w-]+)m\d+(?=\.)")
TAG = re.compile(r'<script src="([^"]+)"></script>\s*')
# Source maps are named relative to the script that they belong to, and are not packed.
MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)
# A script looks for what it loads later beside itself. Each is told the address that Dash has given it, at which it
# would have been alone; the element is never put into the page, so that nothing is fetched.
SELF = (
    ';Object.defineProperty(document, "currentScript", {{ configurable: true, '
    'value: Object.assign(document.createElement("script"), {{ src: {address} }}) }});\n'
)
END = b"\n;delete document.currentScript;\n"
# What Dash would fetch later, for the panel of a visitor's own file. Its address would name no release: a page of one
# could be given the part of another, whose Dash is another.
LATER = (f"/{SUITES}dash/dcc/async-upload.js",)


def as_one(addresses: Iterable[str]) -> Packed:
    """The scripts at some addresses of Dash's, in their order, and after them what these would fetch later.

    Dash needs its renderer's name in the page.

    The first of them must be no module and none may rely on a "use strict" at its top, which has no effect here.
    """
    scripts = (SELF.format(address=json.dumps(_relative(address))).encode() + _at(address) for address in addresses)
    later = b"".join(b"\n;" + _at(address) for address in LATER)
    return Packed("text/javascript", b"\n".join(scripts) + END + later, "dash-renderer")


@cache
def by_content(address: str) -> str:
    """An address of Dash's with a digest of the file where Dash has put the time at which it was written here.

    Two machines of one release, and two builds of it, then name it alike.
    """
    if not WRITTEN.search(address):
        return address
    return WRITTEN.sub(rf"\g<1>m{hashlib.sha256(_at(address)).hexdigest()[:10]}", address)


def _relative(address: str) -> str:
    """As the explorer's page finds it, below whatever path that is."""
    return SUITES + address.split(SUITES)[1]


def _at(address: str) -> bytes:
    """The script at ``/_dash-component-suites/<package>/<path with a fingerprint>``, out of its package."""
    package, path = address.split(SUITES)[1].split("/", 1)
    found = pkgutil.get_data(package, check_fingerprint(path)[0])
    if found is None:
        raise FileNotFoundError(address)
    return MAP.sub(b"", found)
