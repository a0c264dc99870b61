"""Urban Institute, Upward Mobility data made from the ACS microdata (PUMS): percentiles of household income."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources import tidy

COUNTIES = "urban/metrics_income_county_all_longitudinal.csv"
PLACES = "urban/metrics_income_place_all_longitudinal.csv"
PERCENTILES = ("20", "50", "80")
NOT_PUBLISHED = "not published for this place and year"


def income_counties(inputs: Path) -> pd.DataFrame:
    """Percentiles 20, 50, 80 of household income by county and year, dollars of the year, 95 % bounds, quality 1-3.

    Raises InputError.
    """
    return _income(inputs, COUNTIES, "county", 3)


def income_places(inputs: Path) -> pd.DataFrame:
    """The percentiles for 486 cities. Raises InputError."""
    return _income(inputs, PLACES, "place", 5)


def _income(inputs: Path, file: str, level: str, width: int) -> pd.DataFrame:
    values = [f"pctl_income_{p}{end}" for p in PERCENTILES for end in ("", "_lb", "_ub")]
    grades = [f"pctl_income_{p}_quality" for p in PERCENTILES]
    raw = tidy.read_table(inputs, file, ["year", "state", level, *values, *grades])
    frame = tidy.numbers(raw, [*values, *grades], file)
    geoid = tidy.pad(frame.pop("state"), 2) + tidy.pad(frame.pop(level), width)
    frame = frame.rename(columns={"year": "period"}).assign(geoid=geoid, level=level)
    rule = tidy.schema(
        codes={"geoid": rf"\d{{{width + 2}}}", "level": level, "period": r"20\d\d"},
        numbers=dict.fromkeys(values, (1.0, None)) | dict.fromkeys(grades, (1.0, 3.0)),
    )
    tidy.check(frame, rule, file)
    for p in PERCENTILES:
        tidy.check_limits(frame, f"pctl_income_{p}", f"pctl_income_{p}_lb", f"pctl_income_{p}_ub", file)
    return tidy.tidy(tidy.blank_is_missing(frame, [f"pctl_income_{p}" for p in PERCENTILES], NOT_PUBLISHED))
