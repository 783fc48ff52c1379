"""Writes the course and chosen figures as a site that needs no server of ours: ``python -m components.site FOLDER``.

Any server of static files serves it, below any path; opened as files, the pages work too. Pages are in ``en/`` and
``zh/``, the figures that they show in ``figures/``, small pictures in ``pictures/``; ``release/`` holds the scripts,
styles and the plotly.js that all of them share. Every link between them is relative.
"""

import argparse
import gzip
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from landscapes import Problem, Spec

from .address.diagrams import Diagram
from .address.links import name_of
from .address.view import View
from .embed.diagram_page import diagram_export, diagram_files, diagram_name
from .embed.document import common_files, export_page
from .embed.thumbnail import thumbnail
from .export import read, taken
from .http.static_files import script_of, style_of
from .i18n import LANGUAGES, words
from .learn.course import course
from .learn.document import READING, Shown, asked, choice_page, figure_queries, gallery_page, lesson_page
from .learn.tour import tours

GALLERY = "figures"
RELEASE = "../release/"


@dataclass(frozen=True)
class Figure:
    """A figure of the site.

    name : of its file, without ending
    query : with its language
    title : what it belongs to
    """

    name: str
    query: str
    title: str
    shown: Spec | Diagram
    view: View

    @property
    def what(self) -> str:
        """What it shows, in one line."""
        if isinstance(self.shown, Spec):
            return name_of(self.shown, words(self.view.language), moving=self.view.knobs)
        return diagram_name(self.shown, self.view)


@dataclass(frozen=True)
class Written:
    """The ``Places`` of files beside one another.

    language : of the page
    figures : query → figure
    explorer_at : the address of an explorer to link to, "" for none
    """

    language: str
    figures: Mapping[str, Figure]
    explorer_at: str = ""
    home: str = field(default="", init=False)

    def lesson(self, slug: str) -> str:
        return f"{slug or 'index'}.html"

    def spoken(self, slug: str, language: str) -> str:
        return f"../{language}/{slug or 'index'}.html"

    def gallery(self) -> str:
        return f"{GALLERY}.html"

    def explorer(self, query: str = "") -> str:
        return f"{self.explorer_at}?{query or f'lang={self.language}'}" if self.explorer_at else ""

    def slices(self) -> str:
        return f"{self.explorer_at}slice?lang={self.language}" if self.explorer_at else ""

    def figure(self, query: str) -> str:
        return f"../figures/{self.figures[query].name}.html"

    def embed(self, query: str) -> str:
        return self.figure(query)

    def export(self, query: str) -> str:
        return ""

    def picture(self, slug: str) -> str:
        return self.small(self.figures[figure_queries(slug, self.language)[0]])

    def small(self, figure: Figure) -> str:
        """The small picture of any figure; its signs are mathematical, and serve every language."""
        return f"../pictures/{figure.name.rpartition('.')[0]}.svg"

    def card(self, query: str) -> str:
        return ""

    def file(self, name: str) -> str:
        return f"{RELEASE}{name}"


def slugs() -> list[str]:
    """All pages with figures: the tours, and the course."""
    return [*dict.fromkeys(slug for slug, _ in tours()), *course().slugs]


def figures_of(slugs: Iterable[str], language: str) -> list[Figure]:
    """Those in some pages, in one language."""
    found = []
    for slug in slugs:
        title = (tours() if (slug, language) in tours() else course().pages)[slug, language].title
        for number, query in enumerate(figure_queries(slug, language), start=1):
            _, shown, view = read(query)
            found.append(Figure(f"{slug}-{number}.{language}", query, title, shown, view))
    return found


def chosen(lines: Iterable[str]) -> list[Figure]:
    """Those of some lines (see ``export.read``), in every language, or in the one that a line names. Raises Refusal."""
    found = []
    for line in lines:
        name, _, view = read(line)
        spoken = [view.language] if "lang=" in line else LANGUAGES
        for language in spoken:
            whole = line if "lang=" in line else asked(line, language)
            _, shown, view = read(whole)
            stem = name.removesuffix(".html")
            found.append(Figure(f"{stem}.{language}", whole.partition(": ")[2] or whole, "", shown, view))
    return found


def site(folder: Path, own: Sequence[Figure] = (), explorer: str = "") -> None:
    """Writes the site; ``own`` are figures beside those of the pages."""
    for language in LANGUAGES:
        figures = [*figures_of(slugs(), language), *(each for each in own if each.view.language == language)]
        # Two pages may show the same figure: it is written once, under its first name.
        by_query = {each.query: each for each in reversed(figures)}
        figures = [each for each in figures if by_query[each.query] is each]
        to = Written(language, by_query, explorer)
        for slug in ("", *slugs(), READING):
            _write(folder / language / to.lesson(slug), lesson_page(slug, language, to))
        shown = [Shown(to.figure(each.query), to.small(each), each.what, each.title) for each in figures]
        _write(folder / language / to.gallery(), gallery_page(shown, language, to))
        for each in tqdm(figures, desc=language, unit="figure", file=sys.stderr):
            _write(folder / "figures" / f"{each.name}.html", _figure_page(each, explorer))
            _write(folder / "pictures" / Path(to.small(each)).name, thumbnail(drawn_by(each.query)).body)
    learn = (script_of("learn"), style_of("learn"))
    for name, body in (common_files() | diagram_files() | {file.name: file.body for file in learn}).items():
        _write(folder / "release" / name, body)
    _write(folder / "index.html", choice_page("release/"))


def drawn_by(query: str) -> str:
    """A query without its language: one small picture serves all."""
    return "&".join(part for part in query.split("&") if not part.startswith("lang="))


def _figure_page(figure: Figure, explorer: str) -> bytes:
    if isinstance(figure.shown, Spec):
        return export_page(Problem.of(figure.shown), figure.view, explorer, "beside", RELEASE)
    page = f"../{figure.view.language}/{figure.shown.page}.html"
    return diagram_export(figure.shown, figure.view, course=page, beside=RELEASE)


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def sizes(folder: Path) -> list[str]:
    """Lines that say how many files there are of each kind, their size, and how much is sent of them in gzip."""
    lines = []
    for place in (*LANGUAGES, "figures", "pictures", "release", ""):
        files = [
            path.read_bytes() for path in sorted((folder / place).glob("*" if place else "**/*")) if path.is_file()
        ]
        size, packed = sum(map(len, files)), sum(len(gzip.compress(body, 9)) for body in files)
        lines.append(f"{place or 'all':<9}{len(files):>5} files {size / 1e6:>7.2f} MB {packed / 1e6:>7.2f} MB in gzip")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 2 and a sentence if a query is refused, and then nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m components.site", description="The course as static files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figure", action="append", default=[], help='such as "l1=0.3", or "name: l1=0.3"')
    parser.add_argument("--list", type=Path, action="append", default=[], help="a file with a query a line")
    parser.add_argument("--explorer", default="", help="the address of an explorer to link to")
    given = parser.parse_args(arguments)
    own = taken(given.figure, given.list, chosen)
    if own is None:
        return 2
    site(given.folder, own, explorer=f"{given.explorer.rstrip('/')}/" if given.explorer else "")
    print("\n".join(sizes(given.folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
