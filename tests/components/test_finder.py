"""What people type leads somewhere: in the explorer's finder, and in the filter of the course's contents."""

from typing import Any

import pytest

from components.explorer.search import KINDS, finder, keywords
from components.i18n import LANGUAGES, words
from components.learn.course import course

COMMON = (
    *("lasso", "Lasso", "ridge", "AdamW", "Adam", "sparse", "MSE", "Bayes", "learning rate", "bias variance"),
    *("weight decay", "权重衰减", "正则", "正则化", "L1 正则化", "L2 正则化", "稀疏", "早停", "岭回归", "贝叶斯"),
    *("随机失活", "鲁棒", "归一化", "数据增强", "参数共享", "异常值", "尖点", "软阈值", "批量归一化", "BN", "偏差"),
    *("层归一化", "过拟合", "泛化", "elastic net", "弹性网络", "early stopping", "dropout", "overfitting"),
    *("regularization", "学习率", "优化器"),
)


def found(text: str, query: str) -> bool:
    return all(word in text.lower() for word in query.lower().split())


def entries() -> list[Any]:
    children: Any = finder(words("en")).children
    (_, _, listed) = children
    return listed.children


@pytest.mark.parametrize("query", [*COMMON, "CSV", "优化器", "学习率", "交叉熵"])
def test_the_finder_finds_the_fields_own_words(query: str) -> None:
    assert [entry for entry in entries() if found(getattr(entry, "data-find"), query)]


@pytest.mark.parametrize("query", COMMON)
def test_the_contents_filter_finds_the_fields_own_words(query: str) -> None:
    pages = course().pages
    texts = [" ".join(pages[slug, language].wanted for language in LANGUAGES) for slug in course().slugs]
    assert [text for text in texts if found(text, query)]


def test_both_fields_find_their_own_examples() -> None:
    for language in LANGUAGES:
        say = words(language)
        for key in ("find.example", "learn.filter.example"):
            examples = say(key).split("：")[-1].split(": ")[-1].replace("……", "").replace("…", "")
            for example in examples.replace("、", ",").split(","):
                if key == "find.example":
                    assert [entry for entry in entries() if found(getattr(entry, "data-find"), example)], example
                else:
                    pages = course().pages
                    assert any(
                        found(" ".join(pages[slug, each].wanted for each in LANGUAGES), example)
                        for slug in course().slugs
                    ), example


def test_every_thing_has_its_keywords_and_no_other_has() -> None:
    assert {kind: set(names) for kind, names in keywords().items()} == {
        kind: set(names) for kind, (names, _) in KINDS.items()
    }


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("lasso", "preset", "l1"),
        ("岭回归", "preset", "l2"),
        ("adamw", "method", "adamw"),
        ("csv", "data", "own"),
        ("mse", "loss", "linear"),
        ("bayes", "view", "prior"),
        ("bias variance", "view", "cloud"),
        ("鲁棒", "loss", "huber"),
    ],
)
def test_a_word_leads_to_the_thing_itself(query: str, kind: str, name: str) -> None:
    hits = [entry for entry in entries() if found(getattr(entry, "data-find"), query)]
    things = [(getattr(hit.children, "data-kind", "page"), getattr(hit.children, "data-name", "")) for hit in hits]
    assert (kind, name) in things
