"""The explorer's search field: over losses, data, penalties, regularizers, views, optimisers, what the page does and
the course's pages, in both languages at once.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import html

from landscapes import Spec
from landscapes.data.datasets import DATASETS
from landscapes.knobs import KNOBS, MAIN, of_kind
from landscapes.models.copies import COPIES, NONE
from landscapes.models.dropout import MASKS
from landscapes.optimizers.methods import METHODS
from landscapes.slices.examples import NAMES
from landscapes.spec import models

from ..address.views import VIEWS
from ..i18n import LANGUAGES, Words, words
from ..learn.course import course
from ..scene.slice_pair import most_of
from . import ids
from .actions import ACTIONS
from .html_attributes import data, labelled

# The penalties that have weight under each preset. Those of λ and Ω stand above their sliders; the others are found.
PRESETS: dict[str, tuple[str, ...]] = {
    "none": (),
    "l1": ("l1",),
    "l2": ("l2",),
    "both": ("l1", "l2"),
    "group": ("group",),
    "sparse": ("l1", "group"),
}
# To what the finder sets a knob that is off when it is chosen: enough of it to be seen.
SWITCHED_ON = {"drop": 0.5, "noise": 0.5, "smoothing": 0.1, "share": 0.5, "group": 0.3, "confidence": 0.5}
# Of any other, this fraction of its range.
SOME = 0.25
# As what people look for the page that draws the loss surface of a net.
SLICES = (
    "slice neural network any net loss landscape npz h5 file filter normalization 切片 神经网络 任意网络 损失景观 文件"
)
# Each kind of thing: its names, and the catalogue's key of what each is called.
KINDS: dict[str, tuple[Iterable[str], str]] = {
    "preset": (PRESETS, "choice.preset"),
    "knob": ([name for name in Spec.model_fields if name in of_kind("loss", "penalty") and name not in MAIN], "knob"),
    "mask": (MASKS, "choice.mask"),
    "copies": ([name for name in COPIES if name != NONE], "choice.copies"),
    "view": (VIEWS, "view"),
    "method": (METHODS, "method"),
    "loss": (models(), "choice.loss"),
    "data": (DATASETS, "choice.data"),
    "do": (ACTIONS, "find.do"),
}


@cache
def keywords() -> dict[str, dict[str, str]]:
    """What else people type to find a thing, by kind and name."""
    return tomllib.loads((Path(__file__).parent / "search.toml").read_text(encoding="utf-8"))


def finder(say: Words) -> html.Div:
    """A field and all that it can find; ``assets/explorer/search.js`` shows what fits."""
    things = [_entry(kind, name, key, say) for kind, (names, key) in KINDS.items() for name in names]
    field = dmc.TextInput(
        id=ids.FIND, placeholder=say("find.example"), size="sm", autoComplete="off", **labelled(say("find.label"))
    )
    found = html.Ul([*things, *_pages(say), _slices(say), *_examples(say)], className="found", id=ids.FOUND)
    none = html.P(className="hint", role="status", **data(none=say("find.none"), on=say("find.on")))
    return html.Div([field, none, found], className="finder", role="search")


def _pages(say: Words) -> list[html.Li]:
    pages = course().pages

    def text(slug: str) -> str:
        return " ".join(pages[slug, each].wanted for each in LANGUAGES)

    def link(slug: str) -> html.A:
        return html.A(pages[slug, say.language].title, href=f"learn/{slug}?lang={say.language}")

    return [html.Li(link(slug), hidden=True, **_kind(say, "page", text(slug))) for slug in course().slugs]


def _slices(say: Words) -> html.Li:
    """The page for a loss surface of one's own, found by what people call such surfaces."""
    called = " ".join(words(language)("slice.open.title") for language in LANGUAGES)
    link = html.A(say("slice.open.title"), href=f"slice?lang={say.language}")
    return html.Li(link, hidden=True, **_kind(say, "page", f"{called} {SLICES}"))


def _examples(say: Words) -> list[html.Li]:
    """Our own slices of nets; λ and Ω go along, as far as its sliders reach (``assets/explorer/search.js``)."""

    def entry(name: str) -> html.Li:
        called = " ".join(words(language)(f"slice.example.{name}") for language in LANGUAGES)
        reach = data(**{knob: f"{most:g}" for knob, most in most_of(name).items()}, slice=name)
        link = html.A(say(f"slice.example.{name}"), href=f"slice?of={name}&lang={say.language}", **reach)
        return html.Li(link, hidden=True, **_kind(say, "slice", f"{called} {SLICES}"))

    return [entry(name) for name in NAMES]


def _entry(kind: str, name: str, key: str, say: Words) -> html.Li:
    knob = "drop" if kind == "mask" else name if kind == "knob" else ""
    does = data(on=f"{SWITCHED_ON.get(knob, SOME * KNOBS[knob].high):g}", knob=knob) if knob else {}
    if kind == "do":
        does = data(verb=ACTIONS[name].verb, target=ACTIONS[name].target)
    button = html.Button(say(f"{key}.{name}"), type="button", **data(kind=kind, name=name), **does)
    called = [words(language)(f"{key}.{name}") for language in LANGUAGES]
    return html.Li(button, hidden=True, **_kind(say, kind, " ".join([*called, keywords()[kind].get(name, "")])))


def _kind(say: Words, kind: str, text: str) -> dict[str, Any]:
    """What kind of thing it is, to be read beside it, and the text in which it is found."""
    return data(find=text, kind=say(f"find.{kind}"))
