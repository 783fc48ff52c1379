"""Where a page of the course finds what it links to: at a server's addresses, or in files beside it (``site``)."""

from dataclasses import dataclass
from typing import Protocol


class Places(Protocol):
    """The ways from a page. ``query`` is a figure's, its language in it; "" stands for what is not to be had.

    home : the address of the server for others, "" if it is not known
    """

    @property
    def home(self) -> str: ...

    def lesson(self, slug: str) -> str:
        """A page of the course; the contents for ""."""
        ...

    def spoken(self, slug: str, language: str) -> str:
        """The same in a given language."""
        ...

    def gallery(self) -> str:
        """The page of all figures."""
        ...

    def explorer(self, query: str = "") -> str:
        """The explorer, with a figure."""
        ...

    def slices(self) -> str:
        """The page that draws a loss surface of one's own; "" for none."""
        ...

    def figure(self, query: str) -> str:
        """A figure by itself, as an iframe shows it."""
        ...

    def embed(self, query: str) -> str:
        """The same as other sites name it; relative to the page where ``home`` is not known."""
        ...

    def export(self, query: str) -> str:
        """A figure as one file that needs no other."""
        ...

    def picture(self, slug: str) -> str:
        """The small picture of a lesson's first figure."""
        ...

    def card(self, query: str) -> str:
        """The picture that other sites show of a figure."""
        ...

    def file(self, name: str) -> str:
        """A file of this release."""
        ...


@dataclass(frozen=True)
class Served:
    """The addresses of a server.

    home : as of ``Places``
    up : the way from the page to the server's root
    lang : what follows an address to keep the page's language, or ""
    """

    home: str
    up: str = "../"
    lang: str = ""

    def lesson(self, slug: str) -> str:
        return f"{self.up}learn/{slug}{self.lang}"

    def spoken(self, slug: str, language: str) -> str:
        return f"{self.up}learn/{slug}?lang={language}"

    def gallery(self) -> str:
        return ""

    def explorer(self, query: str = "") -> str:
        return f"{self.up}?{query}" if query else f"{self.up}{self.lang}"

    def slices(self) -> str:
        return f"{self.up}slice{self.lang}"

    def figure(self, query: str) -> str:
        return f"{self.up}embed?{query}"

    def embed(self, query: str) -> str:
        return f"{self.home or self.up}embed?{query}"

    def export(self, query: str) -> str:
        return f"{self.up}export?{query}"

    def picture(self, slug: str) -> str:
        return f"{self.up}learn/picture/{slug}.svg"

    def card(self, query: str) -> str:
        return f"{self.home}picture.png?{query}" if self.home else ""

    def file(self, name: str) -> str:
        return f"{self.up}release/{name}"
