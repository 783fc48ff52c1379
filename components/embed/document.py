"""The lean page of one figure: as an embed with its scripts beside it, or as one file that holds everything."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from landscapes import Problem, Spec
from landscapes.knobs import KNOBS, MAIN
from landscapes.models.penalties import PENALTIES

from ..address.links import embed_query, name_of, query_of
from ..address.sliders import HELD
from ..address.view import View, views_of
from ..address.views import SURFACE
from ..http.plotly_bundle import bundle, cdn, file_name
from ..http.static_files import Packed, release, renderer, style, visibility
from ..i18n import LANGUAGES, words
from ..scene.formula import formula
from ..scene.model_notes import told
from ..scene.schema.pages import EmbedStart
from ..scene.standalone import standalone_scene

Plotly = Literal["inline", "cdn", "beside"]
# The parts of the catalogue that the embed's script fills in.
SPOKEN = (
    *("story", "proof.value", "proof.infimum", "proof.residual", "proof.beyond", "proof.faint"),
    *("aria", "surface", "embed", "knob", "feature", "list"),
)
HTML_LANGUAGE = {"en": "en", "zh": "zh-CN"}


@cache
def templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def script_json(value: object) -> Markup:
    """JSON that may stand inside a script element, whatever the texts in it say."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _spoken(view: View) -> dict[str, str]:
    catalogue = words(view.language).catalogue
    spoken = SPOKEN if view.looks.views == (SURFACE,) else (*SPOKEN, "view", "walk")
    # Where a slider changes the model, so do the sentences that say what it is.
    spoken = spoken if set(view.knobs) <= {*PENALTIES} else (*spoken, "model")
    return {key: text for key, text in catalogue.items() if key.startswith(spoken)}


def _page(problem: Problem, view: View, parts: dict[str, Any]) -> str:
    spec, scene, say = problem.spec, standalone_scene(problem, view), words(view.language)
    knobs = [
        {
            "name": knob,
            "label": say(f"knob.{knob}"),
            "short": say(f"knob.{knob}.short"),
            "value": f"{getattr(spec, knob):g}",
            "low": f"{KNOBS[knob].low:g}",
            "high": f"{KNOBS[knob].high:g}",
        }
        for knob in view.knobs
    ]
    start: EmbedStart = {
        **views_of(spec, view),
        "words": _spoken(view),
        "theme": view.theme,
        "camera": view.camera,
        "autorotate": view.autorotate,
        "knobs": view.knobs,
        "explorer": parts["explorer"],
        "language": view.language if parts.pop("says_language") else None,
    }
    return (
        templates()
        .get_template("embed.html")
        .render(
            language=HTML_LANGUAGE[view.language],
            say=say,
            title=view.title or name_of(spec, say, moving=view.knobs),
            view=view,
            knobs=knobs,
            formula=Markup(formula(spec)),
            notes=told(problem, say),
            start=script_json(start),
            scene=script_json(scene),
            **parts,
        )
    )


def embed_page(spec: Spec, view: View, home: str, *, says_language: bool) -> Packed:
    """The embed's HTML. ``says_language``: whether the query names a language.

    home : the server's address, for the cards that other sites read. What the page itself needs stands beside it, and
        is found there whatever name and scheme a proxy has given the server
    """
    explorer = f"./?{query_of(spec, view, language=says_language)}"
    parts = {
        "explorer": explorer,
        "home": home,
        "style": None,
        "script": None,
        "visibility": None,
        "visibility_at": f"release/visibility-{visibility().digest}.js",
        "style_at": f"release/embed-{style().digest}.css",
        "script_at": f"release/embed-{renderer().digest}.js",
        "plotly": {"src": f"release/{file_name()}"},
        "plotly_inline": None,
        "policy": None,
        "says_language": says_language,
        "meta": cards(spec, view, f"{home}embed?{embed_query(spec, view)}", home),
        # Beside the page, and not by home(): so it is found wherever the page was.
        "picture": f"picture.png?{query_of(spec, view)}",
    }
    return Packed("text/html", _page(Problem.of(spec), view, parts).encode())


def export_page(problem: Problem, view: View, home: str, plotly: Plotly = "inline", beside: str = "") -> bytes:
    """The figure as one HTML file.

    plotly : where plotly.js comes from: "inline" in the file (no network, ever), "cdn" from plotly's own network, or
        "beside": this and the renderer are files of their own in the folder ``beside``, shared by many figures
    home : the address of an explorer to link back to; "" for none, as for the visitor's own data, which no link carries
    """
    spec, linked = problem.spec, plotly == "beside"
    source = cdn() if plotly == "cdn" else {"src": f"{beside}{file_name()}"} if linked else None
    parts = {
        "explorer": f"{home}?{query_of(spec, view)}" if home and spec.data != "own" else "",
        "home": home,
        "style": None if linked else Markup(style().body.decode()),
        "script": None if linked else Markup(renderer().body.decode()),
        "style_at": f"{beside}lossfold-{style().digest}.css" if linked else None,
        "visibility": None if linked else Markup(visibility().body.decode()),
        "visibility_at": f"{beside}visibility-{visibility().digest}.js" if linked else None,
        "script_at": f"{beside}lossfold-{renderer().digest}.js" if linked else None,
        "plotly": source,
        "plotly_inline": Markup(bundle().body.decode()) if source is None else None,
        "policy": None if linked else policy_of(source),
        "says_language": True,
        "meta": None,
        "picture": None,
    }
    return _page(problem, view, parts).encode()


def shared_files() -> dict[str, bytes]:
    """Name → bytes of the files that exports with ``plotly="beside"`` share."""
    return {
        f"lossfold-{style().digest}.css": style().body,
        f"visibility-{visibility().digest}.js": visibility().body,
        f"lossfold-{renderer().digest}.js": renderer().body,
        file_name(): bundle().body,
    }


def policy_of(source: dict[str, str] | None) -> str:
    """The file's own Content-Security-Policy: it may not reach any network, plotly's own apart if it needs that."""
    scripts = f"'unsafe-inline' {source['src']}" if source else "'unsafe-inline'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def cards(spec: Spec, view: View, figure: str, home: str) -> Markup:
    """What other sites read of a figure's address: oEmbed's discovery link, OpenGraph and Twitter tags."""
    say = words(view.language)
    picture = f"{home}picture.png?{query_of(spec, view)}"
    name = view.title or name_of(spec, say)
    page = templates().get_template("meta.html")
    return Markup(page.render(home=home, figure=figure, picture=picture, name=name, say=say))


def share_dialog(language: str) -> Markup:
    """The explorer's share dialog; what it does is in ``assets/explorer/share.js``."""
    page = templates().get_template("share.html")
    kinds = {"html": "HTML", "markdown": "Markdown", "hugo": "Hugo", "hexo": "Hexo"}
    signs = {
        name: knob.symbol
        for name, knob in KNOBS.items()
        if (knob.kind == "penalty" or knob.affine) and name not in HELD
    }
    knobs = {"signs": signs, "main": MAIN}
    return Markup(page.render(say=words(language), plotly_bytes=len(bundle().body), kinds=kinds, **knobs))


def refused_page(sentence: str, language: str) -> str:
    """A small page with a sentence in place of the figure, and the way to the explorer."""
    return (
        templates()
        .get_template("refused.html")
        .render(
            language=HTML_LANGUAGE[language],
            say=words(language),
            sentence=sentence,
            style_at=f"release/embed-{style().digest}.css",
        )
    )


def tag_of(*what: object) -> str:
    """The entity tag of a page that is a pure function of ``what`` and the release."""
    return Packed("", repr((release(), *what)).encode()).digest


assert set(HTML_LANGUAGE) == set(LANGUAGES)
