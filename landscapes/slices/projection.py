"""Paths of optimisers in the plane of a slice: where they project to, and how far from the plane they really are."""

from collections.abc import Sequence

import numpy as np

from ..data.rows import Vector
from ..libraries import pytrees
from .job import Job
from .leaves import arrays_like, flat
from .penalties import gram_of
from .slice import Trajectory


def project(job: Job, vector: Vector) -> tuple[Vector, float]:
    """The (a, b) of the point of the plane that is nearest to θ₀ + vector, and its distance from it."""
    first, second = flat(job.first), flat(job.second)
    gram = gram_of((job.first, job.second))
    place = np.linalg.solve(gram, np.array([first @ vector, second @ vector]))
    rest = vector - place[0] * first - place[1] * second
    return place, float(np.linalg.norm(rest))


def trajectory(job: Job, name: str, points: Sequence[object]) -> Trajectory:
    """A path of parameters' pytrees: projections, distances, and the true loss beside that of the slice below.

    Raises SliceError if one has other arrays than θ₀.
    """
    base = flat(job.tree.leaves)
    places: list[Vector] = []
    distances: list[float] = []
    losses: list[float] = []
    for k, params in enumerate(points):
        leaves = arrays_like(job.tree, pytrees.take(params), f"Point {k + 1} of the trajectory {name}")
        place, distance = project(job, flat(leaves) - base)
        places.append(place)
        distances.append(distance)
        losses.append(job.loss_of(leaves))
    below = job.values(np.array(places))[:, 0]
    return Trajectory(name, np.array(places), np.array(distances), np.array(losses), below)
