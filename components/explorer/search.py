"""The explorer's search field: over losses, data, penalties, regularizers, views, optimisers and the course's pages, in
both languages at once.
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
from landscapes.knobs import of_kind
from landscapes.models.dropout import MASKS
from landscapes.optimizers.methods import METHODS
from landscapes.spec import models

from ..address.views import VIEWS
from ..i18n import LANGUAGES, Words, words
from ..learn.course import course
from . import ids
from .html_attributes import data, labelled

PRESETS = ("none", "l1", "l2", "both")
# Each kind of thing: its names, and the catalogue's key of what each is called.
KINDS: dict[str, tuple[Iterable[str], str]] = {
    "preset": (PRESETS, "choice.preset"),
    "knob": ([name for name in Spec.model_fields if name in of_kind("loss")], "knob"),
    "mask": (MASKS, "choice.mask"),
    "view": (VIEWS, "view"),
    "method": (METHODS, "walk"),
    "loss": (models(), "choice.loss"),
    "data": (DATASETS, "choice.data"),
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
    found = html.Ul([*things, *_pages(say)], className="found", id="found")
    none = html.P(className="hint", role="status", **data(none=say("find.none")))
    return html.Div([field, none, found], className="finder", role="search")


def _pages(say: Words) -> list[html.Li]:
    pages = course().pages

    def text(slug: str) -> str:
        return " ".join(pages[slug, each].wanted for each in LANGUAGES)

    def link(slug: str) -> html.A:
        return html.A(pages[slug, say.language].title, href=f"learn/{slug}?lang={say.language}")

    return [html.Li(link(slug), hidden=True, **_kind(say, "page", text(slug))) for slug in course().slugs]


def _entry(kind: str, name: str, key: str, say: Words) -> html.Li:
    button = html.Button(say(f"{key}.{name}"), type="button", **data(kind=kind, name=name))
    called = [words(language)(f"{key}.{name}") for language in LANGUAGES]
    return html.Li(button, hidden=True, **_kind(say, kind, " ".join([*called, keywords()[kind].get(name, "")])))


def _kind(say: Words, kind: str, text: str) -> dict[str, Any]:
    """What kind of thing it is, to be read beside it, and the text in which it is found."""
    return data(find=text, kind=say(f"find.{kind}"))
