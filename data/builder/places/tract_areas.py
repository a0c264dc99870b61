"""Which area each tract lies in, and whether an area is there as a whole."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.core.county_changes import SUCCESSORS, reason_of_change
from indicators.core.geography import PUERTO_RICO, US_GEOID, Level


def with_place(tracts: pd.DataFrame, level: Level, members: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """The tracts with a text column ``place``: the area of the level; tracts outside all metro areas are left out.

    members: metro or micro area -> its counties. For tract figures the place is the county. The United States are the
    states and the District of Columbia, as the Census Bureau counts them: Puerto Rico has rows of its own.
    """
    geoid = tracts["geoid"]
    if level == "cbsa":
        of_county = {county: cbsa for cbsa, counties in members.items() for county in counties}
        of_retired = {old: of_county[new[0]] for old, new in SUCCESSORS.items() if new[0] in of_county}
        placed = tracts.assign(place=geoid.str[:5].map(of_county | of_retired))
        return placed[placed["place"].notna()].reset_index(drop=True)
    if level == "us":
        return tracts[~geoid.str.startswith(PUERTO_RICO)].assign(place=US_GEOID).reset_index(drop=True)
    widths: dict[str, int] = {"county": 5, "state": 2, "tract": 5}
    return tracts.assign(place=geoid.str[: widths[level]])


def incomplete_metros(tracts: pd.DataFrame, members: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Metro area -> why it can't be computed: a member county has no tracts in the data (never a partial sum)."""
    present = set(tracts["geoid"].str[:5].unique())
    present |= {new for old, successors in SUCCESSORS.items() if old in present for new in successors}
    reasons = {}
    for cbsa, counties in members.items():
        absent = sorted(counties - present)
        if absent:
            number = "its county" if len(counties) == 1 else f"{len(absent)} of its {len(counties)} counties"
            why = reason_of_change(absent[0], present)
            reasons[cbsa] = (
                f"Not computed: the data have no census tracts of {number} ({', '.join(absent)}). {why}".strip()
            )
    return reasons
