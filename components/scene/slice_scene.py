"""A slice as plain data for the renderer that draws every other landscape: layers, weights, axes."""

from copy import deepcopy
from math import floor, log10
from typing import cast

import numpy as np
from scipy.interpolate import RegularGridInterpolator

from landscapes.data.rows import Vector
from landscapes.knobs import KNOBS
from landscapes.slices import Slice

from .encoding import packed, packed_grid
from .figure import frame
from .schema.figure import Figure
from .schema.scene import Knob, PackedLayer
from .schema.slices import SliceAxis, SlicePath, SliceScene

# Beyond this ratio of the largest loss to the least, most of a linear picture is one flat colour.
WIDE = 300.0
# Where a slider ends, its penalty's layer is as high as this many times the loss.
REACH = 2.0
STOPS = 100
# As many paths have colours.
MOST_PATHS = 4
# Of floating-point axes that are meant to be evenly spaced.
EVEN = 1e-6


def slice_scene(found: Slice) -> SliceScene:
    """What is drawn. The drawn axes are a and b themselves where these are the same, symmetric and even; otherwise they
    run from −1 to 1, their ticks say a and b, and layers on uneven or unequal axes are read between their points.
    """
    a, b = _axis(found.a), _axis(found.b)
    own = _is_own(found)
    size = len(found.a) if own else max(len(found.a), len(found.b))
    axis = np.linspace(a["low"], a["high"], size) if own else np.linspace(-1.0, 1.0, size)
    penalties = _penalties(found)
    layers = {"loss": found.loss, **penalties}
    return {
        "axis": packed(axis),
        "layers": {name: _packed(_drawn(layer, found, size)) for name, layer in (layers | dict(found.layers)).items()},
        "weights": {"loss": 1.0} | dict.fromkeys(penalties, 0.0),
        "knobs": knobs_of(found),
        "penalties": {},
        "affineTerms": {},
        "figure": _figure(a, b, own=own),
        "name": found.name,
        "kind": found.kind,
        "convex": found.convex,
        "a": a,
        "b": b,
        "positive": _is_positive(found.loss),
        "wide": spans_decades(found.loss),
        "others": list(found.layers),
        "l2": None if found.l2 is None else found.l2.tolist(),
        "paths": _paths(found, a, b, own=own),
    }


def _is_positive(loss: Vector) -> bool:
    """Whether every loss that is known is above 0."""
    finite = loss[np.isfinite(loss)]
    return bool(len(finite)) and bool(finite.min() > 0.0)


def spans_decades(loss: Vector) -> bool:
    """Whether only a logarithm shows it."""
    finite = loss[np.isfinite(loss)]
    return _is_positive(loss) and bool(finite.max() > WIDE * finite.min())


def _penalties(found: Slice) -> dict[str, Vector]:
    """The layers of the penalties that are known."""
    known = {"l1": found.l1, "l2": found.l2_layer}
    return {name: layer for name, layer in known.items() if layer is not None}


def knobs_of(found: Slice) -> dict[str, Knob]:
    """The sliders of its penalties."""
    finite = found.loss[np.isfinite(found.loss)]
    return {name: _knob(name, layer, finite) for name, layer in _penalties(found).items()}


def _axis(axis: Vector) -> SliceAxis:
    return {"low": float(axis[0]), "high": float(axis[-1])}


def _is_own(found: Slice) -> bool:
    """Whether the drawn axes are a and b themselves."""
    if len(found.a) != len(found.b) or not (_is_even(found.a) and _is_even(found.b)):
        return False
    most = EVEN * abs(float(found.a[-1]))
    return abs(found.a[0] + found.a[-1]) <= most and bool(np.allclose(found.a, found.b, atol=most))


def _is_even(axis: Vector) -> bool:
    return bool(np.allclose(axis, np.linspace(axis[0], axis[-1], len(axis)), atol=EVEN * float(axis[-1] - axis[0])))


def _drawn(layer: Vector, found: Slice, size: int) -> Vector:
    """A layer (m, n) on the even grid of ``size`` points an axis; a hole takes the points next to it along."""
    if layer.shape == (size, size) and _is_even(found.a) and _is_even(found.b):
        return layer
    a, b = (np.linspace(axis[0], axis[-1], size) for axis in (found.a, found.b))
    across, along = np.meshgrid(a, b)
    read = RegularGridInterpolator((found.b, found.a), layer)
    return np.asarray(read(np.stack([along, across], axis=-1)))


def _packed(layer: Vector) -> PackedLayer:
    """With holes as float32: second differences know none."""
    clean = np.where(np.isfinite(layer), layer, np.nan)
    return {"floats": packed(clean)} if np.isnan(clean).any() else {"grid": packed_grid(clean)}


def _knob(name: str, layer: Vector, losses: Vector) -> Knob:
    """A slider whose end makes the penalty as high as the loss, about, and whose stops are round numbers."""
    heights = [
        float(np.ptp(each)) for each in (layer, np.quantile(losses, [0.0, 0.9]) if len(losses) else losses[:0] + 1)
    ]
    most = _round(REACH * heights[1] / heights[0]) if heights[0] > 0.0 and heights[1] > 0.0 else 1.0
    declared = KNOBS[name].for_page()
    return {**declared, "low": 0.0, "high": most, "step": most / STOPS, "default": 0.0}  # pyright: ignore[reportReturnType]


def _round(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10.0 ** floor(log10(value))
    return next(float(f"{first * power:.1g}") for first in (1.0, 2.0, 5.0, 10.0) if first * power >= value * (1 - EVEN))


def _figure(a: SliceAxis, b: SliceAxis, *, own: bool) -> Figure:
    """The figure of every landscape, with the axes of a plane."""
    figure = deepcopy(frame())
    scene = cast("dict[str, dict[str, object]]", figure["layout"]["scene"])
    hover = "a %{x:.3g}<br>b %{y:.3g}<br>" if own else ""
    figure["data"][0]["hovertemplate"] = f"{hover}%{{z:.4g}}<extra></extra>"
    for which, ends, name in (("xaxis", a, "a"), ("yaxis", b, "b")):
        scene[which]["title"] = {"text": name}
        if not own:
            ticks = np.linspace(-1.0, 1.0, 5)
            texts = [f"{value:.3g}".replace("-", "−") for value in np.linspace(ends["low"], ends["high"], 5)]
            scene[which] |= {"tickmode": "array", "tickvals": ticks.tolist(), "ticktext": texts}
    return figure


def _paths(found: Slice, a: SliceAxis, b: SliceAxis, *, own: bool) -> list[SlicePath]:
    low, high = (np.array([axis[end] for axis in (a, b)]) for end in ("low", "high"))

    def drawn(points: Vector) -> list[float]:
        moved = points if own else 2.0 * (points - low) / (high - low) - 1.0
        return [float(f"{value:.6g}") for value in moved.ravel()]

    return [
        {
            "name": path.name,
            "points": drawn(path.points),
            "joined": path.joined,
            "farthest": float(np.max(path.distance, initial=0.0)),
        }
        for path in found.trajectories[:MOST_PATHS]
    ]
