"""Which views stand beside the surface, and how they are set: the query's keys that only they read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from landscapes import Spec, SpecError
from landscapes.errors import quoted
from landscapes.keys import Key, Names, Point, Switch, fixed, read, write

from .views import KINDS, L2_EQUIVALENT, SURFACE, USUAL, VIEWS, missing_views, option_keys


@dataclass(frozen=True)
class ViewNames(Names):
    """Names in ``VIEWS`` of views that a model has."""

    spec: Spec = field(default_factory=Spec)

    def read(self, text: str) -> tuple[str, ...] | None:
        """The names in our order, whatever theirs."""
        named = super().read(text) or ()
        return tuple(name for name in VIEWS if name in named) if {*named} <= {*VIEWS} else None

    def allows(self, value: tuple[str, ...]) -> bool:
        return not {*value} & {*missing_views(self.spec.model)}

    def refusal(self, field: str, value: object) -> SpecError:
        missing = missing_views(self.spec.model)
        named = (self.read(value) if isinstance(value, str) else None) or ()
        bad = next((name for name in missing if name in named), None)
        if bad is None:
            return super().refusal(field, value)
        choices = ", ".join(name for name in VIEWS if name not in missing)
        return SpecError("unfit", field=field, value=quoted(bad), other=f"loss={self.spec.loss}", choices=choices)


def keys() -> tuple[Key[Spec], ...]:
    """The views' keys of a query: of all together, then of each."""
    return (
        Key("view", lambda spec: ViewNames(VIEWS, spec=spec), lambda _: (SURFACE,), "views"),
        *option_keys(),
        Key("pick", lambda spec: Point(spec.range), lambda _: None),
        fixed("linked", Switch(), False),
    )


@dataclass(frozen=True)
class ViewState:
    """The views of a page.

    views : their names in our order; the surface is one of them
    pick : a pinned point of the β-plane, or None
    linked : whether windows of this page move together
    options : every option of every view (see ``VIEWS``), by its key; what is not given is at its default
    """

    views: tuple[str, ...] = (SURFACE,)
    pick: tuple[float, ...] | None = None
    linked: bool = False
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        defaults = {option.name: option.default(Spec()) for option in option_keys()}
        object.__setattr__(self, "options", defaults | {**self.options})

    def to_query(self) -> dict[str, str]:
        """The shortest query that means this state."""
        return write(keys(), vars(self) | {**self.options}, Spec())


def view_state_from(query: Mapping[str, str], spec: Spec) -> ViewState:
    """The state that a query means. Raises SpecError."""
    values = read(keys(), query, spec)
    return ViewState(**{name: values.pop(name) for name in ("views", "pick", "linked")}, options=values)


def cells_of(compare: str, weights: Mapping[str, float]) -> list[dict[str, float]]:
    """The penalties' weights in every cell of a comparison under the sliders'; none for "alike", which has its own."""
    if compare == L2_EQUIVALENT:
        return []
    if compare == KINDS:
        none, l1, l2 = dict.fromkeys(weights, 0.0), weights["l1"], weights["l2"]
        one, two = {"l1": l1 or l2 or USUAL}, {"l2": l2 or l1 or USUAL}
        return [none, none | one, none | two, none | one | two]
    knob, _, listed = compare.partition(":")
    return [{**weights, knob: float(text)} for text in listed.split(",")]
