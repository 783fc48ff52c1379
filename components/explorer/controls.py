"""The controls: plain functions from a spec to components. What they do is in ``assets/explorer/explorer.js``."""

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from landscapes import Spec
from landscapes.data.datasets import data_knobs
from landscapes.models.dropout import MASKS
from landscapes.models.smoothing import CONVENTIONS
from landscapes.spec import NUMBERS, models

from ..address.field_names import SIGN_OF
from ..i18n import Words
from ..scene.scene import knob_range, offered
from . import ids
from .html_attributes import data, labelled
from .search import PRESETS

# Steps of the sliders of the data sets' knobs.
STEPS = {"p": 0.01, "x": 0.1, "rho": 0.01, "outlier": 0.1}


def preset_of(l1: float, l2: float) -> str:
    """The preset whose penalties have weight."""
    return {(False, False): "none", (True, False): "l1", (False, True): "l2", (True, True): "both"}[l1 > 0, l2 > 0]


def number_entry(knob: str, bounds: tuple[float, float, float], label: str, name: str) -> html.Span:
    """The place of a field for a slider's number, which ``assets/explorer/number_fields.js`` builds.

    bounds : the least, the largest number and the step of an arrow key
    label : the field's accessible name
    name : what a sentence that refuses a number calls it
    """
    low, high, step = (f"{bound:g}" for bound in bounds)
    return html.Span(className="entry", **data(knob=knob, low=low, high=high, step=step, label=label, name=name))


def _slider(knob: str, value: float, bounds: tuple[float, float, float], label: str, **look: Any) -> dmc.Slider:
    """A slider that says every step of a drag; ``bounds`` are its least, its largest and its step."""
    low, high, step = bounds
    return dmc.Slider(
        id=knob,
        min=low,
        max=high,
        step=step,
        value=value,
        updatemode="drag",
        thumbLabel=label,
        label=None,
        className="slider",
        **look,
    )


def weight_knob(knob: str, value: float, say: Words) -> html.Div:
    """A slider with number entry for the weight of a penalty."""
    slider = _slider(knob, value, knob_range(knob), say(f"knob.{knob}"), size="md", marks=[])
    entry = number_entry(knob, knob_range(knob), say(f"knob.{knob}.number"), SIGN_OF[knob])
    return html.Div(
        [html.Span(say(f"knob.{knob}.short"), className="knob-name"), slider, entry], className=f"knob knob-{knob}"
    )


def dock(spec: Spec, say: Words) -> html.Section:
    """λ and Ω with the play button: what stays in reach of the thumb."""
    plays = ids.L2 if spec.l2 > 0.0 and spec.l1 == 0.0 else ids.L1
    play = dmc.ActionIcon(
        html.Span(className="icon icon-play"),
        id=ids.PLAY,
        n_clicks=0,
        size="lg",
        radius="xl",
        variant="filled",
        **labelled(say("knob.play", sign=SIGN_OF[plays]), sign=SIGN_OF[plays]),
    )
    knobs = [
        weight_knob(ids.L1, spec.l1, say),
        weight_knob(ids.L2, spec.l2, say),
    ]
    preset = dmc.SegmentedControl(
        id=ids.PRESET,
        value=preset_of(spec.l1, spec.l2),
        fullWidth=True,
        size="xs",
        className="preset",
        data=[{"value": name, "label": say(f"choice.preset.{name}")} for name in PRESETS],
        **labelled(say("choice.preset")),
    )
    return html.Section(
        [preset, html.Div([play, html.Div(knobs, className="knobs")], className="dock-row")],
        className="dock",
        id="dock",
    )


def data_options(loss: str, say: Words) -> list[dict[str, str]]:
    """The data sets that go with a loss as options; the visitor's own is among them."""
    return [{"value": name, "label": say(f"choice.data.{name}")} for name in offered(loss)]


def choices(spec: Spec, say: Words) -> html.Div:
    """Loss and data, and the structural knobs of the data sets; those that apply are shown."""
    select: dict[str, Any] = {"allowDeselect": False, "size": "sm", "comboboxProps": {"withinPortal": True}}
    return html.Div(
        [
            dmc.Select(
                id=ids.LOSS,
                label=say("choice.loss"),
                value=spec.loss,
                data=[{"value": name, "label": say(f"choice.loss.{name}")} for name in models()],
                **select,
            ),
            dmc.Select(
                id=ids.DATA, label=say("choice.data"), value=spec.data, data=data_options(spec.loss, say), **select
            ),
            _own_file(say, select),
            *[_structural(knob, getattr(spec, knob), STEPS[knob], say, some=True) for knob in data_knobs()],
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
                    _structural(ids.RANGE, spec.range, 0.5, say, say("choice.range")),
                ],
                className="more",
            ),
        ],
        className="choices",
    )


def _regularizers(spec: Spec, say: Words, select: dict[str, Any]) -> html.Details:
    """Dropout and its kin, noise, label smoothing, confidence, sharing; open where one of them is on."""

    def choice(name: str, value: str, values: Iterable[str]) -> dmc.Select:
        options = [{"value": each, "label": say(f"choice.{name}.{each}")} for each in values]
        return dmc.Select(id=name, label=say(f"choice.{name}"), value=value, data=options, **select)

    # What acts on inputs; nets have no place for it.
    masks = [
        choice(ids.MASK, spec.mask, MASKS),
        choice(ids.RESCALE, str(int(spec.rescale)), ("1", "0")),
        _structural(ids.NOISE, spec.noise, 0.05, say),
    ]
    smoothing = [
        _structural(ids.SMOOTHING, spec.smoothing, 0.01, say),
        choice(ids.CONVENTION, spec.convention, CONVENTIONS),
    ]
    return html.Details(
        [
            html.Summary(say("choice.regularizers")),
            _structural(ids.DROP, spec.drop, 0.01, say),
            html.Div(masks, className="of-inputs"),
            html.Div(smoothing, className="smoothing"),
            _structural(ids.CONFIDENCE, spec.confidence, 0.01, say, some=True),
            html.Div(_structural(ids.SHARE, spec.share, 0.01, say), className="of-inputs"),
        ],
        className="more regularizers",
        open=not spec.plain,
    )


def _structural(knob: str, value: float, step: float, say: Words, label: str = "", *, some: bool = False) -> html.Div:
    """A slider with number entry. It asks the server for new layers where the loss is not affine in it (see
    ``landscapes.parts``).

    some : whether it is for some landscapes only, and shown where the scene names it (``sliders_of``)
    """
    label = label or say(f"knob.{knob}")
    bounds = (*NUMBERS[knob], step)
    slider = _slider(knob, value, bounds, label, size="sm")
    entry = number_entry(knob, bounds, label, SIGN_OF.get(knob, label))
    head = html.Div([html.Span(label), entry], className="structural-head")
    return html.Div([head, slider], className="structural", **(data(slider=knob) if some else {}))


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
            html.P(say("own.hint"), className="hint"),
            html.Div(
                [
                    html.P(id=ids.TABLE, className="hint"),
                    *pickers,
                    html.Div(html.Ul(id=ids.OWN_REMARKS), className="hint told", hidden=True),
                    html.Div([html.P(say("own.left")), html.Ul(id=ids.OWN_LEFT)], className="hint told", hidden=True),
                    html.P(say("own.standardized"), className="hint"),
                ],
                className="columns",
            ),
        ],
        id=ids.OWN,
        className="own",
    )
