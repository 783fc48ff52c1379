"""A landscape as a living figure: in a notebook's cell it shows itself, and it is one HTML file to send."""

import sys
import tempfile
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from components.address.diagrams import Diagram
from components.address.frame import frame_holding, frame_style, shaped
from components.address.query_string import query_from
from components.address.view import View
from components.embed.diagram_page import diagram_name
from components.embed.document import Plotly, name_of
from components.embed.slice_examples import EXAMPLE, asked_slice
from components.export import figure_of, page_of
from components.i18n import language_of, words
from landscapes import Spec

# Of a slice: the surface, its sliders and sentence, and the head of the audit; what is below scrolls in the frame.
SLICE_STYLE = shaped("height:820px")


@dataclass(frozen=True)
class Figure:
    """One HTML file that needs no server.

    page : its HTML
    title : what it shows, in a line
    style : of the frame that shows it whole
    """

    page: str
    title: str
    style: str

    def export(self, path: str | Path) -> Path:
        """Writes the file; its path."""
        file = Path(path)
        file.write_text(self.page, encoding="utf-8")
        return file

    def show(self) -> None:
        """In a notebook the figure in the cell; elsewhere its file, in the browser."""
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
        if shell is not None and hasattr(shell, "kernel"):
            from IPython.display import display

            display(self)
            return
        folder = tempfile.mkdtemp(prefix="lossfold-")
        webbrowser.open(self.export(Path(folder) / "figure.html").as_uri())

    def _repr_html_(self) -> str:
        """The file in a frame that may do nothing but draw: what a notebook shows, keeps and hands on."""
        return frame_holding(self.page, self.title, self.style)

    def __repr__(self) -> str:
        return f"Figure({self.title!r})"


def figure(query: str = "", *, plotly: Plotly = "inline") -> Figure:
    """The figure that a link's query describes: ``figure("loss=linear&data=diabetes&l1=0.6&knobs=l1")``.

    plotly : "inline" needs no network, ever; "cdn" makes a small file, which fetches plotly.js from plotly's network

    Raises Refusal (a ValueError), which names the field, the value and what is allowed.
    """
    asked = query_from(query)
    if asked.get(EXAMPLE):
        return _slice(asked, plotly)
    shown, view = figure_of(query)
    page = page_of(shown, view, plotly).decode()
    return Figure(page, _title(shown, view), _style(shown, view))


def _slice(asked: dict[str, str], plotly: Plotly) -> Figure:
    """One of our own slices."""
    found, say = asked_slice(asked), words(language_of(asked, ""))
    return Figure(found.export(say, plotly).decode(), found.title(say), SLICE_STYLE)


def _title(shown: Spec | Diagram, view: View) -> str:
    if isinstance(shown, Diagram):
        return diagram_name(shown, view)
    return view.title or name_of(shown, words(view.language), moving=view.knobs)


def _style(shown: Spec | Diagram, view: View) -> str:
    if isinstance(shown, Diagram):
        return shaped(f"height:{shown.height}px")
    return frame_style(view.view_state.views)
