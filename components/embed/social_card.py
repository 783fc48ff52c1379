"""A figure as a PNG made on the server, for the cards that other sites draw of a link."""

import io
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landscapes import Spec, evaluate, solve
from landscapes.data.rows import Vector
from landscapes.knobs import KNOBS, MAIN
from landscapes.models.penalty_sum import PenaltySum

from ..address.camera import EYE
from ..address.links import named_weights
from ..address.view import View
from ..http.static_files import Packed
from ..scene.colours import tokens
from ..scene.figure import LIGHT, LIGHT_FROM

WIDTH, HEIGHT = 1200, 630  # what OpenGraph and Twitter show uncut
QUADS = 120
WIRES = 30  # of a wireframe, an axis


def picture(spec: Spec, view: View) -> Packed:
    """The surface from the view's camera, its creases, its minimiser and its weights. All signs are mathematical, so
    that one picture serves every language.
    """
    # Half a second to import: not before the first card.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from mpl_toolkits.mplot3d import Axes3D

    terms = evaluate(spec)
    total = np.asarray(terms.total)
    middle = (len(terms.axis) - 1) // 2
    quads = WIRES if view.wireframe else QUADS
    stride = next(step for step in range(max(1, middle // (quads // 2)), 0, -1) if middle % step == 0)
    axis, heights = terms.axis[::stride], total[::stride, ::stride]
    colours = tokens("dark" if view.theme == "dark" else "light")
    minimum = tokens("light")["surface-minimum"]
    paper, ink, grid = colours["paper"], colours["ink"], colours["surface-grid"]
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=paper)
    FigureCanvasAgg(figure)
    plot: Axes3D = figure.add_axes((0.22, -0.04, 0.84, 1.1), facecolor="none", projection="3d", computed_zorder=False)  # pyright: ignore
    first, second = np.meshgrid(axis, axis)
    look: dict[str, Any] = {"rcount": QUADS, "ccount": QUADS, "linewidth": 0, "antialiased": False, "shade": False}
    colour = _lit(axis, heights)
    if view.wireframe:
        net = plot.plot_surface(first, second, heights, color=paper, **look | {"linewidth": 0.9, "antialiased": True})
        net.set_edgecolor(colour[:-1, :-1].reshape(-1, 4))  # pyright: ignore[reportArgumentType]
    else:
        plot.plot_surface(first, second, heights, facecolors=colour, **look)
    lift = 0.004 * (total.max() - total.min())
    for s1, s2 in PenaltySum.of(**spec.weights).folds:
        b1, b2 = _fold_line(s1, s2, terms.axis)
        heights_there = total[_at(b2, terms.axis), _at(b1, terms.axis)] + lift
        plot.plot(b1, b2, heights_there, color=ink if view.wireframe else "white", linewidth=1.6)
    solution = solve(spec)
    if solution.kind in ("point", "segment") and np.abs(solution.points).max() <= spec.range:
        at = (*solution.points.T, np.full(len(solution.points), solution.value + 3 * lift))
        plot.plot(*at, color=minimum, marker="o", markersize=11, markeredgecolor="white", linewidth=4)
    _look(plot, view)
    for side in (plot.xaxis, plot.yaxis, plot.zaxis):
        side.set_pane_color((0, 0, 0, 0))  # pyright: ignore[reportAttributeAccessIssue]
        side._axinfo["grid"]["color"] = grid  # pyright: ignore[reportAttributeAccessIssue]
    plot.set(xlabel="β₁", ylabel="β₂", zlabel="J")
    plot.tick_params(colors=ink)
    for label in (plot.xaxis.label, plot.yaxis.label, plot.zaxis.label):
        label.set_color(ink)
    figure.text(0.05, 0.86, "Lossfold", fontsize=34, fontweight="bold", color=ink)
    shown = named_weights(spec)
    weights = "    ".join(f"{KNOBS[name].symbol} = {weight:g}" for name, weight in shown.items())
    figure.text(0.05, 0.77, weights, fontsize=27 if len(shown) == len(MAIN) else 21, color=ink)
    written = io.BytesIO()
    figure.savefig(written, format="png", facecolor=paper)
    return Packed("image/png", written.getvalue())


def _fold_line(s1: float, s2: float, axis: Vector) -> tuple[Vector, Vector]:
    """The line s·β = 0 from rim to rim of the square, its larger coordinate on the grid's axis."""
    if abs(s1) > abs(s2):
        return -s2 / s1 * axis, axis
    return axis, -s1 / s2 * axis


def _at(values: Vector, axis: Vector) -> NDArray[np.integer]:
    """The number of the grid line nearest to each value."""
    return np.rint((values - axis[0]) / (axis[1] - axis[0])).astype(int)


def _lit(axis: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """(n, n, 4) the colours of the surface in the light of ``components.scene.figure``."""
    from matplotlib import colormaps

    low, high = heights.min(), heights.max()
    fraction = (heights - low) / (high - low) if high > low else np.zeros_like(heights)
    across, along = np.gradient(0.6 * fraction, (axis[1] - axis[0]) / (axis[-1] - axis[0]))
    normal = np.stack([-along, -across, np.ones_like(fraction)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    towards = np.array([LIGHT_FROM[axis] for axis in "xyz"], dtype=float)
    facing = np.clip(normal @ (towards / np.linalg.norm(towards)), 0.0, None)
    lit = np.clip(LIGHT["ambient"] + LIGHT["diffuse"] * facing, 0.0, 1.0)
    colour = colormaps["viridis"](fraction**0.6)
    colour[..., :3] *= lit[..., None]
    return colour


def _look(plot: "object", view: View) -> None:
    """Turns the plot as the view's camera stands."""
    x, y, z = (view.camera or EYE)[:3]
    turn, lift = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    plot.view_init(elev=lift, azim=turn)  # pyright: ignore[reportAttributeAccessIssue]
