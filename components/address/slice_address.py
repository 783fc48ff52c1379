"""The address of one of our slices: where its sliders stand, what is drawn of it, and how it is seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from landscapes.keys import Choice, Decimal, Key, Names, Switch, fixed, read, write

from .camera import CAMERA, Camera
from .view import THEMES, Title

LOSS = "loss"
# What may be open beside the surface, and what the cut runs along and through; the first is usual.
CUT, CONSTRAINT = "cut", "constraint"
ALONG = ("a", "b")
THROUGH = ("lowest", "centre")


@dataclass(frozen=True)
class SliceReach:
    """What an address may say of a slice.

    most : penalty → where its slider ends
    layers : what may be drawn
    wide : whether heights are logarithms unless it is said otherwise
    views : what may be open beside the surface
    """

    most: Mapping[str, float]
    layers: tuple[str, ...]
    wide: bool
    views: tuple[str, ...] = (CUT,)


@dataclass(frozen=True)
class SliceOptions:
    """How a slice is shown: the weights, the layer, whether heights are logarithms, what is open beside the surface,
    what the cut runs along and through, light or dark, the camera, the author's words above it.
    """

    l1: float = 0.0
    l2: float = 0.0
    layer: str = LOSS
    logarithm: bool = False
    views: tuple[str, ...] = ()
    along: str = ALONG[0]
    through: str = THROUGH[0]
    theme: str = THEMES[0]
    camera: Camera | None = None
    title: str = ""


def _weight(name: str) -> Key[SliceReach]:
    return Key(name, lambda reach: Decimal(0.0, reach.most.get(name, 0.0)), lambda _: 0.0)


KEYS: tuple[Key[Any], ...] = (
    _weight("l1"),
    _weight("l2"),
    Key("layer", lambda reach: Choice(reach.layers), lambda _: LOSS),
    Key("log", lambda _: Switch(), lambda reach: reach.wide, "logarithm"),
    Key("view", lambda reach: Names(reach.views), lambda _: (), "views"),
    fixed("along", Choice(ALONG), ALONG[0]),
    fixed("through", Choice(THROUGH), THROUGH[0]),
    fixed("theme", Choice(THEMES), THEMES[0]),
    CAMERA,
    fixed("title", Title(), ""),
)


def slice_options_from(query: Mapping[str, str], reach: SliceReach) -> SliceOptions:
    """How a query shows a slice. Raises SpecError."""
    return SliceOptions(**read(KEYS, query, reach))


def slice_query(options: SliceOptions, reach: SliceReach) -> dict[str, str]:
    """The shortest query that shows a slice so."""
    return write(KEYS, vars(options), reach)
