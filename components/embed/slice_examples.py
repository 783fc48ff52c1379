"""Our own slices by their address: ``of=path`` names one, ``with=modes`` another that stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

from landscapes.keys import Choice, Key, fixed
from landscapes.slices import Slice
from landscapes.slices.examples import NAMES, example

from ..address.slice_address import SliceOptions, SliceReach, slice_options_from, slice_query
from ..http.static_files import Packed
from ..i18n import Words
from .document import Plotly, cards
from .slice_page import Own, reach_of, slice_export, slice_page
from .social_card import slice_picture

EXAMPLE, BESIDE = "of", "with"
# What may be wanted of one in place of its page: one file, a page for a frame, small and large pictures.
WANTED, AS_FILE, AS_EMBED, AS_PICTURE, AS_CARD = "as", "file", "embed", "picture", "card"
CHOICE = fixed(EXAMPLE, Choice(NAMES), NAMES[0])


@dataclass(frozen=True)
class Asked:
    """One of our own, or two side by side, and how they are shown.

    name, beside : which; ``beside`` is "" where it stands alone
    """

    name: str
    beside: str
    options: SliceOptions

    def slices(self, say: Words) -> tuple[Slice, Slice | None]:
        """Both, under their names in a language."""
        return _titled(self.name, say), _titled(self.beside, say) if self.beside else None

    def title(self, say: Words) -> str:
        """What is shown, in a line."""
        return self.options.title or (say("slice.pair.title") if self.beside else _titled(self.name, say).name)

    def query(self, say: Words) -> dict[str, str]:
        """The shortest query that means this, in a language."""
        reach = _reach(self.name, self.beside)
        beside = {BESIDE: self.beside} if self.beside else {}
        return {EXAMPLE: self.name} | beside | slice_query(self.options, reach) | {"lang": say.language}

    def address(self, say: Words, wanted: str = "") -> str:
        """The address of its page, or of what is ``wanted`` of it, beside the page."""
        asked = self.query(say) | ({WANTED: wanted} if wanted else {})
        return f"slice?{urlencode(asked, safe=',')}"

    def page(self, say: Words, *, framed: bool, home: str) -> str:
        """As a server sends it; ``framed`` as of ``slice_page``, ``home`` as of ``embed_page``."""
        found, other = self.slices(say)
        own = Own(self.name, self.beside)
        figure, card = (f"{home}{self.address(say, wanted)}" for wanted in (AS_EMBED if framed else "", AS_CARD))
        told = cards(say, self.title(say), say("slice.description"), figure, home, card if home else "")
        there = {"framed": framed, "explorer": self.address(say), "cards": told}
        return slice_page(found, say.language, other=other, options=self.options, own=own, **there)

    def card(self) -> Packed:
        """The picture of its link on other sites."""
        slices = [example(name) for name in (self.name, self.beside) if name]
        return slice_picture(slices, replace(self.options, views=(), title=""))

    def export(self, say: Words, plotly: Plotly = "inline") -> bytes:
        """As one HTML file; ``plotly`` as of ``export_page``."""
        found, other = self.slices(say)
        return slice_export(found, say.language, other=other, options=self.options, plotly=plotly)


def _titled(name: str, say: Words) -> Slice:
    return replace(example(name), name=say(f"slice.example.{name}"))


def asked_slice(query: Mapping[str, str]) -> Asked:
    """What a query with ``of`` means. Raises SpecError."""
    name = CHOICE.of(query, None)
    beside = _beside(name).of(query, None)
    return Asked(name, beside, slice_options_from(query, _reach(name, beside)))


def _beside(name: str) -> Key[None]:
    """The key of what stands beside one of our own: any other."""
    return fixed(BESIDE, Choice([each for each in NAMES if each != name]), "")


@cache
def _reach(name: str, beside: str) -> SliceReach:
    return reach_of(example(name), example(beside) if beside else None)
