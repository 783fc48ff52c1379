"""A diagram that is a panel of sliders and choices over charts: its address, what its template draws, its data."""

from collections.abc import Mapping
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, ClassVar, NamedTuple

from landscapes.keys import Choice, Converter, Decimal, Whole, fixed

from .diagram_address import Addressed
from .diagram_context import PanelContext
from .panel_schema import PanelScene


class Slider(NamedTuple):
    """A slider of a diagram: its sign, where it may stand, and how many stops there are to a unit; 1: whole numbers."""

    sign: str
    low: float
    high: float
    per_unit: int = 1

    def stops(self, own: float) -> list[float]:
        """Where it may stand; the address's own value is among the stops."""
        first, last = round(self.low * self.per_unit), round(self.high * self.per_unit)
        return sorted({*(step / self.per_unit for step in range(first, last + 1)), own})

    def converter(self) -> Converter[Any]:
        """What an address may say of it: any number between its ends, not the stops alone."""
        return Whole(round(self.low), round(self.high)) if self.per_unit == 1 else Decimal(self.low, self.high)


@dataclass(frozen=True)
class Panel(Addressed):
    """A diagram with sliders. Its fields are those of its address, one for each slider and each choice.

    keys : they follow from its fields, the sliders and the choices
    sliders, choices : by the key that each of them sets, the choices with what there is to choose from
    plots, legend, facts : ids of its charts; class and word of each swatch; ids of its lines of numbers
    plays, presets : the slider that can run by itself; the names of buttons that set sliders
    """

    bundle: ClassVar[str] = "panel"
    sliders: ClassVar[Mapping[str, Slider]] = {}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    plots: ClassVar[tuple[str, ...]] = ("plot",)
    legend: ClassVar[tuple[tuple[str, str], ...]] = ()
    facts: ClassVar[tuple[str, ...]] = ()
    plays: ClassVar[str] = ""
    presets: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Makes the keys: what a slider or a choice may say is declared there, its default with the field."""
        super().__init_subclass__()
        taken = {name: each.converter() for name, each in cls.sliders.items()}
        taken |= {name: Choice(names) for name, names in cls.choices.items()}
        order = [name for name in get_annotations(cls) if name in taken]
        cls.keys = tuple(fixed(name, taken[name], getattr(cls, name)) for name in order)

    def scene(self) -> PanelScene:
        """The data that its script draws; its type is in ``panel_schema.py``."""
        raise NotImplementedError

    def context(self) -> PanelContext:
        """What the template draws: its sliders and its choices."""
        texts = self.texts()
        return {
            "knobs": [(name, each.sign, each.low, each.high, texts[name]) for name, each in self.sliders.items()],
            "chosen": {name: texts[name] for name in self.choices},
        }

    def state(self) -> PanelScene:
        """What every scene with sliders says: their stops, and where everything stands."""
        stops = {name: slider.stops(getattr(self, name)) for name, slider in self.sliders.items()}
        return {"stops": stops, "now": {name: getattr(self, name) for name in (*self.sliders, *self.choices)}}
