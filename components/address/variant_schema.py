"""What the diagram of dropout's variants hands to its script."""

from typing_extensions import TypedDict

from .panel_schema import PanelScene


class VariantPicture(TypedDict):
    """Numbers that may be dropped, and the output that they make.

    shape : grids, rows, columns
    cells : the numbers
    inputs : what each column is multiplied by; null for nothing
    values : the products, whose sum over `divisor` is the output
    divisor : how many numbers the output is the mean of
    """

    shape: list[int]
    cells: list[float]
    inputs: list[float] | None
    values: list[float]
    divisor: int


class VariantKind(TypedDict):
    """A variant of dropout.

    picture : of the numbers that it drops
    groups : of each number; those of a group go together
    others : the same for what it is compared with
    """

    picture: str
    groups: list[int]
    others: list[int]


class VariantsScene(PanelScene):
    """The diagram ``figure=variants``: what variants of dropout drop together.

    seed, times : of the draws, and how many there are
    pictures, kinds : by name
    """

    seed: int
    times: int
    pictures: dict[str, VariantPicture]
    kinds: dict[str, VariantKind]
