"""Addresses of one figure on its several pages."""

from collections.abc import Collection
from urllib.parse import urlencode

from landscapes import Spec
from landscapes.keys import write
from landscapes.knobs import KNOBS, of_kind
from landscapes.models.penalties import PENALTIES

from ..i18n import Words
from .sliders import silent
from .view import EMBED, PAGE, View


def query_of(spec: Spec, view: View, *, language: bool = True) -> str:
    """The shortest query of a figure as the explorer shows it, without ``?``."""
    page = write(PAGE, vars(view), spec)
    lang = page.pop("lang")
    walks = {} if view.descent is None else view.descent.to_query(spec)
    return urlencode(
        spec.to_query() | page | view.looks.to_query() | walks | ({"lang": lang} if language else {}), safe=","
    )


def embed_query(spec: Spec, view: View) -> str:
    """The shortest query of a figure as an embed shows it."""
    own = urlencode(write(EMBED, vars(view), spec), safe=",")
    return "&".join(filter(None, (query_of(spec, view), own)))


def name_of(spec: Spec, say: Words, moving: Collection[str] = ()) -> str:
    """What a figure shows, in one line: loss, data and weights, but for those that its sliders move."""
    # A penalty is named also where it is off: the figure is of a landscape without it.
    shown = [knob for knob in PENALTIES if knob not in {*moving, *silent(spec)}]
    shown += [knob for knob in of_kind("loss") if getattr(spec, knob) and knob not in moving]
    kept = [f"{KNOBS[knob].symbol} = {getattr(spec, knob):g}" for knob in shown]
    return " · ".join([say(f"choice.loss.{spec.loss}"), say(f"choice.data.{spec.data}").rstrip("…"), *kept])
