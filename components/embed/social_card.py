"""A figure as a PNG made on the server, for the cards that other sites draw of a link."""

import io
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from landscapes import Spec, evaluate, solve
from landscapes.data.rows import Vector
from landscapes.knobs import KNOBS, MAIN
from landscapes.models.penalty_sum import PenaltySum
from landscapes.slices import Slice

from ..address.camera import EYE, Camera
from ..address.links import named_weights
from ..address.slice_address import LOSS, SliceOptions
from ..address.view import View
from ..http.static_files import Packed
from ..scene.colours import tokens
from ..scene.figure import LIGHT, LIGHT_FROM

if TYPE_CHECKING:
    # Half a second to import: not before the first card.
    from matplotlib.figure import Figure
    from mpl_toolkits.mplot3d import Axes3D

WIDTH, HEIGHT = 1200, 630  # what OpenGraph and Twitter show uncut
QUADS = 120
WIRES = 30  # of a wireframe, an axis
# Where a surface stands on the card: left, bottom, width, height. A second one stands beside it.
ALONE, BESIDE = (0.22, -0.04, 0.84, 1.1), ((0.0, -0.02, 0.48, 0.84), (0.49, -0.02, 0.48, 0.84))
BOX = (4.0, 4.0, 3.0)  # Matplotlib's own proportions of a plot
LIFT = 0.004  # of the height, by which lines and dots stand above the surface


def picture(spec: Spec, view: View) -> Packed:
    """The surface from the view's camera, its creases, its minimiser and its weights. All signs are mathematical, so
    that one picture serves every language.
    """
    terms = evaluate(spec)
    total = np.asarray(terms.total)
    middle = (len(terms.axis) - 1) // 2
    quads = WIRES if view.wireframe else QUADS
    stride = next(step for step in range(max(1, middle // (quads // 2)), 0, -1) if middle % step == 0)
    axis, heights = terms.axis[::stride], total[::stride, ::stride]
    colours = _colours(view.theme)
    figure = _card(colours)
    plot = _surface(figure, ALONE, (axis, axis), heights, colours, wireframe=view.wireframe)
    lift = LIFT * (total.max() - total.min())
    for s1, s2 in PenaltySum.of(**spec.weights).folds:
        b1, b2 = _fold_line(s1, s2, terms.axis)
        heights_there = total[_at(b2, terms.axis), _at(b1, terms.axis)] + lift
        plot.plot(b1, b2, heights_there, color=colours["ink"] if view.wireframe else "white", linewidth=1.6)
    solution = solve(spec)
    if solution.kind in ("point", "segment") and np.abs(solution.points).max() <= spec.range:
        _dot(plot, (*solution.points.T, np.full(len(solution.points), solution.value + 3 * lift)))
    _look(plot, view.camera, ("β₁", "β₂", "J"), colours)
    return _written(figure, named_weights(spec), colours)


def slice_picture(slices: list[Slice], options: SliceOptions) -> Packed:
    """The surface of a slice, or of two on one scale, with the lowest grid point of each that is seen."""
    colours = _colours(options.theme)
    figure = _card(colours)
    is_loss, name = options.layer == LOSS, "" if options.layer != LOSS else "log₁₀ J" if options.logarithm else "J"
    weights = {knob: weight for knob in MAIN if (weight := getattr(options, knob)) > 0.0} if is_loss else {}
    shown = [each.objective(**weights) if is_loss else np.asarray(each.layers[options.layer]) for each in slices]
    heights = [np.log10(each) if is_loss and options.logarithm else each for each in shown]
    low, high = (float(end([end(each) for each in heights])) for end in (np.nanmin, np.nanmax))
    places = (ALONE,) if len(slices) == 1 else BESIDE
    for found, surface, place in zip(slices, heights, places, strict=True):
        plot = _surface(figure, place, (found.a, found.b), surface, colours, ends=(low, high))
        i, j = np.unravel_index(np.nanargmin(surface), surface.shape)
        lowest = (found.a[[j]], found.b[[i]], surface[i, [j]] + 3 * LIFT * (high - low))
        # Behind a wall it would seem to lie on that wall.
        if not is_hidden(Surface(found.a, found.b, surface), tuple(float(each[0]) for each in lowest), options.camera):
            _dot(plot, lowest)
        plot.set_zlim(low, high)
        _look(plot, options.camera, ("a", "b", name), colours)
    return _written(figure, weights, colours)


def _colours(theme: str) -> dict[str, str]:
    return tokens("dark" if theme == "dark" else "light")


def _card(colours: dict[str, str]) -> "Figure":
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=colours["paper"])
    FigureCanvasAgg(figure)
    return figure


def _surface(
    figure: "Figure",
    place: tuple[float, float, float, float],
    axes: tuple[Vector, Vector],
    heights: Vector,
    colours: dict[str, str],
    *,
    ends: tuple[float, float] | None = None,
    wireframe: bool = False,
) -> "Axes3D":
    """A plot of its own with a surface, lit as on the page, or with its net of lines; ``ends`` of the colours, if they
    are not its own.
    """
    plot: Axes3D = figure.add_axes(place, facecolor="none", projection="3d", computed_zorder=False)  # pyright: ignore
    first, second = np.meshgrid(*axes)
    look: dict[str, Any] = {"rcount": QUADS, "ccount": QUADS, "linewidth": 0, "antialiased": False, "shade": False}
    colour = _lit(heights, ends or (float(np.nanmin(heights)), float(np.nanmax(heights))))
    if wireframe:
        lines = look | {"linewidth": 0.9, "antialiased": True}
        net = plot.plot_surface(first, second, heights, color=colours["paper"], **lines)
        net.set_edgecolor(colour[:-1, :-1].reshape(-1, 4))  # pyright: ignore[reportArgumentType]
    else:
        plot.plot_surface(first, second, heights, facecolors=colour, **look)
    return plot


class Surface(NamedTuple):
    """Heights (m, n) over the axes of their columns and rows."""

    first: Vector
    second: Vector
    heights: Vector


def is_hidden(surface: Surface, point: tuple[float, ...], camera: Camera | None) -> bool:
    """Whether the surface itself stands between a point on it, (x, y, height), and the eye."""
    low, high = float(np.nanmin(surface.heights)), float(np.nanmax(surface.heights))
    starts = np.array([surface.first[0], surface.second[0], low])
    spans = np.array([surface.first[-1], surface.second[-1], high if high > low else low + 1.0]) - starts
    towards = np.array((camera or EYE)[:3]) / np.array(BOX)
    steps = np.linspace(0.02, 2.0, 400)[:, np.newaxis]
    ray = (np.array(point) - starts) / spans + steps * towards / np.linalg.norm(towards)
    ray = ray[np.all((ray[:, :2] >= 0.0) & (ray[:, :2] <= 1.0), axis=1)]
    columns, rows = np.rint(ray[:, :2] * (np.array(surface.heights.shape[::-1]) - 1)).astype(int).T
    return bool(np.any((surface.heights[rows, columns] - low) / spans[2] > ray[:, 2] + 0.01))


def _dot(plot: "Axes3D", at: tuple[Vector, ...]) -> None:
    """The minimum: a dot, or two and what joins them."""
    colour = tokens("light")["surface-minimum"]
    plot.plot(*at, color=colour, marker="o", markersize=11, markeredgecolor="white", linewidth=4)


def _fold_line(s1: float, s2: float, axis: Vector) -> tuple[Vector, Vector]:
    """The line s·β = 0 from rim to rim of the square, its larger coordinate on the grid's axis."""
    if abs(s1) > abs(s2):
        return -s2 / s1 * axis, axis
    return axis, -s1 / s2 * axis


def _at(values: Vector, axis: Vector) -> NDArray[np.integer]:
    """The number of the grid line nearest to each value."""
    return np.rint((values - axis[0]) / (axis[1] - axis[0])).astype(int)


def _lit(heights: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """(m, n, 4) the colours of the surface in the light of ``components.scene.figure``."""
    from matplotlib import colormaps

    low, high = ends
    fraction = (heights - low) / (high - low) if high > low else np.zeros_like(heights)
    across, along = np.gradient(0.6 * fraction, *(1.0 / (count - 1) for count in heights.shape))
    normal = np.stack([-along, -across, np.ones_like(fraction)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    towards = np.array([LIGHT_FROM[axis] for axis in "xyz"], dtype=float)
    facing = np.clip(normal @ (towards / np.linalg.norm(towards)), 0.0, None)
    lit = np.clip(LIGHT["ambient"] + LIGHT["diffuse"] * facing, 0.0, 1.0)
    colour = colormaps["viridis"](fraction**0.6)
    colour[..., :3] *= lit[..., None]
    return colour


def _look(plot: "Axes3D", camera: Camera | None, names: tuple[str, str, str], colours: dict[str, str]) -> None:
    """Turns the plot as a camera stands, and colours and names its axes."""
    x, y, z = (camera or EYE)[:3]
    turn, lift = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    plot.view_init(elev=lift, azim=turn)  # pyright: ignore[reportArgumentType]
    for side in (plot.xaxis, plot.yaxis, plot.zaxis):
        side.set_pane_color((0, 0, 0, 0))  # pyright: ignore[reportAttributeAccessIssue]
        side._axinfo["grid"]["color"] = colours["surface-grid"]  # pyright: ignore[reportAttributeAccessIssue]
    plot.set(**dict(zip(("xlabel", "ylabel", "zlabel"), names, strict=True)))
    plot.tick_params(colors=colours["ink"])
    for label in (plot.xaxis.label, plot.yaxis.label, plot.zaxis.label):
        label.set_color(colours["ink"])


def _written(figure: "Figure", weights: dict[str, float], colours: dict[str, str]) -> Packed:
    """The card with the name of the program and the weights."""
    figure.text(0.05, 0.86, "Lossfold", fontsize=34, fontweight="bold", color=colours["ink"])
    said = "    ".join(f"{KNOBS[name].symbol} = {weight:g}" for name, weight in weights.items())
    figure.text(0.05, 0.77, said, fontsize=27 if len(weights) <= len(MAIN) else 21, color=colours["ink"])
    written = io.BytesIO()
    figure.savefig(written, format="png", facecolor=colours["paper"])
    return Packed("image/png", written.getvalue())
