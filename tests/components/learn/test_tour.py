"""The guided steps at /learn: the same in both languages, and true."""

import re
from urllib.parse import parse_qs

import numpy as np
import pytest
from flask.testing import FlaskClient

from app import server
from components.i18n import LANGUAGES
from components.learn.tour import Tour, read_tour, tours
from landscapes import Spec
from tests.components.learn.test_claims import by_coordinates, diabetes, moments

TOURS = tours()
GOOD = "---\ntitle: A\nclaim: B\n---\n## One\nfigure: l1=0\ntext\n"


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in TOURS}))
def test_both_languages_walk_the_same_steps(slug: str) -> None:
    english, chinese = TOURS[slug, "en"], TOURS[slug, "zh"]
    assert len(english.steps) == 5
    assert [step.figure for step in english.steps] == [step.figure for step in chinese.steps]
    for one, other in zip(english.steps, chinese.steps, strict=True):
        numbers = [sorted(re.findall(r"[−±]?\d+(?:\.\d+)?", step.text)) for step in (one, other)]
        assert set(numbers[0]) == set(numbers[1]), one.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_on_the_page_with_its_figure(client: FlaskClient, language: str) -> None:
    for (slug, spoken), tour in TOURS.items():
        if spoken != language:
            continue
        page = client.get(f"/learn/{slug}?lang={language}").get_data(as_text=True)
        assert page.count("<iframe") == len(tour.steps)
        for step in tour.steps:
            assert step.title in page
            spec = Spec.from_query({key: value[0] for key, value in parse_qs(step.figure).items()})
            assert spec.loss == "linear"
        contents = client.get(f"/learn/?lang={language}").get_data(as_text=True)
        assert f"learn/{slug}" in contents
        assert tour.title in contents


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("figure: l1=0\n", ""), "begins with"),
        (("text\n", "\n"), "begins with"),
        (("## One", "One"), "nothing but steps"),
        (("claim: B\n", ""), "claim is missing"),
        (("claim: B", "row: B"), "'row: B'"),
    ],
)
def test_a_tour_that_is_not_well_formed_is_named(change: tuple[str, str], complaint: str) -> None:
    assert isinstance(read_tour("x", "en", GOOD), Tour)
    with pytest.raises(ValueError, match=re.escape(complaint)) as caught:
        read_tour("x", "en", GOOD.replace(*change))
    assert "x.en.md" in str(caught.value)


def test_the_numbers_of_why_zero_are_those_of_the_data() -> None:
    gram, cross = moments(diabetes())
    texts = [step.text for step in TOURS["why-zero", "en"].steps]
    for text, l1, l2 in ((texts[0], 0.0, 0.0), (texts[1], 0.3, 0.0), (texts[4], 0.0, 1.0)):
        first, second = by_coordinates(gram, cross, l1, l2)
        assert f"({first:.3f}, {second:.3f})" in text
    # λ at which each weight becomes 0: that of the second by the optimality conditions, that of the first by 2|cross|.
    least = next(l1 for l1 in np.arange(0.0, 1.3, 0.01) if by_coordinates(gram, cross, l1, 0.0)[1] == 0.0)
    most = next(l1 for l1 in np.arange(0.0, 1.3, 0.01) if not by_coordinates(gram, cross, l1, 0.0).any())
    assert f"λ = {least:.2f}" in texts[2]
    assert f"λ = {most:.2f}" in texts[2]
    # The slope of the loss along β₂ at (β̂₁, 0), and what a step of 0.01 gains and costs.
    first = by_coordinates(gram, cross, 0.7, 0.0)[0]
    slope = 2.0 * (gram[0, 1] * first - cross[1])
    assert f"{slope:.3f}".replace("-", "−") in texts[3]
    gain = -slope * 0.01 - gram[1, 1] * 0.01**2
    for language in ("en", "zh"):
        said = TOURS["why-zero", language].steps[3].text
        assert f"{gain:.4f}" in said
        assert f"{0.7 * 0.01:.4f}" in said
    assert gain < 0.7 * 0.01
