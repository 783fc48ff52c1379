"""What the diagram of useless features hands to its script."""

from .panel_schema import PanelScene


class UselessScene(PanelScene):
    """The diagram ``figure=useless``: rows whose target needs the first column alone.

    features : row by row; the first column is the one that counts
    targets : of the rows
    noise : the variance of what no column explains
    """

    features: list[list[float]]
    targets: list[float]
    noise: float
