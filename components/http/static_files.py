"""What is served of this release: its digest, and files that are packed once and may be kept indefinitely."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from gzip import compress
from importlib.metadata import version
from pathlib import Path

from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parents[2]
SOURCES = ("landscapes", "components", "assets")
KINDS = (".py", ".js", ".css", ".json", ".html", ".md", ".toml")
# The packages that decide what a page says.
DEPENDENCIES = ("dash", "jax", "jaxlib", "jinja2", "latex2mathml", "markdown", "matplotlib", "numpy", "scipy")
FOR_EVER = "public, max-age=31536000, immutable"

ASSETS = ROOT / "assets"
# The rooms of assets/ that a page is made of; within them no order matters.
EMBED = ("core", "renderer", "views", "embed")
EXPLORER = ("core", "renderer", "views", "explorer")
# What an embed runs by itself before all else.
FIRST = ("renderer/canvas_readback.js", "embed/visibility.js")
# A diagram is no landscape: it needs no plotly.js, and little of the renderer.
DIAGRAM = ("core/format.js", "core/stops.js", "views/chart.js", "embed/theme.js", "embed/iframe_height.js")
DIAGRAM_STYLES = ("renderer/tokens.css", "views/views.css", "embed/embed.css", "diagrams/diagrams.css")
# The course is text: of the renderer it has the colours.
LEARN_STYLES = ("renderer/tokens.css", "learn/learn.css")


# Lines that hold a comment and nothing else.
COMMENTS = re.compile(rb"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)
# Types within a line of code.
TYPES = re.compile(rb"/\*\* @\w+ \{[^\n]*?\*/ ?")
INDENTS = re.compile(rb"^[ \t]+", re.MULTILINE)


@dataclass(frozen=True)
class Packed:
    """Bytes to serve, with a name that changes when they do."""

    kind: str
    body: bytes

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of their SHA-256."""
        return hashlib.sha256(self.body).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes:
        """The bytes in gzip, packed once."""
        return compress(self.body, 9, mtime=0)


@cache
def release() -> str:
    """A digest of everything that decides what a page shows: a page is a pure function of its address and this."""
    digest = hashlib.sha256(get_plotlyjs_version().encode())
    for package in DEPENDENCIES:
        digest.update(f"{package} {version(package)}".encode())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS:
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def script(path: Path) -> bytes:
    """A script as it is sent: without its comments, types and indents, a third of it, of no use in an export."""
    return INDENTS.sub(b"", TYPES.sub(b"", COMMENTS.sub(b"", path.read_bytes())))


def files_of(rooms: tuple[str, ...], kind: str) -> list[Path]:
    """The files of some rooms that end in ``kind``, room after room, by their names."""
    return [path for room in rooms for path in sorted((ASSETS / room).glob(f"*{kind}"))]


def scripts(files: Iterable[Path]) -> Packed:
    """Several scripts as one."""
    return Packed("text/javascript", b"\n".join(map(script, files)))


def styles(files: Iterable[Path]) -> Packed:
    """Several style sheets as one."""
    return Packed("text/css", b"\n".join(path.read_bytes() for path in files))


@cache
def renderer() -> Packed:
    """The embed's JavaScript in one file: all but what has run before."""
    first = {ASSETS / name for name in FIRST}
    return scripts(path for path in files_of(EMBED, ".js") if path not in first)


@cache
def visibility() -> Packed:
    """What an embed runs first: it decides when plotly.js is fetched, and stands ready for it."""
    return scripts(ASSETS / name for name in FIRST)


@cache
def style() -> Packed:
    """The embed's CSS in one file."""
    return styles(files_of(EMBED, ".css"))


@cache
def explorer_script() -> Packed:
    """The explorer's JavaScript in one file."""
    return scripts(files_of(EXPLORER, ".js"))


@cache
def explorer_style() -> Packed:
    """The explorer's CSS in one file."""
    return styles(files_of(EXPLORER, ".css"))


@cache
def diagram_script() -> Packed:
    """The diagrams' JavaScript in one file."""
    return scripts([*(ASSETS / name for name in DIAGRAM), *files_of(("diagrams",), ".js")])


@cache
def diagram_style() -> Packed:
    """The diagrams' CSS in one file."""
    return styles(ASSETS / name for name in DIAGRAM_STYLES)


@cache
def learn_script() -> Packed:
    """The course's JavaScript in one file."""
    return scripts(files_of(("learn",), ".js"))


@cache
def learn_style() -> Packed:
    """The course's CSS in one file."""
    return styles(ASSETS / name for name in LEARN_STYLES)
