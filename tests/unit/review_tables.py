"""Small tables of finished figures for the tests of the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.builder.places.levels import COLUMNS, Places
from data.builder.review.tables import Key, Tables

ROANOKE, ROANOKE_CITY = "51770", "5168000"
TRAVIS, AUSTIN = "48453", "4805000"


def table(values: Mapping[str, float], moe: float = np.nan) -> pd.DataFrame:
    """Finished figures, graded 1; NaN for a missing one."""
    value = pd.Series(list(values.values()), dtype="float64")
    known = value.notna()
    texts = {"interval": "none" if moe != moe else "sampling", "note": "", "flags": ""}
    frame = pd.DataFrame(
        {"geoid": list(values), "value": value, "moe": moe, "lower": value - moe, "upper": value + moe}
    )
    frame = frame.assign(**texts, status=np.where(known, "ok", "missing"), quality=np.where(known, "1", "not graded"))
    return frame.astype(dict.fromkeys(("geoid", "interval", "status", "quality", "note", "flags"), object))


def tables(indicator: str, level: str, periods: Mapping[str, Mapping[str, float]], moe: float = np.nan) -> Tables:
    return {Key(indicator, level, period): table(values, moe) for period, values in periods.items()}  # type: ignore[arg-type]


def places(cities: Mapping[str, str], counties: Sequence[str]) -> Places:
    """cities: code -> its principal county."""
    rows = [("county", code, f"County {code}", "2020", code[:2], code, "", code) for code in counties]
    rows += [("place", code, f"City {code}", "", code[:2], county, "", county) for code, county in cities.items()]
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-2])).assign(lon=np.nan, lat=np.nan, cz="")
    return Places(frame, {}, {}, {})


def row(tables_: Tables, indicator: str, level: str, period: str, geoid: str) -> pd.Series:
    frame = tables_[Key(indicator, level, period)]  # type: ignore[arg-type]
    return frame[frame["geoid"] == geoid].iloc[0]
