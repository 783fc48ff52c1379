"""The explorer's page: where everything stands. Looks are in ``assets/``, words in ``words/``."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from landscapes import Spec
from landscapes.csv_file.encodings import MOST_BYTES
from landscapes.data.datasets import DATASETS, OWN, editable_datasets
from landscapes.data.edited import MOST_ROWS, REACH
from landscapes.knobs import KNOBS
from landscapes.models.losses import Loss
from landscapes.models.net_models import NetModel
from landscapes.models.penalties import PENALTIES
from landscapes.spec import PICKED, models, takes_copies

from ..address.frame import shapes
from ..address.view import MOST_KNOBS, View, views_of
from ..i18n import Words
from ..scene.scene import sent_knob
from ..scene.schema.pages import ExplorerStart
from ..widgets import Landscape
from . import ids
from .controls import choices, dock
from .html_attributes import announced, data, labelled, unspoken
from .search import PRESETS, finder

# What the glossary explains, in the order in which one meets it: the words ``word.…`` and ``word.….says``.
TERMS = ("beta", "loss", *PENALTIES, "sum", "minimum", "slope", "fold", "subdifferential")
STORES = (ids.REQUEST, ids.SCENE, ids.PATHS_REQUEST, ids.PATHS, ids.EXTRAS_REQUEST, ids.EXTRAS, ids.SINK)
# The parts of the catalogue that the browser fills in by itself.
BROWSER_WORDS = (
    *("page.loading", "story", "proof", "aria", "surface", "own", "read", "head", "knob", "share", "present"),
    *("choice.data", "choice.loss", "label", "refused.file.size", "refused.number", "refused.count", "refused.point"),
    *("program", "view", "method", "outcome", "model", "feature", "list"),
)


# In which the program that finds the minimum is shown.
TOOLS = {"sklearn": "scikit-learn", "torch": "PyTorch", "optax": "JAX · optax"}


def shell() -> dmc.MantineProvider:
    """What stands before the address is read; ``open_page`` fills it."""
    return dmc.MantineProvider(
        [dcc.Store(id=ids.ADDRESS), html.Div(id=ids.PAGE)],
        id=ids.PROVIDER,
        forceColorScheme="light",
        theme={"primaryColor": "indigo", "fontFamily": "inherit", "cursorType": "pointer"},
    )


def page(spec: Spec, view: View, say: Words, refused: str = "", address: str | None = None) -> list[Component]:
    """The whole explorer.

    refused : the sentences about what an address says that could not be drawn
    address : the query without that, where it differs from what was opened
    """
    spoken: dict[str, str] = {}
    for prefix in BROWSER_WORDS:
        spoken |= say.under(prefix)
    takes = {loss: _taken_by(model) for loss, model in models().items()}
    start: ExplorerStart = {
        **views_of(spec, view),
        "words": spoken,
        "language": say.language,
        "theme": view.theme,
        "camera": view.camera,
        "wireframe": view.wireframe,
        "inertia": view.inertia,
        "numbers": {name: sent_knob(name) for name in KNOBS},
        "presets": {name: list(knobs) for name, knobs in PRESETS.items()},
        "takes": takes,
        "own": list(DATASETS[OWN].half_widths),
        "scores": [loss for loss, model in models().items() if model.linear_score],
        "choices": list(PICKED),
        "limits": {"fileBytes": MOST_BYTES, "embedKnobs": MOST_KNOBS},
        "edits": {"data": list(editable_datasets()), "rows": MOST_ROWS, "reach": REACH},
        "frames": shapes(),
        "address": address,
    }
    return [
        dcc.Store(id=ids.START, data=dict(start)),
        *[dcc.Store(id=name) for name in STORES],
        html.A(say("page.skip"), href="#dock", className="skip"),
        _head(say),
        _notice(say, refused),
        html.Main([_sight(view, say), _panel(spec, view, say)], className="explorer"),
        html.P(say("own.drop"), id=ids.DROP_SIGN, className="drop-sign", **unspoken()),
    ]


def _taken_by(model: Loss | NetModel) -> list[str]:
    """The knobs that a model has, and the picker that not every loss of a score has."""
    return [name for name, knob in KNOBS.items() if knob.taken_by(model)] + (["copies"] if takes_copies(model) else [])


def _notice(say: Words, sentence: str) -> html.Div:
    """What is wrong, over the page, so that nothing moves when it comes. ``assets/controls/notice.js`` fills it."""
    again = html.Button(say("notice.again"), type="button", id=ids.NOTICE_AGAIN, hidden=True)
    close = html.Button("×", type="button", id=ids.NOTICE_CLOSE, **labelled(say("notice.close")))
    children = [html.P(sentence, id=ids.NOTICE, role="alert"), again, close]
    return html.Div(children, className="notice", **data(shown="yes" if sentence else ""))


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
                    button(ids.PRESENT, "present", "head.present"),
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


def _sight(view: View, say: Words) -> html.Div:
    """The surface, the buttons that open views beside it, and the views; the browser fills the last two."""
    views = html.Div(id=ids.VIEWS, className="views-bar", role="group", **labelled(say("view.bar")))
    board = html.Div([_stage(view, say), html.Div(id=ids.BOARD, className="views")], className="board")
    return html.Div([views, board], className="sight")


def _stage(view: View, say: Words) -> html.Section:
    return html.Section(
        [
            Landscape(
                ids.SURFACE,
                scene=None,
                theme=view.theme,
                camera=view.camera,
                wireframe=view.wireframe,
                language=say.language,
                label=say("page.loading"),
            ),
            html.P(say("page.loading"), id=ids.STATUS, className="status", role="status"),
        ],
        className="stage",
        **labelled(say("page.surface")),
    )


def _glossary(say: Words) -> html.Details:
    """What the signs and words on the first screen mean."""
    # A penalty may have no words here.
    known = [term for term in TERMS if f"word.{term}" in say.catalogue]
    said = [item for term in known for item in (html.Dt(say(f"word.{term}")), html.Dd(say(f"word.{term}.says")))]
    return html.Details(
        [html.Summary(say("read.words")), html.Dl(said, id=ids.GLOSSARY, tabIndex=-1)], className="glossary"
    )


def _panel(spec: Spec, view: View, say: Words) -> html.Div:
    reading = html.Section(
        [
            html.Div(id=ids.STORY, className="story", **announced()),
            html.Div(id=ids.FORMULA, className="formula", role="group", tabIndex=0, **labelled(say("read.formula"))),
            html.Div(id=ids.DRAWING, className="drawing", role="img", **labelled(say("read.drawing"))),
            html.P(id=ids.UNITS, className="model"),
            html.P(id=ids.MODEL, className="model"),
            html.A(say("read.why"), href=f"learn/why-zero?lang={say.language}", className="why"),
            html.Details(
                [html.Summary(say("read.certificate")), html.Div(id=ids.CERTIFICATE, className="certificate")],
            ),
            _glossary(say),
        ],
        className="reading",
        **labelled(say("page.reading")),
    )
    equivalent = html.Details(
        [
            html.Summary(say("read.equivalent")),
            html.Div(
                [html.Button(name, type="button", **data(tool=tool)) for tool, name in TOOLS.items()],
                className="tools-of-code",
                role="group",
                **labelled(say("program.tool")),
            ),
            html.P(id=ids.PROGRAM_NOTE, className="hint"),
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
                        id=ids.COPY_EQUIVALENT,
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
    children = [finder(say), choices(spec, view, say), equivalent]
    settings = html.Section(children, className="settings", **labelled(say("page.settings")))
    return html.Div([dock(spec, say), reading, settings], className="panel")
