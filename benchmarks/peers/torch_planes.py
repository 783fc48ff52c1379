"""Slices beside tools for PyTorch, on the same net, rows and grid, in one run: ``make bench-torch``.

A tool that evaluates every point is timed on a smaller grid and counted for the whole: its time is that of its points.
"""
# pyright: basic, reportMissingImports=false

import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from benchmarks.slices import NETS, SIDE, loss, net, timed
from landscapes.slices import slice

# Points an axis of the smaller grid.
FEWER = 7


def torch_net(params: dict[str, Any]) -> Any:
    """The same net in PyTorch."""
    import torch

    inputs, hidden = params["w1"].shape
    made = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, 10))
    arrays = {
        "0.weight": params["w1"].T,
        "0.bias": params["b1"][0],
        "2.weight": params["w2"].T,
        "2.bias": params["b2"][0],
    }
    made.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in arrays.items()})
    return made.eval()


def plain_loop(model: Any, rows: Any, classes: Any) -> None:
    """What one writes oneself: θ₀ + a·d₁ + b·d₂ by ``functional_call`` at every point."""
    import torch
    from torch.func import functional_call

    base = dict(model.named_parameters())
    first, second = ({name: torch.randn_like(held) for name, held in base.items()} for _ in range(2))
    with torch.no_grad():
        for k in range(FEWER**2):
            a, b = k / FEWER**2, -k / FEWER**2
            moved = {name: held + a * first[name] + b * second[name] for name, held in base.items()}
            torch.nn.functional.cross_entropy(functional_call(model, moved, (rows,)), classes).item()


def loss_landscapes_plane(model: Any, rows: Any, classes: Any) -> None:
    """De Bernardi's loss-landscapes."""
    import loss_landscapes
    import torch
    from loss_landscapes.metrics import Loss

    with torch.no_grad():
        metric = Loss(torch.nn.CrossEntropyLoss(), rows, classes)
        # Its normalization by filters divides by 0 where a bias is 0, as here; a point takes as long with any.
        loss_landscapes.random_plane(model, metric, 1, FEWER, "model", deepcopy_model=True)


def landscaper_plane(model: Any, rows: Any, classes: Any) -> None:
    """Landscaper, in directions that it is handed."""
    import torch
    from landscaper.compute import compute_loss_landscape

    directions = [[torch.randn_like(held) for held in model.parameters()] for _ in range(2)]

    def mean_loss(moved: Any, data: Any) -> float:
        return torch.nn.functional.cross_entropy(moved(data[0]), data[1]).item()

    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        compute_loss_landscape(model, (rows, classes), directions, mean_loss, FEWER, 1.0, 2, "cpu")  # pyright: ignore


def loss_landscape_3d_plane(model: Any, rows: Any, classes: Any) -> None:
    """loss-landscape-3d, with all rows in one batch, which is its fastest."""
    import torch
    from loss_landscape_3d import LossLandscapeCalculator, generate_random_directions

    calculator = LossLandscapeCalculator(model, [(rows, classes)], torch.nn.CrossEntropyLoss())
    axis = [2.0 * k / (FEWER - 1) - 1.0 for k in range(FEWER)]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        calculator.calculate(axis, axis, *generate_random_directions(model), model.state_dict())


PEERS: dict[str, Callable[[Any, Any, Any], None]] = {
    "a plain loop in PyTorch": plain_loop,
    "loss-landscapes 3.0.6": loss_landscapes_plane,
    "landscaper 1.3.1": landscaper_plane,
    "loss-landscape-3d 0.1.2": loss_landscape_3d_plane,
}


def report() -> list[str]:
    """Lines of figures."""
    import torch

    lines = [f"Slices beside PyTorch's tools, {SIDE} × {SIDE}, 10,000 rows, {torch.get_num_threads()} threads"]
    for inputs, hidden in NETS:
        params, batch = net(inputs, hidden)
        ours = {
            exact: timed(
                lambda told, exact=exact, params=params, batch=batch: slice(
                    loss, params, batch, n=SIDE, exact=exact, curvature=False, progress=False, callback=told
                )
            )
            for exact in (False, True)
        }
        nested, whole = ours[False], ours[True]
        error = 100 * (nested[0].audit.interpolation_error or 0.0)
        lines.append(
            f"  {inputs}-{hidden}-10: error ≤ {error:.2g} % in {nested[1]:.2f} s, first picture {nested[2]:.2f} s; "
            f"whole grid {whole[1]:.1f} s"
        )
        model, rows, classes = torch_net(params), torch.from_numpy(batch[0]), torch.from_numpy(batch[1])
        for name, peer in PEERS.items():
            peer(model, rows, classes)
            begun = time.perf_counter()
            peer(model, rows, classes)
            theirs = (time.perf_counter() - begun) * SIDE**2 / FEWER**2
            lines.append(f"    {name}: {theirs:.0f} s; ratios {theirs / nested[1]:.0f} and {theirs / whole[1]:.1f}")
    return lines


if __name__ == "__main__":
    print("\n".join(report()))
