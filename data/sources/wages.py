"""Bureau of Labor Statistics, Occupational Employment and Wage Statistics: wages of jobs, all occupations."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources import tidy
from indicators.core.geography import US_GEOID

FILE = "wages/metro_wage_percentiles_may_2025.csv"
PERIOD = "2025-05"
WAGES = ("p10", "p25", "p50", "p75", "p90")


def oews_2025(inputs: Path) -> pd.DataFrame:
    """Annual wages at percentiles 10 to 90, dollars, of jobs in metro areas, nonmetropolitan areas, states, nation.

    Nonmetropolitan areas are keyed by the 7-digit area code, since ``cbsa`` repeats between states. Raises InputError.
    """
    columns = ["area_type", "area_code", "cbsa", "area_name", "employment", *WAGES]
    frame = tidy.numbers(tidy.read_table(inputs, FILE, columns), ["employment", *WAGES], FILE)
    level = [_level(kind, code) for kind, code in zip(frame["area_type"], frame["area_code"], strict=True)]
    codes = [_geoid(area_level, code) for area_level, code in zip(level, frame["area_code"], strict=True)]
    wages = frame.drop(columns=["area_type", "area_code", "cbsa"]).rename(columns={"area_name": "name"})
    wages = wages.assign(geoid=codes, level=level, period=PERIOD)
    rule = tidy.schema(
        codes={"geoid": r"\d{2}|\d{5}|\d{7}", "level": "us|state|cbsa|nonmetro", "period": PERIOD},
        numbers=dict.fromkeys(("employment", *WAGES), (1.0, None)),
        texts=("name",),
    )
    checked = tidy.check(wages, rule, FILE, names={"geoid": "area_code", "level": "area_type", "name": "area_name"})
    tidy.check_limits(checked, "p50", "p10", "p90", FILE)
    return tidy.tidy(
        tidy.blank_is_missing(checked, WAGES, "not published: the wage is withheld or above the highest shown")
    )


def _level(kind: str, code: str) -> str:
    if kind != "M":
        return {"N": "us", "S": "state"}.get(kind, kind)
    return "cbsa" if tidy.pad(pd.Series([code]), 7)[0].startswith("00") else "nonmetro"


def _geoid(level: str, code: str) -> str:
    full = code.strip().zfill(7)
    return {"us": US_GEOID, "state": full[:2], "cbsa": full[2:]}.get(level, full)
