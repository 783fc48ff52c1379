"""A figure as a PNG made on the server, for the cards that other sites draw of a link."""

import io
import math

import numpy as np

from landscapes import Spec, evaluate, solve

from ..address.camera import EYE
from ..address.view import View
from ..http.static_files import Packed

WIDTH, HEIGHT = 1200, 630  # what OpenGraph and Twitter show uncut
PAPER = {"light": ("#f6f7fb", "#1a2236", "#d5dbe6"), "dark": ("#0e1420", "#e8edf7", "#35415a")}
MINIMUM = "#d6184f"
QUADS = 120


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
    stride = next(step for step in range(max(1, middle // (QUADS // 2)), 0, -1) if middle % step == 0)
    axis, heights = terms.axis[::stride], total[::stride, ::stride]
    paper, ink, grid = PAPER["dark" if view.theme == "dark" else "light"]
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=paper)
    FigureCanvasAgg(figure)
    plot: Axes3D = figure.add_axes((0.22, -0.04, 0.84, 1.1), facecolor="none", projection="3d", computed_zorder=False)  # pyright: ignore
    first, second = np.meshgrid(axis, axis)
    plot.plot_surface(
        first, second, heights, cmap="viridis", rcount=QUADS, ccount=QUADS, linewidth=0, antialiased=False
    )
    lift = 0.004 * (total.max() - total.min())
    if spec.l1 > 0.0:
        line = total[:, middle] + lift, total[middle] + lift
        plot.plot(np.zeros_like(terms.axis), terms.axis, line[0], color="white", linewidth=1.6)
        plot.plot(terms.axis, np.zeros_like(terms.axis), line[1], color="white", linewidth=1.6)
    solution = solve(spec)
    if solution.kind in ("point", "segment") and np.abs(solution.points).max() <= spec.range:
        at = (*solution.points.T, np.full(len(solution.points), solution.value + 3 * lift))
        plot.plot(*at, color=MINIMUM, marker="o", markersize=11, markeredgecolor="white", linewidth=4)
    _look(plot, view)
    for side in (plot.xaxis, plot.yaxis, plot.zaxis):
        side.set_pane_color((0, 0, 0, 0))  # pyright: ignore[reportAttributeAccessIssue]
        side._axinfo["grid"]["color"] = grid  # pyright: ignore[reportAttributeAccessIssue]
    plot.set(xlabel="β₁", ylabel="β₂", zlabel="J")
    plot.tick_params(colors=ink)
    for label in (plot.xaxis.label, plot.yaxis.label, plot.zaxis.label):
        label.set_color(ink)
    figure.text(0.05, 0.86, "Lossfold", fontsize=34, fontweight="bold", color=ink)
    figure.text(0.05, 0.77, f"λ = {spec.l1:g}    Ω = {spec.l2:g}", fontsize=27, color=ink)
    written = io.BytesIO()
    figure.savefig(written, format="png", facecolor=paper)
    return Packed("image/png", written.getvalue())


def _look(plot: "object", view: View) -> None:
    """Turns the plot as the view's camera stands."""
    x, y, z = (view.camera or EYE)[:3]
    turn, lift = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    plot.view_init(elev=lift, azim=turn)  # pyright: ignore[reportAttributeAccessIssue]
