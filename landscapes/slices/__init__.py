"""Slices: the loss of any net in a plane through its parameters, with the penalties as layers of their own."""

from . import make
from .audit import Audit
from .progress import Progress
from .slice import Lowest, Minimum, Slice, SliceError, Trajectory, load
from .two_parameters import landscape

# The function, not the module that holds the type.
slice = make.slice

__all__ = [
    "Audit",
    "Lowest",
    "Minimum",
    "Progress",
    "Slice",
    "SliceError",
    "Trajectory",
    "landscape",
    "load",
    "slice",
]
