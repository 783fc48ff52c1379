"""The page of a slice: served beside its scripts, or as one file that holds everything."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from latex2mathml.converter import convert
from markupsafe import Markup

from landscapes.knobs import MAIN
from landscapes.slices import Slice
from landscapes.slices.examples import NAMES

from ..address.camera import FURTHEST, NEAREST
from ..address.frame import shapes
from ..address.slice_address import ALONG, CONSTRAINT, CUT, THROUGH, SliceOptions, SliceReach
from ..http.plotly_bundle import bundle, cdn
from ..http.static_files import script_of, style_of
from ..i18n import LANGUAGES, Words, words
from ..scene.audit_table import audit_rows, number, percent
from ..scene.formula import placeholder, with_weights
from ..scene.schema.slices import SliceFile, SliceScene, SliceStart
from ..scene.slice_pair import alike, most_of, pair_scenes
from ..scene.slice_scene import slice_scene
from .document import FILMS, Plotly, policy_of, rendered, script_json, share_dialog
from .slice_menu import menu, menu_reaches

# The part of the catalogue that the page's script fills in.
SPOKEN = (
    *("slice.story", "slice.aria", "slice.pair", "slice.cut", "slice.constraint", "slice.caption", "slice.layer"),
    *("embed", "read.copied", "head.copied", "share", "story.offline", "knob.play", "knob.pause", "refused.number"),
)
# The ids of the surfaces on a page, and what each is called in the sentences about two of them.
SURFACES, MARKS = ("surface", "surface-2"), ("①", "②")


@dataclass(frozen=True)
class Own:
    """Our own slices that a page shows, so that it has an address.

    of : the one that is seen first; "" for none of ours
    beside : the one beside it; "" for none
    """

    of: str = ""
    beside: str = ""


def slice_page(
    found: Slice,
    language: str,
    *,
    other: Slice | None = None,
    options: SliceOptions | None = None,
    own: Own | None = None,
    explorer: str = "",
    framed: bool = False,
    up: str = "",
    cards: Markup | None = None,
    file: SliceFile | None = None,
) -> str:
    """The page as a server sends it.

    other : a slice beside it, on one scale with it
    options : how it opens
    own : which of our own they are
    explorer : the address that a framed page links to; "" for none
    framed : whether it is to stand in a frame: without the head, the menu and the share dialog of a page of its own
    up : the way from the page to the folder that holds ``release/``
    cards : what other sites read of it
    file : what the slice was read from, where it has no address
    """
    parts = {**_beside(f"{up}release/"), "whole": not framed, "cards": cards, "file": file}
    return _page((found, other), language, options, explorer, parts, own or Own())


def slice_export(
    found: Slice,
    language: str,
    *,
    other: Slice | None = None,
    options: SliceOptions | None = None,
    plotly: Plotly = "inline",
    explorer: str = "",
    beside: str = "",
) -> bytes:
    """The slice, or two of them on one scale, as one HTML file; ``plotly`` and ``beside`` as of ``export_page``."""
    both = (found, other)
    if plotly == "beside":
        return _page(both, language, options, explorer, _beside(beside), Own()).encode()
    source = cdn() if plotly == "cdn" else None
    parts = {
        "style": Markup(style_of("slice").body.decode()),
        "script": Markup(script_of("slice").body.decode()),
        "visibility": Markup(script_of("visibility").body.decode()),
        "plotly": source,
        "plotly_inline": Markup(bundle().body.decode()) if source is None else None,
        "policy": policy_of(source),
        "whole": False,
        "cards": None,
        "file": None,
    }
    return _page(both, language, options, explorer, parts, Own()).encode()


def common_slice_files() -> dict[str, bytes]:
    """Name → bytes of the files that slices with ``plotly="beside"`` share."""
    files = (style_of("slice"), script_of("visibility"), script_of("slice"), bundle())
    return {file.name: file.body for file in files}


def _beside(folder: str) -> dict[str, Any]:
    return {
        "style": None,
        "script": None,
        "style_at": f"{folder}{style_of('slice').name}",
        "script_at": f"{folder}{script_of('slice').name}",
        "visibility_at": f"{folder}{script_of('visibility').name}",
        "plotly": {"src": f"{folder}{bundle().name}"},
        "plotly_inline": None,
        "policy": None,
        "whole": False,
        "cards": None,
        "file": None,
    }


def slice_name(found: Slice, say: Words) -> str:
    """Its title."""
    return found.name or say(f"slice.kind.{found.kind}")


def scenes_of(found: Slice, other: Slice | None = None) -> list[SliceScene]:
    """The scene of a slice, or those of two on one scale."""
    return [slice_scene(found)] if other is None else list(pair_scenes(found, other))


def reach_of(found: Slice, other: Slice | None = None) -> SliceReach:
    """What its address may say."""
    scene = scenes_of(found, other)[0]
    most = {name: knob["high"] for name, knob in scene["knobs"].items()}
    return SliceReach(most, ("loss", *scene["others"]), scene["wide"], _views(scene, paired=other is not None))


def _views(scene: SliceScene, *, paired: bool) -> tuple[str, ...]:
    """What may be open beside the surface. A constraint is one where there is a penalty, in a plane of its own."""
    return (CUT, CONSTRAINT) if scene["knobs"] and not paired else (CUT,)


def _page(
    both: tuple[Slice, Slice | None],
    language: str,
    options: SliceOptions | None,
    explorer: str,
    parts: dict[str, Any],
    own: Own,
) -> str:
    found, other = both
    say = words(language)
    shown = [found] if other is None else [found, other]
    scene, *others = scenes_of(found, other)
    options = options or SliceOptions(logarithm=scene["wide"])
    spoken = {key: text for key, text in say.catalogue.items() if key.startswith(SPOKEN)}
    of = own.of
    choices = [name for name in NAMES if name != of] if of else []
    start: SliceStart = {
        "words": spoken,
        "theme": options.theme,
        "language": language,
        "of": of,
        "beside": own.beside,
        "others": others,
        "reaches": {"": most_of(of), **{name: most_of(of, name) for name in choices}} if of else {},
        "menu": menu_reaches() if parts["whole"] else {},
        "shown": {
            "weights": {name: getattr(options, name) for name in scene["knobs"]},
            "layer": options.layer,
            "logarithm": options.logarithm,
            "views": list(options.views),
            "along": options.along,
            "through": options.through,
            "camera": options.camera,
        },
        "frames": shapes(),
        "reach": {"nearest": NEAREST, "furthest": FURTHEST},
        "file": parts["file"],
    }
    names = [slice_name(each, say) for each in shown]
    return rendered(
        "slice.html",
        say=say,
        view=options,
        of=of,
        beside=own.beside,
        choices=choices,
        menu=menu(say) if parts["whole"] else [],
        query={"of": of} | ({"with": own.beside} if own.beside else {}),
        languages={name: each.html for name, each in LANGUAGES.items()},
        other=next(each for each in LANGUAGES if each != language),
        title=options.title or (names[0] if other is None else say("slice.pair.title")),
        dialog=_dialog(scene, language, own=own, parts=parts, paired=other is not None),
        surfaces=[(SURFACES[k], MARKS[k], name) for k, name in enumerate(names)],
        knobs=[_knob(name, scene, say, getattr(options, name)) for name in scene["knobs"]],
        layers=["loss", *scene["others"]],
        views=_views(scene, paired=other is not None),
        along=ALONG,
        through=THROUGH,
        positive=scene["positive"],
        paths=[_legend(each, say) for each in (scene, *others)],
        formula=_formula(scene),
        note=_note(found, scene, say) if other is None else _pair_note(found, other, say),
        audits=[audit_rows(each, say) for each in shown],
        start=script_json(start),
        scene=script_json(scene),
        explorer=explorer,
        **parts,
    )


def _dialog(scene: SliceScene, language: str, *, own: Own, parts: dict[str, Any], paired: bool) -> Markup | None:
    """The share dialog; none in a frame, whose page shares it. In a file of its own what other videos need is not at
    hand, and two surfaces are no one film.
    """
    served = parts["plotly_inline"] is None and parts["style"] is None
    if served and not parts["whole"]:
        return None
    films = () if paired or not scene["knobs"] else FILMS if served else ("webm",)
    return share_dialog(
        language,
        linked=bool(own.of),
        filmed=films,
        solids=not paired,
        file_hint="slice.share.file",
        caption="slice.share.caption",
    )


def _knob(name: str, scene: SliceScene, say: Words, value: float) -> dict[str, Any]:
    knob = scene["knobs"][name]
    ends = {end: f"{knob[end]:.6g}" for end in ("low", "high")}
    called = {"name": name, "label": say(f"knob.{name}"), "short": say(f"knob.{name}.short")}
    entry = {"label": say(f"knob.{name}.number"), "sign": knob["symbol"]}
    return {**called, "value": f"{value:g}", "entry": entry, **ends}


def _legend(scene: SliceScene, say: Words) -> list[tuple[str, str]]:
    """(colour, what it is) of each path, and of the points that are marked; a path has its trajectory's colour."""
    paths = [path for path in scene["paths"] if path["joined"]]
    lines = [(f"slice-path-{k}", _path(path["name"], path["farthest"], say)) for k, path in enumerate(paths)]
    marks = [path["name"] for path in scene["paths"] if not path["joined"]]
    called = [say("slice.marks") if name == "solutions" else name for name in marks]
    if scene["kind"] == "slice" and not called:
        called = [say("slice.centre")]
    return [*lines, *(("slice-mark", name) for name in called)]


def _path(name: str, farthest: float, say: Words) -> str:
    if not isfinite(farthest):
        return name
    return say("slice.path", name=name, distance=number(farthest, 3))


def _formula(scene: SliceScene) -> Markup:
    """MathML of J, with places for the weights."""
    point = r"\beta" if scene["kind"] == "landscape" else r"\theta"
    terms = {"l1": rf"\|{point}\|_1", "l2": rf"\|{point}\|_2^2"}
    penalties = "".join(rf"+{placeholder(name)}\,{terms[name]}" for name in scene["knobs"])
    lines = [rf"J=L({point}){penalties}"]
    if scene["kind"] == "slice":
        lines.append(r"\theta=\theta_0+a\,d_1+b\,d_2")
    mathml = "".join(convert(line, display="block") for line in lines)
    return Markup(with_weights(mathml, terms, "0.00"))


def _pair_note(found: Slice, other: Slice, say: Words) -> str:
    """What two slices on one scale can say."""
    notes = [say("slice.pair.note"), say("slice.pair.alike" if alike(found, other) else "slice.pair.unlike")]
    return ("" if say.language == "zh" else " ").join(notes)


def _note(found: Slice, scene: SliceScene, say: Words) -> str:
    """What a slice cannot say."""
    notes = [say(f"slice.note.{found.kind}")]
    missed = found.made.get("l2_missed")
    if missed is not None:
        known = "slice.audit.quadratic" if found.l2 is not None else "slice.audit.quadratic.none"
        notes.append(say(known, fraction=percent(missed)))
    if found.kind != "landscape" and len(scene["knobs"]) < len(MAIN):
        notes.append(say("slice.note.unknown" if not scene["knobs"] else "slice.note.partly"))
    return ("" if say.language == "zh" else " ").join(notes)
