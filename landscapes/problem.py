"""A landscape to solve: a spec bound to its rows, with what follows from both made once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .data.datasets import DATASETS, OWN
from .data.rows import Rows
from .knobs import affine_terms_of
from .models.copies import cancelled
from .models.net_models import NetModel
from .models.networks import Net
from .models.perturbation import perturbed
from .solvers.multistart import NetSolver
from .solvers.solution import Solution, Solver
from .solvers.solve import ScoreSolver
from .solvers.zeros import zeros_of
from .spec import Spec


@dataclass(frozen=True, eq=False)
class Problem:
    """What solvers, layers and analysis take.

    spec : the landscape
    raw_rows : the rows as they were collected: the data set's, or the visitor's own for ``data="own"``
    """

    spec: Spec
    raw_rows: Rows

    @classmethod
    def of(cls, spec: Spec, own: Rows | None = None) -> "Problem":
        """The spec with the rows of its data; ``own`` are the visitor's, for ``data="own"``.

        Raises SpecError if the data are the visitor's own and no rows are given.
        """
        if spec.data == OWN and own is not None:
            return cls(spec, own)
        return cls(spec, DATASETS[spec.data].rows(spec, spec.model.classification))

    def changed(self, **changes: Any) -> "Problem":
        """The problem with some fields of its spec changed, on the same data."""
        spec = self.spec.with_(**changes)
        return Problem.of(spec, self.raw_rows if self.spec.data == OWN else None)

    @cached_property
    def rows(self) -> Rows:
        """The rows whose mean loss is the spec's: the raw ones, transformed by its masks, noise and smoothing."""
        return perturbed(self.raw_rows, self.spec.model, self.spec.perturbation)

    @cached_property
    def net(self) -> Net | None:
        """The net that the spec means, where its model is one."""
        model = self.spec.model
        return model.build(self.rows, self.spec.drop) if isinstance(model, NetModel) else None

    @cached_property
    def score_solver(self) -> ScoreSolver | None:
        """The solver of a loss of scores x·β; None for a net."""
        spec = self.spec
        if not spec.model.linear_score:
            return None
        zeros = zeros_of(spec, self.raw_rows)
        return ScoreSolver(spec.loss, self.rows, spec.share, spec.confidence, zeros, cancelled=cancelled(spec.copies))

    @cached_property
    def solver(self) -> Solver:
        """The solver of the spec's landscapes under penalties of any weights."""
        solver = NetSolver(self.net) if self.net is not None else self.score_solver
        assert solver is not None
        return solver

    @cached_property
    def solution(self) -> Solution:
        """The exact minimiser set."""
        return self.solver.solve(**self.spec.weights)

    @cached_property
    def lambda_max(self) -> float:
        """The smallest λ at which β = 0 is a minimiser, the cone's weight held."""
        return self.least_weight("l1")

    @cached_property
    def lambda_max_alone(self) -> float:
        """The smallest λ at which β = 0 is a minimiser of L + λ‖β‖₁; 0 where L is level at the origin."""
        return self.solver.least_weight("l1")

    @cached_property
    def group_max(self) -> float:
        """The smallest μ at which β = 0 is a minimiser, λ held."""
        return self.least_weight("group")

    def least_weight(self, name: str) -> float:
        """The smallest weight of a penalty at which β = 0 is a minimiser, those of the others held; infinite where Ω
        had to do it.
        """
        return self.solver.least_weight(name, **self.spec.weights)

    @cached_property
    def without_affine_terms(self) -> "Problem":
        """The problem of L₀, the loss without the terms that are affine in a knob (see ``affine_terms``)."""
        weighed = [term for term in affine_terms_of(self.spec) if getattr(self.spec, term) > 0.0]
        return self.changed(**dict.fromkeys(weighed, 0.0)) if weighed else self
