"""Specs: the contract's defaults and ranges; whatever is typed gives a spec or one sentence."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscapes import Spec, SpecError, solve
from landscapes.data.datasets import datasets_of
from landscapes.knobs import of_kind
from landscapes.models.losses import LOSSES
from landscapes.models.net_models import NETS
from landscapes.models.penalties import PENALTIES
from landscapes.spec import RANGES


def test_the_defaults_are_the_contracts() -> None:
    spec = Spec.from_query({})
    assert (spec.loss, spec.data, spec.p, spec.x) == ("softmax", "point", 1.0, 1.0)
    assert (spec.l1, spec.l2, spec.rho, spec.n) == (0.2, 0.0, 0.8, 121)
    assert Spec(loss="linear").data == Spec(loss="logistic").data == "correlated"
    assert Spec(loss="linear", data="toy").range == 1.5


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"l1": "9"}, "l1: “9” is not allowed; it must be a number from 0 to 2."),
        ({"l2": "-0.1"}, "l2: “-0.1” is not allowed; it must be a number from 0 to 2."),
        ({"p": "nan"}, "p: “nan” is not allowed; it must be a number from 0 to 1."),
        ({"x": "inf"}, "x: “inf” is not allowed; it must be a number from -5 to 5."),
        ({"x": "1e999"}, "x: “1e999” is not allowed; it must be a number from -5 to 5."),
        ({"rho": "1_0"}, "rho: “1_0” is not allowed; it must be a number from -1 to 1."),
        ({"rho": "０.5"}, "rho: “０.5” is not allowed; it must be a number from -1 to 1."),
        # A comma separates numbers in a link.
        ({"rho": "0,5"}, "rho: “0,5” is not allowed; it must be a number from -1 to 1."),
        ({"outlier": "10.1"}, "outlier: “10.1” is not allowed; it must be a number from -10 to 10."),
        ({"outlier": "nan"}, "outlier: “nan” is not allowed; it must be a number from -10 to 10."),
        (
            {"loss": "logistic", "data": "outlier"},
            "data: “outlier” does not go with the loss logistic; it must be one of correlated, breast-cancer, own.",
        ),
        ({"l1": ""}, "l1: “” is not allowed; it must be a number from 0 to 2."),
        ({"n": "120"}, "n: “120” is not allowed; it must be an odd whole number from 61 to 241."),
        ({"n": "121.0"}, "n: “121.0” is not allowed; it must be an odd whole number from 61 to 241."),
        ({"range": "0"}, "range: “0” is not allowed; it must be a number from 0.5 to 20."),
        (
            {"loss": "hinge"},
            f"loss: “hinge” is not allowed; it must be one of {', '.join([*LOSSES, *NETS])}.",
        ),
        (
            {"loss": "linear", "data": "breast-cancer"},
            "data: “breast-cancer” does not go with the loss linear; it must be one of "
            "correlated, diabetes, toy, outlier, own.",
        ),
    ],
)
def test_a_bad_value_is_refused_with_field_value_and_what_is_allowed(query: dict[str, str], sentence: str) -> None:
    with pytest.raises(SpecError) as caught:
        Spec.from_query(query)
    assert str(caught.value) == sentence
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("field", ["p", "x", "l1", "l2", "rho", "outlier", "range"])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e9, "0.5", True, None, [0.5]])
def test_a_bad_value_is_refused_in_python_too(field: str, value: object) -> None:
    with pytest.raises(SpecError, match=f"^{field}: "):
        Spec(**{field: value})


def test_a_misspelt_field_is_an_error_and_an_unknown_key_of_a_query_is_not() -> None:
    with pytest.raises(TypeError):
        Spec(lambda1=0.3)
    assert Spec.from_query({"utm_source": "mail", "l1": "0.3"}) == Spec(l1=0.3)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_weight_too_small_to_be_seen_is_none(loss: str) -> None:
    # 1e-320 · 1e-320 is 0: a solver that divided by it would end in a fault.
    for written in ("1e-320", "5e-324", "9e-13", "-0"):
        spec = Spec.from_query({"loss": loss, "l1": "0", "group": written, "l2": written})
        assert spec.weights == dict.fromkeys(PENALTIES, 0.0)
        assert "group" not in spec.to_query()
    assert Spec.from_query({"loss": loss, "group": "1e-12"}).group == 1e-12
    assert solve(Spec(loss=loss, l1=1e-12, l2=1e-12, group=1e-12)).residual < 1e-6


def test_noise_counts_by_its_square_so_that_too_small_is_said_of_that() -> None:
    # At ρ = 1 only β₁ + β₂ counts. σ² = 1e-18 beside it is rounding: it told the two apart by nothing that is there.
    for written in ("1e-10", "1e-9", "1e-8", "9.9e-7"):
        query = {"loss": "linear", "data": "correlated", "rho": "1", "l1": "0.01", "noise": written}
        assert Spec.from_query(query).noise == 0.0
        assert solve(Spec.from_query(query)).kind == "segment"
    spec = Spec.from_query({"loss": "linear", "data": "correlated", "rho": "1", "l1": "0", "noise": "1e-6"})
    assert spec.noise == 1e-6
    (b1, b2), sum_of_both = solve(spec).points[0], solve(spec.with_(noise=0.0)).points[0].sum()
    assert [b1, b2] == pytest.approx([sum_of_both / 2.0] * 2, rel=1e-9)


def test_a_spec_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Spec().l1 = 0.5  # pyright: ignore[reportAttributeAccessIssue]


def number(field: str) -> st.SearchStrategy[float]:
    low, high = RANGES[field]
    return st.floats(low, high, allow_nan=False)


LOSS_AND_DATA = st.sampled_from([(loss, data) for loss in (*LOSSES, "residual") for data in datasets_of(loss)])


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    pair=LOSS_AND_DATA,
    fields=st.fixed_dictionaries({}, optional={name: number(name) for name in of_kind("penalty", "data", "frame")}),
    n=st.integers(30, 120).map(lambda half: 2 * half + 1),
)
def test_a_spec_survives_the_way_through_a_query(pair: tuple[str, str], fields: dict[str, float], n: int) -> None:
    spec = Spec(loss=pair[0], data=pair[1], n=n, **fields)
    assert Spec.from_query(spec.to_query()) == spec


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(list(Spec.model_fields)), st.text(max_size=50)))
def test_any_text_gives_a_spec_or_a_sentence(query: dict[str, str]) -> None:
    try:
        spec = Spec.from_query(query)
    except SpecError as refusal:
        assert any(str(refusal).startswith(f"{field}: ") for field in query)
    else:
        assert all(math.isfinite(getattr(spec, field)) for field in RANGES)
