"""Rows are spread over all local devices, and nothing comes out differently."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROGRAM = """
import jax, numpy as np
from landscapes.slices import slice
from tests.landscapes.slices import nets
made = slice(nets.smooth_loss, nets.net(), nets.ROWS, n=5, exact=True, progress=False, rows_at_once=400)
print(len(jax.local_devices()), *made.loss.ravel(), made.audit.gradient_norm)
"""


def printed(devices: int) -> list[float]:
    flags = os.environ | {"XLA_FLAGS": f"--xla_force_host_platform_device_count={devices}"}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=flags, capture_output=True, text=True, check=True
    )
    return [float(word) for word in ran.stdout.split()]


@pytest.mark.slow
def test_two_devices_find_what_one_finds() -> None:
    one, two = printed(1), printed(2)
    assert (one[0], two[0]) == (1.0, 2.0)
    assert two[1:] == pytest.approx(one[1:], rel=1e-5)
