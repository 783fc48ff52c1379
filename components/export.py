"""Writes figures as static files for a blog: ``python -m components.export "loss=linear&data=diabetes" --to figures``.

Each figure becomes one HTML file that needs no server. With ``--plotly beside`` (the default for several figures)
they share one plotly.js in the folder; ``inline`` puts it into each file, ``cdn`` leaves it to plotly's own network.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from landscapes import Problem, Refusal, Spec, SpecError
from landscapes.data.datasets import OWN
from landscapes.errors import quoted

from .address.diagrams import Diagram, diagram_from, diagram_view_from
from .address.query_string import query_from
from .address.view import View, embed_view_from
from .embed.diagram_page import diagram_export
from .embed.document import Plotly, common_files, export_page

T = TypeVar("T")


def read(line: str) -> tuple[str, Spec | Diagram, View]:
    """A line "name: query" or "query" → (file name, what it shows, view). Raises Refusal.

    Without a name the file is called after the query.
    """
    before, colon, after = line.strip().partition(":")
    name, query = (before.strip(), after.strip()) if colon and "=" not in before else ("", line.strip())
    shown, view = figure_of(query)
    safe = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in name or query or "figure")
    return f"{safe.strip('.')[:120]}.html", shown, view


def figure_of(query: str) -> tuple[Spec | Diagram, View]:
    """A query → (what it shows, view). Raises Refusal."""
    asked = query_from(query)
    diagram = diagram_from(asked)
    if diagram is not None:
        return diagram, diagram_view_from(asked, "")
    spec = Spec.from_query(asked)
    if spec.data == OWN:
        raise SpecError("rows", field="data", value=quoted(OWN))
    return spec, embed_view_from(asked, "", spec)


def page_of(shown: Spec | Diagram, view: View, plotly: Plotly, home: str = "") -> bytes:
    """The HTML file of a figure; ``plotly`` and ``home`` as of ``export_page``."""
    if isinstance(shown, Spec):
        return export_page(Problem.of(shown), view, home, plotly)
    return diagram_export(shown, view, home)


def lines_of(queries: Sequence[str], lists: Sequence[Path]) -> list[str]:
    """The queries given, and those in the lists: one a line, ``#`` begins a remark."""
    written = [line for path in lists for line in path.read_text(encoding="utf-8").splitlines()]
    return [*queries, *(line for line in written if line.strip() and not line.lstrip().startswith("#"))]


def export(
    figures: Sequence[tuple[str, Spec | Diagram, View]], folder: Path, plotly: Plotly, home: str = ""
) -> list[Path]:
    """Writes the figures, and what they share, into the folder; the paths of the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    if plotly == "beside":
        for name, content in common_files().items():
            (folder / name).write_bytes(content)
    paths = []
    for name, shown, view in tqdm(figures, desc="figures", unit="file", file=sys.stderr):
        path = folder / name
        path.write_bytes(page_of(shown, view, plotly, home))
        paths.append(path)
    return paths


def taken(queries: Sequence[str], lists: Sequence[Path], take: Callable[[list[str]], list[T]]) -> list[T] | None:
    """What ``take`` makes of the lines of a command; None, and a sentence, for one that is refused, or a list that
    cannot be read.
    """
    try:
        return take(lines_of(queries, lists))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"--list: {error.filename} cannot be read: {error.strerror}.", file=sys.stderr)
    return None


def main(arguments: Sequence[str] | None = None, called: str = "python -m components.export") -> int:
    """The command, as it is ``called``; 2 and a sentence if a query is refused, and then nothing is written."""
    parser = argparse.ArgumentParser(prog=called, description="Figures as static HTML files.")
    parser.add_argument("queries", nargs="*", help='such as "l1=0.3&lang=zh", or "name: l1=0.3"')
    parser.add_argument("--list", type=Path, action="append", default=[], help="a file with a query a line")
    parser.add_argument("--to", type=Path, default=Path("figures"), help="the folder (default: figures)")
    parser.add_argument("--plotly", choices=("beside", "inline", "cdn"), help="where plotly.js comes from")
    parser.add_argument("--explorer", default="", help="the address of an explorer to link back to")
    given = parser.parse_args(arguments)
    figures = taken(given.queries, given.list, lambda lines: [read(line) for line in lines])
    if figures is None:
        return 2
    if not figures:
        parser.print_usage(sys.stderr)
        return 2
    names = [name for name, _, _ in figures]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        print(f"Two figures would be called {twice}; give them names: “name: query”.", file=sys.stderr)
        return 2
    plotly = given.plotly or ("beside" if len(figures) > 1 else "inline")
    for path in export(figures, given.to, plotly, given.explorer.rstrip("/") + "/" if given.explorer else ""):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
