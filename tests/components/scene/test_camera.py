"""From the default camera the minimum is seen, whatever the landscape: no wall of the bowl stands before it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from components.address.camera import EYE
from components.scene.figure import frame
from landscapes import Spec, evaluate, solve
from landscapes.data.datasets import DATASETS, OWN
from landscapes.spec import models

SHAPES = [
    (loss, data) for data, kind in DATASETS.items() for loss in kind.half_widths if data != OWN and loss in models()
]
WEIGHTS = [(0.0, 0.0), (0.2, 0.0), (0.8, 0.0), (2.0, 0.0), (0.0, 0.2), (0.0, 2.0), (0.2, 0.2)]
# Below J's least value there is room for the contours, as in assets/core/axis_box.js.
ROOM = 0.3


def heights(spec: Spec) -> tuple[Callable[[float, float], float], float]:
    """The height of the surface in the box, whose sides are 1, above a point of its floor, and the half-width."""
    terms = evaluate(spec)
    total, axis = np.asarray(terms.total), np.asarray(terms.axis)
    low, high = total.min(), total.max()
    floor = low - ROOM * (high - low)
    layout: Any = frame()["layout"]
    tall = layout["scene"]["aspectratio"]["z"]
    read = RegularGridInterpolator((axis, axis), total)
    half = float(axis[-1])

    def height(x: float, y: float) -> float:
        value = float(read((y * 2.0 * half, x * 2.0 * half)))
        return (value - (floor + high) / 2.0) / (high - floor) * tall

    return height, half


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "data"), SHAPES)
def test_no_minimum_is_hidden_from_the_default_camera(loss: str, data: str) -> None:
    eye = np.array(EYE)
    looked = 0
    for l1, l2 in WEIGHTS:
        spec = Spec(loss=loss, data=data, l1=l1, l2=l2)
        solution = solve(spec)
        if solution.kind not in ("point", "segment"):
            continue
        height, half = heights(spec)
        for b1, b2 in solution.points:
            if max(abs(b1), abs(b2)) > 0.98 * half:
                continue
            looked += 1
            x, y = b1 / (2.0 * half), b2 / (2.0 * half)
            # A dot stands a little above the surface; from there along the line of sight.
            start = np.array([x, y, height(x, y) + 0.004])
            for fraction in np.linspace(0.002, 1.0, 400):
                point = start + fraction * (eye - start)
                if np.abs(point[:2]).max() >= 0.5:
                    break
                assert height(point[0], point[1]) <= point[2], (l1, l2, fraction)
    assert looked > 0
