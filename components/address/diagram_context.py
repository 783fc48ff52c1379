"""What the template of a diagram draws by itself: its sliders and its choices, as types."""

from typing_extensions import TypedDict

# A slider's name and sign, its two ends, and where it stands as a text. A polynomial's ends are places of its stops.
SliderContext = tuple[str, str, float, float, str]


class PanelContext(TypedDict):
    """Sliders, and of each choice what is chosen.

    knobs, chosen : the sliders; choice → what is chosen
    """

    knobs: list[SliderContext]
    chosen: dict[str, str]


class TiedContext(PanelContext):
    """The matrix of a kernel.

    rows, columns : its outputs and its inputs
    """

    rows: int
    columns: int


class NormsContext(TypedDict):
    """The block of numbers that a norm averages.

    norms, chosen : the norms to choose from, and the one that is chosen
    table : [channel][row][sample] → the entry's index and number
    shape : of the block
    """

    norms: tuple[str, ...]
    chosen: str
    table: list[list[list[list[list[int]]]]]
    shape: tuple[int, ...]


class PolynomialContext(TypedDict):
    """Sliders, and what the errors run against.

    knobs, axes, chosen : the sliders; the axes to choose from, and the one that is chosen
    """

    knobs: list[SliderContext]
    axes: tuple[str, ...]
    chosen: str
