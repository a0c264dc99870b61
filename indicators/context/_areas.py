"""Series that several measures of context share."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.core.geography import Level
from indicators.core.spec import Input, Series

AREAS: tuple[Level, ...] = ("county", "cbsa", "state", "us")
CURRENT_COUNTIES = "2022"
METRO_NOTE = "Summed over all counties of the area (delineation of 2020); missing where any of them is not in the data."


def area_series(dataset: str, columns: Mapping[str, str], period: str, universe: str) -> tuple[Series, ...]:
    """One series for each of counties, metro areas, states and the nation, from rows of that level."""
    return tuple(
        Series(
            level,
            (period,),
            Input(dataset, level, columns),
            universe,
            vintage=CURRENT_COUNTIES if level == "county" else "",
            note=METRO_NOTE if level == "cbsa" else "",
        )
        for level in AREAS
    )
