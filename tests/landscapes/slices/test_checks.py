"""What is wrong with a loss, its parameters or rows is said in a sentence, before anything is evaluated at length."""

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from landscapes.slices import SliceError, slice
from tests.landscapes.slices import nets

PER_ROW = lambda params, batch: jnp.sum(batch[0] @ params["first"]["w"], axis=1)  # noqa: E731
SUM = lambda params, batch: jnp.sum((batch[0] @ params["first"]["w"]) ** 2)  # noqa: E731
NAN = lambda params, batch: jnp.log(-jnp.mean(params["first"]["w"] ** 2) + 0.0 * jnp.mean(batch[0]))  # noqa: E731


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"loss": PER_ROW}, r"loss must return one number, .* it returns an array of the shape \(64,\)"),
        ({"loss": lambda params, batch: (1.0, 2.0)}, "it returns no array"),
        ({"loss": lambda params: 0.0}, r"loss cannot be called with \(params, rows\): TypeError"),
        ({"loss": SUM, "rows_at_once": 400}, "loss is not a mean over the rows: of 64 rows it is .* rows_at_once=1200"),
        ({"loss": NAN}, "loss is nan at the centre"),
        ({"params": {"steps": 3}}, "no floating-point arrays"),
        ({"params": {"w": np.array([[1.0, np.nan]])}}, "not finite: w"),
        ({"params": {"w": np.full((6, 3), np.inf)}}, "not finite: w"),
        ({"penalised": lambda name, leaf: False}, r"No array is penalised.* first\.b, first\.w"),
        ({"batch": (np.zeros((5, 6)), np.zeros(4))}, "the same rows; they have 4, 5"),
        ({"batch": (np.zeros((0, 6)), np.zeros(0))}, "rows; they have 0"),
        ({"held_out": (np.zeros((5, 6)), np.zeros(4))}, "The rows of held_out"),
        ({"directions": "random"}, "directions: 'random' is not allowed"),
        ({"directions": "plane"}, "needs two solutions"),
        ({"directions": (nets.net(), nets.net())}, "span no plane"),
        ({"directions": (nets.net(), {"w": np.ones(3)})}, "The direction d2 has 1 arrays"),
        ({"n": 10}, "n: 10 is not allowed"),
        ({"box": (1.0, -1.0)}, "box: "),
        ({"box": ((1.0, 0.0), (0.0, 1.0))}, "box: "),
        ({"stats": "refit"}, "go together"),
        ({"trajectories": {"SGD": [{"w": np.ones(3)}]}}, "Point 1 of the trajectory SGD has 1 arrays"),
    ],
)
def test_it_is_said_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    usual = {"loss": nets.smooth_loss, "params": nets.net(), "batch": nets.ROWS, "n": 5}
    asked: dict[str, Any] = usual | {"curvature": False, "progress": False} | change
    with pytest.raises(SliceError, match=sentence):
        slice(**asked)
