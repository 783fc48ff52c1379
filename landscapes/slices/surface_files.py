"""Loss surfaces that other programs have written, as slices: what a file does not say stays unknown.

Nothing is unpickled, sizes are checked before anything is unpacked, and nothing is repaired: a value that is missing or
not finite is a hole, and is counted.

| from | file | what is known of it |
|---|---|---|
| Lossfold | ``.npz`` | all |
| Li et al., loss-landscape | ``.h5`` (``surface_hdf5``), its numbers in JSON | the loss; −1 was not computed |
| Landscaper | ``.npz`` | the loss; its first axis is the first direction, and its coordinates are stretched |
| dnn-mode-connectivity | ``plane.npz`` | loss with and without penalty, whose difference is the penalty |
| LossLandscape | ``.json`` | the loss, by the coordinates of each point |
| anybody | ``.csv`` | x, y, loss and other columns a row, or the numbers of a grid |

Sources, read in their code: tomgoldstein/loss-landscape (scheduler.py, plot_surface.py), landscaper 1.3.1 (compute.py),
timgaripov/dnn-mode-connectivity (plane.py), xxxnell/how-do-vits-work (losslandscapes.py).
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import numpy as np

from ..data.rows import Vector
from ..errors import SurfaceError, quoted
from . import files
from .slice import Slice, SliceError
from .surface_grid import axis_of, numbers_of, quadratic_through, sized, slice_of_file
from .surface_tables import from_columns, from_csv, matrix

HDF5_KEYS = ("xcoordinates", "ycoordinates", "train_loss", "test_loss", "train_acc", "test_acc")
MOST_BYTES = 2_000_000
MOST_UNPACKED = 32_000_000
# An archive that unpacks to so many times its size holds nothing that was measured.
MOST_RATIO = 300.0


def surface_from(contents: bytes, name: str) -> Slice:
    """The slice in a file. Raises SurfaceError, a sentence that says what is wrong."""
    if len(contents) > MOST_BYTES:
        raise SurfaceError("surface.size", size=len(contents), limit=MOST_BYTES)
    if not contents.strip():
        raise SurfaceError("surface.empty")
    if contents.startswith(b"\x89HDF"):
        raise SurfaceError("surface.hdf5", name=quoted(name))
    try:
        if contents.startswith(b"PK"):
            found = _from_arrays(_unpacked(contents))
        elif contents.lstrip()[:1] in (b"{", b"["):
            found = _from_json(contents)
        else:
            found = from_csv(contents)
    except SliceError as error:
        raise SurfaceError("surface.slice", reason=str(error)) from error
    return found if found.name else replace(found, name=name[:80])


def surface_hdf5(groups: Mapping[str, Vector], name: str) -> Slice:
    """The slice in the data sets of Li et al.'s ``.h5``, read by whoever has a reader. Raises SurfaceError."""
    missing = [key for key in ("xcoordinates", "ycoordinates", "train_loss") if key not in groups]
    if missing:
        raise SurfaceError("surface.keys", missing=", ".join(missing), known=", ".join(sorted(groups)) or "—")
    a, b = (axis_of(groups[key]) for key in ("xcoordinates", "ycoordinates"))

    def layer(key: str) -> Vector | None:
        # Their points are numbered along x first, whatever shape the array was given.
        if key not in groups:
            return None
        values = np.asarray(groups[key], dtype=np.float64)
        return sized(values.ravel(), (len(b), len(a)))

    loss = layer("train_loss")
    assert loss is not None
    uncomputed = loss == -1.0
    layers = {"held_out": layer("test_loss"), "accuracy": layer("train_acc"), "held_out_accuracy": layer("test_acc")}
    known = {
        key: np.where(each == -1.0, np.nan, each) / (100.0 if "accuracy" in key else 1.0)
        for key, each in layers.items()
        if each is not None
    }
    return slice_of_file(
        a, b, np.where(uncomputed, np.nan, loss), layers=known, name=name, made={"from": "loss-landscape"}
    )


# --- .npz ------------------------------------------------------------------------------------------------------------


def _unpacked(contents: bytes) -> dict[str, Any]:
    """The arrays of an archive, its sizes checked before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise SurfaceError("surface.archive") from error
    if unpacked > min(MOST_UNPACKED, MOST_RATIO * len(contents)):
        raise SurfaceError("surface.unpacked", size=unpacked)
    try:
        return files.arrays_of(io.BytesIO(contents))
    except files.Unreadable as error:
        raise SurfaceError("surface.archive") from error
    # numpy.load raises what its parser raises, on bytes that nobody has written for it.
    except Exception as error:
        raise SurfaceError("surface.archive") from error


def _from_arrays(arrays: Mapping[str, Any]) -> Slice:
    if "text" in arrays:
        try:
            return Slice.from_json(files.values_of(arrays))
        except files.Unreadable as error:
            raise SurfaceError("surface.slice", reason=str(error)) from error
    if {"alphas", "betas", "tr_loss"} <= arrays.keys():
        return _mode_connectivity(arrays)
    if {"loss", "coordinates"} <= arrays.keys():
        return _landscaper(arrays)
    raise SurfaceError(
        "surface.keys", missing="loss, coordinates", known=quoted(", ".join(sorted(map(str, arrays))) or "—")
    )


def _mode_connectivity(arrays: Mapping[str, Any]) -> Slice:
    """A plane through three solutions: ``[i, j]`` is at the i-th alpha and the j-th beta."""
    alphas, betas = axis_of(arrays["alphas"]), axis_of(arrays["betas"])
    grid = numbers_of(arrays["grid"]) if "grid" in arrays else None
    if grid is not None and grid.shape == (len(alphas), len(betas), 2):
        # Coordinates in the norm of the parameters.
        alphas, betas = axis_of(grid[:, 0, 0]), axis_of(grid[0, :, 1])
    shape = (len(alphas), len(betas))

    def layer(key: str) -> Vector | None:
        return sized(numbers_of(arrays[key]), shape).T if key in arrays else None

    whole, bare = layer("tr_loss"), layer("tr_nll")
    assert whole is not None
    l2, missed = (None, None) if bare is None else quadratic_through(alphas, betas, whole - bare)
    held_out = layer("te_nll")
    made = {"from": "dnn-mode-connectivity"} | ({} if missed is None else {"l2_missed": missed})
    layers = {} if held_out is None else {"held_out": held_out}
    return slice_of_file(alphas, betas, whole if bare is None else bare, l2=l2, layers=layers, made=made)


def _landscaper(arrays: Mapping[str, Any]) -> Slice:
    coordinates, loss = numbers_of(arrays["coordinates"]), numbers_of(arrays["loss"])
    if coordinates.ndim != 2 or len(coordinates) != 2 or loss.ndim != 2:
        raise SurfaceError("surface.dimensions", count=loss.ndim)
    # Point i stands (i − steps // 2) steps of 2·distance/steps from the centre; the file says linspace(−distance, …).
    steps = coordinates.shape[1]
    a, b = (axis_of((np.arange(steps) - steps // 2) * 2.0 * axis[-1] / steps) for axis in coordinates)
    return slice_of_file(a, b, sized(loss, (steps, steps)).T, made={"from": "landscaper"})


# --- JSON ------------------------------------------------------------------------------------------------------------


def _from_json(contents: bytes) -> Slice:
    try:
        read = json.loads(contents.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SurfaceError("surface.json") from error
    if isinstance(read, list):
        return matrix(numbers_of(_with_nan(read)))
    values = cast("dict[str, Any]", read)
    if {"a", "b", "loss", "made"} <= values.keys():
        return Slice.from_json(values)
    if {"xcoordinates", "ycoordinates", "train_loss"} <= values.keys():
        # An .h5 whose numbers the browser has read (assets/slices/surface_hdf5.js).
        known = [key for key in HDF5_KEYS if key in values]
        return surface_hdf5({key: numbers_of(_with_nan(values[key])) for key in known}, "")
    if {"X", "Y", "loss_grid_2d"} <= values.keys():
        x, y, loss = (numbers_of(_with_nan(values[key])) for key in ("X", "Y", "loss_grid_2d"))
        if x.shape != loss.shape or y.shape != loss.shape:
            raise SurfaceError("surface.shape", count=x.size, rows=len(loss), columns=loss.size // max(len(loss), 1))
        columns = {"x": x.ravel(), "y": y.ravel(), "loss": loss.ravel()}
        return from_columns(columns, made={"from": "LossLandscape"})
    raise SurfaceError("surface.keys", missing="X, Y, loss_grid_2d", known=quoted(", ".join(sorted(values)) or "—"))


def _with_nan(values: Any) -> Any:
    """JSON's null as not a number."""
    if isinstance(values, list):
        return [_with_nan(each) for each in cast("list[Any]", values)]
    return np.nan if values is None else values
