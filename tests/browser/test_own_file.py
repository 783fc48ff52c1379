"""The visitor's own file in a real browser: chosen, refused beside its pickers, mended, chosen again."""

import re
from pathlib import Path

import numpy as np
import trimesh
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.own_files import FOLDER

from .steps import open_explorer, peek, press, slider, story
from .test_share import download

# A busy server may take long for the first rows of a shape.
LONG = 30_000
PICKERS = ("feature-1", "feature-2", "target")


def give(page: Page, name: str, text: str | None = None) -> None:
    """Chooses a file: one of ours, or a text under a name."""
    raw = (FOLDER / name).read_bytes() if text is None else text.encode()
    page.locator("#file input").set_input_files(FilePayload(name=name, mimeType="text/csv", buffer=raw))


def pick(page: Page, picker: str, column: str) -> None:
    """Types a column's name into a picker and takes it."""
    page.locator(f"#{picker}").click()
    page.locator(f"#{picker}").fill(column)
    page.get_by_role("option", name=column, exact=True).click()


def expect_pickers(page: Page, *columns: str) -> None:
    for picker, column in zip(PICKERS, columns, strict=True):
        expect(page.locator(f"#{picker}")).to_have_value(column, timeout=LONG)


def is_in_sight(element: Locator) -> bool:
    """Whether nothing covers an element, at its top, middle and bottom."""
    return element.evaluate(
        """(element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            const at = (y) => document.elementFromPoint((left + right) / 2, y);
            return [top + 2, (top + bottom) / 2, bottom - 2].every((y) => element.contains(at(y)));
        }"""
    )


def test_a_refused_first_file_keeps_its_place_and_what_is_wrong_stands_beside_it(page: Page, server: str) -> None:
    open_explorer(page, server)
    seen = story(page).inner_text()
    page.get_by_role("textbox", name="Data").click()
    page.get_by_role("option", name="My own CSV").click()
    give(page, "27-third-spelling.csv")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("27-third-spelling.csv: Row 4, column “sold”: “yes” is a third class", timeout=LONG)
    expect(page.get_by_role("textbox", name="Data")).to_have_value("My own CSV…")
    expect(page.get_by_role("button", name="Choose a CSV file")).to_be_visible()
    expect_pickers(page, "width", "depth", "sold")
    assert is_in_sight(alert)
    assert story(page).inner_text() == seen
    # A file that cannot be read at all has no columns to show; the button stays.
    give(page, "31-workbook.xlsx")
    expect(alert).to_contain_text("31-workbook.xlsx: This is a workbook (.xlsx)", timeout=LONG)
    expect(page.locator("#target")).to_be_hidden(timeout=LONG)
    expect(page.get_by_role("button", name="Choose a CSV file")).to_be_visible()
    # Mended under its own name it is read.
    mended = (FOLDER / "27-third-spelling.csv").read_text().replace("yes", "Yes")
    give(page, "27-third-spelling.csv", mended)
    expect(page).to_have_url(re.compile("loss=logistic.*data=own"), timeout=LONG)
    expect(alert).to_be_hidden(timeout=LONG)
    # Back at other data nothing of it is left.
    page.get_by_role("textbox", name="Data").click()
    page.get_by_role("option", name="Breast cancer").click()
    expect(page).to_have_url(re.compile("data=breast-cancer"), timeout=LONG)
    expect(page.locator("#own")).to_be_hidden(timeout=LONG)


def test_columns_that_will_not_do_leave_the_picture_and_its_pickers(page: Page, server: str) -> None:
    open_explorer(page, server)
    give(page, "09-gap-in-another-column.csv")
    expect_pickers(page, "width", "depth", "yield")
    expect(page.locator("#own-left")).to_have_text("Row 5, column “probe”: the value is missing.", timeout=LONG)
    seen = story(page).inner_text()
    # Each time alike, also the second.
    for _ in range(2):
        pick(page, "feature-1", "probe")
        expect(page.get_by_role("alert")).to_contain_text(
            "Row 5, column “probe”: the value is missing. Choose other", timeout=LONG
        )
        expect_pickers(page, "width", "depth", "yield")
        assert story(page).inner_text() == seen
    pick(page, "feature-1", "depth")
    expect(page.get_by_role("alert")).to_be_hidden(timeout=LONG)
    expect_pickers(page, "depth", "width", "yield")
    expect(page.locator("#equivalent")).to_contain_text("table[['depth', 'width']]", timeout=LONG)


def test_features_and_target_change_places_in_one_step(page: Page, server: str) -> None:
    open_explorer(page, server)
    give(page, "07-per-cent.csv")
    expect_pickers(page, "rate", "load", "cost")
    pick(page, "target", "load")
    expect_pickers(page, "rate", "cost", "load")
    expect(page.locator("#equivalent")).to_contain_text("y = scale(table['load'])", timeout=LONG)
    expect(page.get_by_role("alert")).to_be_hidden(timeout=LONG)
    expect(page.locator("#equivalent")).to_contain_text('pd.read_csv("07-per-cent.csv")', timeout=LONG)


def test_the_same_file_is_read_again_each_time_it_is_chosen(page: Page, server: str) -> None:
    open_explorer(page, server)
    for _ in range(3):
        give(page, "07-per-cent.csv")
        expect_pickers(page, "rate", "load", "cost")
        expect(page.locator("#equivalent")).to_contain_text("table[['rate', 'load']]", timeout=LONG)
        pick(page, "feature-2", "grade")
        expect(page.locator("#equivalent")).to_contain_text("table[['rate', 'grade']]", timeout=LONG)
    page.get_by_role("textbox", name="Data").click()
    page.get_by_role("option", name="One outlier").click()
    expect(page).to_have_url(re.compile("data=outlier"), timeout=LONG)
    give(page, "07-per-cent.csv")
    expect(page).to_have_url(re.compile("data=own"), timeout=LONG)
    expect_pickers(page, "rate", "load", "cost")


def test_the_path_compares_no_losses_where_the_training_rows_leave_no_minimum(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0&view=path&lang=en")
    # The classes lie so far apart that a line through the mean of any part of them separates these.
    rows = "\n".join(f"{k},{(k * k) % 7},{'yes' if k > 0 else 'no'}" for k in range(-30, 31) if abs(k) > 10)
    give(page, "apart.csv", f"first,second,answer\n{rows}\n")
    said = page.locator(".view-path")
    expect(said).to_contain_text("of the stops at which a loss on them is known, λ = ", timeout=LONG)
    expect(said).to_contain_text("the training rows leave no minimum")
    press(page, slider(page, "λ"), "ArrowRight", 30)
    expect(said).to_contain_text("The current penalty is stronger: it fits both worse.", timeout=LONG)


def test_a_file_of_a_thousand_columns_stays_usable(page: Page, server: str) -> None:
    open_explorer(page, server)
    names = ",".join(f"c{k}" for k in range(1000))
    rows = "\n".join(",".join(str((k * (j + 3)) % 97) for k in range(1000)) for j in range(5))
    give(page, "wide.csv", f"{names}\n{rows}\n")
    expect(page.locator("#own-remarks")).to_contain_text(
        "The file has 1000 columns: type a part of a name", timeout=LONG
    )
    expect(page.locator("#own-left")).to_contain_text("Column “c0” has the same value in every row", timeout=LONG)
    page.locator("#feature-1").click()
    expect(page.get_by_role("option")).to_have_count(100)
    page.keyboard.press("Escape")
    pick(page, "feature-1", "c777")
    # Of the first two c1 is 3, 4, 5, 6, 7, which only counts the rows: the first choice is c2 and c3.
    expect(page.locator("#equivalent")).to_contain_text("table[['c777', 'c3']]", timeout=LONG)


def test_a_refusal_is_in_sight_on_a_phone_and_names_leave_the_page_its_width(server: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    open_explorer(page, server)
    give(page, "32b-three-classes-alone.csv")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("32b-three-classes-alone.csv：第 7 行，列“wood”：“elm”是第三个类别", timeout=LONG)
    expect(alert).to_be_in_viewport(timeout=LONG)
    give(page, "29-tags-emoji-long-name.csv")
    expect(page).to_have_url(re.compile("data=own"), timeout=LONG)
    assert peek(page, "document.documentElement.scrollWidth") == 390
    assert page.locator("#own b, #own img").count() == 0
    page.get_by_role("button", name="分享").click()
    assert peek(page, "document.documentElement.scrollWidth") == 390
    context.close()


def test_a_minimum_far_outside_has_no_marker_and_no_file_holds_what_is_no_number(
    page: Page, server: str, tmp_path: Path
) -> None:
    open_explorer(page, server, "?loss=linear&l1=0")
    give(page, "35-nearly-collinear.csv")
    expect(story(page)).to_contain_text("farther out than any square that can be shown here", timeout=LONG)
    markers = "Array.from(lossfold.state.landscape.marks().dots.x).filter(Number.isFinite)"
    assert peek(page, markers) == []
    # Where the minimum is in the square its marker is found so.
    press(page, slider(page, "λ"), "ArrowRight", 10)
    page.wait_for_function(f"() => {markers}.length === 1", timeout=LONG)
    press(page, slider(page, "λ"), "ArrowLeft", 10)
    expect(story(page)).to_contain_text("farther out")
    assert peek(page, markers) == []
    page.locator("#share-open").click()
    for kind in ("share-glb", "share-stl"):
        solid = trimesh.load(download(page, kind, tmp_path), force="mesh")
        assert len(solid.vertices) > 1000  # pyright: ignore[reportAttributeAccessIssue]
        assert np.isfinite(solid.vertices).all()  # pyright: ignore[reportAttributeAccessIssue]
    table = np.genfromtxt(download(page, "share-csv", tmp_path), delimiter=",", skip_header=1)
    assert table.shape == (121**2, 7)
    assert np.isfinite(table).all()
    assert download(page, "share-png", tmp_path).read_bytes().startswith(b"\x89PNG")


def test_a_press_on_a_column_takes_it_as_a_feature(page: Page, server: str, tmp_path: Path) -> None:
    rows = "\n".join(f"{k % 5},{(k * k) % 11},{k},{3 * k + (k % 3)}" for k in range(30))
    (tmp_path / "many.csv").write_text(f"few,odd,long,answer\n{rows}", encoding="utf-8")
    open_explorer(page, server, "?loss=linear&lang=en")
    page.locator("#file input").set_input_files(tmp_path / "many.csv")
    columns = page.locator("#own-overview button")
    expect(columns.first).to_contain_text("long", timeout=LONG)
    expect(page.locator("#own-overview [aria-pressed=true]")).to_have_count(2)
    columns.first.click()
    page.wait_for_function("() => lossfold.state.scene.features.join() === 'odd,long'", timeout=LONG)
    expect(page.locator("#feature-2")).to_have_value("long")
    expect(columns.first).to_have_attribute("aria-pressed", "true")
