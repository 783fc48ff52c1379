"""The iframe that shows a figure on other pages: what it may do there, and how large nothing in it is cut off."""

from html import escape

from .schema import FrameShapes
from .views import SURFACE

# No more rights than the page needs. WordPress leaves ``style`` out for some authors, and keeps ``frameborder``.
RIGHTS = 'loading="lazy" sandbox="allow-scripts allow-popups" frameborder="0"'
# A surface alone: square, on a phone high enough for what stands below it, never taller than is useful beside text.
SQUARE = "aspect-ratio:1/1;min-height:560px;max-height:640px"
# One view with what stands below it; several in two columns, and what stands below those.
ALONE, ROW, BELOW = 780, 480, 260


def height_of(views: tuple[str, ...]) -> int:
    """At which views are not cut off, in pixels."""
    return ALONE if len(views) == 1 else (len(views) + 1) // 2 * ROW + BELOW


def frame_style(views: tuple[str, ...]) -> str:
    """The frame's style: as wide as the text around it, and of the shape that the views need."""
    return shaped(SQUARE if views == (SURFACE,) else f"height:{height_of(views)}px")


def shaped(shape: str) -> str:
    """The same for any shape."""
    return f"width:100%;{shape};border:0"


def iframe(source: str, title: str, more: str) -> str:
    """The element; ``more`` are its further attributes. AMP drops an address with a bare comma."""
    src = escape(source.replace(",", "%2C"))
    return f'<iframe src="{src}" title="{escape(title)}" {more}></iframe>'


def frame_holding(page: str, title: str, style: str) -> str:
    """The element with the whole page in it, where no server is: in a notebook's cell, and in what is made of one."""
    # All that an attribute's text must not hold; escaping every < too would make the page half as long again.
    held = page.replace("&", "&amp;").replace('"', "&quot;")
    return f'<iframe srcdoc="{held}" title="{escape(title)}" {RIGHTS} style="{style}"></iframe>'


def shapes() -> FrameShapes:
    """For the page, which writes such frames too."""
    return {"rights": RIGHTS, "square": SQUARE, "alone": ALONE, "row": ROW, "below": BELOW}
