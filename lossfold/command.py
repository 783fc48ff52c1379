"""The command ``lossfold``; in a checkout ``python -m lossfold``."""

import argparse
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence

MISSING = "The explorer needs packages that are not here: pip install 'lossfold[server]'"


def serve(arguments: Sequence[str]) -> int:
    """Serves the explorer on this machine alone, unless a host is named."""
    parser = argparse.ArgumentParser(prog="lossfold serve", description="The explorer in your browser.")
    parser.add_argument("--port", help="default: PORT, or 8050")
    parser.add_argument("--host", help="default: HOST, or 127.0.0.1, which nobody else can reach")
    given = parser.parse_args(arguments)
    if importlib.util.find_spec("dash") is None:
        print(MISSING, file=sys.stderr)
        return 1
    os.environ |= {name: value for name, value in (("PORT", given.port), ("HOST", given.host)) if value}
    # What is set in the environment is read, and refused, when the app is imported.
    from app import main

    main()
    return 0


def export(arguments: Sequence[str]) -> int:
    """Writes figures as files."""
    from components.export import main

    return main(arguments, "lossfold export")


def audit(arguments: Sequence[str]) -> int:
    """Says how far to trust a loss surface's file, and draws it."""
    from .audit import main

    return main(arguments)


def setup(arguments: Sequence[str]) -> int:
    """Brings by npm what makes files smaller and writes films; everything works without."""
    argparse.ArgumentParser(prog="lossfold setup", description=setup.__doc__).parse_args(arguments)
    from components.http import film_libraries, hdf5_library, plotly_bundle

    plotly_bundle.fetch()
    film_libraries.fetch()
    hdf5_library.fetch()
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"serve": serve, "export": export, "audit": audit, "setup": setup}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one of ``COMMANDS`` with the arguments that follow its name."""
    lines = "\n".join(f"  {name:8}{command.__doc__}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="lossfold",
        description="Loss landscapes with their penalties as layers.",
        epilog=f"commands:\n{lines}\n\n“lossfold serve --help” says what a command takes.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    return COMMANDS[given.command](given.arguments)
