"""A Dash app of your own with a landscape in it: ``python -m examples.dash_app``, then http://127.0.0.1:8060."""

from dash import Dash, Input, Output, html

from components.address.view import View
from components.scene.standalone import standalone_scene
from components.widgets import KnobSlider, Landscape, connect
from landscapes import Problem, Spec

SPEC = Spec(loss="linear", data="correlated", l1=0.2)

app = Dash(__name__)
connect(app)
app.layout = html.Main(
    [
        Landscape("figure", scene=standalone_scene(Problem.of(SPEC), View("en")), style={"height": "70vh"}),
        KnobSlider("l1", landscape="figure", value=SPEC.l1),
        KnobSlider("l2", landscape="figure", value=SPEC.l2),
        html.P(id="minimum"),
    ]
)


@app.callback(Output("minimum", "children"), Input("figure", "weights"), Input("figure", "picked"))
def minimum(weights: dict[str, float] | None, picked: list[float] | None) -> str:
    """The exact minimiser, from Python, under the weights at which the hand came to rest."""
    best = Problem.of(SPEC.with_(**(weights or {}))).solution.points[0]
    return f"β = ({best[0]:.4f}, {best[1]:.4f}); you clicked on {picked or 'nothing yet'}."


if __name__ == "__main__":
    app.run(port=8060)
