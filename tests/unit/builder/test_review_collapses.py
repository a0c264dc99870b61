"""A share that falls to almost nothing and comes back is not shown."""

from __future__ import annotations

import numpy as np
import pytest

from data.builder.review.collapses import Collapse, collapses, review_collapses, spikes
from tests.unit.review_tables import ROANOKE, places, row, tables

KEY = "high_poverty_schools_black"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.70, 0.77, 0.00, 0.00, 0.97], [Collapse(2, 3, 1, 4)]),
        ([0.94, 0.00, 0.155, 0.00, 0.925], [Collapse(1, 3, 0, 4)]),  # a little between two lows does not count
        ([0.50, 0.09, 0.30], [Collapse(1, 1, 0, 2)]),  # half of what was lost is back
        ([0.50, 0.09, 0.28], []),
        ([1.00, 0.00, 0.40], [Collapse(1, 1, 0, 2)]),  # less than half, but 40 points
        ([0.50, 0.11, 0.90], []),  # not down to 10 %
        ([0.49, 0.10, 0.90], []),  # 39 points
        ([0.60, 0.05, 0.04, 0.06], []),  # a low that lasts
        ([0.60, 0.55, 0.05], [Collapse(2, 2, 1, None)]),  # at the end nothing tells
        ([0.41, 0.42, 0.07, 0.01], [Collapse(3, 3, 1, None)]),  # in two steps
        ([0.62, 0.26, 0.20, 0.42, 0.05, 0.00], [Collapse(5, 5, 3, None)]),
        ([0.05, 0.60, 0.55], [Collapse(0, 0, None, 1)]),
        ([0.9, 0.0, 0.9, 0.0, 0.9], [Collapse(1, 1, 0, 2), Collapse(3, 3, 2, 4)]),
        ([0.75, 0.56, 0.29, 0.00, 0.50], [Collapse(3, 3, 0, 4)]),  # in several steps
        ([1.00, 0.36, 0.00, 0.69], [Collapse(2, 2, 0, 3)]),
        ([0.90, 0.44, 0.40, 0.35, 0.05, 0.90], [Collapse(4, 4, 0, 5)]),  # over more periods than three, and all back
        ([0.90, 0.44, 0.40, 0.35, 0.05, 0.44], []),  # half of it is not enough then
        ([0.40, 0.67, 0.00, 0.00, 0.39, 0.00, 0.00, 0.70], [Collapse(2, 3, 1, 4), Collapse(5, 6, 1, 7)]),
        ([0.90, 0.05, 0.44, 0.00, 0.44], [Collapse(3, 3, 2, 4)]),  # after one that never comes back
        ([0.5], []),
        ([], []),
    ],
)
def test_what_a_collapse_is(values: list[float], expected: list[Collapse]) -> None:
    assert list(collapses(values)) == expected


def test_a_single_period_far_above_both_sides_is_graded_3() -> None:
    assert list(spikes([0.46, 1.0, 0.48, 0.42])) == [1]
    assert list(spikes([0.46, 1.0, 1.0, 0.48])) == []
    assert list(spikes([0.50, 0.89, 0.30])) == []
    assert list(spikes([0.51, 0.90, 0.30])) == []
    years = {"2016": 0.46, "2017": 1.0, "2018": 0.48}
    by_key = tables(KEY, "county", {year: {ROANOKE: value} for year, value in years.items()})
    cases = review_collapses(by_key, places({}, [ROANOKE]))
    figure = row(by_key, KEY, "county", "2017", ROANOKE)
    assert (figure["value"], figure["status"], figure["quality"]) == (1.0, "unreliable", "3")
    assert "far above 46% (2016) and 48% (2018)" in figure["note"]
    assert [(case["periods"], case["decision"]) for case in cases] == [(["2017"], "grade 3, a spike")]


def test_a_collapsed_share_is_withheld_with_its_reason() -> None:
    years = {"2016": 0.75, "2017": 0.77, "2018": 0.0, "2019": 0.0, "2020": 0.97}
    by_key = tables(KEY, "county", {year: {ROANOKE: value, "48453": 0.5} for year, value in years.items()})
    cases = review_collapses(by_key, places({}, [ROANOKE, "48453"]))
    collapsed = [row(by_key, KEY, "county", year, ROANOKE) for year in ("2018", "2019")]
    for figure in collapsed:
        assert np.isnan(figure["value"])
        assert (figure["status"], figure["quality"], figure["flags"]) == ("unreliable", "3", "implausible")
        assert figure["note"].startswith("Withheld: the publisher’s figure falls from 77% (2017) to 10% or less")
        assert "back at 97% (2020)" in figure["note"]
    assert row(by_key, KEY, "county", "2017", ROANOKE)["status"] == "ok"
    assert row(by_key, KEY, "county", "2018", "48453")["value"] == 0.5
    assert [(case["geoid"], case["periods"], case["decision"]) for case in cases] == [
        (ROANOKE, ["2018", "2019"], "withheld")
    ]


def test_a_collapse_at_an_end_is_shown_and_graded_3() -> None:
    years = {"2019": 0.75, "2020": 0.77, "2021": 0.0}
    by_key = tables(KEY, "county", {year: {ROANOKE: value} for year, value in years.items()})
    cases = review_collapses(by_key, places({}, [ROANOKE]))
    figure = row(by_key, KEY, "county", "2021", ROANOKE)
    assert (figure["value"], figure["status"], figure["quality"]) == (0.0, "unreliable", "3")
    assert cases[0]["decision"] == "grade 3"


def test_a_missing_period_is_passed_over_and_other_formats_are_left() -> None:
    years = {"2016": 0.77, "2017": float("nan"), "2018": 0.0, "2019": 0.97}
    by_key = tables(KEY, "county", {year: {ROANOKE: value} for year, value in years.items()})
    assert [case["periods"] for case in review_collapses(by_key, places({}, [ROANOKE]))] == [["2018"]]
    ratios = tables("learning_rate", "county", {str(2013 + i): {ROANOKE: v} for i, v in enumerate((0.9, 0.05, 0.9))})
    assert review_collapses(ratios, places({}, [ROANOKE])) == []
