"""The English of the pages is plain and modern: phrases that must not come back, in all that a visitor reads."""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from components.i18n import FOLDER as WORDS
from components.learn.course import FOLDER as COURSE
from components.learn.tour import FOLDER as TOURS
from landscapes.errors import SENTENCES
from tests.conftest import ROOT

# What is archaic, a riddle, or translated word for word → what is said instead.
PHRASES = {
    r"\bparted\b": "separated by commas",
    r"\bout of \{": "one of, from",
    r"\bit must be \S+ there\.": "with loss=… it must be …",
    r"\bfor ?ever\b": "keeps falling, without end",
    r"\blest\b": "so that … not, otherwise",
    r"\bto and fro\b": "back and forth",
    r"\bare the author's\b": "are options for the page's author",
    r"\b(is|are) no (penalt|likelihood|L2|surface|norm)": "is not a",
    r"\b[Bb]ut for (?!the |every |a )": "apart from",
    r"\bbut for the middle\b": "except in the middle",
    r"\bhelps nobody\b": "does not help",
    r"\b[Tt]ake it in your hand\b|\bto take hold of\b": "try it; a live figure",
    r"\bby itself\b.*\bmask|left out by itself": "dropped independently",
    r"\bthe (less|more) the (longer|shorter|less)\b": "matters less the longer …",
    r"\bdear\b": "expensive",
    r"\b[Ww]ere no\b": "if no … were",
    r"\b[Ii]n use,|\bIn use each\b": "at test time",
    r"\bstands? for it\b|\bshould stand for\b": "corresponds to",
    r"\b(is|are) alive\b|\bweights live\b": "is not 0",
    r"\bis spoken here\b": "is available here",
    r"\bonce and for all\b": "drawn once and then fixed",
    r"\btook the graphics memory away\b": "reclaimed the graphics memory",
    r"\bshows no WebGL\b": "has no WebGL",
    r"\bhas? no part in\b": "plays no part",
    r"\bFilm(ing)?\b": "video, recording",
    r"\b(black|white|red|pink) \w": "the name of the thing: its colour is another one in the dark theme",
    r"\b[Tt]o (add|stop) \w+( \w+)* is (to|nearly)\b": "adding …, stopping …",
}
# The same in the code, where fewer words are read by fewer people.
OF_CODE = r"\bfor ever\b|\blest\b|\bto and fro\b|\bparted\b"


def texts() -> Iterator[tuple[str, str]]:
    """(where, text) of every English text that a visitor reads."""
    yield from json.loads((WORDS / "en.json").read_text(encoding="utf-8")).items()
    yield from SENTENCES.items()
    for path in sorted([*COURSE.glob("*.en.md"), *TOURS.glob("*.en.md")]):
        yield path.name, path.read_text(encoding="utf-8")
    for chapter in tomllib.loads((COURSE / "course.toml").read_text(encoding="utf-8"))["chapter"]:
        yield "course.toml", chapter["title"]["en"]
    for name in ("README.md", "examples/blog/en.html"):
        yield name, (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_that_was_given_up_does_not_come_back(phrase: str) -> None:
    found = [
        f"{where}: …{text[max(match.start() - 20, 0) : match.end() + 20]}…"
        for where, whole in texts()
        for text in [" ".join(whole.split())]
        for match in re.finditer(phrase, text)
    ]
    assert not found, f"write: {PHRASES[phrase]}"


def test_comments_are_in_plain_english_too() -> None:
    folders = ("landscapes", "components", "assets", "examples")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".js", ".css"}]
    assert len(files) > 100
    assert not [path.name for path in files if re.search(OF_CODE, path.read_text(encoding="utf-8"))]
