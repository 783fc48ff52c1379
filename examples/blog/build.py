"""Builds the example blog: ``python -m examples.blog.build --app https://your-lossfold.example --to site``.

The same article in two languages, each once with iframes of a running Lossfold (``en.html``, ``zh.html``) and once with
exported files beside it (``en-files.html``, ``zh-files.html``), which need no server but that of the blog.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components.address.query_string import query_from
from components.export import export, read

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
BESIDE = ("blog.css", "frames.js")
FRAME = Markup(
    '<figure><iframe class="lossfold" src="{src}" title="{title}" loading="lazy" sandbox="allow-scripts allow-popups">'
    '<a href="{src}">{title}</a></iframe><figcaption>{title}</figcaption></figure>'
)


def queries() -> dict[str, str]:
    """Name → query of every figure of the article."""
    lines = (HERE / "figures.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(": ", 1) for line in lines if line and not line.startswith("#")]
    return dict(pairs)


def build(app: str, folder: Path) -> None:
    """Writes the blog into the folder; ``app`` is the address of a running Lossfold, with a slash at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in BESIDE:
        shutil.copy(HERE / name, folder)
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    figures = queries()
    for language in LANGUAGES:
        said = {"lang": language}
        live = {name: f"{app}embed?{urlencode(query_from(query) | said)}" for name, query in figures.items()}
        files = {name: f"figures/{name}-{language}.html" for name in figures}
        for sources, page, other in (
            (live, f"{language}.html", "-files.html"),
            (files, f"{language}-files.html", ".html"),
        ):
            text = pages.get_template(f"{language}.html").render(
                app=app,
                other=f"{language}{other}",
                live=sources is live,
                figure=lambda name, title, sources=sources: FRAME.format(src=sources[name], title=title),
            )
            (folder / page).write_text(text, encoding="utf-8")
        lines = [f"{name}-{language}: {query}&lang={language}" for name, query in figures.items()]
        export([read(line) for line in lines], folder / "figures", "beside", app)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m examples.blog.build", description="The example blog.")
    parser.add_argument("--app", default="http://127.0.0.1:8050/", help="the address of a running Lossfold")
    parser.add_argument("--to", type=Path, default=Path("site"), help="the folder (default: site)")
    given = parser.parse_args(arguments)
    build(given.app.rstrip("/") + "/", given.to)
    print(given.to / "en.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
