"""Places of the embedded snapshot: parents that exist, and the county that speaks for each city."""

from __future__ import annotations

import csv

import pytest

from data.builder.places.levels import PRINCIPAL_COUNTIES
from data.reader.store import SnapshotStore
from indicators.core.geography import LEVELS, Level

ROWS = list(csv.DictReader(PRINCIPAL_COUNTIES.read_text(encoding="utf-8").splitlines()))

# A few districts serve two states, or have their office in the other one.
CROSS_STATE_LINES = ("district", "campus")


@pytest.mark.parametrize("level", LEVELS)
def test_parents_exist(level: Level, embedded: SnapshotStore) -> None:
    counties = {place.geoid for place in embedded.places("county")}
    states = {place.geoid for place in embedded.places("state")}
    for place in embedded.places(level):
        parent = embedded.parent(level, place.geoid)
        assert parent["state"] in states | {""}, place
        assert {parent["county"], parent["principal_county"]} <= counties | {""}, place
        if level not in CROSS_STATE_LINES:
            assert parent["principal_county"][:2] in (parent["state"], ""), place


def test_every_community_has_a_county_that_speaks_for_it(embedded: SnapshotStore) -> None:
    assert all(embedded.principal_county("place", place.geoid) for place in embedded.places("place"))
    with_counties = [place for place in embedded.places("cbsa") if embedded.cbsa_counties(place.geoid)]
    assert len(with_counties) == 939
    for place in with_counties:
        assert embedded.principal_county("cbsa", place.geoid) in embedded.cbsa_counties(place.geoid)


def test_principal_counties_are_whole() -> None:
    assert len({row["place"] for row in ROWS}) == len(ROWS)
    assert {row["how"] for row in ROWS} == {"outline", "district", "known"}
    assert all(row["county"][:2] == row["place"][:2] for row in ROWS)


def test_cities_that_are_a_county_of_their_own(embedded: SnapshotStore) -> None:
    pairs = {
        city.geoid: county for city in embedded.places("place") if (county := embedded.coextensive("place", city.geoid))
    }
    known = {"2404000": "24510", "2965000": "29510", "1150000": "11001", "0820000": "08031", "0667000": "06075"}
    known |= {"4260000": "42101", "2255000": "22071", "0203000": "02020", "2146027": "21067", "1319000": "13215"}
    assert known.items() <= pairs.items()
    of_virginia = {
        place.geoid
        for place in embedded.places("place")
        if embedded.principal_county("place", place.geoid) >= "51500" and place.geoid[:2] == "51"
    }
    assert of_virginia == {city for city in pairs if city.startswith("51")}, "each city of Virginia is independent"
    # Parts of their county are left out: suburbs that kept their own government, or land beyond a second county's line.
    assert not {"4752006", "1836003", "1235000", "4659020", "3651000", "4803000", "1571550", "4805000"} & pairs.keys()
    assert all(embedded.coextensive("county", county) == city for city, county in pairs.items())
    assert embedded.coextensive("cbsa", "12580") is None
