"""What is served of this release: files that are packed once and may be kept indefinitely."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from gzip import compress
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("landscapes", "components", "assets")
KINDS = (".py", ".js", ".css", ".json", ".html", ".md", ".toml", ".npz")
FOR_EVER = "public, max-age=31536000, immutable"

ASSETS = ROOT / "assets"
# What an embed runs by itself before all else: it decides when plotly.js is fetched, and stands ready for it.
FIRST = ("renderer/canvas_readback.js", "embed/visibility.js")
# What a diagram has of the other rooms.
DIAGRAM = (
    *("core/format.js", "core/stops.js", "renderer/tokens.css", "views/chart.js", "views/views.css"),
    *("embed/theme.js", "embed/iframe_height.js", "embed/embed.css"),
    *("diagrams/diagrams.js", "diagrams/panel.js", "diagrams/diagrams.css"),
)
# What each page is made of: rooms of assets/, within which no order matters, and single files. A diagram is no
# landscape, and of the renderer it has the colours alone, the course, which is text, also the drawing of a model.
# "figure" is an export without views, "widgets" are our Dash components in an app of somebody else.
PAGES = {
    "explorer": ("core/", "renderer/", "views/", "widgets/", "sharing/", "controls/", "explorer/"),
    "embed": ("core/", "renderer/", "views/", "embed/"),
    "figure": ("core/", "renderer/", "embed/"),
    "visibility": FIRST,
    "diagram": DIAGRAM,
    "polynomial": (
        *(*DIAGRAM, "views/chart_labels.js", "diagrams/elastic_net.js", "diagrams/polynomial_fit.js"),
        *("core/contours.js", "diagrams/polynomial_plane.js", "diagrams/polynomial.js", "diagrams/polynomial.css"),
    ),
    "panel": (
        *(*DIAGRAM, "diagrams/chance.js", "diagrams/unit.js", "diagrams/batches.js", "diagrams/rates.js"),
        *("diagrams/stack.js", "diagrams/masks.js", "diagrams/ensemble.js"),
        *("diagrams/variants.js", "diagrams/variant_grid.js", "diagrams/failing.js"),
        *("diagrams/chosen.js", "diagrams/elastic_net.js", "diagrams/useless.js"),
        *("diagrams/sums.js", "diagrams/certainty.js", "diagrams/tied.js"),
    ),
    "slice": (
        *("core/", "renderer/", "embed/stage.js", "embed/gestures.js", "embed/theme.js", "embed/iframe_height.js"),
        *("embed/embed.css", "sharing/", "controls/", "views/chart.js", "views/views.css"),
        *("slices/slice_address.js", "slices/slice_undo.js", "slices/slice_menu.js", "slices/slice_share.js"),
        "slices/slice_memory.js",
        *("slices/slice_story.js", "slices/slice_pane.js", "slices/slice_region.js", "slices/slice_views.js"),
        *("slices/slices.js", "slices/slices.css"),
    ),
    "opening": (
        *("renderer/tokens.css", "learn/learn.css", "slices/surface_hdf5.js", "slices/opening.js"),
        "slices/opening.css",
    ),
    "learn": ("renderer/tokens.css", "renderer/drawing.css", "learn/"),
    "widgets": ("core/", "renderer/", "widgets/"),
}
ENDINGS = {"text/javascript": "js", "text/css": "css"}

# Lines that hold a comment and nothing else.
COMMENTS = re.compile(rb"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)
# Types within a line of code.
TYPES = re.compile(rb"/\*\* @\w+ \{[^\n]*?\*/ ?")
INDENTS = re.compile(rb"^[ \t]+", re.MULTILINE)


@dataclass(frozen=True)
class Packed:
    """Bytes to serve.

    kind : their media type
    stem : what a file's name begins with; "" for a page
    """

    kind: str
    body: bytes
    stem: str = ""

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of their SHA-256."""
        return hashlib.sha256(self.body).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The file's name, which changes when its bytes do: it may be kept indefinitely."""
        return f"{self.stem}-{self.digest}.{ENDINGS[self.kind]}"

    @cached_property
    def packed(self) -> bytes:
        """The bytes in gzip, packed once."""
        return compress(self.body, 9, mtime=0)


def script(path: Path) -> bytes:
    """A script as it is sent: without its comments, types and indents, a third of it, of no use in an export."""
    return INDENTS.sub(b"", TYPES.sub(b"", COMMENTS.sub(b"", path.read_bytes())))


def files_of(page: str, ending: str) -> list[Path]:
    """The files of a page that end so, room after room, by their names; of an embed without what has run before."""
    named = [
        path
        for each in PAGES[page]
        for path in (sorted((ASSETS / each).iterdir()) if each.endswith("/") else [ASSETS / each])
    ]
    before = {ASSETS / name for name in FIRST} if page in ("embed", "figure") else set()
    return [path for path in named if path.suffix == ending and path not in before]


@cache
def script_of(page: str) -> Packed:
    """A page's JavaScript in one file."""
    return Packed("text/javascript", b"\n".join(map(script, files_of(page, ".js"))), page)


@cache
def style_of(page: str) -> Packed:
    """A page's CSS in one file."""
    return Packed("text/css", b"\n".join(path.read_bytes() for path in files_of(page, ".css")), page)
