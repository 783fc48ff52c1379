"""Addresses of one figure on its several pages."""

from collections.abc import Collection
from urllib.parse import urlencode

from landscapes import Spec
from landscapes.knobs import KNOBS, MAIN, of_kind
from landscapes.models.penalties import PENALTIES
from landscapes.spec import written

from ..i18n import Words
from .sliders import silent
from .view import View


def query_of(spec: Spec, view: View, *, language: bool = True) -> str:
    """The shortest query of a figure as the explorer shows it, without ``?``."""
    parts: dict[str, str] = spec.to_query()
    if view.theme != "auto":
        parts["theme"] = view.theme
    if view.camera is not None:
        parts["camera"] = ",".join(map(written, view.camera))
    parts |= view.looks.to_query()
    if view.descent is not None:
        parts |= view.descent.to_query(spec)
    if language:
        parts["lang"] = view.language
    return urlencode(parts, safe=",")


def embed_query(spec: Spec, view: View) -> str:
    """The shortest query of a figure as an embed shows it."""
    parts: dict[str, str] = {}
    if view.knobs != MAIN:
        parts["knobs"] = ",".join(view.knobs) or "none"
    if view.autorotate:
        parts["autorotate"] = "1"
    if not view.controls:
        parts["controls"] = "0"
    if view.title:
        parts["title"] = view.title
    return "&".join(filter(None, (query_of(spec, view), urlencode(parts, safe=","))))


def name_of(spec: Spec, say: Words, moving: Collection[str] = ()) -> str:
    """What a figure shows, in one line: loss, data and weights, but for those that its sliders move."""
    # A penalty is named also where it is off: the figure is of a landscape without it.
    shown = [knob for knob in PENALTIES if knob not in {*moving, *silent(spec)}]
    shown += [knob for knob in of_kind("loss") if getattr(spec, knob) and knob not in moving]
    kept = [f"{KNOBS[knob].symbol} = {getattr(spec, knob):g}" for knob in shown]
    return " · ".join([say(f"choice.loss.{spec.loss}"), say(f"choice.data.{spec.data}").rstrip("…"), *kept])
