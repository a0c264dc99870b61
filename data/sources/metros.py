"""Sum counties to metro and micro areas. An area with a missing county has no figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.sources import tidy

DELINEATION = "geo/county_to_cbsa_2020.csv"
NAMED = 5  # counties named in a note


def read_members(inputs: Path) -> pd.DataFrame:
    """Rows ``cbsa``, ``county`` of the delineation of March 2020 (OMB bulletin 20-01), codes as text."""
    raw = tidy.read_table(inputs, DELINEATION, ["CBSA Code", "stcofips"], others=".*")
    frame = pd.DataFrame({"cbsa": tidy.pad(raw["CBSA Code"], 5), "county": tidy.pad(raw["stcofips"], 5)})
    rule = tidy.schema(codes={"cbsa": r"\d{5}", "county": r"\d{5}"}, numbers={}, key=("cbsa", "county"))
    return tidy.check(frame, rule, DELINEATION)


def metro_sums(counties: pd.DataFrame, members: pd.DataFrame, counts: Mapping[str, str | None]) -> pd.DataFrame:
    """Sums over the counties of each area: ``geoid`` and the counts with their margins.

    counties: one row a county, ``geoid`` and the columns named in counts (estimate -> margin, None where the count has
    no margin). Margins follow ``sum_margins``. An area with any county absent or blank has NaN and says so.
    """
    joined = members.merge(counties, how="left", left_on="county", right_on="geoid")
    sums = {name: _whole(joined, name) for name in counts}
    for name, margin in counts.items():
        if margin is not None:
            sums[margin] = sum_margins(joined, name, margin)
    frame = pd.DataFrame(sums).rename_axis("geoid").reset_index()
    for name in counts:
        frame = tidy.blank_is_missing(frame, [name])
        reasons = _why_absent(joined, name)
        frame = frame.assign(**{f"{name}__note": [reasons.get(code, "") for code in frame["geoid"]]})
    return frame


def _whole(joined: pd.DataFrame, name: str) -> pd.Series:
    return _sum_by_area(joined[name], joined["cbsa"]).mask(_any_by_area(joined[name].isna(), joined["cbsa"]))


def _sum_by_area(values: pd.Series, area: pd.Series) -> pd.Series:
    return values.groupby(area).sum()


def _any_by_area(flags: pd.Series, area: pd.Series) -> pd.Series:
    return flags.groupby(area).any()


def _why_absent(joined: pd.DataFrame, name: str) -> dict[str, str]:
    """Area without a sum -> which of its counties the data do not have."""
    lacking = set(joined.loc[joined[name].isna(), "cbsa"])
    some = joined[joined["cbsa"].isin(lacking)]
    return {str(code): _absent_words(counties, name) for code, counties in some.groupby("cbsa")}


def _absent_words(counties: pd.DataFrame, name: str) -> str:
    codes = sorted(counties.loc[counties[name].isna(), "county"])
    number = "the area’s county" if len(counties) == 1 else f"{len(codes)} of the area’s {len(counties)} counties"
    named = ", ".join(codes[:NAMED]) + (", …" if len(codes) > NAMED else "")
    return f"not computed: the data do not have {number} ({named})"


def sum_margins(joined: pd.DataFrame, name: str, margin: str) -> pd.Series:
    """Root of the sum of squared margins by ``cbsa``; of the margins of zero counts only the largest is counted.

    NaN where any margin is absent. Covariance is ignored (Census Bureau, ACS handbook 2020, ch. 8).
    """
    squares, zero, area = joined[margin] ** 2, joined[name] == 0, joined["cbsa"]
    largest = squares.where(zero, 0.0).groupby(area).max()
    root = (_sum_by_area(squares.mask(zero, 0.0), area) + largest) ** 0.5
    return root.mask(_any_by_area(squares.isna(), area))
