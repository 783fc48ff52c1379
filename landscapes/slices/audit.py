"""What a slice cannot say, in numbers: how far the picture may be trusted."""

from dataclasses import asdict, dataclass, fields
from typing import Any, cast

from .json_data import not_a_number, to_json


@dataclass(frozen=True, repr=False)
class Audit:
    r"""Numbers about a slice; None where nobody has measured it (a file knows less than a net).

    gram : 3×3, the inner products of d₁, d₂ and θ₀ over all parameters
    angle : between d₁ and d₂, in degrees; 90 where they are orthogonal
    lengths : $\|d_1\|, \|d_2\|, \|\theta_0\|$
    gradient_norm : $\|\nabla L(\theta_0)\|$, without penalties
    gradient_share : the fraction of $\|\nabla L(\theta_0)\|^2$ that lies in the plane
    curvatures : $d^T H d / \|d\|^2$ along d₁ and d₂, at θ₀
    eigenvalues, eigen_residuals : the two largest eigenvalues of the Hessian at θ₀, and the relative residuals
        $\|Hv - \lambda v\| / |\lambda|$ of their vectors
    variance_share : of the checkpoints' variance about the last one, the fraction along d₁ and d₂ (``pca``)
    lowest, lowest_loss, centre_loss : the lowest grid point (a, b) of the unpenalised slice, its loss, and L(θ₀)
    lowest_is_centre : no grid point lies below the centre
    missing, not_finite, clamped : grid points that were not computed, that are infinite or not a number, and that
        stand at a limit which somebody else's file has cut them to
    rows, rows_of : the rows that the loss was averaged over, and how many there are; None where rows are unknown
    standard_error : of L(θ₀) as an estimate from these rows, by the spread between blocks of them
    evaluations : how often the loss was evaluated
    nodes : nodes an axis, of the interpolation; 0 where every grid point was computed
    interpolation_error : what interpolation from the next coarser nodes missed at worst, as a fraction of the height
        of the picture; 0 where every grid point was computed
    tolerance : the error that was asked for
    layer_errors : the same for the other layers that were interpolated, by name
    parameters, penalised : how many parameters there are, and how many of them are penalised
    penalised_leaves : the names of the arrays that are penalised
    """

    gram: tuple[tuple[float, ...], ...] | None = None
    angle: float | None = None
    lengths: tuple[float, ...] | None = None
    gradient_norm: float | None = None
    gradient_share: float | None = None
    curvatures: tuple[float, float] | None = None
    eigenvalues: tuple[float, float] | None = None
    eigen_residuals: tuple[float, float] | None = None
    variance_share: tuple[float, float] | None = None
    lowest: tuple[float, float] | None = None
    lowest_loss: float | None = None
    centre_loss: float | None = None
    lowest_is_centre: bool | None = None
    missing: int = 0
    not_finite: int = 0
    clamped: int = 0
    rows: int | None = None
    rows_of: int | None = None
    standard_error: float | None = None
    evaluations: int | None = None
    nodes: int = 0
    interpolation_error: float | None = None
    tolerance: float | None = None
    layer_errors: dict[str, float] | None = None
    parameters: int | None = None
    penalised: int | None = None
    penalised_leaves: tuple[str, ...] | None = None

    @property
    def within_tolerance(self) -> bool | None:
        """Whether the measured error is at most the one asked for; None where it was not measured."""
        if self.interpolation_error is None or self.tolerance is None:
            return None
        return self.interpolation_error <= self.tolerance

    def to_json(self) -> dict[str, Any]:
        """JSON's values alone; what is not a finite number is null."""
        return {name: to_json(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Audit":
        """The inverse of ``to_json``; names that an older or newer Lossfold wrote are left out."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: _tupled(value) for name, value in values.items() if name in names})

    def __call__(self) -> "Audit":
        """Itself: ``found.audit()`` is the table, ``found.audit.angle`` a number of it."""
        return self

    def __repr__(self) -> str:
        """The table: what a console and a notebook's cell show."""
        return str(self)

    def __str__(self) -> str:
        """A line for each number that is known."""
        known = {name: value for name, value in asdict(self).items() if value is not None}
        width = max(map(len, known))
        return "\n".join(f"{name:<{width}}  {_written(value)}" for name, value in known.items())


def _tupled(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tupled(item) for item in cast("list[Any]", value))
    return value


def _written(value: Any) -> str:
    if isinstance(value, float):
        return "not a number" if not_a_number(value) else f"{value:.6g}"
    if isinstance(value, tuple):
        return "(" + ", ".join(_written(item) for item in cast("tuple[Any, ...]", value)) + ")"
    return str(value)
