"""The figure that plotly.js draws, and the colours of what is drawn."""

from typing_extensions import TypedDict

from .values import PlotlyLayout, PlotlyTrace


class SurfaceColours(TypedDict):
    """The colours of the surface's figure in one theme, as CSS writes them.

    paper : of what is behind it
    text, grid, plate : of the axes, their lines and the label under the pointer
    floor, isolines, creases, path, drop, pick, trajectories : of lines and dots
    minimum, rim : of the minimiser and of the ring around it
    """

    paper: str
    text: str
    grid: str
    plate: str
    floor: str
    isolines: str
    creases: str
    path: str
    drop: str
    pick: str
    trajectories: list[str]
    minimum: str
    rim: str


class FlatColours(TypedDict):
    """The colours of lines and dots where the landscape is seen from above.

    floor, creases, path : of lines
    shaft : of minimisers that are not a point
    minimum, rim : of the minimiser and of the ring around it
    """

    floor: str
    creases: str
    path: str
    shaft: str
    minimum: str
    rim: str


class Colours(TypedDict):
    """The colours of what WebGL and canvas draw.

    light, dark : of the surface
    flat : of the landscape from above
    """

    light: SurfaceColours
    dark: SurfaceColours
    flat: FlatColours


class Figure(TypedDict):
    """The Plotly figure without its numbers, and its colours.

    data : its traces
    layout : axes and light
    config : what plotly.js is to show of itself
    colours : what the renderer paints it with
    """

    data: list[PlotlyTrace]
    layout: PlotlyLayout
    config: dict[str, bool]
    colours: Colours
