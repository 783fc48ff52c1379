"""Sliders that change the loss: where it is affine in them they move as λ does, elsewhere a drag comes coarse first."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.steps import open_explorer, peek, press, slider, stands, story

UPDATES = "_dash-update-component"


def watched(page: Page) -> list[str]:
    """What the page asks the server for, from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if UPDATES in request.url or "/embed" in request.url:
            asked.append(request.post_data or request.url)

    page.on("request", note)
    return asked


@pytest.mark.parametrize(
    ("query", "knob", "pages", "steps", "said", "formula"),
    [
        # log(0.9/0.1) = 2.1972, log(0.8/0.2) = 1.3863: targets 0.95 and, ten steps on, 0.9 less λ = 0.05, 0.1.
        ("l1=0.1&smoothing=0.1", "ε", 1, 1, "(1.386, 0)", "0.20"),
        ("l1=0&l2=0.1", "γ", 2, 10, "β₁ = −β₂", "0.50"),
        ("loss=linear&data=toy&l1=0", "σ", 5, 0, "β₁ = 0.25, β₂ = 0.25", "1.00"),
        ("loss=linear&data=correlated&l1=0", "κ", 2, 10, "β₁ = 0.4963, β₂ = 0.4475", "0.50"),
    ],
)
def test_a_part_of_the_loss_moves_without_a_request(
    page: Page, server: str, query: str, knob: str, pages: int, steps: int, said: str, formula: str
) -> None:
    open_explorer(page, server, f"?{query}&lang=en&n=61")
    if not peek(page, "document.querySelector('.regularizers').open"):
        page.get_by_text("More regularizers").click()
    # The paths along every knob have come.
    page.wait_for_function(
        "() => lossfold.solutionTables.missing(lossfold.state.paths, lossfold.state.weights).length === 0"
    )
    asked = watched(page)
    press(page, slider(page, knob), "PageUp", pages)  # a tenth of the range
    press(page, slider(page, knob), "ArrowRight", steps)
    expect(story(page)).to_contain_text(said)
    # Where the hand seems to rest the other knobs' paths are fetched anew; no landscape is.
    assert not any('"id":"request"' in body for body in asked)
    expect(page.locator("#formula [data-term]:not([hidden])")).to_have_count(1)
    expect(page.locator("#formula [data-term]:not([hidden])")).to_contain_text(formula)
    expect(page.locator("#model")).not_to_be_empty()
    assert page.locator(".equivalent").is_hidden()
    # The same link, opened anew, says the same.
    field = peek(page, f"Object.entries(lossfold.state.scene.knobs).find(([, each]) => each.symbol === {knob!r})[0]")
    expect(page).to_have_url(re.compile(f"{field}={float(formula):g}(&|$)"))
    told, model = story(page).text_content(), page.locator("#model").text_content()
    page.reload()
    expect(story(page)).to_have_text(told or "", timeout=20_000)
    expect(page.locator("#model")).to_have_text(model or "")


def test_what_was_refused_is_wanted_no_longer(page: Page, server: str) -> None:
    open_explorer(page, server, "?confidence=0.5&lang=en&n=61")
    press(page, slider(page, "δ"), "ArrowRight", 3)
    expect(page.get_by_role("alert")).to_contain_text("γ (confidence): 0.5 does not go with drop=0.0")
    expect(slider(page, "δ")).to_have_value("0")
    # A step that is allowed takes the sentence away.
    press(page, slider(page, "κ"), "ArrowRight", 5)
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("#model")).to_contain_text("κ = 0.05")
    page.locator("#loss").click()
    page.get_by_role("option", name="Cross-entropy, logistic").click()
    expect(page.locator("#model")).to_have_text(re.compile("^Soft weight sharing: .* κ = 0.05 is part of L.$"))
    expect(page).to_have_url(re.compile("loss=logistic"))
    assert "drop" not in page.url
    # A number out of range is refused by a sentence, and nothing moves.
    entry = page.locator("#share-number")
    entry.fill("9")
    entry.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("κ: “9” is not allowed; it must be a number from 0 to 2.")
    expect(page.locator("#model")).to_contain_text("κ = 0.05")
    entry.fill("0.1")
    expect(page.locator("#model")).to_contain_text("κ = 0.1")
    entry.press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("#model")).to_contain_text("κ = 0.1")


def test_an_embed_steers_a_part_of_the_loss_by_itself(page: Page, server: str) -> None:
    page.goto(f"{server}embed?l1=0&smoothing=0.1&knobs=l2,smoothing&lang=en&n=61")
    stands(page)
    asked = watched(page)
    expect(story(page)).to_contain_text("Every point of this line is equally good")
    before = peek(page, "lossfold.embed.state.stage.landscape.total[0]")
    press(page, slider(page, "ε"), "Home")
    expect(story(page)).to_contain_text("J has no minimum")
    expect(page.locator("#model")).to_be_empty()
    expect(page.locator("#formula [data-term]:not([hidden])")).to_have_count(0)
    # The corner (−5, −5) has no slope across; (−5, 5) has: what smoothing adds is (p − ½)·ε·(β₁ − β₂).
    press(page, slider(page, "ε"), "End")
    expect(page.locator("#model")).to_contain_text("ε = 0.9")
    assert abs(peek(page, "lossfold.embed.state.stage.landscape.total[0]") - before) < 1e-4
    last = "lossfold.embed.state.stage.landscape.total[60]"
    assert abs(peek(page, last) - (0.45 * 10 + 4.5398e-5)) < 1e-3
    press(page, slider(page, "Ω"), "ArrowRight", 2)
    expect(story(page)).to_contain_text("With L2 the minimum is unique")
    assert asked == []


def test_a_drag_whose_loss_takes_long_comes_on_a_coarser_grid_and_rests_on_the_whole_one(
    page: Page, server: str
) -> None:
    open_explorer(page, server, "?loss=logistic&data=breast-cancer&noise=0.5&lang=en")
    asked = watched(page)
    press(page, slider(page, "σ"), "ArrowRight", 3)
    expect(story(page)).to_contain_text("β₂ is exactly 0")
    expect(page).to_have_url(re.compile("noise=0.65"))
    page.wait_for_function("() => !lossfold.state.rough && lossfold.state.landscape.grids.n === 121", timeout=20_000)
    scenes = [body for body in asked if '"request.data"' in body or '"id":"request"' in body]
    assert all('"n":"121"' in body for body in scenes)
    assert any('"preview":"1"' in body for body in scenes)
    assert '"preview":"1"' not in scenes[-1]
    assert "n=" not in re.sub("noise=|lang=en", "", page.url.split("?")[1])
    assert peek(page, "lossfold.state.scene.spec.n") == 121


def test_a_share_dialog_offers_the_sliders_that_the_figure_can_have(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=correlated&share=0.5&lang=en&n=61")
    page.get_by_role("button", name="Share").click()
    dialog = page.locator("#share-dialog")
    expect(dialog.get_by_label("κ")).to_be_visible()
    expect(dialog.get_by_label("γ")).to_be_hidden()
    expect(dialog.get_by_label("κ")).to_be_disabled()
    dialog.get_by_label("Ω", exact=True).uncheck()
    dialog.get_by_label("κ").check()
    expect(dialog.get_by_label("Ω", exact=True)).to_be_disabled()
    expect(page.locator("#share-code")).to_have_value(re.compile("knobs=l1(,|%2C)share"))
