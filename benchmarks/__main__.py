"""``make bench``: every figure as a ratio taken in one run, or beside its peer's."""

from . import engine, pages, structure

for part in (engine, structure, pages):
    print("\n".join(part.report()), flush=True)
