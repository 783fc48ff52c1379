"""The course as files: every link leads to a file that is there, in both languages, and asks no server."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from components import site as sites
from components.i18n import LANGUAGES
from components.learn.course import course
from components.learn.tour import tours
from tests.components.server.test_routes import Reader

WAYS = {"a": "href", "link": "href", "script": "src", "img": "src", "iframe": "src"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site with two figures that no page of the course has; the figures themselves are another test's."""
    place = tmp_path_factory.mktemp("site")
    own = sites.chosen(["mine: l1=0.35&knobs=l1", "figure=norms&norm=layer&lang=zh"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sites, "_figure_page", lambda figure, explorer: b"<p>a figure</p>")
        patch.setattr(sites, "thumbnail", lambda query: sites.style_of("learn"))
        sites.site(place, own)
    return place


def links_of(page: Path) -> list[str]:
    """The addresses that a page names in its elements."""
    reader = Reader(page.read_text(encoding="utf-8"))
    found = [each[way] or "" for kind, way in WAYS.items() for each in reader.all(kind) if each.get(way)]
    return [link for link in found if not link.startswith(("#", "data:"))]


def test_every_link_is_relative_and_leads_to_a_file(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    # Contents, gallery and reading list, course and tours, in each language.
    assert len([page for page in pages if page.parent.name in LANGUAGES]) == len(LANGUAGES) * (3 + len(sites.slugs()))
    for page in pages:
        for link in links_of(page):
            parts = urlsplit(link)
            if parts.scheme == "https":
                # A work that is cited.
                continue
            assert (parts.scheme, parts.netloc, parts.query) == ("", "", ""), (page, link)
            assert not link.startswith("/"), (page, link)
            assert (page.parent / parts.path).resolve().is_file(), (page, link)


def test_what_is_there_is_linked(folder: Path) -> None:
    linked = {
        (page.parent / link).resolve() for page in folder.rglob("*.html") for link in links_of(page) if ":" not in link
    }
    pages = {page for page in folder.rglob("*.html") if page != folder / "index.html"}
    assert {str(page) for page in pages - linked} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_are_searched_as_on_a_server(folder: Path, language: str) -> None:
    reader = Reader((folder / language / "index.html").read_text(encoding="utf-8"))
    entries = [unescape(each["data-find"] or "") for each in reader.all("li") if each.get("data-find")]
    assert len(entries) == len(course().slugs) + len(tours()) // len(LANGUAGES)
    assert any("拉普拉斯" in entry and "Laplace" in entry for entry in entries)


def test_chosen_figures_are_in_the_gallery_of_their_language(folder: Path) -> None:
    gallery = {language: (folder / language / "figures.html").read_text(encoding="utf-8") for language in LANGUAGES}
    assert "../figures/mine.en.html" in gallery["en"]
    assert "../figures/mine.zh.html" in gallery["zh"]
    assert ("norm-layer" in gallery["en"], "norm-layer" in gallery["zh"]) == (False, True)


def test_without_an_explorer_nothing_leads_to_one(folder: Path) -> None:
    page = (folder / "en" / "prior.html").read_text(encoding="utf-8")
    assert "Open in the explorer" not in page
    assert "Open the figure by itself" in page
    assert "export?" not in page
    to = sites.Written("zh", {}, "https://losses.example/")
    assert to.explorer() == "https://losses.example/?lang=zh"
    assert to.explorer("l1=0.5&lang=zh") == "https://losses.example/?l1=0.5&lang=zh"


def test_the_sizes_are_those_of_the_files(folder: Path) -> None:
    lines = sites.sizes(folder)
    whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert f"{whole / 1e6:.2f} MB" in lines[-1]
    assert re.match(r"en +\d+ files", lines[0])


def test_a_bad_figure_is_named_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sites.main([str(tmp_path / "site"), "--figure", "l1=-3"]) == 2
    assert "l1" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
