"""The keys of a query: a converter for each type of value, and tables of keys that are read and written by one rule.

A converter reads a text, writes a value so that it reads back as the same one, and has the sentence that refuses what
it does not take. A key is a name with its converter and its default, both of which may depend on something else, as a
point does on the square that it lies in.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from .converters import SWITCHES, decimal_from, decimals_from, names_from, switch_from, whole_from
from .errors import SpecError, quoted

Value = TypeVar("Value")
Of = TypeVar("Of")


class Converter(ABC, Generic[Value]):
    """A type of value in a query."""

    @abstractmethod
    def read(self, text: str) -> Value | None:
        """The value of a text; None for a text that is no such value."""

    @abstractmethod
    def write(self, value: Value) -> str:
        """The shortest text that reads back as the value."""

    def allows(self, value: Value) -> bool:
        """Whether a value of this type is one that is taken."""
        return True

    @abstractmethod
    def refusal(self, field: str, value: object) -> SpecError:
        """The sentence for a text or a value that is not taken."""


@dataclass(frozen=True)
class Decimal(Converter[float]):
    """A number from ``low`` to ``high``."""

    low: float
    high: float

    def read(self, text: str) -> float | None:
        return decimal_from(text)

    def write(self, value: float) -> str:
        return written(value)

    def allows(self, value: float) -> bool:
        return self.low <= value <= self.high

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("number", field=field, value=quoted(value), low=f"{self.low:g}", high=f"{self.high:g}")


@dataclass(frozen=True)
class Whole(Converter[int]):
    """A whole number from ``low`` to ``high``; ``odd``: an odd one."""

    low: int
    high: int
    odd: bool = False

    def read(self, text: str) -> int | None:
        return whole_from(text)

    def write(self, value: int) -> str:
        return str(value)

    def allows(self, value: int) -> bool:
        return self.low <= value <= self.high and (value % 2 == 1 or not self.odd)

    def refusal(self, field: str, value: object) -> SpecError:
        key = "odd" if self.odd else "count"
        return SpecError(key, field=field, value=quoted(value), low=f"{self.low:g}", high=f"{self.high:g}")


@dataclass(frozen=True)
class Switch(Converter[bool]):
    """Something that is on or off."""

    def read(self, text: str) -> bool | None:
        return switch_from(text)

    def write(self, value: bool) -> str:
        return str(int(value))

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("choice", field=field, value=quoted(value), choices=SWITCHES)


@dataclass(frozen=True)
class Choice(Converter[str]):
    """One of several names; ``sentence``: the key of what refuses another."""

    names: Collection[str]
    sentence: str = "choice"

    def read(self, text: str) -> str | None:
        return text

    def write(self, value: str) -> str:
        return value

    def allows(self, value: str) -> bool:
        return value in self.names

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError(self.sentence, field=field, value=quoted(value), choices=", ".join(self.names))


@dataclass(frozen=True)
class Names(Converter[tuple[str, ...]]):
    """Names out of ``names``, separated by commas; ``sentence`` as of ``Choice``."""

    names: Collection[str]
    sentence: str = "views"

    def read(self, text: str) -> tuple[str, ...] | None:
        return names_from(text)

    def write(self, value: tuple[str, ...]) -> str:
        return ",".join(value)

    def allows(self, value: tuple[str, ...]) -> bool:
        return all(name in self.names for name in value)

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError(self.sentence, field=field, value=quoted(self.shown(value)), choices=", ".join(self.names))

    def shown(self, value: object) -> object:
        """What a refusal quotes: the text of a value that came as names."""
        # A tuple's own type forgets what is in it.
        return self.write(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Point(Converter[tuple[float, ...]]):
    """A point of the square |β_j| ≤ ``half``."""

    half: float

    def read(self, text: str) -> tuple[float, ...] | None:
        return decimals_from(text)

    def write(self, value: tuple[float, ...]) -> str:
        return ",".join(map(written, value))

    def allows(self, value: tuple[float, ...]) -> bool:
        return len(value) == 2 and max(map(abs, value)) <= self.half

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("point", field=field, value=quoted(value), half=written(self.half))


@dataclass(frozen=True)
class Key(Generic[Of]):
    """One key of a query, for what may depend on an ``Of``.

    converter, default : given that, its converter, and its value in a query without it
    field : what its value is called in Python
    """

    name: str
    converter: Callable[[Of], Converter[Any]]
    default: Callable[[Of], Any]
    field: str = ""

    def of(self, query: Mapping[str, str], of: Of) -> Any:
        """Its value in a query. Raises SpecError."""
        if self.name not in query:
            return self.default(of)
        text, converter = query[self.name], self.converter(of)
        value = converter.read(text)
        if value is None or not converter.allows(value):
            raise converter.refusal(self.name, text)
        return value


def fixed(name: str, converter: Converter[Value], default: Value | None, field: str = "") -> Key[Any]:
    """A key that depends on nothing."""
    return Key(name, lambda _: converter, lambda _: default, field)


def read(keys: Iterable[Key[Of]], query: Mapping[str, str], of: Of) -> dict[str, Any]:
    """Field → value of every key. Raises SpecError for the first that is not allowed."""
    return {key.field or key.name: key.of(query, of) for key in keys}


def write(keys: Iterable[Key[Of]], values: Mapping[str, Any], of: Of) -> dict[str, str]:
    """The shortest query that means these values: what is at its default is left out."""
    there = [(key, values[key.field or key.name]) for key in keys]
    return {key.name: key.converter(of).write(value) for key, value in there if value != key.default(of)}


def written(value: str | float) -> str:
    """The shortest text that reads back as the same value."""
    short = f"{value:g}" if not isinstance(value, str) else value
    return short if isinstance(value, str) or float(short) == value else repr(value)
