"""/slice: a file is drawn or saved, a wrong one gets its sentence, and nothing of it is kept or sent anywhere else."""

import io
import json
import re
import struct
from base64 import b64decode
from html import unescape
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from werkzeug.test import TestResponse

from app import server
from components.i18n import LANGUAGES, words
from components.server import heavy, pictures
from landscapes.slices.examples import NAMES
from landscapes.slices.surface_files import MOST_BYTES

ROWS = "x,y,loss\n" + "\n".join(
    f"{a},{b},{1 + (a - 0.5) ** 2 + b**2}" for a in (-1, -0.5, 0, 0.5, 1) for b in (-1, 0, 1)
)


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


def sent(client: FlaskClient, contents: bytes, name: str = "mine.csv", wanted: str = "") -> TestResponse:
    """The answer to the form, written as a browser writes it: the client would leave a large body's file open."""
    name = name.replace('"', "%22")
    body = f'--X\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + contents
    if wanted:
        body += f'\r\n--X\r\nContent-Disposition: form-data; name="as"\r\n\r\n{wanted}'.encode()
    return client.post("/slice?lang=en", data=body + b"\r\n--X--\r\n", content_type="multipart/form-data; boundary=X")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_a_file_in_both_languages(client: FlaskClient, language: str) -> None:
    answer = client.get(f"/slice?lang={language}")
    assert answer.status_code == 200
    say = words(language)
    assert say("slice.open.title") in answer.text
    assert say("slice.kind.vit") in answer.text
    # The page's files are there.
    for path in re.findall(r'(?:href|src)="(release/[^"]+)"', answer.text):
        assert client.get(f"/{path}").status_code == 200


def test_a_file_is_drawn_and_kept_by_no_cache(client: FlaskClient) -> None:
    answer = sent(client, ROWS.encode())
    assert answer.status_code == 200
    assert "<h1>mine.csv</h1>" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    for path in re.findall(r'(?:href|src)="(release/[^"]+)"', answer.text):
        assert client.get(f"/{path}").status_code == 200


def test_a_file_is_saved_as_one_page(client: FlaskClient) -> None:
    answer = sent(client, ROWS.encode(), "曲面 1.csv", "file")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%9B%B2%E9%9D%A2%201.html"
    assert "Content-Security-Policy" in answer.text
    assert "release/" not in answer.text


def test_the_page_of_a_file_holds_it_to_be_sent_again(client: FlaskClient) -> None:
    page = sent(client, ROWS.encode(), "a “1”.csv").text
    found = re.search(r'<script type="application/json" id="start">(.*?)</script>', page)
    assert found is not None
    file = json.loads(found[1])["file"]
    assert (file["name"], b64decode(file["base64"]).decode()) == ("a “1”.csv", ROWS)
    assert json.loads(re.findall(r'id="start">(.*?)</script>', client.get("/slice?of=deep").text)[0])["file"] is None


def test_names_and_values_of_a_file_are_no_markup(client: FlaskClient) -> None:
    answer = sent(client, ROWS.encode(), '<img src=x onerror="alert(1)">.csv')
    assert "<img src=x" not in answer.text
    refused = sent(client, b"x,y,loss\n1,2,<script>alert(1)</script>\n")
    assert refused.status_code == 400
    assert "<script>alert" not in refused.text


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        (b"", "The file is empty"),
        (b"x,y,loss\n1,2,three", "Row 2, column 3"),
        (b"\x89HDF\r\n", "lossfold audit"),
        (b"x" * (MOST_BYTES + 1), "at most 2000000 are allowed"),
    ],
)
def test_a_wrong_file_gets_its_sentence_and_the_form_again(client: FlaskClient, contents: bytes, says: str) -> None:
    answer = sent(client, contents)
    assert answer.status_code == 400
    assert says in answer.text
    assert 'type="file"' in answer.text


def test_no_file_at_all_is_an_empty_one(client: FlaskClient) -> None:
    assert client.post("/slice?lang=en").status_code == 400
    assert client.post("/slice?lang=en", data=b"\0" * 10, content_type="multipart/form-data").status_code == 400


def test_a_large_grid_is_drawn_within_its_limits(client: FlaskClient) -> None:
    rows = np.random.default_rng(0).random((201, 201)).round(4)
    file = io.BytesIO()
    np.savetxt(file, rows, delimiter=",", fmt="%.4f")
    assert sent(client, file.getvalue()).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_our_own_examples_are_drawn(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/slice?of={name}&lang=en")
    assert answer.status_code == 200
    assert f"<h1>{words('en')(f'slice.example.{name}')}</h1>" in answer.text
    # As every figure of ours it may stand in a frame; a stranger's file may not.
    assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in sent(client, ROWS.encode()).headers["Content-Security-Policy"]
    assert f"of={name}&amp;lang=en" in client.get("/slice?lang=en").text


def test_the_page_is_found(client: FlaskClient) -> None:
    assert 'href="../slice?lang=en"' in client.get("/learn/?lang=en").text


def test_an_example_that_is_none_is_named(client: FlaskClient) -> None:
    answer = client.get("/slice?of=resnet&lang=en")
    assert answer.status_code == 400
    assert "of: “resnet” is not allowed; it must be one of path" in answer.text


def test_the_legend_has_the_colours_of_what_is_drawn(client: FlaskClient) -> None:
    # The three solutions are marks, so that the ridge path is the first of the trajectories, and has its colour.
    legend = re.findall(r'<li><i class="(.+?)"></i>(.+?)</li>', client.get("/slice?of=polynomial&lang=en").text)
    assert legend[0][0] == "slice-path-0"
    assert legend[0][1].startswith("ridge; at most 0.0203 away")
    assert legend[1:] == [("slice-mark", "the three solutions that the plane runs through")]
    assert '<i class="slice-mark"></i>the centre θ₀' in client.get("/slice?of=deep&lang=en").text


def start_of(page: str) -> dict[str, Any]:
    """What a page says to its script."""
    (found,) = re.findall(r'id="start">(.*?)</script>', page)
    return json.loads(found)


def test_an_address_says_how_an_example_is_shown(client: FlaskClient) -> None:
    page = client.get("/slice?of=small-batch&l2=0.01&layer=accuracy&log=1&theme=dark&camera=1,2,1.5&lang=zh").text
    shown = start_of(page)["shown"]
    assert shown["weights"]["l2"] == 0.01
    assert (shown["layer"], shown["logarithm"], shown["camera"]) == ("accuracy", True, [1.0, 2.0, 1.5])
    assert 'data-theme="dark"' in page
    assert re.search(r'id="logarithm" autocomplete="off" checked', page)
    assert 'value="accuracy" autocomplete="off" checked' in page
    assert start_of(client.get("/slice?of=small-batch").text)["shown"]["weights"]["l2"] == 0.0


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("l2=-1", "l2: “-1” is not allowed"),
        ("l1=1e9", "l1: “1e9” is not allowed"),
        ("layer=entropy", "layer: “entropy” is not allowed; it must be one of loss, held_out"),
        ("log=2", "log: “2” is not allowed"),
        ("with=path", "with: “path” is not allowed; it must be one of small-batch"),
        ("view=fit", "view: “fit”"),
        ("with=modes&view=constraint", "view: “constraint”"),
        ("along=c", "along: “c” is not allowed; it must be one of a, b"),
    ],
)
def test_what_an_address_may_not_say_is_refused(client: FlaskClient, query: str, says: str) -> None:
    answer = client.get(f"/slice?of=path&{query}&lang=en")
    assert answer.status_code == 400
    assert says in answer.text


def test_an_example_is_saved_as_one_file_that_opens_as_it_was_seen(client: FlaskClient) -> None:
    answer = client.get("/slice?of=deep&l2=0.001&as=file&lang=en")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''deep.html"
    assert "release/" not in answer.text
    start = start_of(answer.text)
    # A file has no address of its own.
    assert (start["of"], start["shown"]["weights"]["l2"]) == ("", 0.001)
    assert 'id="share-link"' not in answer.text
    assert 'id="share-glb"' in answer.text


def test_two_examples_stand_on_one_scale(client: FlaskClient) -> None:
    answer = client.get("/slice?of=small-batch&with=large-batch&l2=0.01&view=cut&along=b&lang=en")
    assert answer.status_code == 200
    assert "may be compared" in answer.text
    assert answer.text.count('class="surface"') == 2
    start = start_of(answer.text)
    assert (start["of"], start["beside"], len(start["others"])) == ("small-batch", "large-batch", 1)
    assert (start["shown"]["views"], start["shown"]["along"]) == (["cut"], "b")
    # Where the sliders end beside any other, so that a weight that is carried along is one that is taken there.
    for other, most in start["reaches"].items():
        asked = f"&with={other}" if other else ""
        query = "&".join(f"{knob}={weight:g}" for knob, weight in most.items())
        assert client.get(f"/slice?of=small-batch{asked}&{query}&lang=en").status_code == 200
    unlike = client.get("/slice?of=batchnorm&with=batchnorm-raw&lang=en").text
    assert "how flat each looks may not" in unlike


def test_two_examples_are_saved_as_one_file(client: FlaskClient) -> None:
    answer = client.get("/slice?of=deep&with=deep-skip&as=file&lang=zh")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''deep-deep-skip.html"
    assert "release/" not in answer.text
    assert len(start_of(answer.text)["others"]) == 1


def test_a_constraint_is_offered_where_a_penalty_is_known(client: FlaskClient) -> None:
    assert 'id="view-constraint"' in client.get("/slice?of=path&lang=en").text
    assert 'id="view-constraint"' not in client.get("/slice?of=path&with=deep&lang=en").text
    # The file's columns say nothing of the weights' norms.
    drawn = sent(client, ROWS.encode()).text
    assert 'id="view-cut"' in drawn
    assert 'id="view-constraint"' not in drawn


def test_a_list_has_a_picture_of_each_example(client: FlaskClient) -> None:
    shown = client.get("/slice?lang=en").text
    for name in NAMES:
        assert f'src="slice?of={name}&amp;as=picture"' in shown
        picture = client.get(f"/slice?of={name}&as=picture")
        assert picture.headers["Content-Type"] == "image/svg+xml"
        assert ElementTree.fromstring(picture.text).tag.endswith("svg")
        assert len(picture.data) < 20_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_its_own_has_the_ways_to_all_other_landscapes(client: FlaskClient, language: str) -> None:
    page = client.get(f"/slice?of=deep&lang={language}").text
    say = words(language)
    for value, key in (("slice:path", "slice.example.path"), ("loss:linear", "choice.loss.linear")):
        assert re.search(f'<option value="{value}">{re.escape(escape(say(key)))}<', page)
    assert '<option value="slice:deep" selected>' in page
    assert 'class="head"' in page
    # A visitor's own has them as well.
    assert 'value="loss:linear"' in sent(client, ROWS.encode()).text


def test_in_a_frame_there_is_the_figure_alone(client: FlaskClient) -> None:
    page = client.get("/slice?of=deep&l2=0.001&utm_source=x&as=embed&lang=en").text
    assert 'class="head"' not in page
    assert 'id="menu"' not in page
    assert 'href="slice?of=deep&amp;l2=0.001&amp;lang=en"' in page
    assert 'id="share-dialog"' not in page
    titled = client.get("/slice?of=deep&as=embed&lang=en&title=A%20%3Cwall%3E").text
    assert "<h1>A &lt;wall&gt;</h1>" in titled
    assert client.get("/slice?of=deep&as=tea&lang=en").status_code == 400


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_link_alone_is_a_figure_as_every_page_says(client: FlaskClient, language: str) -> None:
    # WordPress makes a figure of a link by oEmbed.
    for place in ("embed?l1=0.3", "slice?of=deep"):
        assert client.get("/oembed", query_string={"url": f"http://localhost/{place}"}).status_code == 200
    for place in ("?", "slice?of=deep&"):
        shown = re.search(r'id="share-kind-hint">([^<]*)<', client.get(f"/{place}lang={language}").text)
        assert shown is not None
        assert shown[1] == escape(words(language)("share.kind.hint"))


def oembed(client: FlaskClient, place: str, **more: str) -> TestResponse:
    return client.get("/oembed", query_string={"url": f"http://localhost/{place}", **more})


def test_oembed_shows_a_slice_as_it_was_seen(client: FlaskClient) -> None:
    answer = oembed(client, "slice?of=deep&l2=0.25&view=cut&lang=zh", maxwidth="400", maxheight="900").get_json()
    frame = re.search(r'src="([^"]+)"', answer.pop("html"))
    assert frame is not None
    source = unescape(frame[1])
    assert source == "http://localhost/slice?of=deep&l2=0.25&view=cut&lang=zh&as=embed"
    assert answer == {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Lossfold",
        "provider_url": "http://localhost/",
        "title": words("zh")("slice.example.deep"),
        "width": 400,
        "height": 800,
        "cache_age": 86400,
        "thumbnail_url": "http://localhost/slice?of=deep&l2=0.25&view=cut&lang=zh&as=card",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    page = client.get(source.removeprefix("http://localhost"))
    assert page.status_code == 200
    assert "frame-ancestors" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("place", "status"),
    [
        # A visitor's own file has no address; a weight beyond the slider and a name of none are refused by name.
        ("slice?lang=en", 404),
        ("slice?of=deep&l2=7&lang=en", 400),
        ("slice?of=nothing&lang=en", 400),
        ("slices?of=deep", 404),
    ],
)
def test_oembed_refuses_what_is_no_slice(client: FlaskClient, place: str, status: int) -> None:
    answer = oembed(client, place)
    assert answer.status_code == status
    if status == 400:
        assert "“" in answer.get_json()["error"]


@pytest.mark.parametrize("wanted", ["", "&as=embed"])
def test_a_link_has_its_card(client: FlaskClient, wanted: str) -> None:
    pictures.LIMITER.reset()
    page = client.get(f"/slice?of=deep&l2=0.25&lang=en{wanted}").text
    tags = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))
    assert tags["og:title"] == tags["twitter:title"] == "Twenty layers without skip connections"
    assert tags["og:description"] == words("en")("slice.description")
    assert unescape(tags["og:url"]) == f"http://localhost/slice?of=deep&l2=0.25&lang=en{wanted}"
    assert unescape(tags["og:image"]) == "http://localhost/slice?of=deep&l2=0.25&lang=en&as=card"
    assert tags["twitter:card"] == "summary_large_image"
    found = re.search(r'href="http://localhost(/oembed[^"]+)"', page)
    assert found is not None
    assert client.get(unescape(found[1])).get_json()["title"] == tags["og:title"]
    card = client.get("/slice?of=deep&l2=0.25&lang=en&as=card")
    assert card.headers["Content-Type"] == "image/png"
    assert struct.unpack(">II", card.data[16:24]) == (1200, 630)
    assert card.data != client.get("/slice?of=deep&lang=en&as=card").data
    # A file of a visitor's own has no address that a card could be of.
    assert "og:title" not in sent(client, ROWS.encode()).text
    assert "og:title" not in client.get("/slice?of=deep&as=file&lang=en").text


def test_cards_are_rationed_as_pictures_are(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures.LIMITER.reset()
    heavy.pages().clear()
    monkeypatch.setenv("LOSSFOLD_PICTURES", "1")
    asked = [client.get(f"/slice?of=deep&l2={l2}&as=card").status_code for l2 in (0.1, 0.2, 0.1)]
    assert asked == [200, 429, 200]
    pictures.LIMITER.reset()


def test_a_light_file_takes_plotly_from_its_own_network(client: FlaskClient) -> None:
    whole, light = (client.get(f"/slice?of=deep&as=file&plotly={plotly}&lang=en") for plotly in ("inline", "cdn"))
    assert len(light.data) < 0.5 * len(whole.data)
    assert "https://cdn.plot.ly/" in light.text


def test_what_can_be_shared_is_offered_and_nothing_else(client: FlaskClient) -> None:
    ours = client.get("/slice?of=deep&lang=en").text
    pair = client.get("/slice?of=deep&with=deep-skip&lang=en").text
    theirs = sent(client, ROWS.encode()).text
    assert all(f'id="share-{each}"' in ours for each in ("link", "code", "inline", "gif", "csv", "stl"))
    # Two surfaces are no one film, and no one solid; a visitor's own has no address, and no penalty that moves it.
    assert all(f'id="share-{each}"' in pair for each in ("link", "code", "inline", "png"))
    assert not any(f'id="share-{each}"' in pair for each in ("gif", "stl"))
    assert not any(f'id="share-{each}"' in theirs for each in ("link", "code", "inline", "gif"))
    assert 'id="share-glb"' in theirs
