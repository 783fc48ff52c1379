"""The constraint view's contour, held against the rows themselves."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.preprocessing import scale

from tests.browser.steps import open_explorer

Loss = Callable[[np.ndarray], np.ndarray]
CONTOUR = """() => {
    const { landscape, scene, paths, weights } = lossfold.state;
    const [point] = lossfold.solutionTables.at(scene, paths, { loss: 1, ...weights }).points;
    return [point, lossfold.levelCurve.through(landscape.grids, point)];
}"""


def squared(beta: np.ndarray) -> np.ndarray:
    table, target = load_diabetes(return_X_y=True, scaled=False)
    return np.mean((scale(target) - beta @ scale(np.asarray(table)[:, [2, 3]]).T) ** 2, axis=-1)


def entropy(beta: np.ndarray) -> np.ndarray:
    table, target = load_breast_cancer(return_X_y=True)
    score = beta @ scale(np.asarray(table)[:, [0, 1]]).T
    return np.mean(np.logaddexp(0, score) - target * score, axis=-1)


@pytest.mark.parametrize(
    ("query", "loss"),
    [
        ("loss=linear&data=diabetes&l1=0&l2=0.5", squared),
        ("loss=logistic&data=breast-cancer&l1=0&l2=0.05", entropy),
    ],
)
def test_the_contour_through_the_contact_has_one_loss(page: Page, server: str, query: str, loss: Loss) -> None:
    open_explorer(page, server, f"?view=constraint&lang=en&{query}")
    expect(page.locator(".view-constraint text.c-name", has_text="minimum of J")).to_be_attached()
    point, flat = page.evaluate(CONTOUR)
    line = np.reshape(flat, (-1, 2))
    assert len(line) > 60
    level = loss(np.array(point))
    inside = line[np.abs(line).max(axis=1) < 6]
    np.testing.assert_allclose(loss(inside), level, rtol=1e-6)
