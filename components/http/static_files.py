"""What is served of this release: its digest, and files that are packed once and may be kept indefinitely."""

import hashlib
import re
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

# The embed's renderer: the explorer's own files, and those in assets/embed/ that only an embed needs.
SHARED = (
    *("knobs", "layers", "contours", "solutions", "marks", "upload", "themes", "landscape", "flat", "poster"),
    *("words", "numbers", "formula", "story", "query", "keys", "play"),
    *(f"views/{name}" for name in ("chart", "terms", "pick", "constraint", "slice", "prior", "path", "cloud")),
    *(f"views/{name}" for name in ("walks", "walk_form", "descent", "compare", "board")),
)
EMBED = ("theme", "stops", "gestures", "host", "stage", "views", "start")
STYLES = ("tokens.css", "icons.css", "views.css", "embed/embed.css")
# A diagram is no landscape: it needs no plotly.js, and little of the renderer.
DIAGRAM = ("words", "views/chart", "embed/theme", "embed/stops", "embed/host", "embed/diagrams")
DIAGRAM_STYLES = ("tokens.css", "views.css", "embed/embed.css", "embed/diagrams.css")


# Lines that hold a comment and nothing else.
COMMENTS = re.compile(rb"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Packed:
    """Bytes to serve, with a name that changes when they do."""

    kind: str
    plain: bytes

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of their SHA-256."""
        return hashlib.sha256(self.plain).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes:
        """The bytes in gzip, packed once."""
        return compress(self.plain, 9, mtime=0)


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
    """A script as it is sent: without its comments, an eighth of it, which nobody reads in an export."""
    return COMMENTS.sub(b"", path.read_bytes())


@cache
def renderer() -> Packed:
    """The embed's JavaScript in one file."""
    folder = ROOT / "assets"
    files = [*(folder / f"{name}.js" for name in SHARED), *(folder / "embed" / f"{name}.js" for name in EMBED)]
    return Packed("text/javascript", b"\n".join(map(script, files)))


@cache
def explorer_script() -> Packed:
    """The explorer's JavaScript in one file: all but what only an embed needs, in the order of the names."""
    return Packed("text/javascript", b"\n".join(map(script, _of_the_explorer(".js"))))


@cache
def explorer_style() -> Packed:
    """The explorer's CSS in one file."""
    return Packed("text/css", b"\n".join(path.read_bytes() for path in _of_the_explorer(".css")))


def _of_the_explorer(kind: str) -> list[Path]:
    folder = ROOT / "assets"
    return [*sorted(folder.glob(f"*{kind}")), *sorted((folder / "views").glob(f"*{kind}"))]


@cache
def arrival() -> Packed:
    """What an embed runs first: it decides when plotly.js is fetched, and stands ready for it."""
    folder = ROOT / "assets"
    files = [folder / "readback.js", folder / "embed" / "arrive.js"]
    return Packed("text/javascript", b"\n".join(map(script, files)))


@cache
def diagram_script() -> Packed:
    """The diagrams' JavaScript in one file."""
    return Packed("text/javascript", b"\n".join(script(ROOT / "assets" / f"{name}.js") for name in DIAGRAM))


@cache
def diagram_style() -> Packed:
    """The diagrams' CSS in one file."""
    return Packed("text/css", b"\n".join((ROOT / "assets" / name).read_bytes() for name in DIAGRAM_STYLES))


@cache
def style() -> Packed:
    """The embed's CSS in one file."""
    return Packed("text/css", b"\n".join((ROOT / "assets" / name).read_bytes() for name in STYLES))
