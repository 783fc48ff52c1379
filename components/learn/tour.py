"""A newcomer's way to the answer of one question, in steps: ``tours/<slug>.<language>.md`` holds each of them."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..i18n import LANGUAGES
from .course import front_of, unbroken

FOLDER = Path(__file__).parent / "tours"
FIGURE = "figure:"
FACTS = ("title", "claim")


@dataclass(frozen=True)
class Step:
    """A step: its title, the query of its figure for /embed, and its text in Markdown."""

    title: str
    figure: str
    text: str


@dataclass(frozen=True)
class Tour:
    """A tour in one language: a question, its answer in a sentence, and the steps that lead there."""

    slug: str
    language: str
    title: str
    claim: str
    steps: tuple[Step, ...]

    @property
    def wanted(self) -> str:
        """The text in which it is searched for."""
        return f"{self.title} {self.claim}"


@cache
def tours() -> Mapping[tuple[str, str], Tour]:
    """(slug, language) → tour, those on this disk. Raises ValueError, which names the file that is not well formed."""
    slugs = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.md")})
    return {
        (slug, language): read_tour(slug, language, (FOLDER / f"{slug}.{language}.md").read_text(encoding="utf-8"))
        for slug in slugs
        for language in LANGUAGES
    }


@cache
def digest() -> str:
    """Changes with any word of them."""
    return hashlib.sha256(repr(sorted(tours().items())).encode()).hexdigest()[:16]


def read_tour(slug: str, language: str, text: str) -> Tour:
    """A tour from its file: title and claim as in a page, then sections that begin with ``figure: query``.

    Raises ValueError.
    """
    name = f"{slug}.{language}.md"
    facts, body = front_of(name, text, FACTS, ())
    before, *parts = re.split(r"^## (.+)\n", body, flags=re.MULTILINE)
    steps = []
    for title, section in zip(parts[::2], parts[1::2], strict=True):
        figure, _, words = section.partition("\n")
        if not figure.startswith(FIGURE) or not words.strip():
            raise ValueError(f"{name}: the step {title!r} begins with “{FIGURE} query”, and a text follows")
        steps.append(Step(unbroken(title.strip()), figure.removeprefix(FIGURE).strip(), words.strip()))
    if before.strip() or not steps:
        raise ValueError(f"{name}: nothing but steps follows the title and the claim, and at least one")
    return Tour(slug, language, unbroken(facts["title"]), unbroken(facts["claim"]), tuple(steps))
