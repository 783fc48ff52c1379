"""Where the eye stands, as Plotly counts: from the middle of a box of size 1. It is kept within reach, never refused
for being too far: whoever zooms out makes such a link without knowing.
"""

import math
from dataclasses import dataclass

from landscapes import SpecError
from landscapes.converters import decimals_from
from landscapes.errors import quoted
from landscapes.keys import Converter, fixed, written

Camera = tuple[float, ...]
# The default: the eye, so high that no wall of a bowl hides its minimum, and what it looks at. It comes with the
# figure.
EYE, CENTRE = (1.1, -1.35, 1.35), (0.0, 0.0, -0.14)
# How near the eye may be to what it looks at, and how large a coordinate may be.
NEAREST, FURTHEST = 0.25, 10.0


@dataclass(frozen=True)
class Eye(Converter[Camera]):
    """“x,y,z”, the eye, or “x,y,z,cx,cy,cz”, and what it looks at."""

    def read(self, text: str) -> Camera | None:
        """The same within reach."""
        numbers = decimals_from(text)
        if numbers is None or len(numbers) not in (3, 6):
            return None
        eye = _within(numbers[:3], FURTHEST)
        if len(numbers) == 3:
            return _apart(eye, CENTRE)
        centre = _within(numbers[3:], FURTHEST - NEAREST)
        return (*_apart(eye, centre), *centre)

    def write(self, value: Camera) -> str:
        return ",".join(map(written, value))

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("camera", field=field, value=quoted(value))


CAMERA = fixed("camera", Eye(), None)


def camera_from(text: str | None) -> Camera | None:
    """The camera of a query's text; None for the default. Raises SpecError."""
    return CAMERA.of({} if text is None else {"camera": text}, None)


def _within(point: Camera, reach: float) -> Camera:
    """The point, or the last one on the way to it whose coordinates are at most ``reach``."""
    size = max(map(abs, point))
    return point if size <= reach else tuple(reach * (number / size) for number in point)


def _apart(eye: Camera, centre: Camera) -> Camera:
    """The eye, moved away from what it looks at if it is nearer than ``NEAREST``: the surface would be a wall."""
    way = tuple(number - middle for number, middle in zip(eye, centre, strict=True))
    size = math.hypot(*way)
    # What was moved so is not moved again, for all its rounding.
    if size >= NEAREST * (1.0 - 1e-9):
        return eye
    way, size = (way, size) if size > 0.0 else ((0.0, 0.0, 1.0), 1.0)
    return tuple(middle + NEAREST * (step / size) for middle, step in zip(centre, way, strict=True))
