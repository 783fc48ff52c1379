"""``make bench``: every figure as a ratio taken in one run, or beside its peer's."""

from . import embeds, engine, pages, structure, views

for part in (engine, structure, pages, embeds, views):
    print("\n".join(part.report()), flush=True)
