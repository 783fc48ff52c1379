"""What one chooses from on a slice's page: our slices, and the explorer's losses, which are on another page."""

from typing import NamedTuple

from landscapes.knobs import KNOBS, MAIN
from landscapes.slices.examples import NAMES
from landscapes.spec import models

from ..i18n import Words
from ..scene.slice_pair import most_of

# What the values of the menu begin with; "slice:" alone is the page that asks for a file.
SLICE, LOSS = "slice:", "loss:"


class Group(NamedTuple):
    """Some of the menu's options, as (value, label)."""

    label: str
    options: list[tuple[str, str]]


def menu(say: Words) -> list[Group]:
    """The groups of the explorer's menu of losses, slices first."""
    slices = [(f"{SLICE}{name}", say(f"slice.example.{name}")) for name in NAMES]
    losses = [(f"{LOSS}{name}", say(f"choice.loss.{name}")) for name in models()]
    return [
        Group(say("choice.group.slices"), [*slices, (SLICE, say("choice.slice.own"))]),
        Group(say("choice.group.models"), losses),
    ]


def menu_reaches() -> dict[str, dict[str, float]]:
    """Where λ and Ω end behind each option; behind all losses in the same place."""
    losses = {name: KNOBS[name].high for name in MAIN}
    return {LOSS: losses, **{f"{SLICE}{name}": most_of(name) for name in NAMES}}
