"""A figure as a small picture for lists: the landscape from above, in a few kilobytes of SVG."""

from functools import lru_cache
from itertools import pairwise
from typing import cast

import numpy as np
from numpy.typing import NDArray

from landscapes import Spec, evaluate, solve
from landscapes.data.rows import Vector
from landscapes.models.penalty_sum import PenaltySum
from landscapes.slices import Slice
from landscapes.slices.examples import example

from ..address.diagrams import diagram_from
from ..address.query_string import query_from
from ..http.static_files import Packed
from ..scene.colours import tokens
from ..scene.slice_scene import spans_decades

SIDE = 84  # of the square, in its own units, which are the page's pixels
BANDS = 9
POINTS = 41  # along an axis: no more is seen
# Lines of points, and for each point what a pen does there.
Outlines = tuple[list[NDArray[np.float64]], list[NDArray[np.uint8]]]
# A figure that is not a landscape: bars of two heights for norms, two curves apart for a shift, a curve that swings.
DRAWN = {
    "norms": "M10 60h64M10 42h64M10 24h64M16 74V12M36 74V12M56 74V12M74 74V12",
    "polynomial": "M6 44C12 84 18 84 24 60S34 12 42 40S52 84 60 46S70 -6 78 34M24 60v0M42 40v0M60 46v0M6 44v0M78 34v0",
    "shift": "M6 70C24 70 22 18 36 18S50 70 78 70M6 70C40 70 38 34 52 34S66 70 78 70",
    "unit": "M12 20h60M12 64h60M20 20L34 64M36 20L40 64M52 20L46 64M68 20L52 64",
    "batches": "M8 42h68M14 30h.1M24 56h.1M34 22h.1M44 50h.1M54 36h.1M64 60h.1M72 28h.1",
    "sums": "M14 8C26 92 52 92 72 12M8 10C20 40 28 62 36 66C50 54 62 32 72 8",
    "certainty": "M6 10C20 40 26 74 38 74S60 52 78 48M6 22C26 34 40 60 78 66",
    "tied": "M12 18h18M24 34h18M36 50h18M48 66h18",
    "rates": "M8 20C24 56 44 62 76 64M8 20C20 66 40 40 76 34",
    "stack": "M10 72L74 18M10 26C30 22 50 14 74 18",
    "masks": "M8 46h68M14 20h.1M22 62h.1M30 34h.1M40 56h.1M48 30h.1M58 52h.1M68 42h.1M8 30C30 52 50 46 76 46",
    "chosen": "M10 20C24 60 40 62 74 24M10 70C30 64 50 50 74 40M34 51v0",
    "useless": "M10 70h64M14 64v-44M24 64v-8M34 64v-12M44 64v-4M54 64v-14M64 64v-6",
    "failing": "M10 20h64M10 70C30 40 46 30 74 26",
    "variants": "M14 20h56M14 34h56M14 48h.1M42 48h28M14 62h.1M42 62h28",
    "ensemble": "M20 24h.1M20 60h.1M62 42h.1M24 26L58 40M14 54l12 12m0 -12l-12 12",
}


@lru_cache(maxsize=128)
def thumbnail(query: str) -> Packed:
    """A figure's picture, by its query."""
    asked = query_from(query)
    diagram = diagram_from(asked)
    inside = _strokes(DRAWN[diagram.name]) if diagram else _landscape(Spec.from_query(asked))
    return _framed(inside)


@lru_cache(maxsize=32)
def slice_thumbnail(name: str) -> Packed:
    """The picture of one of our own slices."""
    return _framed(_slice(example(name)))


def _framed(inside: str) -> Packed:
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
    return Packed("image/svg+xml", f"{frame}{inside}</svg>".encode())


def _strokes(path: str) -> str:
    light = tokens("light")
    return (
        f'<path fill="{light["paper"]}" d="M0 0h{SIDE}v{SIDE}H0z"/>'
        f'<path d="{path}" fill="none" stroke="{light["accent"]}" stroke-width="3" stroke-linecap="round"/>'
    )


def _landscape(spec: Spec) -> str:
    """Bands of J, its folds, and its minimum."""
    terms = evaluate(spec)
    folds = "".join(_fold(s1, s2) for s1, s2 in PenaltySum.of(**spec.weights).folds)
    lines = f'<path stroke="white" stroke-opacity=".85" d="{folds}"/>'
    return _bands(terms.axis, terms.axis, np.asarray(terms.total)) + lines + _minimum(spec)


def _slice(found: Slice) -> str:
    """Bands of the loss, or of its logarithm where nothing else shows it, and its lowest grid point."""
    loss = np.log10(found.loss) if spans_decades(found.loss) else found.loss
    lowest = found.lowest()
    x, y = (SIDE * (at - axis[0]) / (axis[-1] - axis[0]) for at, axis in ((lowest.a, found.a), (lowest.b, found.b)))
    return _bands(found.a, found.b, loss) + _marks([(x, SIDE - y)])


def _bands(x: Vector, y: Vector, total: Vector) -> str:
    """Bands of a grid (y, x) between its least and its greatest value."""
    # Half a second to import: not before the first of them.
    from contourpy import FillType, contour_generator
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    rows, columns = (np.unique(np.linspace(0, len(axis) - 1, POINTS).round().astype(int)) for axis in (y, x))
    total = total[np.ix_(rows, columns)]
    low, high = total.min(), total.max()
    # As on the surface, more of the colours near the minimum.
    shade = ((total - low) / (high - low or 1.0)) ** 0.6
    across, up = ((axis - axis[0]) / (axis[-1] - axis[0]) * SIDE for axis in (x, y))
    bands = contour_generator(across[columns], SIDE - up[rows], shade, fill_type=FillType.OuterCode)
    edges = np.linspace(0.0, 1.0, BANDS + 1)
    edges[-1] = 1.001
    elements = [f'<path fill="{to_hex(colormaps["viridis"](0.5 / BANDS))}" d="M0 0h{SIDE}v{SIDE}H0z"/>']
    for lower, upper in pairwise(edges[1:]):
        colour = to_hex(colormaps["viridis"]((lower + upper) / 2.0))
        outlines, codes = cast(Outlines, bands.filled(float(lower), float(upper)))
        d = "".join(_path(points, code) for points, code in zip(outlines, codes, strict=True))
        elements.append(f'<path fill="{colour}" fill-rule="evenodd" d="{d}"/>')
    return "".join(elements)


def _path(points: NDArray[np.float64], codes: NDArray[np.uint8]) -> str:
    """Outlines as an SVG path; a code of 1 begins one, and 79 closes it."""
    steps = []
    for (x, y), code in zip(points, codes, strict=True):
        steps.append("z" if code == 79 else f"{'M' if code == 1 else 'L'}{x:.1f} {y:.1f}")
    return "".join(steps)


def _fold(s1: float, s2: float) -> str:
    """The line s·β = 0, through the middle and beyond the rim, which cuts it off."""
    half = SIDE / 2.0
    size = max(abs(s1), abs(s2))
    along, across = s2 / size * half, s1 / size * half
    return f"M{half - along:.1f} {half - across:.1f}L{half + along:.1f} {half + across:.1f}"


def _minimum(spec: Spec) -> str:
    """A dot, or a segment, where it lies in the square."""
    solution = solve(spec)
    if solution.kind not in ("point", "segment") or np.abs(solution.points).max() > spec.range:
        return ""
    return _marks([(x, SIDE - y) for x, y in (solution.points / spec.range + 1.0) * SIDE / 2.0])


def _marks(at: list[tuple[float, float]]) -> str:
    """A dot, or two and what joins them."""
    colour = tokens("light")["surface-minimum"]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in at)
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
    return f'<g fill="{colour}" stroke="white" stroke-width="1.5">{dots}</g>' + (
        f'<path d="M{line}" stroke="{colour}" stroke-width="4"/>' if len(at) > 1 else ""
    )
