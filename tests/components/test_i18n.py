"""Both languages say the same things."""

import re
from string import Formatter

import pytest

from components.i18n import LANGUAGES, language_of, words
from landscapes.refusals import SENTENCES


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_language_has_every_key() -> None:
    keys = {language: set(words(language).catalogue) for language in LANGUAGES}
    assert keys["en"] == keys["zh"]


@pytest.mark.parametrize("key", sorted(words("en").catalogue))
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    english, chinese = words("en")(key), words("zh")(key)
    assert english.strip()
    assert chinese.strip()
    assert gaps(english) == gaps(chinese)


def test_chinese_is_chinese_but_for_names() -> None:
    latin = {"head.language.label", "head.language", "choice.preset.l1", "choice.preset.l2", "proof.value"}
    latin |= {"knob.l1.short", "knob.l2.short", "surface.axis.j", "own.file", "page.field"}
    latin |= {"view.slice.value", "view.descent.gap", "view.descent.flat", "view.compare.l1", "view.compare.l2"}
    # Optimisers have no Chinese names.
    latin |= {f"walk.{name}" for name in ("nesterov", "adagrad", "rmsprop", "adam", "adamw", "fista")}
    without = {key for key, text in words("zh").catalogue.items() if not re.search("[\u4e00-\u9fff]", text)}
    assert without <= latin


def test_every_refusal_has_a_sentence_in_every_language() -> None:
    for language in LANGUAGES:
        assert {f"refused.{key}" for key in SENTENCES} <= set(words(language).catalogue)


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        ({}, "", "en"),
        ({}, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ({}, "de-DE,de;q=0.9,en;q=0.5,zh;q=0.7", "zh"),
        ({}, "fr;q=nonsense,,;;", "en"),
        ({"lang": "en"}, "zh", "en"),
        ({"lang": "xx"}, "zh", "zh"),
    ],
)
def test_the_language_is_the_links_else_the_browsers(asked: dict[str, str], accepted: str, expected: str) -> None:
    assert language_of(asked, accepted) == expected
