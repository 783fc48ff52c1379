"""The README's programs run as they are printed."""

from pathlib import Path

import flax.linen as nn
import jax
import numpy as np
import pytest

from tests.readme import programs


class Net(nn.Module):
    @nn.compact
    def __call__(self, x: jax.Array) -> jax.Array:
        return nn.Dense(3)(nn.relu(nn.Dense(5)(x)))


@pytest.mark.slow  # compiles what a net needs
def test_the_program_for_jax_makes_a_slice_of_a_flax_net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    draw, model = np.random.default_rng(0), Net()
    x, y = draw.standard_normal((60, 4)).astype(np.float32), draw.integers(0, 3, 60)
    names = {
        "model": model,
        "params": model.init(jax.random.key(0), x),
        **{"x": x[:40], "y": y[:40], "x_test": x[40:], "y_test": y[40:]},
    }
    exec(programs()[0], names)
    picture = names["picture"]
    assert picture.audit.interpolation_error < 0.005
    assert picture.audit.penalised == 4 * 5 + 5 * 3
    assert picture.layers["held_out"].shape == picture.loss.shape == (51, 51)
    assert "srcdoc" in picture._repr_html_()
    assert (tmp_path / "net.html").stat().st_size > 1_000_000
