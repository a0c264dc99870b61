"""Laws of the Gini coefficient, of margins and of many tests at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.stats.inequality import gini
from indicators.stats.margins import proportion_moe, ratio_moe, sum_moe
from indicators.stats.ranks import holm

few = settings(max_examples=20, deadline=None)
incomes = st.lists(st.integers(1, 10**6), min_size=2, max_size=20)
chances = st.lists(st.floats(0, 1), min_size=1, max_size=12)
counts = st.integers(0, 10_000)


def values_of(*sets: list[float]) -> list[float]:
    """The Gini of each set, each as a place of one table."""
    places = [place for place, incomes in enumerate(sets) for _ in incomes]
    table = pd.DataFrame({"place": places, "v": [income for incomes in sets for income in incomes]})
    return [float(value) for value in gini(table, "v").sort_values("place")["value"]]


@few
@given(incomes)
def test_gini_bounds_scale_order_and_replication(values: list[int]) -> None:
    plain, *others = values_of(values, [3.5 * v for v in values], values[::-1], values * 2)
    assert 0 <= plain <= 1 - 1 / len(values) + 1e-12
    assert others == pytest.approx([plain] * 3, rel=1e-9, abs=1e-12)


@few
@given(incomes, st.floats(0.01, 0.49))
def test_a_transfer_from_rich_to_poor_lowers_gini(values: list[int], part: float) -> None:
    ordered = sorted(float(v) for v in values)
    moved = (ordered[-1] - ordered[0]) * part
    before, after = values_of(ordered, [ordered[0] + moved, *ordered[1:-1], ordered[-1] - moved])
    assert after <= before + 1e-12


@few
@given(incomes, st.integers(1, 10**5))
def test_the_same_sum_for_everyone_lowers_gini(values: list[int], gift: int) -> None:
    before, after = values_of(values, [v + gift for v in values])
    assert after <= before + 1e-12


@few
@given(chances)
def test_holm_is_at_least_the_p_value_and_keeps_its_order(p: list[float]) -> None:
    adjusted = holm(p)
    assert (adjusted >= np.array(p)).all()
    assert (adjusted <= np.minimum(np.array(p) * len(p), 1) + 1e-12).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


@few
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=8))
def test_the_margin_of_a_sum_does_not_depend_on_order(parts: list[tuple[int, int]]) -> None:
    values, margins = (list(column) for column in zip(*parts, strict=True))
    margin = sum_moe(values, margins)
    assert sum_moe(values[::-1], margins[::-1]) == pytest.approx(margin)
    assert max(margins) <= margin + 1e-9 or 0 in values
    assert margin <= sum(margins) + 1e-9


@few
@given(counts, counts, st.integers(1, 10_000), counts)
def test_a_proportions_margin_is_at_most_that_of_a_ratio(part: int, part_moe: int, rest: int, whole_moe: int) -> None:
    whole = part + rest
    proportion = proportion_moe(part, part_moe, whole, whole_moe)
    assert 0 <= proportion <= ratio_moe(part, part_moe, whole, whole_moe) + 1e-12
