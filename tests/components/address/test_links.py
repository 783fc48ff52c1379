"""A link that Lossfold writes is one that it reads, and means what it meant: by law over all keys, in Python and in the
page's own code.
"""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from components.address import polynomial
from components.address.batch_norm_diagrams import ACTIVATIONS, SEEN, SHOWN, Batches, Rates, Unit
from components.address.camera import CENTRE, EYE, FURTHEST, NEAREST, camera_from
from components.address.diagrams import MEANS, RATES, SHAPE, Diagram, Norms, Shift, diagram_from, diagram_view_from
from components.address.dropout_diagrams import FAMILIES, Ensemble, Masks
from components.address.failing_diagram import CASES, Failing
from components.address.links import embed_query, query_of
from components.address.polynomial import AXES, NOISES, WEIGHTS, Polynomial
from components.address.query_string import query_from
from components.address.rate_diagram import COUNTS, Chosen
from components.address.variant_diagrams import Variants, kinds
from components.address.view import LONGEST_TITLE, MOST_KNOBS, THEMES, View, embed_view_from, view_from
from components.address.view_state import ViewState
from components.address.views import KINDS, L2_EQUIVALENT, VIEWS, missing_views
from components.embed.diagram_page import diagram_query
from components.scene.figure import frame
from landscapes import Spec, SpecError
from landscapes.converters import decimals_from
from landscapes.data.datasets import datasets_of
from landscapes.knobs import knobs_of
from landscapes.models.copies import COPIES
from landscapes.models.dropout import MASKS
from landscapes.models.normalization import NORMS
from landscapes.models.polynomial import DEGREES, DRAWS, ROWS
from landscapes.models.smoothing import CONVENTIONS
from landscapes.optimizers.methods import METHODS
from landscapes.optimizers.step_size import RATES as STEP_RATES
from landscapes.optimizers.trajectory import MOST_METHODS, STEPS, Descent
from landscapes.spec import RANGES, models, written
from tests.page_code import in_the_page

PAIRS = [(loss, data) for loss in models() for data in datasets_of(loss)]


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Any float, and what sliders and people make."""
    stops = st.integers(round(low * 100), round(high * 100)).map(lambda k: k / 100)
    return st.floats(low, high) | stops | st.sampled_from([low, high])


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    loss, data = draw(st.sampled_from(PAIRS))
    numbers = {name: between(*bounds) for name, bounds in RANGES.items() if name != "n"}
    fields: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=numbers))
    fields |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "n": st.integers(30, 120).map(lambda half: 2 * half + 1),
                "mask": st.sampled_from(list(MASKS)),
                "rescale": st.booleans(),
                "convention": st.sampled_from(list(CONVENTIONS)),
                "copies": st.sampled_from(list(COPIES)),
            },
        )
    )
    # What does not go together is left out, as by a person who is told so.
    while True:
        try:
            return Spec(loss=loss, data=data, **fields)
        except SpecError as refusal:
            assert refusal.field in fields
            del fields[refusal.field]


@st.composite
def view_states(draw: st.DrawFn, spec: Spec) -> ViewState:
    names = [name for name in VIEWS if name not in missing_views(spec.model)]
    chosen = draw(st.sets(st.sampled_from(names), min_size=1))
    stops = st.lists(st.integers(0, 200).map(lambda k: f"{k / 100:g}"), min_size=1, max_size=8).map(",".join)
    compared = st.sampled_from([KINDS, L2_EQUIVALENT]) | st.tuples(st.sampled_from(["l1", "l2"]), stops).map(":".join)
    on = between(-spec.range, spec.range)
    return ViewState(
        views=tuple(name for name in VIEWS if name in chosen),
        pick=draw(st.none() | st.tuples(on, on).filter(lambda point: max(map(abs, point)) <= spec.range)),
        linked=draw(st.booleans()),
        options={"along": draw(st.integers(0, 1)), "compare": draw(compared)}
        | {flag: draw(st.booleans()) for flag in ("difference", "decay", "ridge")},
    )


@st.composite
def views(draw: st.DrawFn, spec: Spec) -> View:
    shown = draw(view_states(spec))
    on = between(-spec.range, spec.range).filter(lambda b: abs(b) <= spec.range).map(lambda b: b + 0.0)
    descent = Descent(
        tuple(draw(st.lists(st.sampled_from(list(METHODS)), min_size=1, max_size=MOST_METHODS, unique=True))),
        draw(st.tuples(on, on)),
        draw(st.floats(*STEP_RATES)),
        draw(st.integers(*STEPS)),
    )
    camera = draw(st.none() | (st.lists(anywhere, min_size=3, max_size=3) | st.lists(anywhere, min_size=6, max_size=6)))
    knobs = draw(st.sets(st.sampled_from(knobs_of(spec)), max_size=MOST_KNOBS))
    title = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_TITLE))
    return View(
        language=draw(st.sampled_from(["en", "zh"])),
        theme=draw(st.sampled_from(THEMES)),
        camera=camera_from(",".join(map(written, camera))) if camera else None,
        knobs=tuple(name for name in knobs_of(spec) if name in knobs),
        autorotate=draw(st.booleans()),
        title=title.strip(),
        controls=draw(st.booleans()),
        view_state=shown,
        descent=descent if "descent" in shown.views else None,
    )


anywhere = st.floats(-1e6, 1e6) | between(-12.0, 12.0) | st.sampled_from([0.0, -0.14, 1e-9, FURTHEST, 1e300])


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_figure_survives_the_way_through_its_links(data: st.DataObject) -> None:
    spec = data.draw(specs())
    view = data.draw(views(spec))
    text = embed_query(spec, view)
    assume(len(text) <= 4000)
    # As it stands, in HTML, with its commas as escapes, at the end of a Chinese sentence.
    for link in (text, text.replace("&", "&amp;"), text.replace(",", "%2C"), f"{text}&x=1。"):
        query = query_from(link)
        assert Spec.from_query(query) == spec
        assert embed_view_from(query, "fr", spec) == view
    explorer = query_from(query_of(spec, view))
    explored = View(view.language, view.theme, view.camera, view_state=view.view_state, descent=view.descent)
    assert (Spec.from_query(explorer), view_from(explorer, "fr", spec)) == (spec, explored)


cells = st.tuples(*[st.integers(1, size) for size in SHAPE])
curves = st.builds(
    Polynomial,
    *(st.integers(*DEGREES), st.integers(*ROWS), between(*NOISES), st.integers(1, DRAWS)),
    *(between(*WEIGHTS), between(*WEIGHTS), st.sampled_from(AXES), st.integers(*polynomial.STEPS)),
)
diagrams = st.one_of(
    st.builds(Norms, st.sampled_from(list(NORMS)), cells),
    st.builds(Shift, between(*MEANS), between(*RATES)),
    curves,
    st.builds(Unit, between(0.0, 3.0), between(-3.0, 6.0), st.sampled_from(ACTIVATIONS)),
    st.builds(Batches, st.integers(2, 64), st.integers(1, 60), between(0.01, 1.0), st.sampled_from(SHOWN)),
    st.builds(
        Rates,
        between(0.02, 0.3),
        between(0.0, 0.2),
        st.sampled_from(["ten", "all"]),
        st.sampled_from(["0", "0.01"]),
        st.sampled_from(SEEN),
    ),
    st.builds(Masks, between(0.0, 0.9), st.integers(1, 200), st.sampled_from(FAMILIES)),
    st.builds(
        Failing,
        *(st.integers(2, 64), between(0.01, 0.5), between(0.0, 0.9), between(0.0, 3.0), st.sampled_from(CASES)),
    ),
    st.builds(Chosen, between(0.0, 0.9), st.sampled_from(COUNTS)),
    st.builds(Variants, between(0.0, 0.9), st.integers(1, 200), st.sampled_from(list(kinds()))),
    st.builds(
        Ensemble,
        between(0.0, 0.9),
        st.sampled_from(["11", "10", "01", "00"]),
        st.sampled_from(["sigmoid", "linear"]),
        st.sampled_from(["1", "0"]),
    ),
)


@settings(max_examples=200, deadline=None)
@given(diagrams, st.sampled_from(THEMES), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_diagram_survives_the_way_through_its_links(diagram: Diagram, theme: str, title: str) -> None:
    view = View("zh", theme, title=title.strip())
    query = query_from(diagram_query(diagram, view))
    assert diagram_from(query) == diagram
    assert diagram_view_from(query, "en") == view


# --- the camera ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "camera"),
    [
        ("1,-1.5,0.9", (1.0, -1.5, 0.9)),
        ("9,9,9", (9.0, 9.0, 9.0)),
        # Twelve notches of the wheel: on the same line, at the border.
        ("52.7,-68.7,49.8", (10 * 52.7 / 68.7, -10.0, 10 * 49.8 / 68.7)),
        ("20,0,0,0,0,-30", (10.0, 0.0, 0.0, 0.0, 0.0, -9.75)),
        # In the middle of the box, and where it looks.
        ("0,0,0", (0.0, 0.0, CENTRE[2] + NEAREST)),
        ("1,2,3,1,2,3", (1.0, 2.0, 3.25, 1.0, 2.0, 3.0)),
        ("0.005,-0.007,-0.135", None),
    ],
)
def test_an_eye_out_of_reach_is_moved_within_it(text: str, camera: tuple[float, ...] | None) -> None:
    found = camera_from(text)
    assert found is not None
    if camera is not None:
        assert found == pytest.approx(camera, abs=1e-12)
    eye, centre = found[:3], found[3:] or CENTRE
    assert sum((a - b) ** 2 for a, b in zip(eye, centre, strict=True)) ** 0.5 >= NEAREST - 1e-9


@pytest.mark.parametrize("text", ["", "1,2", "1,2,3,4", "1,2,x", "nan,0,1", "1e999,0,1", "1,2,3,", "1,,2,3"])
def test_what_is_no_camera_is_refused(text: str) -> None:
    with pytest.raises(SpecError, match=r"^camera: "):
        camera_from(text)


# --- what the page writes, by its own code ---------------------------------------------------------------------------

FILES = ("core/query", "sharing/snippets", "renderer/camera_keys")
WRITE = """({ cameras, points, values, reach, scene }) => {
    const { query, cameraKeys } = lossfold;
    const standard = cameraKeys.standard(scene);
    return {
        standard,
        cameras: cameras.map((camera) => query.cameraText(camera, standard, reach)),
        points: points.map(([point, half]) => query.pointText(point, half)),
        queries: values.map(query.encode),
    };
}"""
NOTHING: dict[str, Any] = {
    **{"cameras": [], "points": [], "values": []},
    "reach": {"nearest": NEAREST, "furthest": FURTHEST},
    "scene": {"figure": {"layout": frame()["layout"]}},
}


def written_by_the_page(**given: Any) -> dict[str, Any]:
    return in_the_page(FILES, WRITE, NOTHING | given)


def test_page_and_server_begin_with_the_same_camera() -> None:
    standard = written_by_the_page()["standard"]
    assert tuple(standard["eye"].values()) == EYE
    assert tuple(standard["center"].values()) == CENTRE


coordinates = st.fixed_dictionaries(dict.fromkeys("xyz", anywhere))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.fixed_dictionaries({"eye": coordinates, "center": coordinates}), min_size=1, max_size=40))
def test_a_camera_that_the_page_writes_is_read_as_it_is(cameras: list[dict[str, Any]]) -> None:
    for text in written_by_the_page(cameras=cameras)["cameras"]:
        if text is None:
            continue
        numbers, read = decimals_from(text), camera_from(text)
        assert numbers is not None
        assert read is not None
        near = sum((a - b) ** 2 for a, b in zip(read[:3], read[3:] or CENTRE, strict=True)) ** 0.5 < 1.01 * NEAREST
        assert read == numbers or near


@settings(max_examples=10, deadline=None)
@given(st.lists(between(0.5, 20.0).flatmap(lambda half: st.tuples(st.lists(between(-half, half).filter(
    lambda b: abs(b) <= half), min_size=2, max_size=2), st.just(half))), min_size=1, max_size=40))  # fmt: skip
def test_a_point_that_the_page_writes_is_in_the_square(points: list[tuple[list[float], float]]) -> None:
    for (point, half), text in zip(points, written_by_the_page(points=points)["points"], strict=True):
        read = view_from({"pick": text}, "en", Spec(range=half)).view_state.pick
        assert read == pytest.approx(point, abs=5.1e-5)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({}, optional={"title": st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
                                            "l1": between(0.0, 2.0), "compare": st.just("l1:0,0.1"), "x": st.none()}),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_a_query_that_the_page_encodes_is_decoded_as_it_was(values: list[dict[str, Any]]) -> None:
    for given_values, text in zip(values, written_by_the_page(values=values)["queries"], strict=True):
        query = query_from(text)
        kept = {key: value for key, value in given_values.items() if value is not None}
        assert query.keys() == kept.keys()
        for key, value in kept.items():
            assert query[key] == value if isinstance(value, str) else float(query[key]) == value
        assert query_from(quote(text, safe="=&%+")) == query
