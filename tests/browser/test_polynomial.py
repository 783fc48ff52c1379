"""The polynomial's figure in a real browser: sliders, buttons, the errors' axis, phone, dark, and as a file."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import Scheme, findings, open_to_axe, peek, press, slider, story

AT = "embed?figure=polynomial"


def test_the_buttons_lead_from_overfitting_over_the_best_to_underfitting(page: Page, server: str) -> None:
    page.goto(f"{server}{AT}&lang=en")
    expect(story(page)).to_contain_text("0 on the rows, 1.128 on new rows. The curve overfits")
    expect(story(page)).to_contain_text("goes through all 12 rows")
    expect(page.locator("#distance")).to_contain_text("lies 0 from this plane, which is that of degree 11, 12 rows")
    page.get_by_role("button", name="Best: Ω = 0.16").click()
    expect(story(page)).to_contain_text("0.1495 on new rows. That is about as good as it gets")
    page.get_by_role("button", name="Largest: Ω = 10").click()
    expect(story(page)).to_contain_text("0.5296 on new rows. The curve underfits")
    page.get_by_role("button", name="Cross-validation: Ω = 0.08").click()
    expect(slider(page, "Ω")).to_have_attribute("aria-valuetext", "0.08")
    expect(page.locator("#proof")).to_contain_text("×10⁻¹")


def test_every_slider_moves_the_curve_and_the_errors(page: Page, server: str) -> None:
    page.goto(f"{server}{AT}&l1=0.05&against=l1&lang=en")
    expect(story(page)).to_contain_text("Of 11 coefficients 3 are exactly 0.")
    for name in ("λ", "Ω", "degree", "number of rows", "noise on y", "draws of the noise"):
        before = page.locator("#plot path.c-sum").get_attribute("d")
        key = "ArrowLeft" if name == "degree" else "ArrowRight"
        press(page, slider(page, name), key, 3)
        assert page.locator("#plot path.c-sum").get_attribute("d") != before, name
    points = page.locator("#plot path.c-points").get_attribute("d") or ""
    assert points.count("M") == 15


def test_the_errors_can_be_drawn_against_the_degree_and_dragged_along(page: Page, server: str) -> None:
    page.goto(f"{server}{AT}&lang=en")
    expect(story(page)).not_to_be_empty()
    page.get_by_role("radio", name="against the degree").check(force=True)
    expect(page.get_by_role("button", name="Best: d = 3")).to_be_visible()
    box = page.locator("#errors svg.chart-body").last.bounding_box()
    assert box is not None
    # Degrees 1 to 12 on an axis from 0.6 to 12.4.
    page.mouse.click(box["x"] + box["width"] * (3 - 0.6) / 11.8, box["y"] + 60)
    expect(page.locator("output[for=degree]")).to_have_text("3")
    expect(story(page)).to_contain_text("0.1066 on new rows")


def test_a_structural_step_is_drawn_at_once_and_asks_nobody(page: Page, server: str) -> None:
    page.goto(f"{server}{AT}&l1=0.02&l2=0.01&lang=en")
    expect(story(page)).not_to_be_empty()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # Of nine steps, those after which curve and sentence are not the new ones before the event has ended.
    late = """(name) => {
      const input = document.getElementById(name);
      const shown = () => [document.querySelector("#plot path.c-sum").getAttribute("d"), told()];
      const told = () => document.getElementById("story").textContent;
      let missed = 0;
      for (let k = 0; k < 9; k++) {
        const before = shown();
        input.value = String(Number(input.value) + (k % 2 ? -1 : 1));
        input.dispatchEvent(new Event("input"));
        missed += shown().some((each, part) => each === before[part]);
      }
      return missed;
    }"""
    assert {name: page.evaluate(late, name) for name in ("degree", "rows", "noise", "draw")} == dict.fromkeys(
        ("degree", "rows", "noise", "draw"), 0
    )
    assert asked == []


def test_descent_is_followed_along_its_steps_and_ends_with_patience(page: Page, server: str) -> None:
    page.goto(f"{server}{AT}&against=steps&steps=5&lang=en")
    expect(story(page)).to_contain_text("0.1499 on new rows")
    expect(story(page)).to_contain_text("with a patience of 20 steps, ends at step 37 and goes back to step 17")
    press(page, slider(page, "patience"), "ArrowLeft", 1)
    expect(story(page)).to_contain_text("with a patience of 16 steps, ends at step 33 and goes back to step 17")
    page.get_by_role("button", name="Largest: t = ∞").click()
    expect(story(page)).to_contain_text("1.128 on new rows. The curve overfits")
    page.get_by_role("radio", name="against λ").check(force=True)
    expect(slider(page, "number of steps")).to_be_hidden()
    expect(slider(page, "patience")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off(page: Page, server: str, width: int, language: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server}{AT}&lang={language}")
    expect(story(page)).not_to_be_empty()
    assert peek(page, "document.documentElement.scrollWidth") <= width
    formula = peek(
        page, "[document.querySelector('#formula').scrollWidth, document.querySelector('#formula').clientWidth]"
    )
    assert width == 320 or formula[0] <= formula[1]


def test_the_exported_file_works_without_a_server(page: Page, server: str, tmp_path: Path) -> None:
    answer = page.request.get(f"{server}export?figure=polynomial&degree=9&lang=zh")
    (tmp_path / "figure.html").write_bytes(answer.body())
    page.goto((tmp_path / "figure.html").as_uri())
    expect(story(page)).to_contain_text("新样本上 0.3368")
    press(page, slider(page, "次数"), "ArrowRight", 2)
    expect(story(page)).to_contain_text("新样本上 1.128")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(server: str, browser: Browser, width: int, scheme: Scheme) -> None:
    with open_to_axe(browser, width, scheme) as page:
        page.goto(f"{server}{AT}&lang=en")
        expect(story(page)).not_to_be_empty()
        assert findings(page) == []
