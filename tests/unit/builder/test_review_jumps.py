"""Changes that hardly any other place shows are doubted, unless their margins allow them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.builder.review import report_text, review
from data.builder.review.jumps import review_jumps
from data.builder.review.tables import Key, Tables
from tests.unit.review_tables import places, row, tables

KEY, N = "learning_rate", 1_200
YEARS = ("2013", "2014", "2015", "2016", "2017")
ODD = "01001"
CODES = [ODD, *(f"{number:05d}" for number in range(2001, 2001 + N))]
PLACES = places({}, CODES)


def steady(odd: dict[str, float], moe: float = 0.05, codes: list[str] = CODES) -> Tables:
    """Every county moves a little around 1; one as given."""
    noise = np.random.default_rng(7)
    years = {year: dict(zip(codes, noise.normal(1.0, 0.05, len(codes)).tolist(), strict=True)) for year in YEARS}
    for year in YEARS:
        years[year][ODD] = odd.get(year, 1.0)
    return tables(KEY, "county", years, moe)


def doubted(by_key: Tables) -> set[str]:
    return {year for year in YEARS if row(by_key, KEY, "county", year, ODD)["flags"] == "implausible"}


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ({"2015": 2.0}, {"2015"}),  # out and back: the one between
        ({"2013": 2.0}, {"2013"}),  # at an end: the one that is unlike the others
        ({"2017": 0.1}, {"2017"}),
        ({}, set()),
    ],
)
def test_the_figure_that_is_unlike_the_place_is_doubted(odd: dict[str, float], expected: set[str]) -> None:
    by_key = steady(odd)
    limits, cases = review_jumps(by_key, PLACES)
    assert doubted(by_key) == expected
    assert limits[0]["changes"] == 4 * (N + 1)
    assert bool(expected) == any(case["geoid"] == ODD for case in cases)


def test_a_doubted_figure_stays_and_says_both_numbers() -> None:
    by_key = steady({"2015": 2.0})
    review_jumps(by_key, PLACES)
    figure = row(by_key, KEY, "county", "2015", ODD)
    assert (figure["value"], figure["status"], figure["quality"]) == (2.0, "unreliable", "3")
    assert figure["note"] == (
        "From 1 (2014) to 2 (2015): a larger change than in 999 of 1,000 counties, even allowing for margins."
    )


def test_a_change_within_its_margins_is_none() -> None:
    by_key = steady({"2015": 2.0})
    for year in YEARS:
        frame = by_key[Key(KEY, "county", year)]
        wide = frame["geoid"] == ODD
        by_key[Key(KEY, "county", year)] = frame.assign(
            lower=frame["lower"].mask(wide, frame["value"] - 0.9), upper=frame["upper"].mask(wide, frame["value"] + 0.9)
        )
    review_jumps(by_key, PLACES)
    assert doubted(by_key) == set()


def test_few_changes_tell_nothing() -> None:
    by_key = steady({"2015": 2.0}, codes=CODES[:50])
    limits, cases = review_jumps(by_key, PLACES)
    assert limits == [{"indicator": KEY, "level": "county", "changes": 200, "usual": None, "beyond": 0}]
    assert cases == []


def test_the_review_is_the_same_twice_and_leaves_what_is_sound() -> None:
    first, second = steady({"2015": 2.0}), steady({"2015": 2.0})
    assert report_text(review(first, PLACES)) == report_text(review(second, PLACES))
    for key, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[key])
        sound = frame[frame["flags"] == ""]
        pd.testing.assert_frame_equal(sound, steady({"2015": 2.0})[key].loc[sound.index])
