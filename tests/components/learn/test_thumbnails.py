"""The small pictures of the contents: what they show, and that none moves the page."""

import re
from xml.etree import ElementTree

from app import server
from components.address.diagrams import DIAGRAMS
from components.embed.thumbnail import DRAWN, thumbnail
from components.learn.course import course
from tests.every import every

SVG = "{http://www.w3.org/2000/svg}"


def dots(query: str) -> list[tuple[float, float]]:
    tree = ElementTree.fromstring(thumbnail(query).body)
    return [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in tree.iter(f"{SVG}circle")]


def test_the_minimum_stands_where_it_is_worked_out_by_hand() -> None:
    # Of the softmax pair at λ = 0.2: the segment from (ln 4, 0) to (0, −ln 4), in a square from −5 to 5 that is 84
    # wide: 42 + 42·1.3863/5 = 53.64, and downwards as far.
    assert dots("l1=0.2") == [(53.6, 42.0), (42.0, 53.6)]
    # Without a penalty J keeps falling: there is none.
    assert dots("l1=0") == []


def test_folds_are_those_of_the_penalty() -> None:
    # L1 folds along both axes, L2 nowhere.
    white = f'{SVG}path[@stroke="white"]'
    folds = [ElementTree.fromstring(thumbnail(query).body).find(white) for query in ("l1=0.2", "l1=0&l2=0.2")]
    assert [fold.attrib["d"].replace("-0.0", "0.0") for fold in folds if fold is not None] == [
        "M42.0 0.0L42.0 84.0M0.0 42.0L84.0 42.0",
        "",
    ]


@every("slug", course().slugs)
def test_every_page_has_one(slug: str) -> None:
    answer = server.test_client().get(f"/learn/picture/{slug}.svg")
    assert answer.status_code == 200
    assert answer.content_type.startswith("image/svg+xml")
    assert len(answer.data) < 20_000
    ElementTree.fromstring(answer.data)


def test_every_diagram_has_its_lines_and_no_other_page_a_picture() -> None:
    assert {*DRAWN} == {*DIAGRAMS}
    assert server.test_client().get("/learn/picture/nothing.svg").status_code == 404


def test_the_contents_keep_a_place_for_each_and_fetch_what_is_seen() -> None:
    page = server.test_client().get("/learn/?lang=en").text
    pictures = re.findall(r"<img [^>]*>", page)
    assert len(pictures) == len(course().slugs)
    for picture in pictures:
        assert all(part in picture for part in ('width="84"', 'height="84"', 'loading="lazy"', 'alt=""'))
