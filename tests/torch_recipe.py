"""The README's recipe for PyTorch, run by ``make test-torch`` in an environment of its own."""
# pyright: reportMissingImports=false

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

README = Path(__file__).parents[1] / "README.md"


def recipe() -> str:
    """The program of the README that calls a net of PyTorch's."""
    programs = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    (found,) = [program for program in programs if "functional_call" in program]
    return found


def test_the_recipe_makes_a_slice_of_a_net() -> None:
    import torch

    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
    x, y = torch.randn(200, 4), torch.randint(0, 3, (200,))
    held: dict[str, Any] = {"net": net, "x": x, "y": y}
    exec(recipe(), held)
    picture = held["picture"]
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(net(x), y).item()
    middle = len(picture.a) // 2
    assert picture.loss[middle, middle] == pytest.approx(loss, rel=1e-5)
    assert picture.made["penalised"] == ["0.weight", "2.weight"]
    # PyTorch keeps a matrix as outputs × inputs: a filter is a row.
    assert picture.made["output_axes"] == {"0.weight": 0, "2.weight": 0}
    weights = np.concatenate([net[k].weight.detach().numpy().ravel() for k in (0, 2)])
    assert picture.l2[0] == pytest.approx(float(np.sum(weights.astype(float) ** 2)))
    assert picture.audit.within_tolerance
