"""The course's pages as data: ``learn_pages/course.toml`` orders them, ``<slug>.<language>.md`` holds each of them."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markupsafe import Markup

from ..i18n import CHINESE, LANGUAGES, words
from .sources import cited, sources

FOLDER = Path(__file__).parent / "pages"
# The sections of every page, in this order; their headings are the words ``learn.heading.…``.
SECTIONS = ("do", "see", "formula", "fails")
REQUIRED = ("title", "claim", "figure", "row")
OPTIONAL = ("second", "next", "keywords")
# What a line must not be broken at: the signs of a formula in words, and the comma of a point.
SIGNS = re.compile(r" ([=≈→−+·]) |(?<=\d), (?=[\d−])")
# A link from page to page is written [words](learn:slug).
LINK = re.compile(r'href="learn:([a-z0-9-]+)"')
# What is not a word of a text: its formulas, the addresses of its links, and the marks of Markdown.
MARKUP = re.compile(r"\$\$?.+?\$\$?|[*`]*\]\(\S+?\)|[*`\[\]\s]+", re.DOTALL)
# A work that is cited, as [words](source:key).
SOURCE = re.compile(r'href="source:([a-z0-9-]+)"')
# Markdown turns the end of a line into a space, which Chinese has not.
CHINESE_BREAK = re.compile(f"(?<=[{CHINESE}])\n(?=[{CHINESE}])")


@dataclass(frozen=True)
class Page:
    """One page in one language.

    slug, language : its name
    title, claim : what it is called, and the one sentence that is taught
    figures : one or two queries for /embed
    row : the row of the catalogue that it covers, a key of ``Course.rows``
    next : the slug of the page after it, or ""
    keywords : terms that are looked for and stand in neither title nor claim; never shown
    texts : Markdown of each section
    """

    slug: str
    language: str
    title: str
    claim: str
    figures: tuple[str, ...]
    row: str
    next: str
    keywords: str
    texts: Mapping[str, str]

    @property
    def wanted(self) -> str:
        """The text in which it is searched for."""
        return f"{self.title} {self.claim} {self.keywords}"

    @property
    def read(self) -> str:
        """Its text without marks and formulas, in which it is searched for last."""
        return MARKUP.sub(" ", " ".join(self.texts.values()))

    @property
    def cites(self) -> tuple[str, ...]:
        """The works that it cites, keys of ``sources()``."""
        return tuple(dict.fromkeys(key for text in self.texts.values() for key in cited(text)))


@dataclass(frozen=True)
class Chapter:
    """A few pages under a title, which is language → words."""

    title: Mapping[str, str]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """Everything at /learn.

    rows : key → what people teach; the pages must cover all of them
    pages : (slug, language) → page
    digest : changes with any word of it
    """

    rows: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    pages: Mapping[tuple[str, str], Page]
    digest: str

    @property
    def slugs(self) -> tuple[str, ...]:
        """All pages in the order in which they are read."""
        return tuple(slug for chapter in self.chapters for slug in chapter.pages)


@cache
def course() -> Course:
    """The course on this disk. Raises ValueError, which names the file, for one that is not well formed."""
    index = tomllib.loads((FOLDER / "course.toml").read_text(encoding="utf-8"))
    chapters = tuple(Chapter(each["title"], tuple(each["pages"])) for each in index["chapter"])
    digest = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    pages = {
        (slug, language): read_page(slug, language, (FOLDER / f"{slug}.{language}.md").read_text(encoding="utf-8"))
        for chapter in chapters
        for slug in chapter.pages
        for language in LANGUAGES
    }
    return Course(index["rows"], chapters, pages, digest.hexdigest()[:16])


def read_page(slug: str, language: str, text: str) -> Page:
    """A page from its file: ``key: value`` lines between two lines ``---``, then the sections. Raises ValueError."""
    name = f"{slug}.{language}.md"
    facts, body = front_of(name, text, REQUIRED, OPTIONAL)
    figures = tuple(facts[key] for key in ("figure", "second") if key in facts)
    texts = _sections(name, body, language)
    title, claim, keywords = unbroken(facts["title"]), unbroken(facts["claim"]), facts.get("keywords", "")
    if unknown := [key for text in texts.values() for key in cited(text) if key not in sources()]:
        raise ValueError(f"{name}: sources.toml has no {unknown[0]!r}")
    return Page(slug, language, title, claim, figures, facts["row"], facts.get("next", ""), keywords, texts)


def front_of(name: str, text: str, required: tuple[str, ...], optional: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """What stands between the two lines ``---`` of a file, and what follows. Raises ValueError."""
    opening, front, body = (*text.split("---\n", 2), "", "")[:3]
    if opening or not body:
        raise ValueError(f"{name}: the file begins with ---, lines “key: value”, and --- again")
    facts: dict[str, str] = {}
    for line in front.splitlines():
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value or key in facts or key not in required + optional:
            raise ValueError(f"{name}: {line!r} is not a new “key: value” with one of {required + optional}")
        facts[key] = value
    if missing := [key for key in required if key not in facts]:
        raise ValueError(f"{name}: {missing[0]} is missing")
    return facts, body


def _sections(name: str, body: str, language: str) -> dict[str, str]:
    before, *parts = re.split(r"^## (.+)\n", body, flags=re.MULTILINE)
    wanted = [words(language)(f"learn.heading.{section}") for section in SECTIONS]
    if before.strip() or parts[::2] != wanted or not all(text.strip() for text in parts[1::2]):
        raise ValueError(f"{name}: the sections are {wanted}, in this order, and none is empty")
    return dict(zip(SECTIONS, (text.strip() for text in parts[1::2]), strict=True))


class _Formula(InlineProcessor):
    """LaTeX between dollars as MathML."""

    def __init__(self, pattern: str, md: Markdown, display: str) -> None:
        super().__init__(pattern, md)
        self.stash = md.htmlStash
        self.display = display

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str, int, int]:  # noqa: N802
        mathml = convert(m.group(1).strip(), display=self.display)
        if self.display == "block":
            # A long one scrolls by itself, by keyboard too; a page must not.
            mathml = f'<div class="equation" tabindex="0" role="group">{mathml}</div>'
        return self.stash.store(mathml), m.start(0), m.end(0)


class _Formulas(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After code (190), in which a dollar is a dollar, and before everything that reads a backslash or a star.
        md.inlinePatterns.register(_Formula(r"\$\$(.+?)\$\$", md, "block"), "block-formula", 186)
        md.inlinePatterns.register(_Formula(r"\$(.+?)\$", md, "inline"), "formula", 185)


def unbroken(text: str) -> str:
    """A text whose formulas stay on one line."""
    return SIGNS.sub(lambda sign: sign[0].replace(" ", "\u00a0"), text)


def html_of(text: str, address: Callable[[str], str] = str) -> Markup:
    """A section's Markdown as HTML, its formulas as MathML. The text is ours: HTML in it stays.

    address : slug → what a link to ``learn:slug`` becomes
    """
    page = Markdown(extensions=[_Formulas()]).convert(CHINESE_BREAK.sub("", text))
    page = SOURCE.sub(lambda link: f'href="{sources()[link[1]].address}" rel="noopener"', unbroken(page))
    return Markup(LINK.sub(lambda link: f'href="{address(link[1])}"', page))
