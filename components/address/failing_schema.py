"""What the diagram of batch norm's failures hands to its script."""

from .panel_schema import PanelScene


class FailingScene(PanelScene):
    """The diagram ``figure=failing``: batch statistics that are not those of use.

    word : the mean of words, whose variance is 1
    far : what counts as far out, in standard deviations
    beyond : the share of outputs that lie farther out, at each stop of d
    """

    word: float
    far: float
    beyond: list[float]
