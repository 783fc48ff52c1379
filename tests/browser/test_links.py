"""The addresses of the explorer: what it writes it reads, and what it cannot read costs nothing else."""

import random
import re
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_explorer, peek, rests, soon, stands

ADDRESS = "lossfold.query.encode(lossfold.addressBar.query())"
NOTICE = "#notice"


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def wheel(page: Page, notches: int) -> None:
    box = page.locator("#surface").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(abs(notches)):
        page.mouse.wheel(0, 100 if notches > 0 else -100)


@pytest.mark.parametrize("notches", [40, -40])
def test_however_far_the_wheel_leads_the_address_is_accepted(page: Page, server: str, notches: int) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0.75&n=61&lang=en")
    wheel(page, notches)
    expect(page).to_have_url(re.compile("camera="), timeout=10_000)
    rests(page)
    page.reload()
    stands(page)
    expect(page.locator(NOTICE)).to_have_text("")
    assert peek(page, "lossfold.state.scene.spec.data") == "diabetes"
    assert peek(page, "lossfold.state.weights.l1") == 0.75


def test_whatever_is_done_the_address_is_accepted(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&lang=en")
    chance = random.Random(13)
    knobs = ["l1", "l2"] * 4

    def toggle_a_view() -> None:
        names = page.evaluate(
            "[...document.querySelectorAll('#views button[data-view]')].filter((b) => !b.hidden).map((b) => b.id)"
        )
        page.locator(f"#{chance.choice(names)}").evaluate("(button) => button.click()")

    def turn_a_knob() -> None:
        knob = knobs.pop()
        value = chance.choice([0, 0.01, 0.1 + 0.2, 1 / 3, 1])
        page.evaluate(
            "([knob, value]) => lossfold.state.setWeights({ ...lossfold.state.weights, [knob]: value }, knob)",
            [knob, value],
        )

    def look_from_anywhere() -> None:
        eye = [chance.choice([0, 1e-4, 0.3, 2, 12, 5e3]) * chance.choice([-1, 1]) for _ in "xyz"]
        page.evaluate(
            "([x, y, z]) => lossfold.state.landscape.plot && lossfold.state.landscape.setCamera("
            "{ eye: { x, y, z: z || 1 }, center: { x: 0, y: 0, z: -0.14 }, up: { x: 0, y: 0, z: 1 } })",
            eye,
        )

    def pin_a_point() -> None:
        share = [chance.choice([-1, -0.777777, 1 / 3, 1]) for _ in "ab"]
        page.evaluate(
            "([a, b]) => { const half = lossfold.state.landscape.half;"
            " lossfold.state.board.pin([a * half, b * half]); }",
            share,
        )

    def compare_others() -> None:
        text = chance.choice(["kinds", "alike", "l2:0,0.333333,2", "l1:0.005"])
        page.evaluate(
            """(text) => {
                const { compare, state } = lossfold;
                const wanted = compare.parse(text, state.start.gallery);
                state.board.host.setOptions({ compare: compare.write(wanted), difference: "1" });
            }""",
            text,
        )

    def choose_another_model() -> None:
        loss = chance.choice(["softmax", "linear", "logistic", "huber", "batchnorm", "residual"])
        page.evaluate("(value) => dash_clientside.set_props('loss', { value })", loss)
        soon(page, lambda: peek(page, f"lossfold.state.scene.spec.loss === '{loss}'"), 60)

    def choose_another_square() -> None:
        # Batch norm takes none above half a unit, and says so.
        page.evaluate("(range) => lossfold.choices.choose({ range })", chance.choice([0.7, 1.23456, 3]))

    def press_a_button() -> None:
        page.locator(chance.choice(["#theme", "#views .apart"])).evaluate("(button) => button.click()")

    acts = [toggle_a_view, toggle_a_view, turn_a_knob, turn_a_knob, look_from_anywhere, pin_a_point, compare_others,
            choose_another_model, choose_another_square, press_a_button]  # fmt: skip
    seen = set()
    deck = 3 * acts
    chance.shuffle(deck)
    for act in deck:
        act()
        rests(page)
        text = str(peek(page, ADDRESS))
        seen |= set(parse_qs(text))
        assert status(f"{server}?{text}") == 200, (act.__name__, text)
        link = str(peek(page, "lossfold.links.whole()"))
        assert status(link) == 200, (act.__name__, link)
        assert not {"theme", "linked"} & set(parse_qs(urlsplit(link).query))
    assert {"loss", "l1", "camera", "view", "theme", "linked", "range"} <= seen


def test_a_bad_field_is_named_as_on_screen_and_the_others_stay(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&amp;data=diabetes&l1=9&l2=0.1&camera=52.7,-68.7,49.8&lang=en")
    expect(page.get_by_role("alert")).to_contain_text(
        "λ (l1): “9” is not allowed; it must be a number from 0 to 2. The rest of the link is shown."
    )
    assert peek(page, "lossfold.state.scene.spec.data") == "diabetes"
    assert peek(page, "lossfold.state.weights.l2") == 0.1
    eye = peek(page, "lossfold.state.landscape.camera().eye")
    assert abs(eye["x"] / eye["y"] + 52.7 / 68.7) < 1e-3
    # The address is that of the picture.
    assert "l1" not in parse_qs(urlsplit(page.url).query)
    page.reload()
    stands(page)
    expect(page.locator(NOTICE)).to_have_text("")
    assert peek(page, "lossfold.state.scene.spec.data") == "diabetes"


def test_what_is_copied_is_the_picture_and_not_the_window(page: Page, server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_explorer(page, server, "?l1=0.3&theme=dark&linked=1&view=surface,slice&n=61&lang=en")
    page.locator("#copy-link").click()
    expect(page.locator("#copy-link")).to_have_attribute("data-said", re.compile("."))
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied == f"{server}?l1=0.3&n=61&view=surface,slice&lang=en"
    # The window itself stays dark and linked.
    assert peek(page, "lossfold.addressBar.query().linked") == 1
    page.locator("#share-open").click()
    expect(page.locator("#share-link")).to_have_value(copied)
    assert "linked" not in page.locator("#share-code").input_value()
    assert "view=surface%2Cslice" in page.locator("#share-code").input_value()
    hints = page.locator("#share-dialog .hint")
    expect(hints.filter(has_text="skip_render")).to_be_visible()
    expect(page.locator("#share-kind-hint")).to_be_visible()
    page.locator("#share-kind").select_option("hugo")
    expect(page.locator("#share-kind-hint")).to_be_hidden()
