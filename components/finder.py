"""The search field of the explorer: over regularizers, views and the course's pages, in both languages at once."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from landscapes.masks import MASKS
from landscapes.spec import TRANSFORMS

from . import ids
from .attributes import data, labelled
from .course import course
from .i18n import LANGUAGES, Words, words
from .looks import VIEWS


def finder(say: Words) -> html.Div:
    """A field and all that it can find; ``assets/finder.js`` shows what fits."""
    knobs = [_entry(f"knob.{name}", say, "knob", name) for name in TRANSFORMS]
    masks = [_entry(f"choice.mask.{name}", say, "mask", name) for name in MASKS]
    views = [_entry(f"view.{name}", say, "view", name) for name in VIEWS]
    field = dmc.TextInput(
        id=ids.FIND, placeholder=say("find.example"), size="sm", autoComplete="off", **labelled(say("find.label"))
    )
    found = html.Ul([*knobs, *masks, *views, *_pages(say)], className="found", id="found")
    none = html.P(className="hint", role="status", **data(none=say("find.none")))
    return html.Div([field, none, found], className="finder", role="search")


def _pages(say: Words) -> list[html.Li]:
    pages = course().pages

    def text(slug: str) -> str:
        return " ".join(pages[slug, each].wanted for each in LANGUAGES)

    def link(slug: str) -> html.A:
        return html.A(pages[slug, say.language].title, href=f"learn/{slug}?lang={say.language}")

    return [html.Li(link(slug), hidden=True, **_kind(say, "page", text(slug))) for slug in course().slugs]


def _entry(key: str, say: Words, kind: str, name: str) -> html.Li:
    button = html.Button(say(key), type="button", **data(kind=kind, name=name))
    return html.Li(button, hidden=True, **_kind(say, kind, " ".join(words(each)(key) for each in LANGUAGES)))


def _kind(say: Words, kind: str, text: str) -> dict[str, Any]:
    """What kind of thing it is, to be read beside it, and the text in which it is found."""
    return data(find=text, kind=say(f"find.{kind}"))
