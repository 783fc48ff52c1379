"""Cards of links: what a picture from one side cannot show is not drawn upon what hides it."""

import io

import numpy as np
import pytest
from PIL import Image

from components.address.slice_address import SliceOptions
from components.embed.social_card import Surface, is_hidden, slice_picture
from components.scene.colours import tokens
from landscapes.slices.examples import example

AXIS = np.linspace(-1.0, 1.0, 41)
FIRST, SECOND = np.meshgrid(AXIS, AXIS)
# The eye stands where both coordinates are large, here at the height of half the plot.
LOW_EYE = (1.5, 1.5, 0.4, 0.0, 0.0, 0.0)


def test_what_a_wall_hides_is_known() -> None:
    # A wall of height 1 along x + y = ½, all else at 0: from (1, 1) it hides what lies behind it.
    wall = Surface(AXIS, AXIS, np.where(np.abs(FIRST + SECOND - 0.5) < 0.12, 1.0, 0.0))
    assert is_hidden(wall, (0.0, 0.0, 0.01), LOW_EYE)
    assert not is_hidden(wall, (0.6, 0.6, 0.01), LOW_EYE)
    # From straight above nothing is hidden, nor is what stands on the wall.
    assert not is_hidden(wall, (0.0, 0.0, 0.01), (0.01, 0.0, 2.0, 0.0, 0.0, 0.0))
    assert not is_hidden(wall, (0.25, 0.25, 1.01), LOW_EYE)


def test_the_bottom_of_a_bowl_is_seen_from_above_its_rim_and_not_from_below() -> None:
    bowl = Surface(AXIS, AXIS, FIRST**2 + SECOND**2)
    assert not is_hidden(bowl, (0.0, 0.0, 0.01), (0.6, -0.6, 2.0, 0.0, 0.0, 0.0))
    assert is_hidden(bowl, (0.0, 0.0, 0.01), (1.5, 0.0, 0.1, 0.0, 0.0, 0.0))


@pytest.mark.parametrize(("name", "is_seen"), [("deep", False), ("modes", True)])
def test_the_lowest_point_of_a_slice_is_drawn_where_it_is_seen(name: str, is_seen: bool) -> None:
    written = slice_picture([example(name)], SliceOptions(logarithm=name == "deep"))
    pixels = np.asarray(Image.open(io.BytesIO(written.body)).convert("RGB")).astype(int)
    colour = tokens("light")["surface-minimum"].lstrip("#")
    wanted = np.array([int(colour[k : k + 2], 16) for k in (0, 2, 4)])
    count = int(np.sum(np.all(np.abs(pixels - wanted) < 12, axis=-1)))
    assert (count > 60) == is_seen
