"""Which area each tract lies in."""

from __future__ import annotations

import pandas as pd

from data.builder.places.tract_areas import with_place

TRACTS = pd.DataFrame({"geoid": ["48453001101", "11001000101", "72001956300"], "white": [1.0, 2.0, 3.0]})


def test_the_united_states_are_the_states_and_the_district() -> None:
    nation = with_place(TRACTS, "us", {})
    assert set(nation["place"]) == {"00"}
    assert list(nation["white"]) == [1.0, 2.0]


def test_puerto_rico_has_rows_of_its_own() -> None:
    assert list(with_place(TRACTS, "state", {})["place"]) == ["48", "11", "72"]
    assert list(with_place(TRACTS, "county", {})["place"]) == ["48453", "11001", "72001"]


def test_tracts_outside_all_metros_are_left_out() -> None:
    assert list(with_place(TRACTS, "cbsa", {"12420": frozenset({"48453"})})["place"]) == ["12420"]
