"""Peer: a Dash page whose server answers every slider step with a new figure."""

import sys

import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

AXIS = np.linspace(-5, 5, 121)
B1, B2 = np.meshgrid(AXIS, AXIS)
LOSS, FOLD = np.logaddexp(0, B2 - B1), np.abs(B1) + np.abs(B2)

app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Graph(id="plot", style={"width": "500px", "height": "400px"}),
        dcc.Slider(0, 2, 0.01, value=0.2, id="knob", updatemode="drag", marks=None),
    ]
)


@app.callback(Output("plot", "figure"), Input("knob", "value"))
def draw(l1: float) -> go.Figure:
    """The landscape at this λ."""
    figure = go.Figure(go.Surface(x=AXIS, y=AXIS, z=LOSS + l1 * FOLD, showscale=False))
    return figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, uirevision=1)


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
