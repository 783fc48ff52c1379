"""Slices as users hold them: one call makes one, a cell shows it, a file carries it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from components.embed.document import Plotly
from components.embed.slice_page import slice_export, slice_name
from components.i18n import words
from landscapes import slices

from .figures import SLICE_STYLE, Figure
from .serving import serve_page

P = ParamSpec("P")


class Shown(ABC):
    """What has a page: in a notebook's cell, in the browser, as one file."""

    @abstractmethod
    def figure(self, *, language: str = "en", plotly: Plotly = "inline") -> Figure:
        """Its page; ``plotly`` as of ``lossfold.figure``, the language "en" or "zh"."""

    def show(self) -> None:
        """In a notebook the figure in the cell; elsewhere its file, in the browser."""
        self.figure().show()

    def export(self, path: str | Path, *, language: str = "en", plotly: Plotly = "inline") -> Path:
        """Writes one HTML file that needs no server; its path."""
        return self.figure(language=language, plotly=plotly).export(path)

    def serve(self, port: int = 0) -> None:
        """The figure in the browser, served on this machine alone until Ctrl-C; port 0 takes a free one."""
        serve_page(self.figure().page, port)

    def _repr_html_(self) -> str:
        return self.figure()._repr_html_()


class Slice(slices.Slice, Shown):
    """A slice that shows itself in a notebook's cell."""

    def figure(self, *, language: str = "en", plotly: Plotly = "inline") -> Figure:
        """Its page; ``plotly`` as of ``lossfold.figure``, the language "en" or "zh"."""
        page = slice_export(self, language, plotly=plotly).decode()
        return Figure(page, slice_name(self, words(language)), SLICE_STYLE)

    def __repr__(self) -> str:
        return f"Slice({slice_name(self, words('en'))!r}, {len(self.a)} × {len(self.b)})"


@dataclass(frozen=True, eq=False)
class Comparison(Shown):
    """Two slices side by side: one scale of heights, the same λ and Ω."""

    one: slices.Slice
    other: slices.Slice

    def figure(self, *, language: str = "en", plotly: Plotly = "inline") -> Figure:
        """Its page; ``plotly`` and the language as of ``Slice.figure``."""
        page = slice_export(self.one, language, other=self.other, plotly=plotly).decode()
        return Figure(page, words(language)("slice.pair.title"), SLICE_STYLE)


def compare(one: slices.Slice, other: slices.Slice) -> Comparison:
    """Two slices side by side. Of different nets, with directions scaled to each one's own weights (``filter``) and the
    same box, their shapes may be compared; of others the heights may, and the page says so.
    """
    return Comparison(one, other)


def serve(shown: Shown, port: int = 0) -> None:
    """The page of a slice, or of two side by side, in the browser, served on this machine alone until Ctrl-C; port 0
    takes a free one.
    """
    shown.serve(port)


def _shown(make: Callable[P, slices.Slice]) -> Callable[P, Slice]:
    """The same function, whose slices show themselves."""

    @wraps(make)
    def made(*arguments: P.args, **named: P.kwargs) -> Slice:
        found = make(*arguments, **named)
        return Slice(**{each.name: getattr(found, each.name) for each in fields(found)})

    return made


slice = _shown(slices.slice)
landscape = _shown(slices.landscape)
load = _shown(slices.load)
