"""One area has one figure, whatever it is called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.builder.review.identity import review_identity, same_areas
from data.builder.review.tables import Tables
from tests.unit.review_tables import places, row, tables

N = 10
CITIES = {f"51{number:05d}": f"51{500 + number}" for number in range(N)}
COUNTIES = list(CITIES.values())
PLACES = places(CITIES, COUNTIES)
PEOPLE = {city: 1000.0 + number for number, city in enumerate(CITIES)}
# A measure whose specs withhold nothing, with a margin and without.
WITH_MARGIN, COUNT = "learning_rate", "population_growth"


def both(indicator: str, period: str, shift: dict[str, float], moe: float = np.nan) -> Tables:
    """Figures of 1 in every city and county; cities are shifted."""
    cities = {city: 1.0 + shift.get(city, 0.0) for city in CITIES}
    by_key = tables("population", "place", {"2023": PEOPLE})
    by_key |= tables("population", "county", {"2023": {CITIES[city]: value for city, value in PEOPLE.items()}})
    by_key |= tables(indicator, "place", {period: cities}, moe)
    return by_key | tables(indicator, "county", {period: dict.fromkeys(COUNTIES, 1.0)}, moe)


def decision(by_key: Tables, indicator: str) -> str:
    report = review_identity(by_key, PLACES)
    return next(str(entry["decision"]) for entry in report if entry["indicator"] == indicator and entry["pairs"])


def first(count: int, shift: float) -> dict[str, float]:
    return dict.fromkeys(list(CITIES)[:count], shift)


def test_cities_that_are_a_county_are_known_by_their_counts() -> None:
    by_key = both(WITH_MARGIN, "2016", {})
    assert same_areas(by_key, PLACES)["place"] == CITIES
    by_key |= tables("population", "county", {"2023": dict.fromkeys(COUNTIES, 5000.0)})
    assert same_areas(by_key, PLACES)["place"] == {}


def test_a_commuting_zone_of_one_county_is_that_county() -> None:
    table = PLACES.table[PLACES.table["level"] == "county"]
    table = table.assign(cz=["34112", "34102", "34102", *[""] * (N - 3)])
    named = table.head(1).assign(level="cz", geoid="34112", cz="")
    zones = replace(PLACES, table=pd.concat([table, named], ignore_index=True))
    assert same_areas({}, zones)["cz"] == {"34112": COUNTIES[0]}
    by_key = tables("absolute_upward_mobility", "cz", {"2011-2012": {"34112": 32.9, "34102": 40.0}})
    by_key |= tables("absolute_upward_mobility", "county", {"2011-2012": dict.fromkeys(COUNTIES, 34.1)})
    review_identity(by_key, zones)
    odd, other = (row(by_key, "absolute_upward_mobility", "cz", "2011-2012", code) for code in ("34112", "34102"))
    assert (odd["value"], odd["quality"], odd["flags"]) == (32.9, "3", "implausible")
    assert (other["quality"], other["flags"]) == ("1", "")


@pytest.mark.parametrize(
    ("count", "shift", "expected"),
    [
        (0, 0.0, "agrees"),
        (10, 0.27, "agrees"),  # within sqrt(0.2^2 + 0.2^2)
        (1, 0.30, "grade 3 where they differ"),  # one in ten may by chance
        (2, 0.30, "withheld"),
    ],
)
def test_margins_decide_where_there_are_any(count: int, shift: float, expected: str) -> None:
    assert decision(both(WITH_MARGIN, "2016", first(count, shift), moe=0.2), WITH_MARGIN) == expected


@pytest.mark.parametrize(("shift", "expected"), [(0.009, "agrees"), (0.02, "withheld")])
def test_without_margins_rounding_decides(shift: float, expected: str) -> None:
    assert decision(both(COUNT, "2014-2023", first(10, shift)), COUNT) == expected


def test_a_withheld_figure_says_why_and_a_single_odd_one_is_graded_3() -> None:
    by_key = both(WITH_MARGIN, "2016", first(10, 1.0), moe=0.2)
    review_identity(by_key, PLACES)
    city = row(by_key, WITH_MARGIN, "place", "2016", next(iter(CITIES)))
    assert np.isnan(city["value"])
    assert (city["status"], city["quality"], city["flags"]) == ("missing", "not graded", "withheld")
    assert city["note"].startswith("Withheld: ")
    assert row(by_key, WITH_MARGIN, "county", "2016", COUNTIES[0])["value"] == 1.0
    single = both(WITH_MARGIN, "2016", first(1, 1.0), moe=0.2)
    review_identity(single, PLACES)
    odd = row(single, WITH_MARGIN, "place", "2016", next(iter(CITIES)))
    assert (odd["value"], odd["quality"], odd["flags"]) == (2.0, "3", "implausible")
    assert odd["note"] == f"County {COUNTIES[0]} is the same area, and has 1."


def test_what_a_spec_withholds_is_withheld_where_nothing_can_be_compared() -> None:
    by_key = tables("social_associations", "place", {"2016": {"4805000": 17.4}})
    review_identity(by_key, PLACES)
    assert row(by_key, "social_associations", "place", "2016", "4805000")["flags"] == "withheld"
