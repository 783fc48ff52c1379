"""What became of a trajectory, decided from its points and the exact minimisers: the first sentence that holds."""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..solvers.objective import Objective
from ..solvers.solve import Solution

Numbers = dict[str, float]
# The methods of which 2/Lipschitz speaks: gradient steps without momentum on the smooth part.
BOUNDED = ("gd", "ista")
LAST = 30


@dataclass(frozen=True)
class OutcomeClassifier:
    """What a trajectory is measured by.

    objective, solution : J and its exact minimisers
    rate : η
    steepness : the Lipschitz constant of ∇F
    near : the distance that counts as arrived
    """

    objective: Objective
    solution: Solution
    rate: float
    steepness: float
    near: float

    def classify(self, method: str, points: Vector, left: int | None) -> tuple[str, Numbers]:
        """The outcome of a trajectory's points (k, 2), and its numbers; ``left`` is the step that left, if one did.

        diverges, diverges.above : it left; ``above`` if a gradient step was longer than 2/Lipschitz allows. Where J
            has no minimiser, a trajectory that left downhill has not diverged: it falls.
        zero, zero.both : a coordinate is exactly 0 from some step to the end, as it is at the minimisers
        crosses, crosses.both : a coordinate oscillates around 0 without converging
        decoupled : an AdamW that makes for another point than the minimiser (``_aims_elsewhere``)
        arrives, falls, underway : it is at the minimisers; J has none; neither
        """
        if left is not None and not self._downhill(points):
            return self._diverges(method, left)
        if left is not None:
            return self._nearness(points)
        return self._zero(points) or self._crosses(points) or self._elsewhere(method, points) or self._nearness(points)

    def _downhill(self, points: Vector) -> bool:
        ends = self.objective.values(points[[0, -1]])
        return self.solution.kind == "none" and bool(ends[1] < ends[0])

    def _diverges(self, method: str, left: int) -> tuple[str, Numbers]:
        # No rate is too large for a flat F; there only the fold can throw a trajectory out.
        limit: Numbers = {"limit": 2.0 / self.steepness} if self.steepness > 1e-300 else {}
        above = method in BOUNDED and self.rate * self.steepness > 2.0
        return "diverges.above" if above else "diverges", {"steps": left, **limit}

    def _zero(self, points: Vector) -> tuple[str, Numbers] | None:
        since: dict[int, int] = {}
        for j in (0, 1):
            elsewhere = np.flatnonzero(points[:, j] != 0.0)
            # A coordinate that was 0 all along was not brought there; one that is not 0 at the minimisers leaves again.
            stays = self._is_there(points[-1]) or bool(np.all(self.solution.points[:, j] == 0.0))
            if len(elsewhere) and elsewhere[-1] < len(points) - 1 and stays:
                since[j + 1] = int(elsewhere[-1]) + 1
        if len(since) == 2:
            return "zero.both", {"steps": max(since.values())}
        return next((("zero", {"which": which, "steps": steps}) for which, steps in since.items()), None)

    def _crosses(self, points: Vector) -> tuple[str, Numbers] | None:
        window = points[-min(LAST, (len(points) - 1) // 2) - 1 :]
        steps, half = len(window) - 1, len(window) // 2
        if not self.objective.penalty.kinked:
            return None
        found: dict[int, float] = {}
        for j in (0, 1):
            there = window[:, j]
            changes = int(np.sum(there[1:] * there[:-1] < 0.0))
            # One change is a trajectory that passes 0 on its way.
            if changes < max(2.0, steps / 3.0):
                continue
            settles = np.max(np.abs(there[half:])) < (1.0 - 1e-6) * np.max(np.abs(there[:half]))
            if not settles or np.all(self.solution.points[:, j] == 0.0):
                found[j + 1] = float(np.max(np.abs(there)))
        if len(found) == 2:
            return "crosses.both", {"amplitude": max(found.values())}
        return next((("crosses", {"which": which, "amplitude": far}) for which, far in found.items()), None)

    def _is_there(self, beta: Vector) -> bool:
        return self.solution.kind != "none" and distance_to(self.solution, beta) < self.near

    def _elsewhere(self, method: str, points: Vector) -> tuple[str, Numbers] | None:
        if method != "adamw" or not self._aims_elsewhere():
            return None
        return "decoupled", {**self._off(points), "bound": 1.0 / (2.0 * self.objective.penalty.bowl)}

    def _aims_elsewhere(self) -> bool:
        r"""Whether AdamW cannot rest at J's minimiser.

        Where it rests, $g_j/(|g_j| + \epsilon) = -2\Omega\beta_j$ with g the slope of
        $L + \lambda\|\beta\|_1 + \mu\|\beta\|_2$. So for ε → 0 it is a minimiser of that under
        $|\beta_j| \le 1/(2\Omega)$. J's own has $g_j = -2\Omega\beta_j$, which is the same only where $\beta_j$ is 0 or
        at that bound.

        Source: Xie & Li, Implicit Bias of AdamW: ℓ∞-Norm Constrained Optimization, ICML 2024.
        """
        bowl = self.objective.penalty.bowl
        if bowl == 0.0 or self.objective.confidence > 0.0 or self.solution.kind != "point":
            return False
        pulls = 2.0 * bowl * np.abs(self.solution.points[0])
        return bool(np.any((pulls != 0.0) & (np.abs(pulls - 1.0) > 1e-9)))

    def _off(self, points: Vector) -> Numbers:
        # Rounding can leave J a hair below its least value.
        gap = max(self.objective.value(points[-1]) - self.solution.value, 0.0)
        return {"distance": distance_to(self.solution, points[-1]), "gap": gap, "steps": len(points) - 1}

    def _nearness(self, points: Vector) -> tuple[str, Numbers]:
        if self.solution.kind == "none":
            return "falls", {"gap": max(self.objective.value(points[-1]) - self.solution.value, 0.0)}
        off = self._off(points)
        return "arrives" if self._is_there(points[-1]) else "underway", off


def distance_to(solution: Solution, beta: Vector) -> float:
    """The distance from β (2,) to the set of minimisers, which must not be empty; 0 where all the plane is."""
    first = solution.points[0]
    if solution.kind == "plane":
        return 0.0
    if solution.kind == "point":
        return float(np.hypot(*(beta - first)))
    along = solution.points[1] if solution.kind == "line" else solution.points[1] - first
    fraction = float((beta - first) @ along) / float(along @ along)
    fraction = fraction if solution.kind == "line" else min(max(fraction, 0.0), 1.0)
    return float(np.hypot(*(beta - first - fraction * along)))
