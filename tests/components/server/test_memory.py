"""Bounds of memory: programs are dropped above one, and of those on disk the oldest above another."""

import os
from pathlib import Path

import jax
import jax.numpy as jnp
import pytest

from components.server import memory
from landscapes.layers.jax_rows import BLOCK, Samples, padded_length


def test_the_files_used_longest_ago_go_until_three_quarters_are_left(tmp_path: Path) -> None:
    for k in range(10):
        path = tmp_path / f"program-{k}"
        path.write_bytes(b"x" * 1000)
        os.utime(path, (1000 + k, 1000 + k))
    memory.prune(tmp_path, 10_000)
    assert len(list(tmp_path.iterdir())) == 10
    memory.prune(tmp_path, 9_999)
    # 7,499 bytes are three quarters: seven files.
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"program-{k}" for k in range(3, 10)]


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    memory.prune(tmp_path / "none", 0)


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is dropped, in place of dropping it: the other tests' programs are still wanted."""
    dropped: list[str] = []
    monkeypatch.setattr(jax, "clear_caches", lambda: dropped.append("dropped"))
    monkeypatch.setattr(memory, "PROGRAMS", memory.Programs())
    monkeypatch.setenv("LOSSFOLD_PROGRAMS", "100")
    return dropped


def test_programs_are_dropped_above_their_number(
    programs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOSSFOLD_CACHE", str(tmp_path))
    for count, expected in ((100, []), (101, ["dropped"])):
        memory.PROGRAMS.count = count
        memory.tidy(lambda: 0)
        assert programs == expected
    assert memory.PROGRAMS.count == 0


def test_programs_are_dropped_above_the_memory_unless_they_are_few(
    programs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOSSFOLD_CACHE", str(tmp_path))
    monkeypatch.setenv("LOSSFOLD_MEMORY", "1000")
    for count, size in ((50, 999_999_999), (10, 1_000_000_001)):
        memory.PROGRAMS.count = count
        memory.tidy(lambda size=size: size)
        assert programs == []
    memory.PROGRAMS.count = 50
    memory.tidy(lambda: 1_000_000_001)
    assert programs == ["dropped"]


def test_what_jax_compiles_is_counted() -> None:
    before = memory.PROGRAMS.count
    memory.watch()
    # A function of its own, which no test has compiled.
    jax.jit(lambda x: x * 3.0 + 0.12345)(jnp.arange(7.0))
    assert memory.PROGRAMS.count > before


def test_the_memory_of_this_process_is_what_the_machine_says() -> None:
    assert 20_000_000 < memory.resident() < 20_000_000_000


def test_lengths_of_trajectories_are_few_and_none_wastes_much() -> None:
    lengths = {padded_length(count) for count in range(1, 80_001)}
    assert len(lengths) < 30
    for count in (1, 128, 129, 192, 200, 5000, 79_999):
        assert count <= padded_length(count) <= max(BLOCK, 1.5 * count)


def test_samples_are_filled_with_such_as_weigh_nothing() -> None:
    filled = Samples(jnp.ones((200, 2)), jnp.ones(200), jnp.full(200, 1 / 200)).filled()
    assert filled.row_weights.shape == (256,)
    assert float(filled.row_weights.sum()) == pytest.approx(1.0)
