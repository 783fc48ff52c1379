"""The files of this release, and of earlier ones: pages that were opened, or kept, before an update ask for those."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

from ..http.film_libraries import film_libraries
from ..http.hdf5_library import hdf5_library
from ..http.plotly_bundle import bundle
from ..http.release import release
from ..http.static_files import ENDINGS, ROOT, Packed, files_of, script_of, style_of
from ..settings import settings

# The pages whose scripts and styles are served here (see ``PAGES`` of static files).
SERVED = ("explorer", "embed", "visibility", "diagram", "polynomial", "panel", "slice", "opening", "learn")
NAME = re.compile(r"([a-z][a-z0-9_.-]{0,60})-([0-9a-f]{16})\.(js|css)")
ASKED = ("/_dash-", "/scene")
KINDS = {ending: kind for kind, ending in ENDINGS.items()}


def name_release(server: Flask) -> None:
    """Says in the answers to the explorer's questions which release gives them: its page may be of another."""

    def named(answer: Response) -> Response:
        if request.path.startswith(ASKED):
            answer.headers["Lossfold-Release"] = release()
        return answer

    server.after_request(named)


def files_now(dash_scripts: Packed) -> list[Packed]:
    """All files of this release whose names hold a digest. ``dash_scripts``: Dash's own, as one file."""
    makers = {".js": script_of, ".css": style_of}
    made = [make(page) for page in SERVED for ending, make in makers.items() if files_of(page, ending)]
    library = hdf5_library()
    return [dash_scripts, bundle(), *film_libraries().values(), *([library] if library else []), *made]


def keep(folder: Path, dash_scripts: Packed) -> list[Path]:
    """Puts this release's files beside those of earlier ones; the paths of those that are new."""
    folder.mkdir(parents=True, exist_ok=True)
    new = [file for file in files_now(dash_scripts) if not (folder / file.name).exists()]
    for file in new:
        (folder / file.name).write_bytes(file.body)
    return [folder / file.name for file in new]


@lru_cache(maxsize=64)
def earlier(name: str) -> Packed | None:
    """The file of that name out of an earlier release, or None.

    It is what its name says, or nothing: the digest is compared.
    """
    parts = NAME.fullmatch(name)
    path = ROOT / settings().releases / name
    if parts is None or not path.is_file():
        return None
    stem, digest, ending = parts.groups()
    body = path.read_bytes()
    return Packed(KINDS[ending], body, stem) if hashlib.sha256(body).hexdigest()[:16] == digest else None
