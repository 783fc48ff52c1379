"""The figures that are no landscapes: their addresses, pages, files and refusals."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pytest
from flask.testing import FlaskClient

from app import server
from components import export
from components.address.batch_norm_diagrams import Batches, Rates, Stack, Unit
from components.address.diagrams import DIAGRAMS, Norms, Polynomial, Shift, diagram_from
from components.address.dropout_diagrams import Ensemble, Masks
from components.address.failing_diagram import Failing
from components.address.rate_diagram import Chosen
from components.address.useless_diagram import Useless
from components.address.variant_diagrams import Variants
from components.i18n import LANGUAGES, words
from components.learn.course import course
from tests.components.server.test_routes import HOSTILE, Reader

ADDRESSES = (
    "figure=norms&norm=group&cell=1,4,2,1&lang=en",
    "figure=shift&c=0.35&drop=0.8&family=gaussian&lang=zh",
    "figure=polynomial&degree=5&rows=20&noise=0.33&draw=4&l1=0.007&l2=0&against=l1&steps=0&patience=7&lang=en",
)


CURVES = (
    Polynomial(),
    Polynomial(5, 20, 0.123456789, 4, 1e-9, 2.5, "degree"),
    Polynomial(against="steps", steps=7, patience=33),
)
WITH_SLIDERS = (Unit(2.5, -0.3, "relu"), Batches(3, 7, 0.015, "variances"), Rates(0.2, 0.001, "all", "0.01", "rate"))
WITH_MASKS = (Stack(2.1, "relu"), Masks(0.25, 7, "gaussian"), Ensemble(0.1, "01", "linear", "0"))
LATER = (Useless(3, 0.123, 0.0), Variants(0.3, 9, "words"), Chosen(0.123, "80"), Failing(7, 0.123, 0.9, 2.5, "drift"))


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


def scene_of(text: str) -> dict:
    return json.loads(Reader(text).scripts["scene"])


# --- addresses -------------------------------------------------------------------------------------------------------


def test_every_state_has_an_address_and_every_address_its_state() -> None:
    looked_up = (Norms(), Norms("layer", (3, 4, 2, 1)), Shift(), Shift(0.0, 0.0), Shift(2.75, 0.123456789, "uniform"))
    for diagram in (*looked_up, *WITH_SLIDERS, *WITH_MASKS, *LATER, *CURVES):
        query = {key: values[0] for key, values in parse_qs(diagram.to_query()).items()}
        assert diagram_from(query) == diagram
    assert diagram_from({"norm": "layer"}) is None
    assert diagram_from({"figure": "shift", "c": "-0"}) == Shift(0.0, 0.5)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("figure=circle", ["figure", "circle", ", ".join(DIAGRAMS)]),
        ("figure=", ["figure", ", ".join(DIAGRAMS)]),
        ("figure=norms&norm=power", ["norm", "power", "batch, layer, instance, group"]),
        ("figure=norms&cell=1,1,1", ["cell", "1,1,1", "3", "4", "2"]),
        ("figure=norms&cell=4,1,1,1", ["cell", "4,1,1,1"]),
        ("figure=norms&cell=1,0,1,1", ["cell", "1,0,1,1"]),
        ("figure=norms&cell=1,1,1,1,1", ["cell"]),
        ("figure=norms&cell=1,1,1,x", ["cell", "1,1,1,x"]),
        (f"figure=norms&cell=1,1,1,{'1' * 3000}", ["cell", "…"]),
        (f"figure=norms&cell={quote('１,1,1,1')}", ["cell"]),
        ("figure=norms&cell=", ["cell"]),
        ("figure=shift&c=3.01", ["c", "3.01", "0", "3"]),
        ("figure=shift&c=nan", ["c", "nan"]),
        ("figure=shift&c=-1", ["c", "-1"]),
        ("figure=shift&drop=0.95", ["drop", "0.95", "0.9"]),
        ("figure=shift&drop=1e999", ["drop", "1e999"]),
        ("figure=shift&drop=", ["drop"]),
        ("figure=shift&family=cauchy", ["family", "cauchy", "dropout, gaussian, uniform"]),
        ("figure=unit&gamma=3.1", ["gamma", "3.1", "0", "3"]),
        ("figure=unit&act=softmax", ["act", "softmax", "sigmoid, tanh, relu"]),
        ("figure=batches&m=1", ["m", "1", "2", "64"]),
        ("figure=batches&t=61", ["t", "61", "60"]),
        ("figure=batches&momentum=0", ["momentum", "0.01", "1"]),
        ("figure=rates&l2=0.3", ["l2", "0.3", "0.2"]),
        ("figure=rates&epsilon=0.1", ["epsilon", "0.1", "0, 0.01"]),
        ("figure=stack&scale=0.1", ["scale", "0.1", "0.5", "6"]),
        ("figure=masks&k=201", ["k", "201", "200"]),
        ("figure=masks&family=alpha", ["family", "alpha", "rows, shared, together, gaussian"]),
        ("figure=variants&kind=heads", ["kind", "heads", "units, block, channels"]),
        ("figure=failing&padded=1", ["padded", "1", "0.9"]),
        ("figure=useless&extra=17", ["extra", "17", "0", "16"]),
        ("figure=chosen&fitted=30", ["fitted", "30", "20, 40, 80, 160"]),
        ("figure=ensemble&kept=2", ["kept", "2", "11, 10, 01, 00"]),
        ("figure=polynomial&degree=13", ["degree", "13", "1", "12"]),
        ("figure=polynomial&degree=2.5", ["degree", "2.5"]),
        ("figure=polynomial&rows=7", ["rows", "7", "8", "40"]),
        ("figure=polynomial&noise=1.5", ["noise", "1.5"]),
        ("figure=polynomial&draw=0", ["draw", "0", "20"]),
        ("figure=polynomial&l1=-1", ["l1", "-1", "10"]),
        ("figure=polynomial&l2=nan", ["l2", "nan"]),
        ("figure=polynomial&against=m", ["against", "m", "l2, l1, degree, steps"]),
        ("figure=shift&theme=pink", ["theme", "pink"]),
        (f"figure=shift&title={'x' * 500}", ["title"]),
    ],
)
@pytest.mark.parametrize("route", ["/embed", "/export"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_value_gets_its_sentence(
    client: FlaskClient, route: str, language: str, query: str, named: list[str]
) -> None:
    answer = client.get(f"{route}?{query}&lang={language}")
    assert answer.status_code == 400
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r'role="alert">(.*?)</p>', answer.text)
    assert found is not None
    # A list is written as its language writes lists.
    listed = [part.replace(", ", words(language)("list.and")) for part in named]
    assert [part for part in listed if part not in unescape(found[1])] == []
    assert bool(re.search("[\u4e00-\u9fff]", found[1])) == (language == "zh")


def test_no_landscape_is_shown_for_a_diagram(client: FlaskClient) -> None:
    # /picture.png draws landscapes; one would be another figure than the address names.
    answer = client.get("/picture.png?figure=norms&lang=en")
    assert answer.status_code == 400
    assert "“norms” has no picture" in unescape(answer.text)


# --- what the pages hold ---------------------------------------------------------------------------------------------


def test_the_page_has_the_block_and_the_numbers_of_every_norm(client: FlaskClient) -> None:
    text = client.get(f"/embed?{ADDRESSES[0]}").text
    page, scene = Reader(text), scene_of(text)
    block = np.array(scene["block"]).reshape(scene["shape"])
    shown = re.findall(r'data-index="(\d+)">(\d+)</td>', text)
    assert sorted(int(index) for index, _ in shown) == list(range(48))
    assert all(scene["block"][int(index)] == int(number) for index, number in shown)
    # Row by row as it is drawn: sample 1, 2, 3 side by side, and channels below each other.
    drawn = np.array([int(number) for _, number in shown]).reshape(8, 6)
    assert np.array_equal(drawn[2:4, 2:4], block[1, 1])
    for found in scene["norms"].values():
        sets = np.array(found["sets"]).reshape(block.shape)
        for number, (total, mean, variance) in enumerate(
            zip(found["sums"], found["means"], found["variances"], strict=True)
        ):
            lit = block[sets == number]
            assert (total, mean) == (lit.sum(), pytest.approx(lit.mean(), rel=1e-15))
            assert variance == pytest.approx(lit.var(), rel=1e-14)
            values = np.array(found["values"]).reshape(block.shape)[sets == number]
            assert values == pytest.approx((lit - lit.mean()) / np.sqrt(lit.var() + 1e-5), rel=1e-14, abs=1e-15)
    assert (scene["norm"], scene["cell"]) == ("group", [1, 4, 2, 1])
    assert [each["value"] for each in page.all("input") if "checked" in each] == ["group"]


def test_the_page_has_the_variance_of_every_noise_at_every_stop(client: FlaskClient) -> None:
    text = client.get(f"/embed?{ADDRESSES[1]}").text
    scene = scene_of(text)
    means, rates = scene["stops"]["c"], scene["stops"]["drop"]
    assert (len(means), len(rates)) == (32, 91)
    assert 0.35 in means
    # A mask is 1/k with probability k, else 0, with the mean 1; uniform noise has the variance of its interval.
    keep = 1.0 - np.array(rates)
    for noise, variance in (
        ("dropout", 1 / keep - 1),
        ("gaussian", 1 / keep - 1),
        ("uniform", (2 - 2 * keep) ** 2 / 12),
    ):
        np.testing.assert_allclose(scene["spreads"][noise], variance, rtol=1e-11, atol=1e-15)
    assert scene["family"] == "gaussian"
    sliders = {each["id"]: each for each in Reader(text).all("input") if "id" in each}
    assert (sliders["c"]["value"], sliders["drop"]["value"]) == ("0.35", "0.8")


def test_the_page_of_a_polynomial_has_its_sliders_on_the_stops_of_its_address(client: FlaskClient) -> None:
    text = client.get(f"/embed?{ADDRESSES[2]}").text
    scene, inputs = scene_of(text), Reader(text).all("input")
    sliders = {each["id"]: each for each in inputs if each["type"] == "range"}
    wanted = {"degree": 5, "rows": 20, "noise": 0.33, "draw": 4, "l1": 0.007, "l2": 0, "steps": 0, "patience": 7}
    assert scene["now"] == wanted
    for name, value in wanted.items():
        stops = scene["stops"][name]
        assert stops == ([*sorted(set(stops) - {0}), 0] if name == "steps" else sorted(set(stops)))
        assert stops[int(sliders[name]["value"] or "")] == value
        assert int(sliders[name]["max"] or "") == len(stops) - 1
    assert [each["value"] for each in inputs if "checked" in each] == ["l1"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DIAGRAMS)
def test_no_word_is_missing(client: FlaskClient, name: str, language: str) -> None:
    say = words(language)
    text = client.get(f"/embed?figure={name}&lang={language}").text
    assert say(f"diagram.{name}.name") in text
    spoken = json.loads(Reader(text).scripts["start"])["words"]
    assert spoken == say.under(f"diagram.{name}")
    folder = Path(server.root_path) / "assets/diagrams"
    script = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    for key in re.findall(r'words\["(diagram\.' + name + r'\.[a-z.]+)"\]', script):
        assert key in spoken


def test_the_way_to_the_course_leads_to_a_page_with_this_figure(client: FlaskClient) -> None:
    for name, kind in DIAGRAMS.items():
        assert kind.page in course().slugs
        assert [name] in [parse_qs(figure).get("figure") for figure in course().pages[kind.page, "en"].figures]
        page = Reader(client.get(f"/embed?figure={name}&lang=zh").text)
        assert page.all("a")[-1]["href"] == f"learn/{kind.page}?lang=zh"


def test_a_hostile_title_is_text(client: FlaskClient) -> None:
    for route in ("/embed", "/export"):
        text = client.get(f"{route}?figure=norms&lang=en&title={quote(HOSTILE)}").text
        heading = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
        assert heading is not None
        assert unescape(heading[1]).split() == HOSTILE.split()
        assert "<img src=x" not in text


# --- as the other figures --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [f"/{route}?{query}" for route in ("embed", "export") for query in ADDRESSES])
def test_it_is_kept_packed_and_guarded_as_the_other_figures(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"].startswith("public")
    assert "Accept-Language" not in first.headers["Vary"]
    assert "frame-ancestors" not in first.headers["Content-Security-Policy"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 40_000
    assert client.get(address.replace("figure=", "theme=dark&figure=")).headers["ETag"] != first.headers["ETag"]
    without = client.get(re.sub("&lang=..", "", address), headers={"Accept-Language": "zh"})
    assert without.headers["Cache-Control"].startswith("private")
    assert "Accept-Language" in without.headers["Vary"]
    assert '<html lang="zh-CN"' in without.text


def test_its_scripts_and_styles_are_there_for_ever_and_without_plotly(client: FlaskClient) -> None:
    page = Reader(client.get(f"/embed?{ADDRESSES[0]}").text)
    files = [each["src"] for each in page.all("script") if "src" in each]
    files += [each["href"] for each in page.all("link") if each["rel"] == "stylesheet"]
    assert len(files) == 2
    for file in files:
        answer = client.get(f"/{file}", headers={"Accept-Encoding": "gzip"})
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.data) < 12_000


def test_an_export_is_one_file_that_names_no_network(client: FlaskClient) -> None:
    for query in ADDRESSES:
        answer = client.get(f"/export?{query}")
        assert "attachment" in answer.headers["Content-Disposition"]
        page = Reader(answer.text)
        assert not [each for each in page.all("script") if "src" in each]
        assert all(each["href"] == "data:," for each in page.all("link"))
        policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv")) or ""
        assert policy.startswith("default-src 'none'")
        assert scene_of(answer.text) == scene_of(client.get(f"/embed?{query}").text)


def test_oembed_gives_the_diagram_and_no_picture_of_another(client: FlaskClient) -> None:
    for query in ADDRESSES:
        url = f"http://localhost/embed?{query}"
        link = next(
            each["href"] or "" for each in Reader(client.get(url).text).all("link") if each["rel"] == "alternate"
        )
        answer = client.get(link.removeprefix("http://localhost")).get_json()
        frame = Reader(answer["html"]).all("iframe")[0]
        assert parse_qs(urlsplit(frame["src"] or "").query) == parse_qs(query)
        assert not [key for key in answer if key.startswith("thumbnail")]
    bad = client.get(f"/oembed?url={quote('http://localhost/embed?figure=norms&norm=x', safe='')}")
    assert (bad.status_code, "“x”" in bad.get_json()["error"]) == (400, True)


def test_the_command_writes_a_diagram_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main(["block: figure=norms&norm=layer&lang=en", "--to", str(tmp_path)]) == 0
    assert scene_of((tmp_path / "block.html").read_text(encoding="utf-8"))["norm"] == "layer"
    assert export.main(["figure=shift&c=9", "--to", str(tmp_path / "none")]) == 2
    assert "c: “9” is not allowed" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("language", "names"), [("en", ("test", "train")), ("zh", ("测试", "训练"))])
def test_the_words_of_a_formula_are_the_languages(client: FlaskClient, language: str, names: tuple[str, str]) -> None:
    text = client.get(f"/embed?figure=shift&lang={language}").text
    formula = text[text.index('id="formula"') :].partition("</math>")[0]
    assert re.findall("<mtext>(\\w+)</mtext>", formula) == list(names)
