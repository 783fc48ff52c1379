"""The works that the course cites, and the list of them."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from app import server
from components.i18n import LANGUAGES, words
from components.learn.course import course, read_page
from components.learn.sources import TOPICS, Source, sources

PAGES = course().pages


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


def test_every_source_of_a_page_is_a_link_and_both_languages_cite_the_same() -> None:
    for slug in course().slugs:
        english, chinese = (PAGES[slug, language] for language in LANGUAGES)
        assert set(english.cites) == set(chinese.cites), slug
        for page in (english, chinese):
            # A year stands in what is cited, never in the words beside it.
            beside = re.sub(r"\[[^\]]+\]\(source:[a-z0-9-]+\)", "", " ".join(page.texts.values()))
            assert not re.search(r"(Sources?:|出处：)[^[]{0,40}\b(19|20)\d\d\b", beside), (slug, page.language)
            assert not re.search(r"(, |，)(19|20)\d\d\b", beside), (slug, page.language)
            assert page.cites or not re.search(r"Sources?:|出处", beside), (slug, page.language)


def test_every_work_is_cited_or_further_reading_and_every_topic_has_one() -> None:
    assert {source.topic for source in sources().values()} == set(TOPICS)
    assert len({source.address for source in sources().values()}) == len(sources())
    for key, source in sources().items():
        assert re.fullmatch(
            r"https://(doi\.org/10\.\d+/\S+|arxiv\.org/abs/\d{4}\.\d{5}|[a-z.]+/\S*)", source.address
        ), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_shows_all_with_the_pages_that_cite_them(client: FlaskClient, language: str) -> None:
    text = client.get(f"/learn/reading?lang={language}").get_data(as_text=True)
    for key, source in sources().items():
        assert f'href="{source.address}"' in unescape(text), key
    assert all(f"{words(language)(f'learn.topic.{topic}')}</h2>" in unescape(text) for topic in TOPICS)
    for slug in course().slugs:
        if PAGES[slug, language].cites:
            assert f'href="../learn/{slug}?lang={language}">{PAGES[slug, language].title}</a>' in unescape(text)
    assert f'href="../learn/reading?lang={language}"' in client.get(f"/learn/?lang={language}").get_data(as_text=True)


def test_a_page_leads_to_what_it_cites(client: FlaskClient) -> None:
    text = client.get("/learn/l1-folds?lang=en").get_data(as_text=True)
    assert '<a href="https://doi.org/10.1111/j.2517-6161.1996.tb02080.x" rel="noopener">Tibshirani' in text


def test_an_unknown_work_is_refused_by_name() -> None:
    text = "---\ntitle: A\nclaim: B\nfigure: l1=0\nrow: falls\n---\n## Try it\n[a](source:nobody-1900)\n"
    with pytest.raises(ValueError, match="'nobody-1900'"):
        read_page("a", "en", text + "## What you see\nb\n## The formula\n$x$\n## Where the claim fails\nd\n")


def test_an_address_is_a_doi_an_arxiv_number_or_itself() -> None:
    assert Source("books", "A", "doi:10.1/x").address == "https://doi.org/10.1/x"
    assert Source("books", "A", "arxiv:1712.09913").address == "https://arxiv.org/abs/1712.09913"
    assert Source("books", "A", "https://a.org/b").address == "https://a.org/b"
