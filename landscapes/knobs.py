"""The knobs in which J is affine: λ and Ω, and those that weigh a part of the loss (see ``parts``)."""

from .models.penalties import PENALTIES
from .spec import Spec

SIGNS = {"noise": "σ", "smoothing": "ε", "confidence": "γ", "share": "κ"}
# The power to which a knob is its part's weight: noise is σ on the slider and σ² in J.
POWERS = {"noise": 2, "smoothing": 1, "confidence": 1, "share": 1}


def parts_of(spec: Spec) -> tuple[str, ...]:
    """The knobs of this kind that the spec's model has, in our order."""
    model = spec.model
    if not model.linear_score:
        return ()
    unsure = spec.loss == "softmax" and spec.drop == 0.0 and spec.noise == 0.0
    has = {"share": True, "smoothing": model.affine_in_target, "noise": model.quadratic, "confidence": unsure}
    return tuple(name for name in POWERS if has[name])


def knobs_of(spec: Spec) -> tuple[str, ...]:
    """Every knob in which J is affine or, for noise, affine in its square: λ and Ω, then the parts'."""
    return (*PENALTIES, *parts_of(spec))


def values_of(spec: Spec) -> dict[str, float]:
    """Knob → where the spec has it, for every knob of its model."""
    return {knob: getattr(spec, knob) for knob in knobs_of(spec)}


def weights_of(spec: Spec) -> dict[str, float]:
    """Part → its weight in L."""
    return {name: getattr(spec, name) ** POWERS[name] for name in parts_of(spec)}
