"""What answers popular texts, in a real browser: their charts, the copies of rows, the drawing, the size of samples."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import comes, findings, open_explorer, press, rests, slider, story


@pytest.mark.parametrize("language", ["en", "zh"])
def test_three_minima_part_and_one_is_held_at_zero(page: Page, server: str, language: str) -> None:
    page.goto(f"{server}embed?figure=sums&strength=0.95&lang={language}")
    expect(story(page)).to_contain_text("0.025")
    press(page, page.locator("#strength"), "ArrowRight")
    expect(story(page)).to_contain_text("w = 0")
    assert findings(page) == []


def test_both_signs_of_the_entropy_are_told(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=certainty&p=0.9&lang=en")
    for number in ("2.197", "0.9124", "71.3%", "3.842", "97.9%"):
        expect(story(page)).to_contain_text(number)
    press(page, page.locator("#p"), "End")
    expect(story(page)).to_contain_text("keeps falling")


def test_a_weight_of_the_kernel_is_lit_wherever_it_stands(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=tied&lang=en")
    expect(page.locator("#tied [data-lit=yes]")).to_have_count(4)
    expect(page.locator("#sum")).to_contain_text("= −3")
    press(page, page.locator("#w2"), "ArrowRight")
    expect(page.locator("#tied [data-lit=yes]").first).to_have_text("1")
    page.get_by_text("w₃", exact=True).first.click()
    expect(story(page)).to_contain_text("w₃ stands 4 times")
    assert findings(page) == []


def test_copies_are_picked_and_let_go_where_no_model_takes_them(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0&copies=swap&lang=en")
    expect(page.locator("#model")).to_contain_text("with its inputs swapped")
    expect(story(page)).to_contain_text("0.368")
    page.locator("#copies").click()
    page.get_by_role("option", name="mirrored").click()
    expect(story(page)).to_contain_text("β₂ is exactly 0")
    rests(page)
    page.locator("#loss").click()
    page.get_by_role("option", name="Cross-entropy, softmax").click()
    expect(page.locator("#model")).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("#copies")).to_be_hidden()


def test_the_model_is_drawn_beside_its_formula(page: Page, server: str) -> None:
    open_explorer(page, server, "?lang=en")
    expect(page.locator("#drawing text", has_text="softmax")).to_be_visible()
    page.locator("#loss").click()
    page.get_by_role("option", name="Batch norm, two features").click()
    expect(page.locator("#drawing text", has_text="BN")).to_be_visible()


def test_samples_of_more_rows_come_and_stand_in_the_link(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=correlated&rho=0.95&l1=1.2&view=cloud&lang=en")
    said = page.locator(".view-cloud .view-said")
    expect(said).to_contain_text("20 rows", timeout=30_000)
    page.get_by_role("group", name="Rows in a sample").get_by_role("button", name="80").click()
    expect(said).to_contain_text("80 rows", timeout=30_000)
    comes(page, "location.search.includes('sample=80')")
    expect(slider(page, "λ").first).to_be_visible()
