"""Dash components: the surface of a figure, and sliders that move it without Dash in between.

A callback writes ``scene`` and reads ``weights``, ``camera`` and ``picked``, as it would a ``dcc.Graph``'s properties.
What the browser does is in ``assets/widgets/``. An app of one's own calls ``connect`` once (``examples/dash_app.py``).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from dash import Dash
from dash.development.base_component import Component
from flask import Response

from landscapes.knobs import KNOBS

from ..http.plotly_bundle import whole
from ..http.static_files import FOR_EVER, Packed, script_of, style_of
from ..i18n import words

NAMESPACE = "lossfold_widgets"


class Widget(Component):
    """A component whose properties are those that its ``__init__`` names."""

    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = []  # noqa: RUF012
    _namespace = NAMESPACE
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, **properties: Any) -> None:
        self._type = type(self).__name__
        self._prop_names = [*properties]
        self.available_properties = self._prop_names
        super().__init__(**{name: value for name, value in properties.items() if value is not None})


class Landscape(Widget):
    """The surface J of a scene, alive.

    id : also the name by which sliders find it
    scene : what ``build_scene`` or ``standalone_scene`` makes of a problem; a new one takes its place. None where the
        page's own scripts bring the first one
    weights : knob → weight, as shown; said when the hand rests
    camera : the eye, or the eye and what it looks at, in plotly's coordinates; said when the hand has turned it
    wireframe : whether the surface is a net of lines, through which one sees
    picked : (β₁, β₂) of the last click on the surface, or None
    language : of the names on the picture; None for none
    theme : "light", "dark", or "auto", which follows the visitor's system
    label : for those who do not see it; ``className``, ``style`` : of the element, which needs a height
    """

    def __init__(
        self,
        id: str,
        *,
        scene: Mapping[str, Any] | None,
        weights: Mapping[str, float] | None = None,
        camera: Sequence[float] | None = None,
        wireframe: bool = False,
        picked: Sequence[float] | None = None,
        theme: str = "auto",
        language: str | None = "en",
        label: str | None = None,
        className: str | None = None,  # noqa: N803
        style: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            id=id,
            scene=None if scene is None else dict(scene),
            weights=weights,
            camera=camera,
            wireframe=wireframe,
            picked=picked,
            theme=theme,
            words={**words(language).under("label"), **words(language).under("feature")} if language else None,
            label=label,
            className=className,
            style=style,
        )


class KnobSlider(Widget):
    """A slider of a knob of the figure ``landscape``, with the range that ``landscapes.knobs`` gives it.

    A weight moves the surface at once. A knob in which J is not affine needs another scene, from a callback.

    value : where it stands; said when the hand rests
    drag_value : the same at every step, if ``updatemode`` is "drag"
    mark : a text at the smallest weight at which the minimum is at 0, what follows "_" in it set lower; for the slider
        of a penalty with a kink
    """

    def __init__(
        self,
        id: str,
        *,
        landscape: str,
        knob: str | None = None,
        value: float | None = None,
        drag_value: float | None = None,
        updatemode: Literal["mouseup", "drag"] = "mouseup",
        label: str | None = None,
        mark: str | None = None,
        className: str | None = None,  # noqa: N803
    ) -> None:
        entry = KNOBS[knob or id]
        super().__init__(
            id=id,
            landscape=landscape,
            knob=entry.name,
            low=entry.low,
            high=entry.high,
            step=entry.step,
            value=entry.default if value is None else value,
            drag_value=drag_value,
            updatemode=updatemode,
            label=label or entry.symbol,
            mark=mark,
            className=className,
        )


def connect(app: Dash) -> None:
    """Serves what these components need in the browser beside ``app``, and has its pages load it.

    plotly.js comes whole: the app's own ``dcc.Graph`` takes the one that it finds in the page.
    """
    files = [whole(), script_of("widgets"), style_of("widgets")]
    for file in files:
        app.server.add_url_rule(f"/release/{file.name}", file.name, _sender(file))  # pyright: ignore[reportAttributeAccessIssue]
    prefix = app.config.requests_pathname_prefix
    names = [file.name for file in files]
    scripts = [f"{prefix}release/{name}" for name in names if name.endswith(".js")]
    app.config.external_scripts = [*app.config.external_scripts, *scripts]
    styles = [f"{prefix}release/{name}" for name in names if name.endswith(".css")]
    app.config.external_stylesheets = [*app.config.external_stylesheets, *styles]


def _sender(file: Packed) -> Callable[[], Response]:
    return lambda: Response(file.body, mimetype=file.kind, headers={"Cache-Control": FOR_EVER})
