"""The lean page of a diagram: as an embed with its scripts beside it, or as one file that holds everything."""

import re
from typing import NotRequired
from urllib.parse import urlencode

from latex2mathml.converter import convert
from markupsafe import Markup
from typing_extensions import TypedDict

from ..address.diagrams import DIAGRAMS, Diagram
from ..address.view import View
from ..http.static_files import Packed, script_of, style_of
from ..i18n import words
from ..scene.schema.pages import DiagramStart
from .document import cards, policy_of, rendered, script_json


class DiagramContext(TypedDict):
    """What the page of a diagram has in it, or where that is.

    meta, course : cards for other sites; the page of the course that holds it
    style, script, policy : in the file itself, which may reach no network; None where they are files of their own
    style_at, script_at : where these are
    """

    meta: Markup | str
    course: str
    style: NotRequired[Markup | None]
    script: Markup | None
    policy: str | None
    style_at: str
    script_at: str


def diagram_name(diagram: Diagram, view: View) -> str:
    """What a diagram shows, in one line: the author's words if there are any."""
    return view.title or words(view.language)(f"diagram.{diagram.name}.name")


def diagram_embed(diagram: Diagram, view: View, home: str, *, says_language: bool) -> Packed:
    """The embed's HTML; ``home`` and ``says_language`` as of ``embed_page``."""
    figure, say = f"{home}embed?{diagram_query(diagram, view)}", words(view.language)
    context: DiagramContext = {
        "meta": cards(say, diagram_name(diagram, view), say(f"diagram.{diagram.name}.model"), figure, home),
        "course": f"learn/{diagram.page}{f'?lang={view.language}' if says_language else ''}",
        "script": None,
        "policy": None,
        "style_at": f"release/{style_of(diagram.bundle).name}",
        "script_at": f"release/{script_of(diagram.bundle).name}",
    }
    return Packed("text/html", _page(diagram, view, context).encode())


def diagram_export(diagram: Diagram, view: View, home: str = "", *, course: str = "", beside: str = "") -> bytes:
    """The diagram as one HTML file that needs no network; ``home`` and ``beside`` as of ``export_page``.

    course : its page of the course, where that isn't at ``home``
    """
    style, script = style_of(diagram.bundle), script_of(diagram.bundle)
    context: DiagramContext = {
        "course": course or (f"{home}learn/{diagram.page}?lang={view.language}" if home else ""),
        "script": None if beside else Markup(script.body.decode()),
        "style": None if beside else Markup(style.body.decode()),
        "policy": None if beside else policy_of(None),
        "meta": "",
        "style_at": f"{beside}{style.name}",
        "script_at": f"{beside}{script.name}",
    }
    return _page(diagram, view, context).encode()


def diagram_files() -> dict[str, bytes]:
    """Name → bytes of the files that diagrams beside one another share."""
    bundles = {kind.bundle for kind in DIAGRAMS.values()}
    return {file.name: file.body for bundle in sorted(bundles) for file in (style_of(bundle), script_of(bundle))}


def diagram_query(diagram: Diagram, view: View) -> str:
    """The query of a diagram as an embed shows it, without ``?``."""
    keys = {"theme": "" if view.theme == "auto" else view.theme, "title": view.title, "lang": view.language}
    return f"{diagram.to_query()}&{urlencode({key: text for key, text in keys.items() if text})}"


def _page(diagram: Diagram, view: View, context: DiagramContext) -> str:
    say = words(view.language)
    start: DiagramStart = {"words": say.under(f"diagram.{diagram.name}"), "theme": view.theme}
    formula = re.sub("«(.+?)»", lambda word: say(f"diagram.{diagram.name}.{word[1]}"), diagram.formula)
    return rendered(
        "diagram.html",
        say=say,
        view=view,
        diagram=diagram,
        title=diagram_name(diagram, view),
        formula=Markup(convert(formula, display="block")),
        start=script_json(start),
        scene=script_json(diagram.scene()),
        **{"knobs": [], **diagram.context(), **context},
    )
