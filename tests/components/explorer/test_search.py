"""What people type leads somewhere: in the explorer's finder, and in the filter of the course's contents."""

import re
from typing import Any

import pytest

from components.address.view import View
from components.embed.document import rendered, share_dialog
from components.explorer.actions import ACTIONS
from components.explorer.page import page
from components.explorer.search import KINDS, finder, keywords
from components.i18n import LANGUAGES, words
from components.learn.course import course
from landscapes import Spec
from landscapes.knobs import KNOBS

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
        ("group lasso", "preset", "group"),
        ("group lasso", "knob", "group"),
        ("sparse group lasso", "preset", "sparse"),
        ("sparse group lasso", "knob", "group"),
        ("组套索", "preset", "group"),
        ("稀疏组套索", "preset", "sparse"),
        ("岭回归", "preset", "l2"),
        ("adamw", "method", "adamw"),
        ("csv", "data", "own"),
        ("mse", "loss", "linear"),
        ("bayes", "view", "prior"),
        ("bias variance", "view", "cloud"),
        ("鲁棒", "loss", "huber"),
        ("film", "do", "mp4"),
        ("gif", "do", "gif"),
        ("动图", "do", "gif"),
        ("mp4", "do", "mp4"),
        ("视频", "do", "mp4"),
        ("png", "do", "png"),
        ("截图", "do", "png"),
        ("stl", "do", "stl"),
        ("3d 打印", "do", "stl"),
        ("glb", "do", "glb"),
        ("iframe", "do", "embed"),
        ("嵌入", "do", "embed"),
        ("offline", "do", "html"),
        ("camera", "do", "camera"),
        ("视角", "do", "camera"),
        ("qr", "do", "qr"),
        ("二维码", "do", "qr"),
        ("present", "do", "present"),
        ("演示", "do", "present"),
        ("inertia", "do", "inertia"),
        ("惯性", "do", "inertia"),
        ("wireframe", "do", "wireframe"),
        ("线框", "do", "wireframe"),
        ("paste", "do", "paste"),
        ("粘贴", "do", "paste"),
        ("glossary", "do", "words"),
        ("术语", "do", "words"),
        ("print", "do", "print"),
        ("handout", "do", "print"),
        ("打印", "do", "print"),
        ("讲义", "do", "print"),
        ("dark mode", "do", "theme"),
        ("pytorch", "do", "program"),
        ("kkt", "do", "proof"),
    ],
)
def test_a_word_leads_to_the_thing_itself(query: str, kind: str, name: str) -> None:
    hits = [entry for entry in entries() if found(getattr(entry, "data-find"), query)]
    things = [(getattr(hit.children, "data-kind", "page"), getattr(hit.children, "data-name", "")) for hit in hits]
    assert (kind, name) in things


def ids_of(component: Any) -> set[str]:
    """The ids of a component and of all that it holds."""
    children = getattr(component, "children", None)
    held = children if isinstance(children, list) else [children]
    below = set[str]().union(*(ids_of(each) for each in held if hasattr(each, "to_plotly_json")))
    return below | {str(getattr(component, "id", ""))}


def test_what_an_action_is_about_is_on_the_page() -> None:
    parts = page(Spec(), View("en"), words("en"))
    dialogs = re.findall(r'\bid="([a-z0-9-]+)"', str(share_dialog("en")) + rendered("present.html", say=words("en")))
    # The browser draws the sliders, each under the name of its knob.
    there = {*KNOBS, *dialogs}.union(*map(ids_of, parts))
    assert {action.target for action in ACTIONS.values()} - there == set()
