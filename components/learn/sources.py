"""What the course rests on: ``sources.toml`` holds each work once, and where it can be read."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown import Markdown
from markupsafe import Markup

FILE = Path(__file__).parent / "sources.toml"
# The topics, in the order of the reading list; their headings are the words ``learn.topic.…``.
TOPICS = ("books", "losses", "penalties", "targets", "noise", "normalization", "optimisers", "choice")
# A page cites a work as [words](source:key).
CITED = re.compile(r"\(source:([a-z0-9-]+)\)")
PLACES = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}


@dataclass(frozen=True)
class Source:
    """One work.

    topic : one of ``TOPICS``
    work : authors, title and place as Markdown, the same in every language
    at : ``doi:…``, ``arxiv:…`` or an address
    """

    topic: str
    work: str
    at: str

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        kind, _, name = self.at.partition(":")
        return PLACES[kind] + name if kind in PLACES else self.at

    @property
    def html(self) -> Markup:
        """``work`` as a paragraph."""
        return Markup(Markdown().convert(self.work))


@cache
def sources() -> Mapping[str, Source]:
    """Key → work. Raises ValueError, which names the key, for one that is not well formed."""
    found: dict[str, Source] = {}
    for key, facts in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        if facts.keys() != {"topic", "work", "at"} or facts["topic"] not in TOPICS:
            raise ValueError(f"sources.toml: {key} has a topic of {TOPICS}, a work and an address, and nothing else")
        found[key] = Source(**facts)
        if not found[key].address.startswith("https://"):
            raise ValueError(
                f"sources.toml: {key} is at {found[key].at!r}, which is not a doi:, arxiv: or https:// address"
            )
    return found


@cache
def digest() -> str:
    """Changes with any word of them."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]


def cited(text: str) -> list[str]:
    """The keys that a Markdown text cites, in its order."""
    return CITED.findall(text)
