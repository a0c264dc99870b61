"""Places that only a dataset knows: districts, schools, ZIP codes, nonmetropolitan areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from data.core.county_changes import STATES

TEXAS = "48"
# Levels whose codes begin with that of their state. District codes of the NCES do so too, but for the schools of the
# Bureau of Indian Education (59); shorter ones are the Texas agency's.
_STATE_FIRST = ("state", "county", "nonmetro")
_NCES_DISTRICT = 7


def named_by_data(frames: Sequence[pd.DataFrame], cbsa_of: Mapping[str, str]) -> pd.DataFrame:
    """One row per level and geoid of the tidy frames, tracts apart: names, parents, points; the newest period's.

    A place without a name in the data is named by its code. cbsa_of: county -> metro or micro area.
    """
    places = pd.concat([_columns_of(frame) for frame in frames], ignore_index=True).sort_values("period", kind="stable")
    places = places.drop_duplicates(["level", "geoid"], keep="last").drop(columns="period")
    code = places["geoid"].mask(places["level"] == "zip", "ZIP code " + places["geoid"])
    county = places["county"].mask(places["level"] == "county", places["geoid"])
    return places.assign(
        name=places["name"].mask(places["name"] == "", code),
        county=county,
        cbsa=county.map(cbsa_of).fillna("").mask(places["level"] == "cbsa", places["geoid"]),
        principal_county=county,
        state=_states(places, county),
        vintage="",
    )


def _columns_of(frame: pd.DataFrame) -> pd.DataFrame:
    """level, geoid, period, name, county, lon, lat of a tidy frame; blank where it has none."""
    rows = frame[frame["level"] != "tract"]
    blank = pd.Series("", index=rows.index, dtype="str")
    none = pd.Series(float("nan"), index=rows.index)
    return pd.DataFrame(
        {
            "level": rows["level"],
            "geoid": rows["geoid"],
            "period": rows["period"],
            "name": rows.get("name", blank).fillna(""),
            "county": rows.get("county", blank).fillna(""),
            "lon": rows.get("lon", none),
            "lat": rows.get("lat", none),
        }
    )


def _states(places: pd.DataFrame, county: pd.Series) -> pd.Series:
    """By county where it is known, else by the code, or by the first postal code in a metro area's title."""
    level, geoid = places["level"], places["geoid"]
    is_nces = (level == "district") & (geoid.str.len() == _NCES_DISTRICT)
    is_texas = (level == "campus") | ((level == "district") & ~is_nces)
    is_first = level.isin(_STATE_FIRST) | (is_nces & geoid.str[:2].isin(list(STATES)))
    fips = {postal: state for state, (postal, _) in STATES.items()}
    of_title = places["name"].str.extract(r", ([A-Z]{2})\b", expand=False).map(fips).fillna("")
    state = county.str[:2].mask(is_first, geoid.str[:2])
    return state.mask(is_texas, TEXAS).mask(level == "cbsa", of_title)
