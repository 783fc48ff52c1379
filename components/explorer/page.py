"""The explorer's page: where everything stands. Looks are in ``assets/``, words in ``words/``."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from landscapes import Spec
from landscapes.data.datasets import DATASETS, OWN
from landscapes.knobs import KNOBS
from landscapes.spec import models

from ..address.sliders import HELD
from ..address.view import View, views_of
from ..i18n import Words
from ..scene.scene import sent_knob
from ..scene.schema.pages import ExplorerStart, FirstScene
from ..scene.schema.scene import ExplorerScene
from . import ids
from .controls import choices, dock
from .html_attributes import announced, data, labelled
from .search import finder

STORES = (ids.REQUEST, ids.PATHS_REQUEST, ids.PATHS, ids.EXTRAS_REQUEST, ids.EXTRAS, ids.SINK)
# The parts of the catalogue that the browser fills in by itself.
BROWSER_WORDS = (
    *("page.loading", "story", "proof", "aria", "surface", "own", "read", "head", "knob", "share"),
    *("choice.data", "refused.file.size", "refused.number", "refused.count", "refused.point"),
    *("view", "walk", "model", "feature", "list"),
)


def shell() -> dmc.MantineProvider:
    """What stands before the address is read; ``open_page`` fills it."""
    return dmc.MantineProvider(
        [dcc.Store(id=ids.ADDRESS), html.Div(id=ids.PAGE)],
        id=ids.PROVIDER,
        forceColorScheme="light",
        theme={"primaryColor": "indigo", "fontFamily": "inherit", "cursorType": "pointer"},
    )


def page(
    spec: Spec, view: View, scene: ExplorerScene, say: Words, refused: str = "", address: str | None = None
) -> list[Component]:
    """The whole explorer.

    refused : the sentences about what an address says that could not be drawn
    address : the query without that, where it differs from what was opened
    """
    spoken: dict[str, str] = {}
    for prefix in BROWSER_WORDS:
        spoken |= say.under(prefix)
    takes = {
        loss: [name for name, knob in KNOBS.items() if knob.taken_by(model) and name not in HELD]
        for loss, model in models().items()
    }
    start: ExplorerStart = {
        **views_of(spec, view),
        "words": spoken,
        "language": say.language,
        "theme": view.theme,
        "camera": view.camera,
        "numbers": {name: sent_knob(name) for name in KNOBS if name not in HELD},
        "takes": takes,
        "own": list(DATASETS[OWN].half_widths),
        "address": address,
    }
    first: FirstScene = {"scene": scene}
    return [
        dcc.Store(id=ids.START, data=dict(start)),
        dcc.Store(id=ids.SCENE, data=dict(first)),
        *[dcc.Store(id=name) for name in STORES],
        html.A(say("page.skip"), href="#dock", className="skip"),
        _head(say),
        _notice(say, refused),
        html.Main([_sight(say), _panel(spec, say)], className="explorer"),
    ]


def _notice(say: Words, sentence: str) -> html.Div:
    """What is wrong, over the page, so that nothing moves when it comes. ``assets/explorer/notice.js`` fills it."""
    again = html.Button(say("notice.again"), type="button", id="notice-again", hidden=True)
    close = html.Button("×", type="button", id="notice-close", **labelled(say("notice.close")))
    parts = [html.P(sentence, id=ids.NOTICE, role="alert"), again, close]
    return html.Div(parts, className="notice", **data(shown="yes" if sentence else ""))


def _head(say: Words) -> html.Header:
    def button(name: str, icon: str, key: str) -> dmc.ActionIcon:
        return dmc.ActionIcon(
            html.Span(className=f"icon icon-{icon}"),
            id=name,
            n_clicks=0,
            variant="subtle",
            size="lg",
            **labelled(say(key)),
        )

    language = dmc.Button(
        say("head.language"),
        id=ids.LANGUAGE,
        n_clicks=0,
        variant="subtle",
        size="compact-sm",
        **labelled(say("head.language.label")),
    )
    return html.Header(
        [
            html.H1([html.Span("Lossfold", className="brand"), html.Span(say("page.tagline"), className="tagline")]),
            html.Div(
                [
                    html.A(say("head.learn"), href=f"learn/?lang={say.language}", className="to-learn"),
                    button(ids.RESET_CAMERA, "camera", "head.camera"),
                    button(ids.SHARE_OPEN, "share", "head.share"),
                    button(ids.COPY_LINK, "link", "head.link"),
                    button(ids.THEME, "theme", "head.theme"),
                    language,
                ],
                className="tools",
            ),
        ],
        className="head",
    )


def _sight(say: Words) -> html.Div:
    """The surface, the buttons that open views beside it, and the views; the browser fills the last two."""
    views = html.Div(id=ids.VIEWS, className="views-bar", role="group", **labelled(say("view.bar")))
    board = html.Div([_stage(say), html.Div(id=ids.BOARD, className="views")], className="board")
    return html.Div([views, board], className="sight")


def _stage(say: Words) -> html.Section:
    return html.Section(
        [
            html.Div(id=ids.SURFACE, role="img", tabIndex=0, className="surface", **labelled(say("page.loading"))),
            html.P(say("page.loading"), id=ids.STATUS, className="status", role="status"),
        ],
        className="stage",
        **labelled(say("page.surface")),
    )


def _panel(spec: Spec, say: Words) -> html.Div:
    reading = html.Section(
        [
            html.Div(id=ids.STORY, className="story", **announced()),
            html.Div(id=ids.FORMULA, className="formula", role="group", tabIndex=0, **labelled(say("read.formula"))),
            html.P(id=ids.MODEL, className="model"),
            html.Details(
                [html.Summary(say("read.certificate")), html.Div(id=ids.CERTIFICATE, className="certificate")],
                open=True,
            ),
        ],
        className="reading",
        **labelled(say("page.reading")),
    )
    equivalent = html.Details(
        [
            html.Summary(say("read.equivalent")),
            html.Div(
                [
                    html.Pre(
                        id=ids.EQUIVALENT,
                        className="code",
                        tabIndex=0,
                        role="group",
                        **labelled(say("read.equivalent")),
                    ),
                    dmc.Button(
                        say("read.copy"),
                        id="copy-equivalent",
                        n_clicks=0,
                        size="compact-xs",
                        variant="default",
                        className="copy",
                    ),
                ],
                className="code-box",
            ),
        ],
        className="equivalent",
    )
    parts = [finder(say), choices(spec, say), equivalent]
    settings = html.Section(parts, className="settings", **labelled(say("page.settings")))
    return html.Div([dock(spec, say), reading, settings], className="panel")
