"""Both languages say the same things."""

import re
from string import Formatter

import pytest

from components.i18n import LANGUAGES, fill, join, language_of, words
from landscapes import Problem, Spec, SpecError
from landscapes.data.datasets import DATASETS, OWN
from landscapes.errors import SENTENCES
from landscapes.models.penalties import PENALTIES
from tests.every import every


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_language_has_every_key() -> None:
    keys = {language: set(words(language).catalogue) for language in LANGUAGES}
    assert keys["en"] == keys["zh"]


@every("key", sorted(words("en").catalogue))
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    english, chinese = words("en")(key), words("zh")(key)
    assert english.strip()
    assert chinese.strip()
    assert gaps(english) == gaps(chinese)


def test_chinese_is_chinese_but_for_names() -> None:
    latin = {"head.language.label", "head.language", "proof.value"}
    latin |= {f"knob.{name}.short" for name in PENALTIES}
    latin |= {"surface.axis.j", "own.file", "own.refused"}
    latin |= {"list.and", "page.field", "word.beta", "word.sum", "word.group", "story.called", "slice.layer.loss"}
    latin |= {"view.slice.value", "view.descent.gap", "view.descent.flat"}
    # What stands in these comes in Chinese.
    latin |= {"view.descent.said", "view.compare.caption", "present.called", "slice.pair.told.0", "slice.pair.told.1"}
    # Programs and optimisers have no Chinese names.
    latin |= {f"slice.kind.{name}.from" for name in ("lossfold", "landscaper", "connectivity", "losslandscape")}
    latin |= {f"method.{name}" for name in ("nesterov", "adagrad", "rmsprop", "adam", "adamw", "fista")}
    # Formulas.
    latin |= {f"diagram.sums.legend.{name}" for name in ("loss", "square", "absolute")}
    latin |= {f"diagram.certainty.legend.{name}" for name in ("loss", "less", "more")}
    latin |= {f"diagram.tied.tap.{name}" for name in "123"}
    without = {key for key, text in words("zh").catalogue.items() if not re.search("[\u4e00-\u9fff]", text)}
    assert without <= latin


def test_every_refusal_has_a_sentence_in_every_language() -> None:
    for language in LANGUAGES:
        assert {f"refused.{key}" for key in SENTENCES} <= set(words(language).catalogue)


def test_chinese_has_no_space_where_a_chinese_word_or_a_quotation_mark_fills_a_gap() -> None:
    sentence = "不能是 {value}，必须是 {low} 到 {high} 之间的数。"
    assert fill(sentence, {"value": "“nan”", "low": 0, "high": 2}) == "不能是“nan”，必须是 0 到 2 之间的数。"
    assert fill("列 {column} 的值", {"column": "身高"}) == "列身高的值"
    assert fill("列 {column} 的值", {"column": "income"}) == "列 income 的值"
    assert fill("Column {column} is “{column}”.", {"column": "身高"}) == "Column 身高 is “身高”."
    with pytest.raises(KeyError):
        fill("{a}", {"b": 1})


def test_sentences_are_joined_by_a_space_in_english_and_by_none_in_chinese() -> None:
    assert join("One.", "", "Two.") == "One. Two."
    assert join("第一句。", "第二句。") == "第一句。第二句。"
    assert join() == ""


def test_a_refusal_in_chinese_lists_what_is_allowed_as_chinese_does() -> None:
    with pytest.raises(SpecError) as refused:
        Spec.from_query({"loss": "huber", "data": "point"})
    assert words("zh").refusal(refused.value) == (
        "data：“point”不适用于损失 huber，必须是以下之一：correlated、diabetes、toy、outlier、own。"
    )


def test_every_data_set_and_its_columns_have_a_name_in_every_language() -> None:
    # x₁, z₂ and f₁ are names in every language.
    columns = {
        column
        for name, dataset in DATASETS.items()
        if name != OWN
        for column in Problem.of(Spec(loss=next(iter(dataset.half_widths)), data=name)).raw_rows.names
        if not re.fullmatch("[xzf][₁₂]", column)
    }
    wanted = {f"choice.data.{name}" for name in DATASETS} | {f"feature.{column}" for column in columns}
    for language in LANGUAGES:
        assert wanted - set(words(language).catalogue) == set()
    for column in columns:
        assert f"（{column}）" in words("zh")(f"feature.{column}")
        assert column in words("en")(f"feature.{column}")


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
