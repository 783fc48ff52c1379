"""What Python and the page's scripts both do, each for its own readers: the same input gives the same answer."""

import math
import random
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from components.address.frame import RIGHTS, frame_style, iframe, shapes
from components.address.view import View, views_of
from components.address.view_state import cells_of
from components.address.views import COMPARE, DEFAULT_COMPARE, KINDS, L2_EQUIVALENT, SURFACE
from components.i18n import fill, join
from components.scene.colours import colours
from components.scene.figure import COLOURS, frame
from components.scene.formula import _weight
from components.scene.scene import build_paths, sent_knob
from landscapes import Problem, Spec, SpecError, path
from landscapes.analysis.path import stops_of, zero_thresholds
from landscapes.converters import decimal_from
from landscapes.knobs import KNOBS, MAIN
from landscapes.models.penalties import PENALTIES
from landscapes.models.penalty_sum import PenaltySum
from landscapes.optimizers.trajectory import MOST_METHODS
from landscapes.solvers.origin import least_weight
from tests.landscapes.models.test_penalties import LARGEST, SORTED
from tests.landscapes.models.test_rounded import LEANING, ROUNDED
from tests.page_code import in_the_page

START: Any = views_of(Spec(), View("en"))
DRAWN = random.Random(7)


def test_a_weight_is_written_alike() -> None:
    values = [0.0, 5e-5, 4.9e-5, 1e-6, 1.05e-5, 0.5, 0.05, 0.1234, 0.12345, 1.0, 1.5, 2.0, 0.9999, 0.99999]
    values += [0.00015, 0.00025, 0.03125, 1.00005, *(DRAWN.uniform(0, 2) for _ in range(300))]
    values += [10.0 ** -DRAWN.uniform(3, 12) for _ in range(100)]
    page = in_the_page(("core/format",), "(values) => values.map(lossfold.format.weight)", values)
    assert page == [_weight(value) for value in values]


# The most that JavaScript's toPrecision and Python's format agree on is checked where there is no tie.
def test_a_number_is_written_as_its_digits_say() -> None:
    values = [0.0, 1.0, -1.0, 0.5, 1e-3, 9.99e-4, 123456.7, 999999.4, 1e6, -2.5e-7, 1 / 3, 2 / 3, 1e-300, 5e20]
    values += [sign * 10.0 ** DRAWN.uniform(-9, 9) for sign in (1, -1) for _ in range(200)]
    page = in_the_page(("core/format",), "(values) => values.map((value) => lossfold.format.number(value))", values)
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    for value, text in zip(values, page, strict=True):
        mantissa, _, exponent = text.replace("−", "-").partition("×10")
        shown = float(mantissa) * 10.0 ** int(exponent.translate(raised) or 0)
        assert shown == pytest.approx(float(f"{value:.{2 if exponent else 3}e}"), rel=1e-12)
        assert bool(exponent) == (value != 0 and not 1e-3 <= abs(value) < 1e6)


def test_a_number_that_a_link_spells_is_read_alike() -> None:
    texts = [
        "1",
        "-1",
        "+.5",
        "1.",
        ".",
        "",
        "1e3",
        "1E-3",
        "e3",
        "0x10",
        "1_0",
        "nan",
        "Infinity",
        "1e999",
        " 1",
        "1 ",
    ]
    texts += ["-0", "1,5", "１", "٣", "1" * 40, "1" * 41, "--1", "1e", "1e+2", "1.5.2"]
    page = in_the_page(("core/numbers",), "(texts) => texts.map(lossfold.numbers.spelled)", texts)
    assert page == [decimal_from(text) for text in texts]


def test_a_comparison_is_read_alike() -> None:
    texts = [KINDS, L2_EQUIVALENT, DEFAULT_COMPARE, "l1", "l1:", "l2:", ":0", "l1:0", "l1:0,0.5", "l2: 0 , 0.5"]
    texts += ["l1:2", "l1:2.001", "l1:-0", "l1:-0.1", "l1:,0", "l1:0,", "l1:0,,1", "l3:1", "p:0.5", "share:1", "l1:nan"]
    texts += ["l1:0x1", "l1:1e-1", "l1:0.125", "l1:0.135", "l1:0.375", "l1:1:2", "kinds ", "KINDS", "l1:1\t0.2", ""]
    texts += ["l1:0,0,0,0,0,0,0,0", "l1:0,0,0,0,0,0,0,0,0", "toString:1", "constructor:0", "__proto__:0", "l1:0 0.5 1"]
    texts += [
        f"l{DRAWN.choice('12')}:{','.join(f'{DRAWN.uniform(0, 2.02):.4g}' for _ in range(3))}" for _ in range(200)
    ]

    def read(text: str) -> str | None:
        try:
            return COMPARE.of({"compare": text}, Spec())
        except SpecError:
            return None

    function = """({ texts, gallery }) => texts.map((text) => {
        const found = lossfold.compare.parse(text, gallery);
        return found && lossfold.compare.write(found);
    })"""
    given = {"texts": texts, "gallery": START["gallery"]}
    page = in_the_page(("core/numbers", "views/comparison"), function, given)
    assert dict(zip(texts, page, strict=True)) == {text: read(text) for text in texts}


def test_a_comparison_has_the_same_cells() -> None:
    off = dict.fromkeys(PENALTIES, 0.0)
    drawn = [{**off, "l1": l1, "l2": l2, "group": 0.1} for l1 in (0.0, 0.3) for l2 in (0.0, 1.2)]
    cases = [(text, weights) for text in (KINDS, "l1:0,0.5", "l2:1", "group:0,2") for weights in drawn]
    function = """({ cases, gallery, penalties }) => cases.map(([text, weights]) => {
        const compare = lossfold.compare.parse(text, gallery);
        return lossfold.compare.cells(compare, weights, null, penalties, gallery.usual).map((cell) => cell.weights);
    })"""
    penalties = {name: penalty.for_page for name, penalty in PENALTIES.items()}
    given = {"cases": cases, "gallery": START["gallery"], "penalties": penalties}
    page = in_the_page(("core/numbers", "views/comparison"), function, given)
    assert page == [cells_of(*case) for case in cases]


def test_penalties_add_up_alike() -> None:
    penalties = {**PENALTIES, "largest": LARGEST, "sorted": SORTED, "rounded": ROUNDED, "leaning": LEANING}
    cases = []
    for _ in range(300):
        weights = {name: DRAWN.choice([0.0, 0.1, 0.7, 1.3]) for name in penalties}
        point = [DRAWN.choice([0.0, 0.5, -0.5, DRAWN.uniform(-2, 2)]) for _ in range(2)]
        cases.append({"weights": weights, "point": point, "slope": [DRAWN.uniform(-2, 2) for _ in range(2)]})
    function = """({ cases, entries }) => cases.map(({ weights, point, slope }) => {
        const { left, leastWeight, prox, subdifferential, sum, value } = lossfold.penalties;
        const whole = sum(entries, weights);
        const pulls = subdifferential(whole, ...point);
        const rest = lossfold.penalties.beyond(slope.map((each, j) => each + pulls.gradient[j]), pulls.tight);
        const least = Object.keys(entries).filter((name) => !entries[name].smooth)
            .map((name) => leastWeight(entries, weights, name, slope));
        return {
            value: value(whole, ...point), prox: prox(whole, 0.6, slope), left: left(whole, slope) - whole.cone,
            distance: Math.max(Math.hypot(...rest) - pulls.radius, 0), least,
        };
    })"""
    given = {"cases": cases, "entries": {name: penalty.for_page for name, penalty in penalties.items()}}
    for case, found in zip(cases, in_the_page(("core/penalties",), function, given), strict=True):
        with patch.dict(PENALTIES, penalties):
            whole, point, slope = PenaltySum.of(**case["weights"]), np.array(case["point"]), np.array(case["slope"])
            smooth = whole.bowl * float(point @ point) + whole.rounded.value(point)
            assert found["value"] == pytest.approx(whole.kinks(point) + smooth, abs=1e-12)
            kinks = PenaltySum(whole.kinked)
            assert found["prox"] == pytest.approx(kinks.prox(slope, 0.6).tolist(), abs=1e-12)
            assert found["distance"] == pytest.approx(
                whole.distance(point, slope + 2.0 * whole.bowl * point + whole.rounded.gradient(point)), abs=1e-12
            )
            # What is left outside: 0 is the nearest point of ∂P(0) to −slope only if it is within.
            outside = whole.distance(np.zeros(2), slope)
            assert max(found["left"], 0.0) == pytest.approx(outside, abs=1e-12)
            names = [name for name, penalty in penalties.items() if not penalty.smooth]
            assert found["least"] == pytest.approx(
                [max(least_weight(whole, name, slope), 0.0) for name in names], abs=1e-9
            )


def test_a_slider_stands_where_minima_are_known() -> None:
    values = [-3.0, 0.0, 0.004, 0.006, 0.29, 0.57, 1.15, 1.999, 2.0, 9.0, *(DRAWN.uniform(-1, 3) for _ in range(200))]
    function = "({ values, knob }) => values.map((value) => lossfold.stops.snap(value, knob))"
    for name in MAIN:
        page = in_the_page(("core/stops",), function, {"values": values, "knob": sent_knob(name)})
        stops = stops_of(name)
        assert page == [stops[abs(stops - value).argmin()] for value in values]
    assert {KNOBS[name].step for name in MAIN} == {1 / START["gallery"]["stops"]}


@pytest.mark.parametrize(
    "spec",
    [
        *(Spec(), Spec(p=0.8), Spec(loss="linear", data="diabetes"), Spec(loss="logistic"), Spec(loss="huber", l2=0.3)),
        Spec(loss="linear", data="toy", l2=0.2),
    ],
)
def test_where_a_coefficient_becomes_zero_is_the_first_stop_beyond_the_exact_weight(spec: Spec) -> None:
    problem = Problem.of(spec)
    (table,) = build_paths(problem, ["l1"])["tables"]
    function = """(table) => {
        const ladder = lossfold.solutionTables.ladder([lossfold.solutionTables.open(table)], "l1", table.spec);
        return [0, 1].map((which) => lossfold.pathView.zeroFrom(ladder, which));
    }"""
    page = in_the_page(("core/knobs", "core/solution_tables", "views/path"), function, table)
    exact = zero_thresholds(problem, path(spec, "l1"))
    # The exact weight is known to 10⁻⁷ from above.
    assert page == [None if knot is None else math.ceil(100 * (knot - 2e-7)) / 100 for knot in exact]


def test_sentences_are_filled_and_joined_alike() -> None:
    sentences = ["{a} and {b}", "在 {a} 处，{b}", "值 {a} 是 {b}。", "({a})", "{a}{b}", "{a} {missing}"]
    values = [("1.5", "λ"), ("最小值", "β₁"), ("“x”", "线段"), ("", "0")]
    pairs = [(text, {"a": a, "b": b}) for text in sentences[:-1] for a, b in values]
    page = in_the_page(("core/format",), "(pairs) => pairs.map((pair) => lossfold.format.fill(...pair))", pairs)
    assert page == [fill(text, given) for text, given in pairs]
    lists = [["A.", "B."], ["甲。", "乙。"], ["A.", "", "B"], ["", ""], ["最小值", "at 0"], ["“x”", "y"]]
    page = in_the_page(("core/format",), "(lists) => lists.map((list) => lossfold.format.join(...list))", lists)
    assert page == [join(*texts) for texts in lists]


def test_pictures_have_the_surfaces_colours() -> None:
    shares = [-1.0, 0.0, 1.0, 2.0, *(k / 9 for k in range(10)), *(DRAWN.random() for _ in range(200))]
    function = "({ shares, figure }) => shares.map(lossfold.colourScale.of(figure))"
    page = in_the_page(("renderer/colour_scale",), function, {"shares": shares, "figure": {"data": frame()["data"]}})
    surface: Any = frame()["data"][0]
    assert COLOURS == "Viridis"
    assert len(surface["colorscale"]) == 10
    for share, found in zip(shares, page, strict=True):
        at = min(max(share, 0.0), 1.0) * 9
        low = min(int(at), 8)
        ends = [surface["colorscale"][k][1] for k in (low, low + 1)]
        mixed = [
            (1 - at + low) * int(ends[0][c : c + 2], 16) + (at - low) * int(ends[1][c : c + 2], 16) for c in (1, 3, 5)
        ]
        assert found == pytest.approx(mixed, abs=1e-9)


def test_the_figure_has_a_trace_and_a_colour_for_every_method_that_may_run() -> None:
    data: Any = frame()["data"]
    names = [trace["name"] for trace in data]
    trajectories = [name for name in names if name.startswith("trajectory")]
    assert len(trajectories) == len(colours()["light"]["trajectories"]) == START["optimizers"]["most"] == MOST_METHODS
    assert names[0] == "surface"


def test_the_frame_of_a_figure_is_the_same_wherever_it_is_offered() -> None:
    sources = [
        f"https://a.example/embed?{query}" for query in ("lang=en", "view=slice&l1=1", "view=surface,slice,path")
    ]
    views = [(SURFACE,), ("slice",), (SURFACE, "slice", "path")]
    given = {"sources": sources, "shapes": shapes(), "title": 'A, "b" & <c>'}
    function = """({ sources, shapes, title }) => sources.map((source) =>
        lossfold.snippets.iframe(source, "", title, "", shapes).replace('<a href=""></a>', ""))"""
    page = in_the_page(("core/query", "sharing/snippets"), function, given)
    ours = zip(sources, views, strict=True)
    assert page == [iframe(source, given["title"], f'{RIGHTS} style="{frame_style(of)}"') for source, of in ours]
