"""How the state of a diagram is read from a query and written as one."""

from collections.abc import Mapping
from typing import ClassVar, Self
from urllib.parse import urlencode

from landscapes.keys import Key, read


class Addressed:
    """A diagram with an address: its name, and a field for each of its keys.

    name, page : of ``figure=`` and of the course's page that holds it
    bundle : the scripts and styles of its page
    height : what it needs on a phone, where the page that holds it does not listen to its height
    formula : LaTeX, in which «…» is a word of the catalogue
    keys : of its address, in the order of its fields
    """

    name: ClassVar[str]
    page: ClassVar[str]
    bundle: ClassVar[str]
    height: ClassVar[int]
    formula: ClassVar[str]
    keys: ClassVar[tuple[Key[None], ...]]

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """The figure that a query means. Raises SpecError."""
        return cls(**read(cls.keys, query, None))

    def to_query(self) -> str:
        """Its address, without ``?``; its defaults too."""
        return urlencode({"figure": self.name} | self.texts(), safe=",")

    def texts(self) -> dict[str, str]:
        """Key → how an address writes where it stands."""
        return {key.name: key.converter(None).write(getattr(self, key.name)) for key in self.keys}
