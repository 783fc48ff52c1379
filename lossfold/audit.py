"""``lossfold audit``: what a file of a loss surface says, how far to trust it, and its picture as one HTML file."""

import argparse
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from components.embed.slice_page import slice_export
from components.i18n import LANGUAGES, words
from components.scene.audit_table import audit_rows, number, percent
from landscapes import Refusal
from landscapes.slices import Slice, SliceError
from landscapes.slices.surface_files import surface_from, surface_hdf5

HDF5 = b"\x89HDF"
MISSING = "An .h5 file is read by h5py, which is not here: pip install 'lossfold[h5]'"
# The data sets of Li et al.'s files; others in them are directions and weights.
GROUPS = ("xcoordinates", "ycoordinates", "train_loss", "test_loss", "train_acc", "test_acc")


def read(path: Path) -> Slice:
    """The slice in a file of any program that we know. Raises Refusal, SliceError or OSError."""
    contents = path.read_bytes()
    if not contents.startswith(HDF5):
        return surface_from(contents, path.name)
    if importlib.util.find_spec("h5py") is None:
        raise SliceError(MISSING)
    return surface_hdf5(_groups(path), path.name)


def _groups(path: Path) -> Mapping[str, Any]:
    """The data sets of an HDF5 file on one's own machine."""
    import h5py

    with h5py.File(path, "r") as file:
        return {key: cast("Any", file[key])[()] for key in GROUPS if key in file}


def main(arguments: Sequence[str]) -> int:
    """The command; 2 and a sentence for a file that cannot be read."""
    parser = argparse.ArgumentParser(prog="lossfold audit", description=__doc__)
    parser.add_argument("file", type=Path, help=".npz, .csv, .json or .h5 of a loss surface")
    parser.add_argument("--to", type=Path, help="write the picture as one HTML file")
    parser.add_argument("--save", type=Path, help="write the slice as Lossfold's .npz")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="en")
    given = parser.parse_args(arguments)
    say = words(given.lang)
    try:
        found = read(given.file)
    except Refusal as refusal:
        print(say.refusal(refusal), file=sys.stderr)
        return 2
    except SliceError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{given.file}: {error.strerror or error}", file=sys.stderr)
        return 2
    for line in lines_of(found, given.lang):
        print(line)
    if given.save:
        print(found.save(given.save))
    if given.to:
        given.to.write_bytes(slice_export(found, given.lang))
        print(given.to)
    return 0


def lines_of(found: Slice, language: str) -> list[str]:
    """What is said of a slice, a line for each fact."""
    say = words(language)
    low = found.lowest()
    values = {"a": number(low.a, 3), "b": number(low.b, 3), "value": number(low.value, 5)}
    lines = [found.name, say("slice.story.lowest", **values)]
    if low.on_border:
        lines.append(say("slice.story.border"))
    missed = found.made.get("l2_missed")
    if missed is not None:
        known = "slice.audit.quadratic" if found.l2 is not None else "slice.audit.quadratic.none"
        lines.append(say(known, fraction=percent(missed)))
    return [*lines, *(f"{what}: {value}" for what, value in audit_rows(found, say))]
