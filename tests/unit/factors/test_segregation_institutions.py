"""Indices that count institutions say so, and stand beside those without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.core.estimate import Flag, Quality
from indicators.core.spec import IndicatorSpec
from indicators.registry import of_factor, specs
from indicators.segregation._census import GROUPS
from indicators.stats.institutions import INSTITUTIONAL

CHECKED = [spec for spec in of_factor("segregation") if spec.without_institutions]
INDICES = [spec for spec in CHECKED if "county" in spec.levels]
PARTS = [spec for spec in CHECKED if "county" not in spec.levels]
of_index = pytest.mark.parametrize("spec", INDICES, ids=lambda spec: spec.key)
of_part = pytest.mark.parametrize("spec", PARTS, ids=lambda spec: spec.key)
few = settings(max_examples=10, deadline=None)


def frame(spec: IndicatorSpec, counts: Any, flags: Any) -> pd.DataFrame:
    """What the formula gets for tracts of six groups in one place."""
    level = "county" if "county" in spec.levels else "tract"
    series = spec.find(level, "2020")
    assert series is not None
    people = pd.DataFrame(np.asarray(counts, dtype=float), columns=list(GROUPS))
    people["adults"] = people.sum(axis=1)
    table = pd.DataFrame({name: people[variable] for name, variable in series.input.columns.items()})
    table[INSTITUTIONAL] = np.asarray(flags, dtype=float)
    return table.assign(place="p", geoid=[f"{number:011d}" for number in range(len(table))])


def only(spec: IndicatorSpec, table: pd.DataFrame) -> pd.Series:
    assert spec.compute is not None
    return spec.compute(table).iloc[0]


# A prison of 600 adults beside six neighborhoods that are all alike.
ALIKE = [[400, 60, 30, 10, 20, 80]] * 6
PRISON = [100, 320, 30, 30, 20, 100]


def test_every_index_of_the_census_has_one_without_institutions() -> None:
    counted = {spec.key for spec in of_factor("segregation") if spec.find("county", "2020")}
    assert {spec.key for spec in INDICES} == {key for key in counted if not key.endswith("_in_households")}
    assert {spec.without_institutions for spec in CHECKED} == {f"{spec.key}_in_households" for spec in CHECKED}
    assert {spec.without_institutions for spec in CHECKED} <= set(specs())


@of_index
def test_a_place_whose_group_is_in_an_institution_is_flagged(spec: IndicatorSpec) -> None:
    figure = only(spec, frame(spec, [*ALIKE, PRISON], [0] * 6 + [1]))
    concerned = "black" in spec.groups  # 320 of 680; of the other groups a third at most, and that of fewer than 100
    assert (figure["flags"] == Flag.INSTITUTIONS) == concerned
    assert figure["quality"] == (Quality.POOR if concerned else Quality.CARE)
    assert ("of the Black adults counted are in census tracts" in figure["note"]) == concerned


@of_index
def test_nothing_changes_where_a_neighborhood_holds_most_of_a_group(spec: IndicatorSpec) -> None:
    figure = only(spec, frame(spec, [*ALIKE, PRISON], [0] * 7))
    assert (figure["flags"], figure["quality"]) == ("", Quality.CARE)


@of_index
@few
@given(counts=st.lists(st.lists(st.integers(0, 900), min_size=6, max_size=6), min_size=2, max_size=7))
def test_without_an_institution_both_figures_are_one(spec: IndicatorSpec, counts: list[list[int]]) -> None:
    table = frame(spec, counts, [0] * len(counts))
    figure, other = only(spec, table), only(specs()[spec.without_institutions], table)
    names = ["value", "units", "smallest_group"]
    assert other[names].astype(float).tolist() == pytest.approx(figure[names].astype(float).tolist(), nan_ok=True)
    assert (figure["flags"], other["note"]) == ("", figure["note"])


@of_index
@few
@given(prison=st.lists(st.integers(0, 5000), min_size=6, max_size=6))
def test_an_institution_more_leaves_the_figure_without_them_as_it_was(spec: IndicatorSpec, prison: list[int]) -> None:
    towns = [[400, 60, 30, 10, 20, 80], [300, 90, 10, 12, 9, 20], [80, 300, 5, 4, 30, 60]]
    twin = specs()[spec.without_institutions]
    before, after = only(twin, frame(spec, towns, [0] * 3)), only(twin, frame(spec, [*towns, prison], [0] * 3 + [1]))
    assert after[["value", "smallest_group"]].tolist() == pytest.approx(before[["value", "smallest_group"]].tolist())
    assert after["units"] == before["units"] == 3
    assert "Census tracts left out: 1." in after["note"]


@of_index
def test_a_place_that_the_survey_does_not_know_has_no_figure_without_institutions(spec: IndicatorSpec) -> None:
    table = frame(spec, ALIKE, [np.nan] * 6)
    assert only(spec, table)["flags"] == ""
    figure = only(specs()[spec.without_institutions], table)
    assert np.isnan(figure["value"])
    assert figure["status"] == "missing"


@of_index
def test_2010_is_not_judged(spec: IndicatorSpec) -> None:
    table = frame(spec, [*ALIKE, PRISON], [0] * 7).drop(columns=INSTITUTIONAL)
    assert "flags" not in only(spec, table)
    assert specs()[spec.without_institutions].periods("county") == ("2020",)


@of_part
def test_parts_of_a_flagged_index_are_flagged_and_institutions_have_no_part_without_them(spec: IndicatorSpec) -> None:
    towns = [[400, 60, 30, 10, 20, 80], [300, 90, 10, 12, 9, 20], [80, 100, 5, 4, 30, 60]]
    table = frame(spec, [*towns, PRISON], [0, 0, np.nan, 1])
    assert spec.compute is not None
    parts = spec.compute(table)
    assert (parts["flags"] == Flag.INSTITUTIONS).all()
    assert (parts["quality"] == Quality.POOR).all()
    compute = specs()[spec.without_institutions].compute
    assert compute is not None
    rest = compute(table)
    assert rest["value"].isna().tolist() == [False, False, False, True]
    assert rest["value"].sum() == pytest.approx(1)
    assert rest["status"].tolist() == ["ok", "ok", "ok", "not_applicable"]


@pytest.mark.parametrize("key", ["share_black", "diversity"])
def test_a_tract_of_an_institution_says_so(key: str) -> None:
    spec = specs()[key]
    assert spec.compute is not None
    figures = spec.compute(frame(spec, [ALIKE[0], PRISON, ALIKE[0]], [0, 1, np.nan]))
    assert figures["flags"].tolist() == ["", Flag.INSTITUTIONS, ""]
    assert figures["quality"].tolist() == [Quality.CARE, Quality.POOR, Quality.CARE]
