"""Which areas are institutional, and how much of a group is counted in them: tables worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from indicators.stats.institutions import (
    BY_EVERYONE,
    INSTITUTIONAL,
    Counted,
    counted_in_institutions,
    institutional,
    without_institutions,
)

EVERYONE = Counted("adults", "homes", "homes_moe")
BLACK = Counted("black", "black_homes", "black_moe")


def judged(**changes: float) -> tuple[float, float]:
    """(by any group, by everyone) for one tract: 1,000 adults, all of them in households, 400 of them Black."""
    tract = {"adults": 1000, "homes": 1300, "homes_moe": 150, "black": 400, "black_homes": 500, "black_moe": 90}
    row = institutional(pd.DataFrame([{"geoid": "1"} | tract | changes]), EVERYONE, [BLACK]).iloc[0]
    return row[INSTITUTIONAL], row[BY_EVERYONE]


@pytest.mark.parametrize(
    ("homes", "expected"),
    [(699, (1, 1)), (700, (0, 0)), (1000, (0, 0)), (0, (1, 1))],
    ids=["over", "at", "all", "none"],
)
def test_over_30_percent_of_everyone(homes: float, expected: tuple[float, float]) -> None:
    assert judged(homes=homes) == expected


def test_over_200_of_everyone() -> None:
    assert judged(adults=600, homes=400, black=0) == (0, 0)
    assert judged(adults=600, homes=399, black=0) == (1, 1)


def test_over_half_of_a_group_beyond_the_margin() -> None:
    assert judged(black_homes=109) == (1, 0), "109 and its margin of 90 leave over half of 400"
    assert judged(black_homes=110) == (0, 0)
    assert judged(black_homes=109, black_moe=0) == (1, 0)


def test_over_100_of_a_group_beyond_the_margin() -> None:
    assert judged(black=110, black_homes=0, black_moe=15) == (0, 0), "a survey may miss a small group altogether"
    assert judged(black=116, black_homes=0, black_moe=15) == (1, 0)


def test_a_tract_that_holds_a_group_in_households_is_a_neighborhood() -> None:
    assert judged(black=950, black_homes=1250) == (0, 0)


def test_what_the_survey_does_not_know_is_not_judged() -> None:
    assert np.isnan(judged(homes=np.nan, black_homes=np.nan)).all()


TRACTS = pd.DataFrame(
    {
        "place": ["p", "p", "p", "q", "q", "r"],
        "a": [10.0, 20.0, 70.0, 5.0, 5.0, 4.0],
        "b": [50.0, 30.0, 0.0, 0.0, 0.0, 8.0],
        INSTITUTIONAL: [0.0, np.nan, 1.0, 0.0, 0.0, np.nan],
    }
)


def test_shares_of_a_place() -> None:
    counted = counted_in_institutions(TRACTS, ("a", "b")).set_index("place")
    assert counted.loc["p", ["a", "b", "all_a", "all_b"]].tolist() == [0.7, 0.0, 100.0, 80.0]
    assert counted.loc["p", ["institutional_areas", "judged_areas"]].tolist() == [1, 2]
    assert np.isnan(counted.loc["q", "b"]), "nobody of a group is nowhere"
    assert counted.loc["r", ["institutional_areas", "judged_areas"]].tolist() == [0, 0]


def test_institutional_areas_are_emptied_and_keep_their_row() -> None:
    left = without_institutions(TRACTS, ("a", "b"))
    assert left["a"].tolist() == [10, 20, 0, 5, 5, 4]
    assert left["b"].tolist() == [50, 30, 0, 0, 0, 8]
    assert left["place"].tolist() == TRACTS["place"].tolist()
