"""Cities that are a county of their own."""

from __future__ import annotations

from data.core.coextensive import coextensive_counties

PRINCIPAL = {"2965000": "29510", "4659020": "46099", "3651000": "36047", "1349008": "13021", "7200000": "72127"}


def test_a_city_with_its_county_s_count_is_its_county() -> None:
    cities = {"2965000": 281_754.0, "4659020": 206_410.0, "3651000": 8_258_035.0, "1349008": 156_512.0}
    counties = {"29510": 281_754.0, "46099": 206_930.0, "36047": 2_561_225.0, "13021": 156_512.0}
    assert coextensive_counties(PRINCIPAL, cities, counties) == {"2965000": "29510", "1349008": "13021"}


def test_counts_that_were_rounded_are_still_equal() -> None:
    assert coextensive_counties({"4260000": "42101"}, {"4260000": 1_550_540.0}, {"42101": 1_550_542.0})


def test_places_without_counts_are_in_no_pair() -> None:
    assert coextensive_counties(PRINCIPAL, {}, {}) == {}
    assert coextensive_counties(PRINCIPAL, {"7200000": 342_000.0}, {}) == {}
