"""Builds the Dash app and the plain routes; ``server`` is what gunicorn serves, ``python app.py`` runs it."""

import os
import threading
from typing import Any

import jax
from dash import Dash
from flask import g
from werkzeug.debug import DebuggedApplication
from werkzeug.serving import run_simple

from components.address.links import query_of
from components.address.view import View
from components.embed.document import cards, share_dialog
from components.explorer.callbacks import register
from components.explorer.page import shell
from components.http.host import home
from components.http.plotly_bundle import file_name
from components.http.static_files import KINDS, ROOT, SOURCES, explorer_script, explorer_style
from components.i18n import words
from components.scene.scene import warm_up
from components.server import routes
from components.server.faults import IN_DEVELOPMENT
from components.server.security import protect
from landscapes import Spec
from landscapes.data.datasets import OWN

# Compiled code is kept between starts.
jax.config.update(
    "jax_compilation_cache_dir", os.environ.get("LOSSFOLD_CACHE", os.path.expanduser("~/.cache/lossfold"))
)
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.05)

INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
{metas}
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
{cards}
{favicon}
{css}
<link rel="stylesheet" href="/release/{style}">
<script src="{plotly}" defer></script>
</head>
<body>
<noscript><style>.boot {{ display: none; }}</style>
<p class="plea">{noscript} <a href="/learn/">{learn}</a></p></noscript>
{app_entry}
{share}
{config}
{scripts}
<script src="/release/{script}"></script>
{renderer}
</body>
</html>"""


class Explorer(Dash):
    """Dash with a page frame in the visitor's language."""

    def interpolate_index(self, **parts: Any) -> str:
        """The HTML around the app; its language is the address's, or the browser's."""
        language = g.address.view.language if "address" in g else "en"
        say = words(language)
        entry = f'<div id="react-entry-point"><p class="boot">{say("page.loading")}</p></div>'
        return INDEX.format(
            **{**parts, "title": say("page.title"), "app_entry": entry},
            language={"en": "en", "zh": "zh-CN"}[language],
            description=say("page.description"),
            noscript=say("page.noscript"),
            learn=say("head.learn"),
            cards=self._cards(),
            share=share_dialog(language),
            plotly=f"/release/{file_name()}",
            style=f"explorer-{explorer_style().digest}.css",
            script=f"explorer-{explorer_script().digest}.js",
        )

    @staticmethod
    def _cards() -> str:
        """Discovery link and cards of the address, which the border has read."""
        spec, view = g.address[:2] if "address" in g else (Spec(), View("en"))
        spec = Spec() if spec.data == OWN else spec
        return str(cards(spec, view, f"{home()}?{query_of(spec, view)}", home()))


def build() -> Dash:
    """The app with its page, callbacks, routes and border."""
    app = Explorer(
        __name__,
        compress=True,
        use_async=False,
        health_endpoint="healthz",
        suppress_callback_exceptions=True,
        update_title="",
        title="Lossfold",
        enable_mcp=False,
        # Our scripts and styles come as one file each (see ``components.http.static_files``).
        assets_ignore=r".*\.(js|css)",
    )
    app.layout = shell
    register(app)
    routes.register(app.server)  # pyright: ignore[reportArgumentType]
    protect(app)
    return app


app = build()
server = app.server

if __name__ == "__main__":
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8050"))
    if IN_DEVELOPMENT:
        watched = [str(path) for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
        run_simple(host, port, DebuggedApplication(server), use_reloader=True, extra_files=watched, threaded=True)
    else:
        threading.Thread(target=warm_up, daemon=True).start()
        print(f"Lossfold: http://{host}:{port}", flush=True)
        app.run(host=host, port=port, debug=False)
