"""How the state of a diagram is written as a query."""

from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

from landscapes.keys import Key


class Addressed(Protocol):
    """A diagram: its name, and a field for each of its keys."""

    name: ClassVar[str]
    keys: ClassVar[tuple[Key[Any], ...]]


def address_of(diagram: Addressed) -> str:
    """The whole query of a diagram, its defaults too."""
    texts = {key.name: key.converter(None).write(getattr(diagram, key.name)) for key in diagram.keys}
    return urlencode({"figure": diagram.name} | texts, safe=",")
