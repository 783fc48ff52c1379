"""A wireframe: its lines are those of J, update the slider, and are in link, embed and reload."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from landscapes import Spec, evaluate

from .steps import comes, open_explorer, stands

WIRES = """() => {
  const { plot } = (lossfold.embed?.state.stage ?? lossfold.state).landscape;
  const { x, y, z } = plot.data.find(({ name }) => name === "wires");
  const { surface } = lossfold.plotlyInternals.traceOf(plot, 0);
  return { x: [...x], y: [...y], z: [...z], unseen: surface.unseen };
}"""


def error_of(wires: dict, spec: Spec) -> float:
    """How far the lines are from J, where they pass through grid points."""
    terms = evaluate(spec)
    total, axis = np.asarray(terms.total), np.asarray(terms.axis)
    x, y, z = (np.array([np.nan if value is None else value for value in wires[name]]) for name in "xyz")
    met = ~np.isnan(x)
    rows, columns = (np.rint((values[met] - axis[0]) / (axis[1] - axis[0])).astype(int) for values in (y, x))
    return float(np.abs(total[rows, columns] - z[met]).max())


@pytest.mark.parametrize("path", ["", "embed"])
def test_a_wireframe_is_j_and_follows_the_slider(server: str, page: Page, path: str) -> None:
    query = {"loss": "linear", "data": "diabetes", "l1": "0.3", "n": "61", "wireframe": "1", "lang": "en"}
    page.goto(f"{server}{path}?{'&'.join('='.join(pair) for pair in query.items())}")
    stands(page)
    spec = Spec.from_query(query)
    wires = page.evaluate(WIRES)
    assert wires["unseen"]
    # 30 lines an axis at most, the middle ones, which are the folds, among them.
    assert 0.0 in wires["x"]
    assert 0.0 in wires["y"]
    assert error_of(wires, spec) < 1e-4
    page.get_by_role("slider", name="λ").focus()
    page.keyboard.press("ArrowRight")
    comes(page, "(lossfold.embed?.state ?? lossfold.state).weights.l1 > 0.3")
    moved = page.evaluate("(lossfold.embed?.state ?? lossfold.state).weights.l1")
    assert error_of(page.evaluate(WIRES), spec.with_(l1=moved)) < 1e-4


def test_the_switch_is_in_the_address_and_stays(server: str, page: Page) -> None:
    open_explorer(page, server, "?n=61&lang=en")
    assert not page.evaluate(WIRES)["unseen"]
    page.get_by_text("Grid, range, look").click()
    page.get_by_label("Wireframe").check()
    comes(page, f"({WIRES})().unseen")
    expect(page).to_have_url(re.compile("wireframe=1"))
    page.reload()
    stands(page)
    comes(page, f"({WIRES})().unseen")
    page.get_by_text("Grid, range, look").click()
    page.get_by_label("Wireframe").uncheck()
    expect(page).to_have_url(re.compile("^(?!.*wireframe)"))
    comes(page, f"!({WIRES})().unseen")
