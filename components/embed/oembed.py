"""oEmbed: what WordPress and others like it ask when somebody pastes a link of ours.

Source: https://oembed.com, version 1.0, type "rich".
"""

import sys
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from typing_extensions import TypedDict

from landscapes import Spec, SpecError
from landscapes.errors import quoted
from landscapes.keys import Whole, fixed

from ..address.diagrams import diagram_from, diagram_view_from
from ..address.frame import RIGHTS, height_of, iframe
from ..address.links import embed_query, name_of, query_of
from ..address.query_string import query_from
from ..address.view import embed_view_from
from ..address.views import SURFACE
from ..http.host import is_told
from ..i18n import language_of, words
from .diagram_page import diagram_name, diagram_query
from .slice_examples import AS_CARD, AS_EMBED, EXAMPLE, asked_slice
from .social_card import HEIGHT, WIDTH

# A theme may keep a frame's shape down to a phone's 360 px: at this one a surface and what stands below it still fit.
SIZE = (560, 800)
WIDE = 720
LEAST = 160
DAY = 86400
SLICE = "slice"
PATHS = ("", "embed", SLICE)
PORTS = {"http": 80, "https": 443}


class Side(Whole):
    """A side of the frame, in pixels."""

    def allows(self, value: int) -> bool:
        return value >= self.low

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("whole", field=field, value=quoted(value), low=self.low)


class NotOurs(ValueError):
    """An address for which this server has no figure."""


class Thumbnail(TypedDict, total=False):
    """The picture of an answer."""

    thumbnail_url: str
    thumbnail_width: int
    thumbnail_height: int


class OEmbed(Thumbnail):
    """An answer of type “rich” (https://oembed.com)."""

    version: str
    type: str
    provider_name: str
    provider_url: str
    title: str
    width: int
    height: int
    html: str
    cache_age: int


def answer_to(query: Mapping[str, str], home: str) -> OEmbed:
    """The oEmbed answer for ``url``, within ``maxwidth`` and ``maxheight``.

    Raises NotOurs for a foreign address (404), Refusal for a malformed request (400).
    """
    url = query.get("url", "")
    asked = _split(url)
    if not asked.scheme or not asked.netloc:
        raise SpecError("url", field="url", value=quoted(url), choices=home)
    page = _page_of(asked, urlsplit(home))
    if page not in PATHS:
        raise NotOurs(url)
    home = _home_for(asked, home)
    figure = query_from(asked.query)
    if page == SLICE:
        return _slice(figure, home, query)
    # The explorer knows no diagram, and shows a landscape for such an address.
    diagram = diagram_from(figure) if page == "embed" else None
    if diagram is not None:
        view = diagram_view_from(figure, "")
        source = f"{home}embed?{diagram_query(diagram, view)}"
        return _rich(home, source, diagram_name(diagram, view), _size(query, (WIDE, diagram.height)))
    spec = Spec.from_query(figure)
    view = embed_view_from(figure, "", spec)
    if spec.data == "own":
        raise NotOurs(url)
    title = view.title or name_of(spec, words(view.language))
    source = f"{home}embed?{embed_query(spec, view)}"
    shown = _rich(home, source, title, _size(query, _best_size(view.view_state.views)))
    return {**shown, **_thumbnail(f"{home}picture.png?{query_of(spec, view)}")}


def _slice(figure: Mapping[str, str], home: str, query: Mapping[str, str]) -> OEmbed:
    """The same for one of our slices, or two; a file of somebody has no address."""
    if not figure.get(EXAMPLE):
        raise NotOurs(figure)
    asked, say = asked_slice(figure), words(language_of(figure, ""))
    source, picture = (f"{home}{asked.address(say, wanted)}" for wanted in (AS_EMBED, AS_CARD))
    return {**_rich(home, source, asked.title(say), _size(query, SIZE)), **_thumbnail(picture)}


def _thumbnail(picture: str) -> Thumbnail:
    return {"thumbnail_url": picture, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}


def _rich(home: str, source: str, title: str, size: tuple[int, int]) -> OEmbed:
    width, height = size
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Lossfold",
        "provider_url": home,
        "title": title,
        "width": width,
        "height": height,
        "html": iframe(source, title, f'width="{width}" height="{height}" {RIGHTS} style="border:0;max-width:100%"'),
        "cache_age": DAY,
    }


def language_asked(query: Mapping[str, str], accepted: str) -> str:
    """The language of a refusal: the figure's if it names one, else the asker's."""
    try:
        return language_of(query_from(_split(query.get("url", "")).query), accepted)
    except SpecError:
        return language_of({}, accepted)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:
        return urlsplit("")


def _page_of(asked: SplitResult, ours: SplitResult) -> str | None:
    """Which of our pages an address names, "" for the explorer; None if it is not ours.

    One server has many spellings: scheme and host know no case, a scheme's own port may be written, and an empty path
    is “/”. Links of before and after a move to https are the same links.
    """
    if asked.scheme not in PORTS or "@" in asked.netloc or _place(asked) != _place(ours):
        return None
    if asked.path in ("", ours.path.rstrip("/")):
        return ""
    return asked.path.removeprefix(ours.path) if asked.path.startswith(ours.path) else None


def _place(address: SplitResult) -> tuple[str | None, int | None] | None:
    """Host and port, None for the scheme's own; None for a port that is none."""
    try:
        port = address.port
    except ValueError:
        return None
    return address.hostname, None if port == PORTS.get(address.scheme) else port


def _home_for(asked: SplitResult, home: str) -> str:
    """``home``, but by https for who asks by https, as a page by https shows no frame by http: behind a proxy a server
    may not know its scheme. ``LOSSFOLD_URL`` knows better.
    """
    if asked.scheme == "https" and not is_told():
        return f"https://{home.partition('://')[2]}"
    return home


def _best_size(views: tuple[str, ...]) -> tuple[int, int]:
    """At which nothing is cut off."""
    return SIZE if views == (SURFACE,) else (WIDE, height_of(views))


def _size(query: Mapping[str, str], best: tuple[int, int]) -> tuple[int, int]:
    return _within(query, "maxwidth", best[0]), _within(query, "maxheight", best[1])


def _within(query: Mapping[str, str], field: str, size: int) -> int:
    """A side of the frame: ``size``, or what is asked for if that is less. Below ``LEAST`` nothing could be seen."""
    return min(size, fixed(field, Side(LEAST, sys.maxsize), size).of(query, None))
