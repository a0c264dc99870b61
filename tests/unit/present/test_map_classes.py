"""Classes of a map hold every value once, in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.stats.classes import CLASSES, CLASSINGS, Classing, class_breaks, class_of

numbers = st.lists(st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: float(f"{value:.6g}")), max_size=60)


@given(values=numbers, classing=st.sampled_from(CLASSINGS))
def test_breaks_rise_and_no_class_at_either_end_is_empty(values: list[float], classing: Classing) -> None:
    breaks = class_breaks(values, classing)
    assert list(breaks) == sorted(set(breaks))
    assert len(breaks) < CLASSES
    if breaks:
        used = {class_of(value, breaks) for value in values}
        assert {0, len(breaks)} <= used


@given(values=numbers, classing=st.sampled_from(CLASSINGS))
def test_a_larger_value_is_never_in_a_lower_class(values: list[float], classing: Classing) -> None:
    breaks = class_breaks(values, classing)
    classes = [class_of(value, breaks) for value in sorted(values)]
    assert classes == sorted(classes)


def test_quantiles_hold_as_many_each() -> None:
    values = [float(value) for value in range(100)]
    breaks = class_breaks(values, "quantile")
    assert [sum(class_of(value, breaks) == at for value in values) for at in range(5)] == [20] * 5


def test_equal_classes_are_equally_wide() -> None:
    assert class_breaks([0.0, 1.0, 2.0, 7.0, 10.0], "equal") == (2.0, 4.0, 6.0, 8.0)


def test_natural_breaks_fall_into_the_gaps() -> None:
    groups = [[1.0, 1.1, 1.2], [5.0, 5.1], [9.0, 9.2], [20.0, 20.1], [40.0, 41.0]]
    breaks = class_breaks([value for group in groups for value in group], "natural")
    assert [{class_of(value, breaks) for value in group} for group in groups] == [{0}, {1}, {2}, {3}, {4}]


@pytest.mark.parametrize("classing", CLASSINGS)
def test_one_value_or_none_is_one_class(classing: Classing) -> None:
    assert class_breaks([], classing) == ()
    assert class_breaks([3.0, 3.0, float("nan")], classing) == ()


def test_ties_share_a_class() -> None:
    breaks = class_breaks([0.0] * 50 + [1.0, 2.0, 3.0], "quantile")
    assert class_of(0.0, breaks) == 0


def test_an_unknown_classing_is_named() -> None:
    with pytest.raises(ValueError, match="unknown classing 'fancy'"):
        class_breaks([1.0, 2.0], "fancy")  # type: ignore[arg-type]
