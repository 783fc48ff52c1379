"""Two slices to be seen side by side: one scale of heights, one λ and Ω, and what their comparison can say."""

from functools import cache

from landscapes.slices import Slice
from landscapes.slices.examples import example

from .schema.scene import Knob
from .schema.slices import SliceScene
from .slice_scene import knobs_of, slice_scene


def pair_knobs(one: Slice, other: Slice) -> dict[str, Knob]:
    """The sliders of both: of each penalty that both know, the one that reaches further."""
    ours, theirs = knobs_of(one), knobs_of(other)
    return {name: max(ours[name], theirs[name], key=lambda knob: knob["high"]) for name in ours if name in theirs}


@cache
def most_of(name: str, beside: str = "") -> dict[str, float]:
    """Where the sliders end of one of our own slices, or of two on one scale."""
    one = example(name)
    knobs = pair_knobs(one, example(beside)) if beside else knobs_of(one)
    return {each: float(knob["high"]) for each, knob in knobs.items()}


def pair_scenes(one: Slice, other: Slice) -> tuple[SliceScene, SliceScene]:
    """Both scenes, with what only one of them has left out: sliders, layers, and a logarithm if it is not of both."""
    scenes = slice_scene(one), slice_scene(other)
    knobs = pair_knobs(one, other)
    for scene in scenes:
        scene["knobs"] = knobs
        scene["weights"] = {"loss": 1.0} | dict.fromkeys(knobs, 0.0)
    others = [name for name in scenes[0]["others"] if name in scenes[1]["others"]]
    positive = all(scene["positive"] for scene in scenes)
    # A height that is small in one of them and large in the other is seen on a logarithm alone.
    wide = positive and any(scene["wide"] for scene in scenes)
    for scene in scenes:
        scene["others"], scene["positive"], scene["wide"] = list(others), positive, wide
    return scenes


def alike(one: Slice, other: Slice) -> bool:
    """Whether their shapes may be compared: directions of the same kind, scaled to each net's own weights filter by
    filter, in the same box.
    """
    kinds = {str(found.made.get("directions")) for found in (one, other)}
    return kinds == {"filter"} and all(
        abs(mine - its) <= 1e-9 * abs(mine) for mine, its in zip(_box(one), _box(other), strict=True)
    )


def _box(found: Slice) -> tuple[float, ...]:
    return tuple(float(axis[end]) for axis in (found.a, found.b) for end in (0, -1))
