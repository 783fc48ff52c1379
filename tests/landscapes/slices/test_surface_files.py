"""Files of other programs, made here as those programs make them, with their traps. One asymmetric surface for all:
L(a, b) = 1 + (a − 0.5)² + 3·(b + 0.25)², so that a file that is read the wrong way round is found out.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from landscapes.errors import SurfaceError
from landscapes.slices import Slice
from landscapes.slices.surface_files import MOST_BYTES, surface_from, surface_hdf5
from landscapes.slices.surface_grid import quadratic_through

A, B = np.linspace(-1.0, 1.0, 9), np.linspace(-0.5, 1.5, 9)


def loss(a: Any, b: Any) -> Any:
    return 1.0 + (a - 0.5) ** 2 + 3.0 * (b + 0.25) ** 2


def is_the_surface(found: Slice, *, holes: int = 0) -> None:
    across, along = np.meshgrid(found.a, found.b)
    known = np.isfinite(found.loss)
    assert np.count_nonzero(~known) == holes
    np.testing.assert_allclose(found.loss[known], loss(across, along)[known], rtol=1e-12)
    assert found.kind == "file"


def given(layer: np.ndarray | None) -> np.ndarray:
    assert layer is not None
    return layer


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def csv_of(rows: list[list[Any]], header: str = "") -> bytes:
    return (header + "\n".join(",".join(map(str, row)) for row in rows)).encode()


LONG = [[a, b, loss(a, b)] for a in A for b in B]


def test_our_own_file_comes_back_whole(tmp_path: Path) -> None:
    across, along = np.meshgrid(A, B)
    made = Slice(A, B, loss(across, along), l2=np.arange(6.0), name="mine", made={"directions": "filter", "seed": 1})
    read = surface_from(made.save(tmp_path / "mine").read_bytes(), "other.npz")
    np.testing.assert_array_equal(read.loss, made.loss)
    assert read.l2 is not None
    assert (read.name, read.kind, read.made["seed"]) == ("mine", "slice", 1)
    again = surface_from(json.dumps(made.to_json()).encode(), "x.json")
    np.testing.assert_array_equal(again.loss, made.loss)


def test_a_table_of_points_in_any_order_with_holes() -> None:
    rows = [*LONG]
    np.random.default_rng(0).shuffle(rows)
    found = surface_from(csv_of(rows[:-3], "x,y,loss\n"), "plane.csv")
    is_the_surface(found, holes=3)
    assert (found.audit.missing, found.name) == (3, "plane.csv")
    is_the_surface(surface_from(csv_of(rows), "bare.csv"))


def test_a_penalty_that_is_a_quadratic_is_an_l2_and_another_is_not() -> None:
    rows = [[*row, 2.0 + row[0] ** 2 + 0.5 * row[0] * row[1]] for row in LONG]
    found = surface_from(csv_of(rows, "a,b,loss,l2\n"), "p.csv")
    np.testing.assert_allclose(given(found.l2), [2.0, 0.0, 0.0, 1.0, 0.5, 0.0], atol=1e-10)
    norms = [[*row, abs(row[0]) + abs(row[1])] for row in LONG]
    other = surface_from(csv_of(norms, "a,b,loss,l2\n"), "p.csv")
    assert other.l2 is None
    assert other.made["l2_missed"] > 0.05


def test_the_file_of_how_do_vits_work_has_no_header_and_its_l2_is_none() -> None:
    rows = [[x, y, abs(x) + 4.0, np.hypot(x, 2.0) + np.hypot(y, 1.0), z, 0.1, 0.9] for x, y, z in LONG]
    found = surface_from(csv_of(rows), "vit.csv")
    is_the_surface(found)
    assert found.made["from"] == "how-do-vits-work"
    assert found.l2 is None
    np.testing.assert_allclose(given(found.l1), np.meshgrid(np.abs(A) + 4.0, B)[0])


def test_a_bare_grid_has_axes_that_nobody_said() -> None:
    across, along = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 7))
    found = surface_from(csv_of(loss(across, along).tolist()), "grid.csv")
    is_the_surface(found)
    assert found.made["from"] == "matrix"


def test_landscapers_file_has_its_first_direction_first_and_stretched_coordinates() -> None:
    for steps in (9, 8):
        # As landscaper 1.3.1 walks: (i − steps // 2) steps of 2·distance/steps.
        true = (np.arange(steps) - steps // 2) * 2.0 * 1.5 / steps
        said = np.linspace(-1.5, 1.5, steps)
        values = np.array([[loss(a, b) for b in true] for a in true])
        found = surface_from(npz(loss=values, coordinates=[said, said]), "landscape.npz")
        is_the_surface(found)
        np.testing.assert_allclose(found.a, true)


def test_the_plane_of_mode_connectivity_and_the_penalty_in_it() -> None:
    alphas, betas = np.linspace(-0.2, 1.2, 9), np.linspace(-0.2, 1.2, 9)
    dx, dy = 7.0, 5.0
    nll = np.array([[loss(alpha * dx, beta * dy) for beta in betas] for alpha in alphas])
    penalty = np.array([[2.0 + (alpha * dx) ** 2 + (beta * dy) ** 2 for beta in betas] for alpha in alphas])
    grid = np.array([[[alpha * dx, beta * dy] for beta in betas] for alpha in alphas])
    file = npz(alphas=alphas, betas=betas, grid=grid, tr_loss=nll + penalty, tr_nll=nll, te_nll=nll + 1.0)
    found = surface_from(file, "plane.npz")
    is_the_surface(found)
    np.testing.assert_allclose(given(found.l2), [2.0, 0, 0, 1, 0, 1], atol=1e-9)
    np.testing.assert_allclose(found.layers["held_out"], found.loss + 1.0)


def test_the_json_of_losslandscape_says_each_points_coordinates() -> None:
    x, y = np.meshgrid(A, B, indexing="ij")
    file = json.dumps({"X": x.tolist(), "Y": y.tolist(), "loss_grid_2d": loss(x, y).tolist()}).encode()
    is_the_surface(surface_from(file, "run.json"))


@pytest.mark.parametrize("sizes", [(9, 9), (9, 5)])
def test_the_hdf5_of_li_et_al_is_numbered_along_x_first(sizes: tuple[int, int]) -> None:
    x, y = np.linspace(-1, 1, sizes[0]), np.linspace(-0.5, 1.5, sizes[1])
    across, along = np.meshgrid(x, y)
    # plot_surface.py makes an array of (len(x), len(y)) and fills it in the order of meshgrid's points.
    values = np.full((len(x), len(y)), -1.0)
    values.ravel()[:] = loss(across, along).ravel()
    values.ravel()[3] = -1.0
    values.ravel()[4] = np.inf
    groups = {"xcoordinates": x, "ycoordinates": y, "train_loss": values, "train_acc": np.full(values.shape, 50.0)}
    found = surface_hdf5(groups, "surface.h5")
    is_the_surface(found, holes=2)
    assert (found.audit.missing, found.audit.not_finite) == (1, 1)
    np.testing.assert_array_equal(found.layers["accuracy"], 0.5)
    with pytest.raises(SurfaceError, match="lacks train_loss"):
        surface_hdf5({"xcoordinates": x, "ycoordinates": y}, "surface.h5")


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("loss.npy", b"\0" * 30_000_000)
    return file.getvalue()


def pickled() -> bytes:
    file = io.BytesIO()
    np.savez(file, loss=np.array([{"a": 1}], dtype=object), coordinates=np.zeros(2))
    return file.getvalue()


@pytest.mark.parametrize(
    ("contents", "key"),
    [
        (b"", "surface.empty"),
        (b" \n", "surface.empty"),
        (b"x" * (MOST_BYTES + 1), "surface.size"),
        (b"\x89HDF\r\n\x1a\n0000", "surface.hdf5"),
        (b"PK\x03\x04nothing", "surface.archive"),
        (bomb(), "surface.unpacked"),
        (pickled(), "surface.archive"),
        (npz(weights=np.zeros(3)), "surface.keys"),
        (npz(loss=np.zeros((3, 3, 3)), coordinates=np.zeros((3, 3))), "surface.dimensions"),
        (npz(loss=np.full((3, 3), np.nan), coordinates=[[-1, 0, 1], [-1, 0, 1]]), "surface.holes"),
        (b"{not json", "surface.json"),
        (b"[" * 100_000, "surface.json"),
        (b'{"a": 1}', "surface.keys"),
        (b'{"a": [1], "b": [1], "loss": [[1]], "made": {}}', "surface.slice"),
        (b"\xff\xfe\x00x", "surface.text"),
        (b"x,y,loss\n1,2,3\n1,2", "surface.ragged"),
        (b"x,y,loss\n1,2,three\n", "surface.cell"),
        (b"x,y\n1,2\n", "surface.columns"),
        (b"x,y,loss\n0,0,1\n0,0,2\n1,1,1\n1,0,1\n", "surface.twice"),
        (b"x,y,loss\n0,0,1\n", "surface.points"),
        (b"x,y,loss\nnan,0,1\n1,1,1\n", "surface.axis"),
        (b"1,2,3\n", "surface.points"),
        (b'[["a", "b"], ["c", "d"]]', "surface.numbers"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(contents: bytes, key: str) -> None:
    with pytest.raises(SurfaceError) as refusal:
        surface_from(contents, "file")
    assert refusal.value.key == key


def test_a_quadratic_is_found_through_its_holes() -> None:
    across, along = np.meshgrid(A, B)
    layer = 3.0 - across + 2.0 * across * along
    layer[2, 3] = np.nan
    numbers, missed = quadratic_through(A, B, layer)
    np.testing.assert_allclose(given(numbers), [3.0, -1.0, 0, 0, 2.0, 0], atol=1e-12)
    assert missed < 1e-12
