"""The figure's frame as Plotly knows it: traces without data, axes, light. The renderer fills in the numbers.

Colours come from ``landscape.js``'s theme, so that light and dark need no new figure.
"""

from functools import cache

import plotly.graph_objects as go

# The order in which the renderer finds its traces.
TRACES = ("surface", "floor", "creases", "path", "drop", "shaft", "dots", "pick",
          "walk0", "walk1", "walk2", "walk3")  # fmt: skip
# Viridis: its lightness rises evenly, so that people with and without colour-blindness see the same order of values.
# Source: Smith & van der Walt, SciPy 2015; as shipped by plotly.
COLOURS = "Viridis"
LIGHT = {"ambient": 0.62, "diffuse": 0.75, "specular": 0.12, "roughness": 0.55, "fresnel": 0.1}


@cache
def frame() -> dict[str, object]:
    """``{"data": [...], "layout": {...}, "config": {...}}`` for one scene, as plain data."""
    figure = go.Figure(
        data=[
            go.Surface(
                name="surface",
                showscale=False,
                colorscale=COLOURS,
                lighting=LIGHT,
                lightposition={"x": -3000, "y": 4000, "z": 9000},
                hovertemplate="β₁ %{x:.3f}<br>β₂ %{y:.3f}<br>J %{z:.4f}<extra></extra>",
                contours={axis: {"highlight": False} for axis in "xyz"},
            ),
            _line("floor", 1.5),
            _line("creases", 3),
            _line("path", 5),
            _line("drop", 3, dash="dot"),
            _line("shaft", 9),
            go.Scatter3d(name="dots", mode="markers", hoverinfo="skip", marker={"size": 7, "line": {"width": 2}}),
            go.Scatter3d(name="pick", mode="markers", hoverinfo="skip", marker={"size": 5, "symbol": "diamond"}),
            *[_line(f"walk{which}", 5) for which in range(4)],
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
                "xaxis": _axis("β₁"),
                "yaxis": _axis("β₂"),
                "zaxis": _axis("J") | {"nticks": 5},
            },
        },
    )
    plain = figure.to_plotly_json()
    plain["layout"].pop("template", None)
    plain["config"] = {"displayModeBar": False, "showSendToCloud": False, "displaylogo": False, "responsive": False}
    return plain


def _line(name: str, width: float, dash: str = "solid") -> go.Scatter3d:
    return go.Scatter3d(
        name=name, mode="lines", hoverinfo="skip", connectgaps=False, line={"width": width, "dash": dash}
    )


def _axis(title: str) -> dict[str, object]:
    return {
        "title": {"text": title},
        "nticks": 7,
        "showspikes": False,
        "showbackground": False,
        "zeroline": False,
        "autorange": False,
    }
