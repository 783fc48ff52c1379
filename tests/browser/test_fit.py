"""The data view: what it says of the rows is what NumPy finds, at the minimum and where one points."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from landscapes import Problem, Spec
from landscapes.analysis.holdout import held_out

from .steps import comes, open_explorer, press, rests, slider

SAID = ".view-fit .view-said"


@pytest.mark.parametrize("path", ["", "embed"])
def test_the_error_and_the_flat_line_follow_the_slider(page: Page, server: str, path: str) -> None:
    query = {"loss": "linear", "data": "diabetes", "l1": "0.8", "n": "61"}
    asked = "&".join("=".join(pair) for pair in query.items())
    open_explorer(page, server, f"{path}?{asked}&view=surface,fit&lang=en&knobs=l1")
    expect(page.locator(SAID)).to_contain_text("The weight of blood pressure (bp) is 0: its line is flat")
    problem = Problem.of(Spec.from_query(query))
    rows, beta = problem.raw_rows, problem.solution.points[0]
    error = np.mean((rows.targets - rows.features @ beta) ** 2)
    expect(page.locator(SAID)).to_contain_text(f"Mean squared error {error:.4g}; with both weights at 0 it is 1.")
    before = page.locator(".view-fit path.c-sum").last.get_attribute("d")
    slider(page, "λ").focus()
    page.keyboard.press("Home")
    expect(page.locator(SAID)).not_to_contain_text("flat")
    assert page.locator(".view-fit path.c-sum").last.get_attribute("d") != before
    page.get_by_role("button", name="Fitted and true").click()
    expect(page.locator(".view-fit .chart:visible")).to_have_count(1)


def test_rows_on_the_right_side_are_counted(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=logistic&data=breast-cancer&l1=0.05&n=61&view=surface,fit&lang=en")
    said = page.locator(SAID)
    expect(said).to_contain_text("rows lie on the side of their class")
    problem = Problem.of(Spec(loss="logistic", data="breast-cancer", l1=0.05))
    rows, beta = problem.raw_rows, problem.solution.points[0]
    right = int(np.sum((rows.features @ beta > 0) == (rows.targets > 0.5)))
    expect(said).to_contain_text(f"{right} of {len(rows)} rows")
    expect(page.locator(".view-fit .chart:visible")).to_have_count(2)


def test_numbers_take_over_the_chart_of_classes_without_its_rows(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&view=surface,fit&lang=en")
    rows = "[...document.querySelectorAll('.view-fit .chart:not([hidden]) :is(.c-rows, .c-others)')]"
    drawn = f"{rows}.filter((path) => path.getAttribute('d')).length"
    comes(page, f"{drawn} === 1")
    page.evaluate("lossfold.choices.choose({ loss: 'linear', data: 'diabetes' })")
    expect(page.locator(SAID)).to_contain_text("Mean squared error", timeout=30_000)
    # One path in each feature's chart, and no dot of the single row's.
    comes(page, f"{drawn} === 2")
    page.evaluate("lossfold.choices.choose({ loss: 'softmax', data: 'point' })")
    comes(page, f"{drawn} === 1")


def test_a_pinned_point_speaks_for_itself(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&pick=0.5,0.5&n=61&view=surface,fit&lang=en")
    rows = Problem.of(Spec(loss="linear", data="diabetes")).raw_rows
    error = np.mean((rows.targets - rows.features @ np.array([0.5, 0.5])) ** 2)
    expect(page.locator(SAID)).to_contain_text("What β = (0.5, 0.5) makes of the rows.")
    expect(page.locator(SAID)).to_contain_text(f"Mean squared error {error:.4g};")


def test_residuals_are_a_choice_and_their_line_lies_at_0(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=outlier&n=61&view=surface,fit&lang=en")
    page.get_by_role("button", name="Residuals").click()
    expect(page.locator(".view-fit .chart:visible")).to_have_count(1)
    expect(page.locator(".view-fit .chart-title").nth(1)).to_have_text("y − fitted y")


def test_a_net_is_drawn_by_what_it_does_in_use(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=batchnorm&l2=0.05&view=surface,fit&lang=en")
    problem = Problem.of(Spec(loss="batchnorm", l2=0.05))
    rows, beta = problem.raw_rows, problem.solution.points[0]
    cross, gram = rows.features.T @ rows.targets / len(rows), rows.features.T @ rows.features / len(rows)
    score = rows.features @ beta
    # PyTorch's batch norm in training, by hand, with the best scale for long weights.
    fit = (cross @ np.linalg.solve(gram, cross)) ** 0.5 * (score - score.mean()) / (score.var() + 0.01) ** 0.5
    expect(page.locator(SAID)).to_contain_text(f"Mean squared error {np.mean((rows.targets - fit) ** 2):.4g};")
    expect(page.locator(SAID)).to_contain_text("Batch norm turns the weights into slopes of")


def test_two_blocks_fit_one_feature(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=residual&l2=0.1&view=surface,fit&lang=en")
    problem = Problem.of(Spec(loss="residual", l2=0.1))
    rows, beta = problem.raw_rows, problem.solution.points[0]
    # At the default rate of 1/2 the first block is kept with 3/4, the second with 1/2.
    factor = (1 + 0.75 * beta[0]) * (1 + 0.5 * beta[1])
    error = np.mean((rows.targets - factor * rows.features[:, 0]) ** 2)
    expect(page.locator(SAID)).to_contain_text(f"Mean squared error {error:.4g};")
    expect(page.locator(".view-fit .chart:visible")).to_have_count(1)


def test_the_plane_follows_the_slider_and_the_hand_and_a_link_has_it(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=outlier&n=61&view=surface,fit&lang=en")
    page.get_by_role("button", name="Plane").click()
    expect(page.locator(".view-fit .chart:visible")).to_have_count(1)
    sheet = page.locator(".view-fit path.c-sheet")
    drawn = [sheet.get_attribute("d")]
    # In space no row can be moved: what is there leads back to the picture in which they can.
    expect(page.locator(".row-tools button:visible")).to_have_text(["Edit the rows, by feature"])
    press(page, slider(page, "λ"), "Home")
    expect(sheet).not_to_have_attribute("d", drawn[0] or "")
    drawn.append(sheet.get_attribute("d"))
    press(page, page.locator(".view-fit .chart-bare"), "ArrowRight")
    expect(sheet).not_to_have_attribute("d", drawn[1] or "")
    comes(page, "location.search.includes('fit=plane')")
    rests(page)


def test_an_embed_draws_the_plane_with_a_stick_for_each_row(page: Page, server: str) -> None:
    open_explorer(page, server, "embed?loss=linear&data=toy&n=61&view=surface,fit&fit=plane&lang=en&knobs=l1")
    stick = page.locator(".view-fit path.c-stick")
    expect(stick).to_have_attribute("d", re.compile("M"))
    assert (stick.get_attribute("d") or "").count("M") == 4


def test_held_out_rows_are_drawn_apart_and_the_others_train(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0.2&n=61&view=surface,fit&lang=en")
    page.get_by_label("Hold a quarter of the rows out (rings)").check()
    found = held_out(Problem.of(Spec(loss="linear", data="diabetes")), "l1")
    assert found
    rings = page.locator(".view-fit path.c-ring").nth(1)

    def told(stop: int) -> str:
        kept, unseen = found.counts
        errors = f"{found.training[stop]:.4g} on the {kept} training rows, {found.held_out[stop]:.4g} on the {unseen}"
        return f"Mean squared error {errors} held out (rings)."

    # λ = 0.2 is the twentieth stop.
    expect(page.locator(SAID)).to_contain_text(told(20))
    assert (rings.get_attribute("d") or "").count("M") == found.counts[1]
    press(page, slider(page, "λ"), "Home")
    expect(page.locator(SAID)).to_contain_text(told(0))
    comes(page, "location.search.includes('held=1')")
    rests(page)
