"""``make bench``: every figure as a ratio taken in one run, or beside its peer's."""

from . import embeds, engine, first_visit, pages, slice_steps, slices, structure, views

for part in (engine, slices, slice_steps, structure, pages, first_visit, embeds, views):
    print("\n".join(part.report()), flush=True)
