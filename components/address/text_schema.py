"""What the diagrams of ``text_diagrams`` hand to their scripts."""

from .panel_schema import PanelScene


class SumsScene(PanelScene):
    """The diagram ``figure=sums``: L, L + Cw² and L + C|w| over one weight.

    square, absolute : the minimum of L + Cw², and of L + C|w|, at each stop of the strength, for each of the centre
    """

    square: list[list[float]]
    absolute: list[list[float]]


class CertaintyScene(PanelScene):
    """The diagram ``figure=certainty``: L − γH and L + γH over the margin d.

    bare, less, more : the margin at which L, L − γH and L + γH are least, at each stop of γ, for each of p; null where
        they keep falling
    """

    bare: list[list[float | None]]
    less: list[list[float | None]]
    more: list[list[float | None]]


class TiedScene(PanelScene):
    """The diagram ``figure=tied``: a convolution as a matrix.

    inputs, targets : of the convolution
    """

    inputs: list[float]
    targets: list[float]
