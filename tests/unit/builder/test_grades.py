"""The grade is the worse of the publisher's and ours, and a margin that says nothing is never grade 1."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.builder.finish_figures import finish_figures
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

SHARE = specs()["children_in_single_parent_families"]
RANK = specs()["mean_income_rank_p25"]
LEARNING = specs()["learning_rate"]
DOLLARS = specs()["median_household_income"]
PEOPLE = specs()["population"]
# Twenty places from 0.40 to 0.59: standard deviation 0.0592, so grade 3 from a margin of 0.0973 on, 2 from 0.0487 on.
OTHERS = [0.40 + 0.01 * i for i in range(20)]


def first(spec: IndicatorSpec, others: list[float] | None = None, **given: Any) -> pd.Series:
    """The first of many places; the others have the same fields but for the value."""
    values = [given.pop("value"), *(OTHERS if others is None else others)]
    codes = [f"{48001 + i}" for i in range(len(values))]
    return finish_figures(pd.DataFrame({"geoid": codes, "value": values, **given}), spec).iloc[0]


@pytest.mark.parametrize(("moe", "grade"), [(0.12, "1"), (0.13, "2"), (0.247, "3")])
def test_a_share_is_graded_by_its_coefficient_of_variation(moe: float, grade: str) -> None:
    assert first(SHARE, others=[], value=0.5, moe=moe)["quality"] == grade  # CV .146, .158, .3003


@pytest.mark.parametrize(("moe", "grade"), [(0.04, "1"), (0.05, "2"), (0.1, "3")])
def test_a_rank_is_graded_by_the_spread_of_places(moe: float, grade: str) -> None:
    assert first(RANK, value=0.5, moe=moe)["quality"] == grade
    assert first(replace(RANK, bounds=(None, None), format="ratio"), value=0.5, moe=moe)["quality"] == grade


def test_the_worse_of_two_grades_counts() -> None:
    assert first(SHARE, value=0.5, moe=0.4, quality=1)["quality"] == "3"
    assert first(SHARE, value=0.5, moe=0.01, quality=2)["quality"] == "2"
    assert first(LEARNING, value=0.5, lower95=0.2, upper95=0.8, quality=1)["quality"] == "3"


def test_few_places_have_no_spread() -> None:
    assert first(RANK, others=[], value=0.5, moe=0.3)["quality"] == "not graded"


def test_a_share_whose_margin_is_as_wide_as_the_places_differ_is_not_grade_1() -> None:
    row = first(SHARE, value=0.95, moe=0.15, others=OTHERS * 10)
    assert (row["quality"], row["flags"]) == ("2", "upper_cut wide_margin")
    narrow = first(SHARE, value=0.95, moe=0.05, others=OTHERS * 10)
    assert (narrow["quality"], narrow["flags"]) == ("1", "")


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_nobody_and_everybody_of_a_sample_is_grade_3(value: float) -> None:
    row = first(SHARE, value=value, moe=0.01)
    assert (row["status"], row["quality"]) == ("ok", "3")
    assert "at_bound" in row["flags"]
    assert "nobody or everybody" in row["note"]


def test_nobody_in_a_full_count_stands() -> None:
    assert first(SHARE, value=0.0)["flags"] == "at_bound", "a sample without a published margin"
    row = first(replace(SHARE, basis="full_count"), value=0.0)
    assert (row["status"], row["quality"], row["flags"]) == ("ok", "not graded", "")


def test_a_margin_of_zero_is_unknown_unless_the_publisher_controls_it() -> None:
    assert first(SHARE, value=0.5, moe=0.0)["flags"] == "unknown_margin"
    assert first(SHARE, value=0.5, moe=0.0)["quality"] == "3"
    certain = first(SHARE, value=0.5, moe=0.0, controlled=True)
    assert (certain["quality"], certain["flags"]) == ("1", "")


def test_a_margin_over_all_that_is_possible_is_no_figure_to_use() -> None:
    row = first(SHARE, value=0.3, moe=0.7)
    assert (row["status"], row["quality"]) == ("unreliable", "3")
    assert "open_margin" in row["flags"]


@pytest.mark.parametrize(("base", "grade"), [(99, "3"), (100, "1"), (np.nan, "1")])
def test_a_hundred_people_stand_behind_a_figure(base: float, grade: str) -> None:
    row = first(SHARE, value=0.5, moe=0.01, base=base)
    assert row["quality"] == grade
    assert row["flags"] == ("small_base" if grade == "3" else "")


def test_a_limit_that_was_cut_at_the_bound_is_a_field_and_does_not_better_the_grade() -> None:
    row = first(SHARE, others=[], value=0.9, lower95=0.3, upper95=1.0)
    assert row["flags"] == "upper_cut wide_margin"
    assert row["quality"] == "3"  # half-width .504 downwards counts on both sides: CV .34; cut in half it would be .2
    assert first(SHARE, others=[], value=0.1, lower95=0.0, upper95=0.13)["flags"] == "lower_cut"


@pytest.mark.parametrize(
    ("spec", "value", "written"),
    [(PEOPLE, 4_835_125.0, 4_835_125.0), (DOLLARS, 1_234_567.0, 1_234_567.0), (SHARE, 0.1234567, 0.123457)],
)
def test_people_and_dollars_are_whole_and_exact(spec: IndicatorSpec, value: float, written: float) -> None:
    assert first(spec, others=[], value=value)["value"] == written


def test_what_a_formula_flags_as_a_shared_area_is_grade_3() -> None:
    row = first(SHARE, value=0.5, moe=0.01, quality=1, flags="shared_area", note="Area larger than the county.")
    assert (row["quality"], row["note"]) == ("3", "Area larger than the county.")


def test_grade_3_says_why() -> None:
    assert "half of the figure" in first(SHARE, others=[], value=0.5, moe=0.3)["note"]
    carried = specs()["high_school_degree"]
    assert first(carried, others=[], value=0.5, quality=3)["flags"] == "publisher"
    absent = first(SHARE, others=[], value=np.nan, base=20, note="not published")
    assert absent["note"] == "Not published."
