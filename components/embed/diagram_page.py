"""The lean page of a diagram: as an embed with its scripts beside it, or as one file that holds everything."""

import re
from typing import Any
from urllib.parse import urlencode

from latex2mathml.converter import convert
from markupsafe import Markup

from ..address.diagrams import Diagram
from ..address.view import View
from ..http.static_files import Packed, diagram_script, diagram_style
from ..i18n import words
from ..scene.schema.pages import DiagramStart
from .document import HTML_LANGUAGE, policy_of, script_json, templates


def diagram_name(diagram: Diagram, view: View) -> str:
    """What a diagram shows, in one line: the author's words if there are any."""
    return view.title or words(view.language)(f"diagram.{diagram.name}.name")


def diagram_embed(diagram: Diagram, view: View, home: str, *, says_language: bool) -> Packed:
    """The embed's HTML; ``home`` and ``says_language`` as of ``embed_page``."""
    parts = {
        "home": home,
        "figure": f"{home}embed?{diagram_query(diagram, view)}",
        "course": f"learn/{diagram.page}{f'?lang={view.language}' if says_language else ''}",
        "script": None,
        "policy": None,
        "style_at": f"release/diagram-{diagram_style().digest}.css",
        "script_at": f"release/diagram-{diagram_script().digest}.js",
    }
    return Packed("text/html", _page(diagram, view, parts).encode())


def diagram_export(diagram: Diagram, view: View, home: str) -> bytes:
    """The diagram as one HTML file that needs no network; ``home`` as of ``export_page``."""
    parts = {
        "course": f"{home}learn/{diagram.page}?lang={view.language}" if home else "",
        "script": Markup(diagram_script().body.decode()),
        "style": Markup(diagram_style().body.decode()),
        "policy": policy_of(None),
    }
    return _page(diagram, view, parts).encode()


def diagram_query(diagram: Diagram, view: View) -> str:
    """The query of a diagram as an embed shows it, without ``?``."""
    parts = {"theme": "" if view.theme == "auto" else view.theme, "title": view.title, "lang": view.language}
    return f"{diagram.to_query()}&{urlencode({key: text for key, text in parts.items() if text})}"


def _page(diagram: Diagram, view: View, parts: dict[str, Any]) -> str:
    say = words(view.language)
    start: DiagramStart = {"words": say.under(f"diagram.{diagram.name}"), "theme": view.theme}
    page = templates().get_template("diagram.html")
    formula = re.sub("«(.+?)»", lambda word: say(f"diagram.{diagram.name}.{word[1]}"), diagram.formula)
    return page.render(
        language=HTML_LANGUAGE[view.language],
        say=say,
        view=view,
        diagram=diagram,
        title=diagram_name(diagram, view),
        formula=Markup(convert(formula, display="block")),
        start=script_json(start),
        scene=script_json(diagram.scene()),
        **{"knobs": []} | diagram.parts() | parts,
    )
