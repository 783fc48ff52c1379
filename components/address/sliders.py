"""Which knobs a page shows: penalties with a slider, parts of the loss, and what else an address gives weight."""

from landscapes import Spec
from landscapes.knobs import MAIN, knobs_of, values_of
from landscapes.models.penalties import PENALTIES

# Penalties that the pages know as a term of J, but not yet as a slider.
HELD = tuple(name for name in PENALTIES if name not in MAIN)


def movable_knobs(spec: Spec) -> tuple[str, ...]:
    """The knobs of the spec's model that have a slider."""
    return tuple(knob for knob in knobs_of(spec) if knob not in HELD)


def settings_of(spec: Spec) -> dict[str, float]:
    """Knob → where the spec has it, for every knob that its pages show."""
    return {knob: value for knob, value in values_of(spec).items() if knob not in silent(spec)}


def silent(spec: Spec) -> tuple[str, ...]:
    """The penalties of which a page says nothing: neither slider nor weight."""
    return tuple(knob for knob in HELD if not spec.weights[knob])
