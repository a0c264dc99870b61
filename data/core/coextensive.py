"""Cities and counties that are one area: independent cities, and cities whose limits are those of their county."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose

# County codes of the Census Bureau from here on are independent cities: they lie in no county.
FIRST_INDEPENDENT_CITY = "510"
# Figures carry at least six significant digits, so equal counts may differ by this much once they were rounded.
ROUNDING = 1e-5


def coextensive_counties(
    principal: Mapping[str, str], people_of_cities: Mapping[str, float], people_of_counties: Mapping[str, float]
) -> dict[str, str]:
    """City geoid -> geoid of the county that is the same area, for cities that are a whole county and nothing else.

    principal: city -> the county that holds most of it. people_of_cities, people_of_counties: residents of one year in
    the Census Bureau's population estimates, which are made for counties and then divided among their parts. So a city
    that shares its county with no other place, and lies in no second one, has exactly its county's count; a city with
    the smallest part of its county left out has less. A place without a count is in no pair.
    """
    return {
        city: county
        for city, county in principal.items()
        if isclose(people_of_cities.get(city, 0.0), people_of_counties.get(county, -1.0), rel_tol=ROUNDING)
    }


def is_independent_city(county: str) -> bool:
    """Whether a county's code is that of a city which lies in no county (Baltimore, St. Louis, those of Virginia)."""
    return county[2:] >= FIRST_INDEPENDENT_CITY
