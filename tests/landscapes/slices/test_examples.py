"""The examples are what their script makes, and what is said of them holds."""

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator
from sklearn.linear_model import Ridge

from landscapes.slices.examples import FOLDER, NAMES, convolution, example, overfit
from landscapes.slices.examples.nets import deep, digits, loss_of, made, mlp, moon_rows


def test_the_files_are_those_of_the_list_and_every_point_was_computed() -> None:
    assert {path.stem for path in FOLDER.glob("*.npz")} == set(NAMES)
    for name in NAMES:
        found = example(name)
        assert np.isfinite(found.loss).all()
        assert found.audit.nodes == 0
        assert {*found.layers} == (
            {"held_out"} if name == "polynomial" else {"held_out", "accuracy", "held_out_accuracy"}
        )
        assert found.l1 is not None
        assert found.l2 is not None


@pytest.mark.slow
def test_the_polynomials_plane_is_that_of_its_ridge_solutions() -> None:
    found, (terms, targets) = example("polynomial"), overfit.rows(overfit.ROWS, 1)
    made = overfit.made()
    np.testing.assert_allclose(made.loss, found.loss, rtol=1e-4, atol=1e-6)
    marks, path = found.trajectories
    for strength, (k, distance) in zip(overfit.STRENGTHS, enumerate(path.distance), strict=True):
        theirs = Ridge(alpha=overfit.ROWS * strength).fit(terms, targets)
        np.testing.assert_allclose(overfit.ridge(strength)["kernel"], theirs.coef_, rtol=1e-6, atol=1e-9)
        assert path.loss[k] == pytest.approx(np.mean((targets - theirs.predict(terms)) ** 2), rel=1e-4, abs=1e-6)
        assert distance >= 0.0
    # The three solutions lie in the plane, and all others beside it.
    np.testing.assert_array_equal(marks.distance, 0.0)
    assert np.sum(path.distance < 1e-12) == 3
    assert found.convex


def along(name: str, one: int, other: int) -> list[float]:
    """The loss on the straight line from one of the three solutions to another."""
    found = example(name)
    (marks,) = found.trajectories
    read = RegularGridInterpolator((found.b, found.a), found.loss)
    places = [marks.points[one] + t * (marks.points[other] - marks.points[one]) for t in np.linspace(0.0, 1.0, 21)]
    return [float(read(place[::-1])[0]) for place in places]


def test_walls_stand_between_the_solutions_of_three_trainings() -> None:
    (marks,) = example("modes").trajectories
    np.testing.assert_array_equal(marks.distance, 0.0)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert max(along("modes", one, other)) > 3.0 * max(marks.loss[one], marks.loss[other])


def test_more_weight_decay_is_a_higher_loss_and_no_wall() -> None:
    (marks,) = example("moons").trajectories
    assert list(marks.loss) == sorted(marks.loss)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert max(along("moons", one, other)) <= 1.01 * max(marks.loss[one], marks.loss[other])


def test_the_moons_are_two_half_circles_with_noise() -> None:
    points, classes = moon_rows(4000, 0)
    assert (points.shape, classes.sum()) == ((4000, 2), 2000)
    # The mean of a half circle is 2/π above its diameter; the second one is upside down, at (1, 1/2).
    np.testing.assert_allclose(points[classes == 0].mean(axis=0), [0.0, 2.0 / np.pi], atol=0.06)
    np.testing.assert_allclose(points[classes == 1].mean(axis=0), [1.0, 0.5 - 2.0 / np.pi], atol=0.06)


@pytest.mark.slow
def test_training_again_makes_the_same_path() -> None:
    found, kept = made("path"), example("path")
    # A machine with other instructions rounds otherwise, and thirty epochs carry it on.
    np.testing.assert_allclose(found.loss, kept.loss, rtol=0.05)
    np.testing.assert_allclose(found.trajectories[0].points[-1], kept.trajectories[0].points[-1], atol=1e-3)


def test_the_centre_of_a_slice_is_the_net_itself() -> None:
    middle = len(example("deep").a) // 2
    for name in ("small-batch", "large-batch", "deep", "deep-skip"):
        found = example(name)
        assert (found.a[middle], found.b[middle]) == (0.0, 0.0)
        assert found.loss[middle, middle] == pytest.approx(found.audit.centre_loss, rel=1e-5)


@pytest.mark.slow
def test_training_the_convolutional_net_again_makes_the_same_slices() -> None:
    rows, left = digits()
    params, running = convolution.trained(rows)
    for name in convolution.KINDS:
        found = example(name)
        middle = len(found.a) // 2
        assert found.loss[middle, middle] == pytest.approx(float(convolution.loss(params, rows, running)), rel=0.05)
        held_out = found.layers["held_out_accuracy"][middle, middle]
        assert held_out == pytest.approx(float(convolution.accuracy(params, left, running)), abs=0.01)
    # Kernels alone are penalised and move along filters; running statistics are no parameters.
    audit = example("batchnorm").audit
    assert audit.penalised_leaves == ("conv0.kernel", "conv1.kernel", "out.kernel")
    assert audit.parameters == 9 * 8 + 9 * 8 * 16 + 2 * (8 + 16) + 256 * 10 + 10


def test_directions_that_are_not_scaled_lead_further_out() -> None:
    scaled, raw = (example(name) for name in ("batchnorm", "batchnorm-raw"))
    assert scaled.audit.centre_loss == raw.audit.centre_loss
    # Filter by filter d is as long as θ₀; unscaled, as long as the root of the number of parameters, about.
    assert scaled.audit.lengths is not None
    assert raw.audit.lengths is not None
    assert raw.audit.lengths[0] == pytest.approx(np.sqrt(raw.audit.parameters or 0), rel=0.05)
    assert scaled.audit.lengths[0] < scaled.audit.lengths[2]
    assert raw.loss.max() > 100.0 * scaled.loss.max()


@pytest.mark.slow
def test_the_nets_have_the_layers_that_are_said() -> None:
    rows, left = digits()
    assert (rows[0].shape, left[0].shape) == ((1347, 64), (450, 64))
    assert sum(np.size(part) for layer in mlp(16, 1, 0.1).start.values() for part in layer.values()) == 2410
    assert sum(name.startswith("layer") for name in deep(skip=True).start) == 20
    # Before training a net of ten classes knows nothing: about log 10.
    net = mlp(16, 1, 0.1)
    assert float(loss_of(net)(net.start, rows)) == pytest.approx(np.log(10.0), abs=0.8)
