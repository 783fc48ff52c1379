"""The controls: plain functions from a spec to components. What they do is in ``assets/explorer/explorer.js``."""

from collections.abc import Iterable, Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from landscapes import Spec
from landscapes.knobs import KNOBS, MAIN, of_kind
from landscapes.models.copies import COPIES
from landscapes.models.dropout import MASKS
from landscapes.models.penalties import PENALTIES
from landscapes.models.smoothing import CONVENTIONS
from landscapes.slices.examples import NAMES
from landscapes.spec import models

from ..address.field_names import label_of
from ..address.view import View
from ..i18n import Words
from ..scene.scene import dataset_choices
from ..widgets import KnobSlider
from . import ids
from .html_attributes import data, labelled
from .search import PRESETS

# What the value of a slice begins with in the menu of losses; of "slice:" alone one brings one's own.
SLICE = "slice:"


def preset_of(weights: Mapping[str, float]) -> str:
    """The preset whose penalties have weight; "" if it has no name."""
    on = tuple(name for name, weight in weights.items() if weight > 0.0)
    return next((name for name, knobs in PRESETS.items() if knobs == on), "")


def number_entry(knob: str, label: str, name: str) -> html.Span:
    """The place of a field for a slider's number, which ``assets/controls/number_fields.js`` builds.

    label : the field's accessible name
    name : what a sentence that refuses a number calls it
    """
    return html.Span(className="entry", **data(knob=knob, label=label, name=name))


def _mark(knob: str) -> str | None:
    """What stands where a penalty's weight begins to hold β at 0; None for a knob that never does."""
    return f"{KNOBS[knob].symbol}_max" if knob in PENALTIES and not PENALTIES[knob].smooth else None


def weight_knob(knob: str, value: float, say: Words) -> html.Div:
    """A slider with number entry for the weight of a penalty."""
    slider = KnobSlider(knob, landscape=ids.SURFACE, value=value, label=say(f"knob.{knob}"), mark=_mark(knob))
    entry = number_entry(knob, say(f"knob.{knob}.number"), KNOBS[knob].symbol)
    return html.Div(
        [html.Span(say(f"knob.{knob}.short"), className="knob-name"), slider, entry], className=f"knob knob-{knob}"
    )


def dock(spec: Spec, say: Words) -> html.Section:
    """λ and Ω with the play button: what stays in reach of the thumb."""
    plays = KNOBS[next((knob for knob, weight in spec.weights.items() if weight > 0.0), MAIN[0])].symbol
    play = dmc.ActionIcon(
        html.Span(className="icon icon-play"),
        id=ids.PLAY,
        n_clicks=0,
        size="lg",
        radius="xl",
        variant="filled",
        **labelled(say("knob.play", sign=plays), sign=plays),
    )
    knobs = [weight_knob(knob, getattr(spec, knob), say) for knob in MAIN]
    shown = [name for name, weights in PRESETS.items() if {*weights} <= {*MAIN}]
    preset = dmc.SegmentedControl(
        id=ids.PRESET,
        value=preset_of(spec.weights),
        fullWidth=True,
        size="xs",
        className="preset",
        data=[{"value": name, "label": say(f"choice.preset.{name}")} for name in shown],
        **labelled(say("choice.preset")),
    )
    return html.Section(
        [preset, html.Div([play, html.Div(knobs, className="knobs")], className="dock-row")],
        className="dock",
        id=ids.DOCK,
    )


def data_options(loss: str, say: Words) -> list[dict[str, str]]:
    """The data sets that go with a loss as options; the visitor's own is among them."""
    return [{"value": name, "label": say(f"choice.data.{name}")} for name in dataset_choices(loss)]


def loss_options(say: Words) -> list[dict[str, str | list[dict[str, str]]]]:
    """The losses, and our slices of nets, which have a page of their own (``assets/explorer/pickers.js``)."""
    slices = [{"value": f"{SLICE}{name}", "label": say(f"slice.example.{name}")} for name in NAMES]
    own = {"value": SLICE, "label": say("choice.slice.own")}
    groups = {
        "models": [{"value": name, "label": say(f"choice.loss.{name}")} for name in models()],
        "slices": [*slices, own],
    }
    return [{"group": say(f"choice.group.{name}"), "items": items} for name, items in groups.items()]


def choices(spec: Spec, view: View, say: Words) -> html.Div:
    """Loss and data, and all knobs but those of the dock; ``assets/explorer/readout.js`` shows those that apply."""
    select: dict[str, Any] = {"allowDeselect": False, "size": "sm", "comboboxProps": {"withinPortal": True}}
    return html.Div(
        [
            dmc.Select(
                id=ids.LOSS,
                label=say("choice.loss"),
                value=spec.loss,
                data=loss_options(say),
                maxDropdownHeight=420,
                **select,
            ),
            dmc.Select(
                id=ids.DATA, label=say("choice.data"), value=spec.data, data=data_options(spec.loss, say), **select
            ),
            _own_file(say, select),
            *[_structural(knob, spec, say) for knob in of_kind("data")],
            _regularizers(spec, say, select),
            html.Details(
                [
                    html.Summary(say("choice.more")),
                    dmc.Select(
                        id=ids.N,
                        label=say("choice.grid"),
                        value=str(spec.n),
                        data=[str(n) for n in sorted({61, 91, 121, 181, 241, spec.n})],
                        **select,
                    ),
                    *[_structural(knob, spec, say) for knob in of_kind("frame")],
                    dmc.Switch(id=ids.WIREFRAME, label=say("choice.wireframe"), checked=view.wireframe, size="sm"),
                    dmc.Switch(id=ids.INERTIA, label=say("choice.inertia"), checked=view.inertia, size="sm"),
                ],
                className="more",
            ),
        ],
        className="choices",
    )


def _regularizers(spec: Spec, say: Words, select: dict[str, Any]) -> html.Details:
    """The knobs that make L another one, each with its choices, and the penalties beside those of the dock; open where
    one of them is on.
    """

    def choice(name: str, value: str, values: Iterable[str]) -> dmc.Select:
        options = [{"value": each, "label": say(f"choice.{name}.{each}")} for each in values]
        return dmc.Select(id=name, label=say(f"choice.{name}"), value=value, data=options, **select)

    masks = [choice(ids.MASK, spec.mask, MASKS), choice(ids.RESCALE, str(int(spec.rescale)), ("1", "0"))]
    copies = choice(ids.COPIES, spec.copies, COPIES)
    # What stands below a knob. Masks are of inputs, as noise is: a net drops blocks, and has no place for them.
    below = {
        "drop": html.Div(masks, className="with-knob", **data(slider="noise")),
        "noise": html.Div(copies, className="with-knob", **data(slider="copies")),
        "smoothing": html.Div(
            choice(ids.CONVENTION, spec.convention, CONVENTIONS), className="with-knob", **data(slider="smoothing")
        ),
    }
    others = [knob for knob in of_kind("penalty") if knob not in MAIN]
    shown: list[Component] = [html.Summary(say("choice.regularizers"))]
    for knob in (*of_kind("loss"), *others):
        shown += [_structural(knob, spec, say), *([below[knob]] if knob in below else [])]
    on = not spec.is_unregularized or any(getattr(spec, knob) > 0.0 for knob in others)
    return html.Details(shown, className="more regularizers", open=on)


def _structural(knob: str, spec: Spec, say: Words) -> html.Div:
    """A slider with number entry. It asks the server for new layers where J is not affine in it (see
    ``landscapes.knobs``).
    """
    label = label_of(knob, say)
    slider = KnobSlider(knob, landscape=ids.SURFACE, value=getattr(spec, knob), label=label, mark=_mark(knob))
    entry = number_entry(knob, label, KNOBS[knob].symbol or label)
    head = html.Div([html.Span(label), entry], className="structural-head")
    return html.Div([head, slider], className="structural", **data(slider=knob, kind=KNOBS[knob].kind))


def _own_file(say: Words, select: dict[str, Any]) -> html.Div:
    """The visitor's own file: the button, what is wrong with a file beside it, and the pickers of its columns."""
    keys = {ids.FEATURE_1: "own.feature1", ids.FEATURE_2: "own.feature2", ids.TARGET: "own.target"}
    # A file may have a thousand columns: a list shows some, and typing finds the rest.
    search: dict[str, Any] = {"searchable": True, "limit": 100, "nothingFoundMessage": say("own.none")}
    pickers = [dmc.Select(id=name, label=say(key), data=[], **search, **select) for name, key in keys.items()]
    return html.Div(
        [
            dcc.Upload(
                dmc.Button(say("own.choose"), variant="default", fullWidth=True, size="sm"),
                id=ids.FILE,
                multiple=False,
                className="upload",
            ),
            html.Div(id=ids.OWN_NOTICE, role="alert", className="own-notice"),
            html.Button(id=ids.OWN_COMPLETE, type="button", className="view-lead", hidden=True),
            html.P(say("own.way"), className="hint"),
            html.P(say("own.hint"), className="hint"),
            html.Div(
                [
                    html.P(id=ids.TABLE, className="hint"),
                    *pickers,
                    html.Div(id=ids.OWN_OVERVIEW, className="overview", role="group", **labelled(say("own.overview"))),
                    html.Div(html.Ul(id=ids.OWN_REMARKS), className="hint remarks", hidden=True),
                    html.Div(
                        [html.P(say("own.left")), html.Ul(id=ids.OWN_LEFT)], className="hint remarks", hidden=True
                    ),
                    html.P(say("own.standardized"), className="hint"),
                ],
                className="columns",
            ),
        ],
        id=ids.OWN,
        className="own",
    )
