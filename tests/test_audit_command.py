"""``lossfold audit`` and a slice that is served: what they say, and what they refuse."""

import threading
import urllib.error
import urllib.request
from pathlib import Path

import h5py
import numpy as np
import pytest

from landscapes.slices import Slice
from lossfold.command import main
from lossfold.serving import server_of

A = np.linspace(-1.0, 1.0, 9)
ACROSS, ALONG = np.meshgrid(A, A)
LOSS = 1.0 + (ACROSS - 0.5) ** 2 + 3.0 * (ALONG + 0.25) ** 2


def test_a_surface_of_li_et_al_is_read_on_ones_own_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "surface.h5"
    loss = LOSS.copy()
    loss[0, 0] = -1.0
    with h5py.File(path, "w") as file:
        for name, values in {"xcoordinates": A, "ycoordinates": A, "train_loss": loss, "dir_file": 1.0}.items():
            file[name] = values
    page, saved = tmp_path / "page.html", tmp_path / "kept.npz"
    assert main(["audit", str(path), "--to", str(page), "--save", str(saved)]) == 0
    said = capsys.readouterr().out
    assert "(a, b) = (0.5, −0.25), where J = 1." in said
    assert "Grid points that are missing: 1" in said
    assert "surface.h5</h1>" in page.read_text("utf-8")
    assert main(["audit", str(saved), "--lang", "zh"]) == 0
    assert "缺失的格点: 1" in capsys.readouterr().out


def test_a_penalty_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.csv"
    rows = "\n".join(f"{a},{b},{a * a},{abs(a)}" for a in A for b in A)
    path.write_text(f"x,y,loss,l2\n{rows}\n")
    assert main(["audit", str(path)]) == 0
    assert "Its penalty is not an L2" in capsys.readouterr().out


@pytest.mark.parametrize(("contents", "says"), [(b"", "The file is empty"), (b"a,b\n1,2\n", "The header lacks")])
def test_a_wrong_file_is_a_sentence_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], contents: bytes, says: str
) -> None:
    path = tmp_path / "wrong"
    path.write_bytes(contents)
    assert main(["audit", str(path)]) == 2
    assert says in capsys.readouterr().err
    nowhere = tmp_path / "nowhere"
    assert main(["audit", str(nowhere)]) == 2
    assert capsys.readouterr().err == f"{nowhere}: No such file or directory\n"


def test_a_slice_is_served_to_this_machine_alone() -> None:
    page = "<h1>θ</h1>"
    with server_of(page, 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.read().decode() == page
        stranger = urllib.request.Request(address, headers={"Host": "evil.example:80"})
        for asked in (stranger, f"{address}other"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(asked, timeout=5)
        server.shutdown()


def test_what_was_saved_is_what_was_made(tmp_path: Path) -> None:
    made = Slice(A, A, LOSS, l2=np.arange(6.0), made={"directions": "plain"})
    path = made.save(tmp_path / "s")
    assert main(["audit", str(path)]) == 0
