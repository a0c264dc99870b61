"""The four regions and nine divisions of the Census Bureau.

Source: U.S. Census Bureau, "Census Regions and Divisions of the United States",
https://www2.census.gov/geo/pdfs/maps-data/maps/reference/us_regdiv.pdf. Puerto Rico and the island areas are in none.
"""

from __future__ import annotations

# Region -> division -> codes of its states (the District of Columbia among them).
REGIONS: dict[str, dict[str, str]] = {
    "Northeast": {
        "New England": "09 23 25 33 44 50",
        "Middle Atlantic": "34 36 42",
    },
    "Midwest": {
        "East North Central": "17 18 26 39 55",
        "West North Central": "19 20 27 29 31 38 46",
    },
    "South": {
        "South Atlantic": "10 11 12 13 24 37 45 51 54",
        "East South Central": "01 21 28 47",
        "West South Central": "05 22 40 48",
    },
    "West": {
        "Mountain": "04 08 16 30 32 35 49 56",
        "Pacific": "02 06 15 41 53",
    },
}
REGION_OF_STATE: dict[str, str] = {
    state: region for region, divisions in REGIONS.items() for states in divisions.values() for state in states.split()
}


def states_of(region: str) -> tuple[str, ...]:
    """Codes of the states of a region."""
    return tuple(state for state, name in REGION_OF_STATE.items() if name == region)
