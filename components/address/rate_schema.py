"""What the diagram of the chosen dropout rate hands to its script."""

from .panel_schema import PanelScene


class ChosenScene(PanelScene):
    """The diagram ``figure=chosen``: errors against the dropout rate.

    training, validation, fresh : number of fitted rows → the error at each stop of δ
    """

    training: dict[str, list[float]]
    validation: dict[str, list[float]]
    fresh: dict[str, list[float]]
