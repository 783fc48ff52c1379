"""What answers cost is known before they are begun, and is bounded by doing less."""

import numpy as np
import pytest

from components.address.view import embed_view_from
from components.scene.cost import extras_seconds, paths_seconds, scene_seconds, standalone_seconds
from components.scene.seconds import NOISY, QUIET, SOLVE, samples_in, solve_seconds, trajectory_seconds
from components.scene.solution_tables import MOST_SECONDS, stops_for, stops_within
from components.scene.trajectories import places_of
from landscapes import Problem, Rows, Spec
from landscapes.analysis.cross_validation import APART, MOST_SOLVES
from landscapes.analysis.path import stops_of
from landscapes.knobs import KNOBS
from landscapes.layers.grid import MOST_LOSSES, axis_of, lines_for, loss_layer
from landscapes.layers.mean_loss import mean_layer
from landscapes.models.losses import LOSSES
from landscapes.optimizers.trajectory import Descent

HEAVY = {"n": 241, "noise": 0.7, "drop": 0.4, "mask": "adaptive"}


def rows_of(count: int) -> Rows:
    """A visitor's rows of two classes."""
    random = np.random.default_rng(0)
    features = random.normal(size=(count, 2))
    return Rows(
        features, (features[:, 0] + random.normal(size=count) > 0.0).astype(float), names=("a", "b"), target="y"
    )


def own(count: int, **more: object) -> Problem:
    return Problem.of(Spec(**{"loss": "logistic", "data": "own", **more}), rows_of(count))  # pyright: ignore[reportArgumentType]


def test_samples_are_rows_times_masks_times_nodes() -> None:
    # 5,000 rows, four masks each, at least four nodes.
    assert samples_in(own(5000, **HEAVY)) == 5000 * 4 * 4
    assert samples_in(own(5000)) == 5000


def test_seconds_by_hand() -> None:
    plain, noisy = own(1000), own(1000, noise=0.5)
    # 121² · 1,000 losses of 4 ns = 0.0586 s, a scene's 0.05 s, and three minimisers of 0.1 ms + 1,000 · 0.2 µs.
    assert scene_seconds(plain) == pytest.approx(0.05 + 0.058564 + 3 * (SOLVE + 2e-4))
    assert samples_in(noisy) == 5000
    assert solve_seconds(noisy, 10) == pytest.approx(10 * (SOLVE + 5000 * NOISY.solve))
    # Two methods that see all rows, a hundred steps of which 128 are compiled.
    assert trajectory_seconds(plain, Descent(("gd", "ista"), (0.0, 0.0), 0.1, 100)) == pytest.approx(
        0.01 + 2 * 128 * 1000 * QUIET.step
    )


def test_the_costliest_grid_and_tables_stay_within_their_time() -> None:
    problem = own(5000, **HEAVY)
    samples = samples_in(problem)
    assert lines_for(241, samples) ** 2 * samples <= MOST_LOSSES
    assert scene_seconds(problem) < 2.5
    assert paths_seconds(problem) < 5.0
    assert paths_seconds(problem, ["l1"]) <= MOST_SECONDS
    view = embed_view_from({"knobs": "l1,l2"}, "", problem.spec)
    assert standalone_seconds(problem, view) < 6.0


def test_all_views_of_the_costliest_file_cost_more_than_is_allowed_and_those_of_an_ordinary_one_do_not() -> None:
    views = ("fit", "path", "folds", "cloud", "descent", "compare")
    query = {"walk": "gd,adam,sgd,ista", "steps": "2000"}
    assert extras_seconds(own(5000, **HEAVY), views, query) > 20.0
    assert extras_seconds(own(5000), views, query) < 5.0
    assert extras_seconds(own(100), views, query) < 2.0


def test_fewer_stops_are_among_all_and_hold_the_specs_own() -> None:
    problem = own(5000, **HEAVY, l1=0.37)
    few, all_stops = stops_within(problem, ("l1",))["l1"], stops_for(problem.spec, ("l1",))["l1"]
    assert set(few) < set(all_stops)
    assert {0.0, 0.37} <= set(few)
    # What costs little has all.
    assert np.array_equal(stops_within(own(100), ("l1",))["l1"], all_stops)
    assert stops_within(problem, ()) == {}


def test_trajectories_of_many_samples_come_at_fewer_places() -> None:
    descent = Descent(("gd",), (0.0, 0.0), 0.1, 100)
    few, _ = places_of(own(5000, noise=0.5), ("l1",), descent)
    many, _ = places_of(own(100), ("l1",), descent)
    assert len(few) < len(many) == 201


def test_the_solves_of_a_cross_validation_are_counted() -> None:
    coarse = len(stops_of("l1")[:: round(APART / KNOBS["l1"].step)]) * len(
        stops_of("l2")[:: round(APART / KNOBS["l2"].step)]
    )
    assert len(stops_of("l1")) + coarse + 2 * (2 * round(APART / KNOBS["l1"].step) + 1) == MOST_SOLVES


def test_a_grid_of_fewer_lines_is_a_spline_through_exact_values(monkeypatch: pytest.MonkeyPatch) -> None:
    # 200 rows on 241² points are 12 million losses: 121 lines are computed, 3 million.
    monkeypatch.setattr("landscapes.layers.grid.MOST_LOSSES", 5e6)
    rows, spec = rows_of(200), Spec(loss="logistic", data="own", n=241)
    axis, of_score = axis_of(spec), LOSSES["logistic"]
    assert lines_for(241, len(rows)) == 121
    layer, exact = loss_layer(of_score, rows, axis), mean_layer(of_score.value, rows, axis)
    assert np.abs(layer - exact)[::2, ::2].max() < 1e-12
    # Between them it errs by a millionth of the heights.
    assert np.abs(layer - exact).max() < 1e-6 * np.ptp(exact)


def test_an_axis_of_any_length_is_computed_on_one_of_few() -> None:
    rows, of_score = rows_of(50), LOSSES["logistic"].value
    whole = mean_layer(of_score, rows, axis_of(Spec(loss="logistic", data="own", n=121)))
    part = mean_layer(of_score, rows, axis_of(Spec(loss="logistic", data="own", n=121))[:97])
    assert part.shape == (97, 97)
    assert np.allclose(part, whole[:97, :97], rtol=1e-13, atol=0.0)
