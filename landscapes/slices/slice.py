r"""A slice: the loss of a net in a plane through its parameters, on a grid, and the penalties beside it.

$$J(a, b) = L(\theta_0 + a d_1 + b d_2) + \lambda \|\theta_0 + a d_1 + b d_2\|_1
            + \Omega \|\theta_0 + a d_1 + b d_2\|_2^2$$

L is one layer, evaluated once; the L2 layer is six numbers, and the L1 layer needs no data. So the weights λ and Ω come
after, without another evaluation of the net.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from ..data.rows import Vector
from . import files
from .audit import Audit
from .json_data import array_of, to_json

# A slice through the parameters of a net; a loss that has two parameters and no others; what a file brought.
Kind = Literal["slice", "landscape", "file"]


class SliceError(ValueError):
    """A loss, its parameters or a file of which no slice can be made: a sentence that says what is wrong."""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Points of the parameters' space, projected onto the plane of a slice.

    name : what made them, such as "SGD"
    points : (k, 2) the coordinates (a, b) of each point's orthogonal projection onto the plane
    distance : (k,) how far each point is from the plane, in the norm of the parameters
    loss : (k,) the true loss of each point, NaN where it was not computed
    slice_loss : (k,) the loss of the slice below it, at its projection
    joined : whether the points follow one another in time; otherwise they are marks, as the three solutions of a plane
    """

    name: str
    points: Vector
    distance: Vector
    loss: Vector
    slice_loss: Vector
    joined: bool = True


@dataclass(frozen=True)
class Lowest:
    """The lowest grid point of a slice under given weights of the penalties.

    a, b, value : where it is, and J there
    is_centre : whether it is the grid point (0, 0)
    on_border : whether it lies on the border of the grid, so that the slice goes on falling outside
    """

    a: float
    b: float
    value: float
    is_centre: bool
    on_border: bool


@dataclass(frozen=True)
class Minimum:
    """The lowest minimiser that was found of a loss of two parameters, apart from the grid.

    a, b, value : where it is, and J there
    l1, l2 : the weights λ and Ω that it is the minimiser for
    residual : how far 0 is from the subgradient of J, the larger of both coordinates
    certified : it is a minimiser of J on the whole plane: the caller says that the loss is convex, and the residual is
        at most 1e-8; otherwise it is the lowest that was found
    on_border : it lies on the border of the box, so that J goes on falling outside
    """

    a: float
    b: float
    value: float
    l1: float
    l2: float
    residual: float
    certified: bool
    on_border: bool


@dataclass(frozen=True, eq=False)
class Slice:
    r"""A slice on the grid b × a; ``[i, j]`` of a layer is its value at a = a[j], b = b[i].

    a, b : (n,), (m,) the coordinates along d₁ and d₂, ascending
    loss : (m, n) float64, the data loss without penalties; NaN is a hole
    l2 : (6,) of the penalised parameters, $\|\theta_0\|^2, 2\theta_0 d_1, 2\theta_0 d_2, \|d_1\|^2, 2 d_1 d_2,
        \|d_2\|^2$, so that $l_0 + l_1 a + l_2 b + l_3 a^2 + l_4 ab + l_5 b^2$ is the L2 layer; None where unknown
    l1 : (m, n) the L1 layer, of the penalised parameters; None where unknown
    layers : what else is known on the grid: ``held_out``, ``accuracy``, ``held_out_accuracy``
    trajectories : optimisers' paths, and marked points
    audit : how far to trust it
    made : how it was made, JSON's values alone: directions, seed, penalised leaves, treatment of statistics, versions
    kind : "slice"; "landscape" for a loss that has two parameters and no others; "file" for what was read from a file
        of other tools
    minimum : for a loss of two parameters, the minimiser that was found
    convex : the caller says that the loss is convex in all its parameters, and so is J in the plane
    name : what people call it
    """

    a: Vector
    b: Vector
    loss: Vector
    l2: Vector | None = None
    l1: Vector | None = None
    layers: Mapping[str, Vector] = field(default_factory=dict[str, Vector])
    trajectories: tuple[Trajectory, ...] = ()
    audit: Audit = field(default_factory=Audit)
    made: Mapping[str, Any] = field(default_factory=dict[str, Any])
    kind: Kind = "slice"
    convex: bool = False
    name: str = ""
    minimum: Minimum | None = None

    def __post_init__(self) -> None:
        """Raises SliceError unless axes ascend and each layer has their shape."""
        for name, axis in (("a", self.a), ("b", self.b)):
            if axis.ndim != 1 or len(axis) < 2 or not np.all(np.isfinite(axis)) or not np.all(np.diff(axis) > 0.0):
                raise SliceError(f"The axis {name} must be at least two finite numbers that ascend.")
        shape = (len(self.b), len(self.a))
        given = {"loss": self.loss, **({} if self.l1 is None else {"l1": self.l1}), **self.layers}
        for name, layer in given.items():
            if layer.shape != shape:
                raise SliceError(f"The layer {name} has the shape {layer.shape}; the axes b and a need {shape}.")
        if self.kind not in get_args(Kind):
            raise SliceError(f"A slice is of the kind {' or '.join(get_args(Kind))}, and not {self.kind}.")
        if self.l2 is not None and self.l2.shape != (6,):
            raise SliceError(f"The L2 layer is six numbers, and not of the shape {self.l2.shape}.")

    @property
    def l2_layer(self) -> Vector | None:
        """(m, n) the L2 layer on the grid; None where it is unknown."""
        if self.l2 is None:
            return None
        a, b = np.meshgrid(self.a, self.b)
        return np.asarray(np.einsum("k,kij->ij", self.l2, np.stack([np.ones_like(a), a, b, a * a, a * b, b * b])))

    def objective(self, l1: float = 0.0, l2: float = 0.0) -> Vector:
        """(m, n) J = L + l1·‖θ‖₁ + l2·‖θ‖₂² on the grid; holes stay NaN.

        Raises SliceError if a weight is not 0 and its layer is unknown.
        """
        whole = self.loss
        for name, weight, layer in (("L1", l1, self.l1), ("L2", l2, self.l2_layer)):
            if weight != 0.0:
                if layer is None:
                    raise SliceError(f"The {name} layer of this slice is not known, so that its weight must be 0.")
                whole = whole + weight * layer
        return whole

    def lowest(self, l1: float = 0.0, l2: float = 0.0) -> Lowest:
        """The lowest grid point of J. Raises SliceError as ``objective``, and if all points are holes."""
        whole = self.objective(l1, l2)
        if not np.any(np.isfinite(whole)):
            raise SliceError("No point of this slice has a finite loss.")
        i, j = np.unravel_index(np.nanargmin(np.where(np.isfinite(whole), whole, np.nan)), whole.shape)
        a, b = float(self.a[j]), float(self.b[i])
        on_border = i in (0, len(self.b) - 1) or j in (0, len(self.a) - 1)
        return Lowest(a, b, float(whole[i, j]), a == 0.0 and b == 0.0, bool(on_border))

    def to_json(self) -> dict[str, Any]:
        """JSON's values alone, arrays as lists of their rows, null for a hole."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        values["minimum"] = None if self.minimum is None else asdict(self.minimum)
        paths = [{item.name: getattr(path, item.name) for item in fields(path)} for path in self.trajectories]
        return to_json(values | {"trajectories": paths, "audit": self.audit.to_json()})

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Slice":
        """The inverse of ``to_json``. Raises SliceError if something is missing or has a wrong shape."""
        try:
            arrays = {name: array_of(values[name]) for name in ("a", "b", "loss")}
            known = {name: array_of(values[name]) for name in ("l2", "l1") if values.get(name) is not None}
            layers = {str(name): array_of(layer) for name, layer in values["layers"].items()}
            paths = tuple(_trajectory(path) for path in values["trajectories"])
            rest = {name: values[name] for name in ("made", "kind", "convex", "name")}
            audit = Audit.from_json(values["audit"])
            found = values.get("minimum")
            minimum = None if found is None else Minimum(**found)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise SliceError(f"This is not a slice that Lossfold has written ({error}).") from error
        return cls(**arrays, **known, layers=layers, trajectories=paths, audit=audit, minimum=minimum, **rest)

    def save(self, path: str | Path) -> Path:
        """Writes the slice as ``.npz`` without pickled objects; the path that was written, which ends in ``.npz``."""
        return files.write(Path(path), self.to_json())


def load(path: str | Path) -> Slice:
    """The slice that ``save`` has written. Raises SliceError if the file is none."""
    try:
        return Slice.from_json(files.read(Path(path)))
    except files.Unreadable as error:
        raise SliceError(f"{Path(path).name} is not a slice that Lossfold has written: {error}.") from error


def _trajectory(values: Mapping[str, Any]) -> Trajectory:
    numbers = {name: array_of(values[name]) for name in ("points", "distance", "loss", "slice_loss")}
    return Trajectory(str(values["name"]), **numbers, joined=bool(values["joined"]))
