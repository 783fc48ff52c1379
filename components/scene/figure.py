"""The figure's frame as Plotly knows it: traces without data, axes, light. The renderer fills in the numbers.

Its colours stand beside it for both themes, so that light and dark need no new figure.
"""

from functools import cache

import plotly.graph_objects as go

from landscapes.optimizers.trajectory import MOST_METHODS

from ..address.camera import CENTRE, EYE
from .colours import colours
from .schema.figure import Figure

# Viridis: its lightness rises evenly, so that people with and without colour-blindness see the same order of values.
# Source: Smith & van der Walt, SciPy 2015; as shipped by plotly.
COLOURS = "Viridis"
# From the left of the default camera, and from above: what faces right is in the shade, and a fold shows.
LIGHT_FROM = {"x": -0.45, "y": -0.35, "z": 0.82}
# The lines of a wireframe, in the colours of the surface that they stand for.
WIRES = {"width": 2, "colorscale": COLOURS, "cmin": 0, "cmax": 1}
LIGHT = {"ambient": 0.5, "diffuse": 0.6, "specular": 0.0, "roughness": 0.6, "fresnel": 0.1}


@cache
def frame() -> Figure:
    """For one scene, as plain data. The renderer finds each trace by its name."""
    figure = go.Figure(
        data=[
            go.Surface(
                name="surface",
                showscale=False,
                colorscale=COLOURS,
                lighting=LIGHT,
                lightposition=LIGHT_FROM,
                hovertemplate="β₁ %{x:.3f}<br>β₂ %{y:.3f}<br>J %{z:.4f}<extra></extra>",
                contours={axis: {"highlight": False} for axis in "xyz"},
            ),
            _line("floor", 2, opacity=0.5),
            _line("creases", 3),
            _line("path", 5),
            _line("drop", 3, dash="dot"),
            _line("shaft", 9),
            go.Scatter3d(name="dots", mode="markers", hoverinfo="skip", marker={"size": 7, "line": {"width": 2}}),
            go.Scatter3d(name="pick", mode="markers", hoverinfo="skip", marker={"size": 5, "symbol": "diamond"}),
            *[_line(f"trajectory{which}", 5) for which in range(MOST_METHODS)],
            _line("isolines", 2, opacity=0.42),
            go.Scatter3d(name="wires", mode="lines", hoverinfo="skip", connectgaps=False, line=WIRES),
        ],
        layout={
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "uirevision": "lossfold",
            "hoverlabel": {"font": {"size": 13}},
            "scene": {
                "aspectmode": "manual",
                "aspectratio": {"x": 1, "y": 1, "z": 0.78},
                "dragmode": "turntable",
                "camera": {"eye": _vector(EYE), "center": _vector(CENTRE), "up": _vector((0.0, 0.0, 1.0))},
                "xaxis": _axis("β₁"),
                "yaxis": _axis("β₂"),
                "zaxis": _axis("J") | {"nticks": 5},
            },
        },
    )
    built = figure.to_plotly_json()
    built["layout"].pop("template", None)
    config = {"displayModeBar": False, "showSendToCloud": False, "displaylogo": False, "responsive": False}
    return {"data": built["data"], "layout": built["layout"], "config": config, "colours": colours()}


def _line(name: str, width: float, dash: str = "solid", opacity: float = 1.0) -> go.Scatter3d:
    line = {"width": width, "dash": dash}
    return go.Scatter3d(name=name, mode="lines", hoverinfo="skip", connectgaps=False, line=line, opacity=opacity)


def _vector(point: tuple[float, ...]) -> dict[str, float]:
    return dict(zip("xyz", point, strict=True))


def _axis(title: str) -> dict[str, object]:
    return {
        "title": {"text": title},
        "nticks": 7,
        "showspikes": False,
        "showbackground": False,
        "zeroline": False,
        "autorange": False,
    }
