"""Builds the Dash app and the routes beside it; ``server`` is what gunicorn serves, ``python app.py`` runs it.

``python app.py --check`` prints what is set, and what of it is amiss; ``--warm`` fills the cache of compiled programs;
``--keep-release FOLDER`` puts this release's files beside those of earlier ones.
"""

import os
import sys
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

import jax
from dash import Dash
from flask import g
from markupsafe import Markup
from werkzeug.debug import DebuggedApplication
from werkzeug.serving import run_simple

from components.address.links import query_of
from components.address.reading import Address
from components.address.view import View
from components.embed.document import cards_of, knob_signs, rendered, share_dialog
from components.explorer.callbacks import register
from components.explorer.page import shell
from components.http.dash_scripts import TAG, as_one, by_content
from components.http.host import home, prefix
from components.http.plotly_bundle import bundle
from components.http.static_files import KINDS, ROOT, SOURCES, Packed, script_of, style_of
from components.i18n import words
from components.server import access_log, memory, metrics, routes
from components.server.check import problems, report
from components.server.faults import IN_DEVELOPMENT
from components.server.first_picture import early_context
from components.server.front import in_front
from components.server.heavy import done
from components.server.ready import warm
from components.server.releases import keep
from components.server.security import protect
from components.settings import SettingsError, settings
from landscapes import Spec
from landscapes.data.datasets import OWN

try:
    CHOSEN = settings()
except SettingsError as error:
    sys.exit(str(error))
# Compiled code is kept between starts, all of it: what is quickly compiled on one machine is not on the next.
jax.config.update("jax_compilation_cache_dir", os.path.expanduser(CHOSEN.cache))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)


class Explorer(Dash):
    """Dash with a page frame in the visitor's language."""

    @cached_property
    def dash_scripts(self) -> Packed:
        """The scripts that Dash would have a page fetch one by one."""
        return as_one(TAG.findall(self._generate_scripts_html()))

    def _collect_and_register_resources(self, *given: Any, **named: Any) -> list[Any]:
        """Dash's addresses of scripts and styles, the same on every machine of a release."""
        found = super()._collect_and_register_resources(*given, **named)
        return [by_content(each) if isinstance(each, str) else each for each in found]

    def interpolate_index(self, **context: Any) -> str:
        """The HTML around the app; its language is the address's, or the browser's."""
        address = g.address if "address" in g else Address(Spec(), View("en"), (), {})
        texts = {name: Markup(text) for name, text in {**context, "scripts": TAG.sub("", context["scripts"])}.items()}
        return rendered(
            "explorer.html",
            **{name: texts[name] for name in ("favicon", "css", "config", "scripts")},
            say=words(address.view.language),
            cards=self._cards(),
            share=share_dialog(address.view.language, signs=knob_signs()),
            plotly=bundle().name,
            dash_scripts=self.dash_scripts.name,
            style=style_of("explorer").name,
            script=script_of("explorer").name,
            **early_context(address),
        )

    @staticmethod
    def _cards() -> Markup:
        """Discovery link and cards of the address, which the border has read."""
        spec, view = g.address[:2] if "address" in g else (Spec(), View("en"))
        spec = Spec() if spec.data == OWN else spec
        return cards_of(spec, view, f"{home()}?{query_of(spec, view)}", home())


def build() -> Dash:
    """The app with its page, callbacks, routes and border."""
    app = Explorer(
        __name__,
        compress=True,
        use_async=False,
        health_endpoint="healthz",
        routes_pathname_prefix="/",
        requests_pathname_prefix=f"{prefix()}/",
        suppress_callback_exceptions=True,
        update_title="",
        title="Lossfold",
        enable_mcp=False,
        # Our scripts and styles come as one file each (see ``components.http.static_files``).
        assets_ignore=r".*\.(js|css)",
    )
    access_log.register(app.server)  # pyright: ignore[reportArgumentType]
    app.layout = shell
    register(app, done)
    routes.register(app.server, app.dash_scripts)  # pyright: ignore[reportArgumentType]
    protect(app)
    app.server.wsgi_app = in_front(app.server.wsgi_app)  # pyright: ignore[reportAttributeAccessIssue]
    return app


app = build()
server = app.server


def main() -> None:
    """Serves the app until it is stopped."""
    for sentence in problems():
        print(sentence, file=sys.stderr)
    access_log.begin()
    memory.watch()
    if CHOSEN.metrics:
        metrics.serve(CHOSEN.metrics)
    host, port = CHOSEN.host, CHOSEN.port
    if IN_DEVELOPMENT:
        watched = [str(path) for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
        run_simple(host, port, DebuggedApplication(server), use_reloader=True, extra_files=watched, threaded=True)
    else:
        threading.Thread(target=warm, daemon=True).start()
        print(f"Lossfold: http://{host}:{port}", flush=True)
        app.run(host=host, port=port, debug=False)


def command() -> None:
    """What the arguments ask for."""
    if "--check" in sys.argv:
        lines, is_well = report()
        print(*lines, sep="\n")
        sys.exit(not is_well)
    elif "--warm" in sys.argv:
        warm()
    elif "--keep-release" in sys.argv:
        print(*keep(Path(sys.argv[sys.argv.index("--keep-release") + 1]), app.dash_scripts), sep="\n")
    else:
        main()


if __name__ == "__main__":
    command()
