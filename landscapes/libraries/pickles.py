"""Functions that travel to other processes: by cloudpickle where it is installed, which takes those of a script or a
notebook too, and otherwise by pickle.
"""
# pyright: basic

import importlib
import pickle
from typing import Any


def pickled(value: Any) -> bytes:
    """The bytes of a value, which ``pickle.loads`` reads back. Raises what pickling raises."""
    try:
        writer: Any = importlib.import_module("cloudpickle")
    except ImportError:
        writer = pickle
    return writer.dumps(value)
