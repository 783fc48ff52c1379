"""What the page calls the keys of a query: whoever dragged λ does not know that a link says ``l1``."""

from landscapes import Refusal
from landscapes.knobs import KNOBS

from ..i18n import Words

# A sign where the page shows one, which is the same in every language.
SIGN_OF = {name: knob.symbol for name, knob in KNOBS.items() if knob.symbol} | {"rate": "η"}
# Else the catalogue's key for its label.
LABEL_OF = {
    "loss": "choice.loss",
    "data": "choice.data",
    "edited": "choice.rows",
    "n": "choice.grid",
    "range": "choice.range",
    "mask": "choice.mask",
    "rescale": "choice.rescale",
    "convention": "choice.convention",
    "copies": "choice.copies",
    "start": "view.descent.start",
    "steps": "view.descent.steps",
    "compare": "view.compare",
}


def shown(field: str, say: Words) -> str:
    """“λ (l1)”: the page's name of a key, and the key; the key alone where the page shows it, or has no name for it."""
    name = SIGN_OF.get(field) or (say(LABEL_OF[field]) if field in LABEL_OF else "")
    return say("page.field", name=name, field=field) if name not in ("", field) else field


def label_of(knob: str, say: Words) -> str:
    """The label of a slider."""
    return say(LABEL_OF.get(knob, f"knob.{knob}"))


def on_screen(refusal: Refusal, say: Words) -> str:
    """The refusal's sentence for somebody who looks at the page."""
    if refusal.field is None:
        return say.refusal(refusal)
    return say.refusal(Refusal(refusal.key, **{**refusal.values, "field": shown(refusal.field, say)}))
