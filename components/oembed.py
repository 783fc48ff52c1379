"""oEmbed: what WordPress, Ghost and Notion ask when somebody pastes a link of ours.

Source: https://oembed.com, version 1.0, type "rich".
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

from landscapes import Spec, SpecError
from landscapes.refusals import quoted

from .diagram_page import diagram_name, diagram_query
from .diagrams import diagram_from, diagram_view_from
from .i18n import language_of, words
from .links import embed_query, name_of, query_of
from .picture import HEIGHT, WIDTH
from .queries import query_from
from .view import embed_view_from

SIZE = (720, 640)
LEAST = 160
DAY = 86400
PATHS = ("/", "/embed")


class NotOurs(ValueError):
    """An address for which this server has no figure."""


def answer_to(query: Mapping[str, str], home: str) -> dict[str, Any]:
    """The oEmbed answer for ``url``, within ``maxwidth`` and ``maxheight``.

    Raises NotOurs for a foreign address (404), Refusal for a malformed request (400).
    """
    url = query.get("url", "")
    ours, asked = urlsplit(home), _split(url)
    if not asked.scheme or not asked.netloc:
        raise SpecError("url", value=quoted(url), choices=home)
    if asked.scheme not in ("http", "https") or asked.netloc != ours.netloc or asked.path not in PATHS:
        raise NotOurs(url)
    figure = query_from(asked.query)
    width, height = (_within(query, field, size) for field, size in zip(("maxwidth", "maxheight"), SIZE, strict=True))
    # The explorer knows no diagram, and shows a landscape for such an address.
    diagram = diagram_from(figure) if asked.path == "/embed" else None
    if diagram is not None:
        view = diagram_view_from(figure, "")
        source = f"{home}embed?{diagram_query(diagram, view)}"
        return _rich(home, source, diagram_name(diagram, view), width, height)
    spec = Spec.from_query(figure)
    view = embed_view_from(figure, "", spec)
    if spec.data == "own":
        raise NotOurs(url)
    title = view.title or name_of(spec, words(view.language))
    source = f"{home}embed?{embed_query(spec, view)}"
    return _rich(home, source, title, width, height) | {
        "thumbnail_url": f"{home}picture.png?{query_of(spec, view)}",
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }


def _rich(home: str, source: str, title: str, width: int, height: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Lossfold",
        "provider_url": home,
        "title": title,
        "width": width,
        "height": height,
        "html": iframe(source, title, width, height),
        "cache_age": DAY,
    }


def iframe(source: str, title: str, width: int, height: int) -> str:
    """The element that shows an embed; it asks for no more rights than the page needs."""
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{width}" height="{height}" loading="lazy" '
        f'sandbox="allow-scripts allow-popups" style="border:0;max-width:100%"></iframe>'
    )


def language_asked(query: Mapping[str, str], accepted: str) -> str:
    """The language of a refusal: the figure's if it names one, else the asker's."""
    return language_of(query_from(_split(query.get("url", "")).query), accepted)


def _split(url: str) -> Any:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _within(query: Mapping[str, str], field: str, size: int) -> int:
    text = query.get(field)
    if text is None:
        return size
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or int(text) < LEAST:
        raise SpecError("whole", field=field, value=quoted(text), low=LEAST)
    return min(size, int(text))
