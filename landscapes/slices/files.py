"""The ``.npz`` of a slice: its long lists of numbers as arrays, all else as one JSON text. Nothing is pickled."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

FORMAT = "lossfold slice 1"
# What stands in the file as an array of its own, so that other programs can read it.
ARRAYS = ("a", "b", "loss", "l2", "l1")
LARGEST_BYTES = 256 * 2**20
MOST_ARRAYS = 64


class Unreadable(Exception):
    """Why a file is no slice: half a sentence."""


def write(path: Path, values: Mapping[str, Any]) -> Path:
    """Writes JSON's values of a slice; the path, which ends in ``.npz``. The file is whole or not there at all."""
    path = path if path.suffix == ".npz" else path.with_name(path.name + ".npz")
    arrays = {name: _array(values[name]) for name in ARRAYS if values[name] is not None}
    arrays |= {f"layer_{name}": _array(layer) for name, layer in values["layers"].items()}
    rest = {name: value for name, value in values.items() if name not in ARRAYS}
    rest |= {"layers": list(values["layers"]), "format": FORMAT}
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        np.savez_compressed(file, text=np.array(json.dumps(rest)), **arrays)
    beside.replace(path)
    return path


def read(path: Path) -> dict[str, Any]:
    """JSON's values of a slice. Raises Unreadable, and OSError if the file cannot be opened."""
    return values_of(arrays_of(path))


def values_of(arrays: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's values of a slice, from the arrays of its file. Raises Unreadable."""
    try:
        rest = json.loads(str(arrays["text"]))
        if rest.pop("format") != FORMAT:
            raise Unreadable("it was written by another version")
        rest["layers"] = {name: arrays[f"layer_{name}"] for name in rest["layers"]}
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise Unreadable("it does not hold what a slice holds") from error
    return {name: arrays.get(name) for name in ARRAYS} | rest


def arrays_of(path: Path | BinaryIO) -> dict[str, Any]:
    """The arrays of an ``.npz``, unpacked within limits and never unpickled. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_ARRAYS or sum(item.file_size for item in listed) > LARGEST_BYTES:
                raise Unreadable(f"it has more than {MOST_ARRAYS} arrays or {LARGEST_BYTES // 2**20} MiB")
        with np.load(path, allow_pickle=False) as held:
            return {name: held[name] for name in held.files}
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise Unreadable("it is not a readable .npz, or holds pickled objects") from error


def _array(values: Any) -> Any:
    return np.array(values, dtype=np.float64)
