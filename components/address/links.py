"""Addresses of one figure on its several pages."""

from collections.abc import Collection
from urllib.parse import urlencode

from landscapes import Spec
from landscapes.keys import write
from landscapes.knobs import KNOBS, MAIN, of_kind

from ..i18n import Words
from .view import EMBED, PAGE, View


def query_of(spec: Spec, view: View, *, language: bool = True) -> str:
    """The shortest query of a figure as the explorer shows it, without ``?``."""
    page = write(PAGE, vars(view), spec)
    lang = page.pop("lang")
    trajectories = {} if view.descent is None else view.descent.to_query(spec)
    return urlencode(
        spec.to_query() | page | view.view_state.to_query() | trajectories | ({"lang": lang} if language else {}),
        safe=",",
    )


def embed_query(spec: Spec, view: View) -> str:
    """The shortest query of a figure as an embed shows it."""
    own = urlencode(write(EMBED, vars(view), spec), safe=",")
    return "&".join(filter(None, (query_of(spec, view), own)))


def named_weights(spec: Spec) -> dict[str, float]:
    """Penalty → its weight, of those that a figure's name says: λ and Ω also where they are off, as the landscape is
    then one without them, and the others where they are on.
    """
    return {name: weight for name, weight in spec.weights.items() if name in MAIN or weight > 0.0}


def name_of(spec: Spec, say: Words, moving: Collection[str] = ()) -> str:
    """What a figure shows, in one line: loss, data and weights, except those that its sliders move."""
    shown = [knob for knob in named_weights(spec) if knob not in moving]
    shown += [knob for knob in of_kind("loss") if getattr(spec, knob) and knob not in moving]
    kept = [f"{KNOBS[knob].symbol} = {getattr(spec, knob):g}" for knob in shown]
    data = say(f"choice.data.{spec.data}").rstrip("…")
    rows = say("choice.edited", data=data) if spec.edited else data
    return " · ".join([say(f"choice.loss.{spec.loss}"), rows, *kept])
