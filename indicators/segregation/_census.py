"""What the indicators from census tract counts share: where the counts come from, who is counted, what to mind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from indicators.core.geography import Level
from indicators.core.spec import Ages, Input, Series
from indicators.stats.frames import NativeT
from indicators.stats.institutions import INSTITUTIONAL

# The six groups that add up to everyone: five non-Hispanic races, and Hispanics of any race.
GROUPS = ("white", "black", "asian", "native", "multiple", "hispanic")
GROUP_WORDS: Mapping[str, str] = {
    "white": "White",
    "black": "Black",
    "asian": "Asian",
    "native": "Native American",
    "multiple": "two or more races",
    "hispanic": "Hispanic",
}

# Name in a formula -> variable, by census year. `everyone` is the whole universe.
VARIABLES: Mapping[str, Mapping[str, str]] = {
    "2010": {name: name for name in GROUPS} | {"everyone": "population"},
    "2020": {name: name for name in GROUPS} | {"everyone": "adults"},
}
# Which tracts are institutional: the survey of households knows the tracts of this census alone.
JUDGED_PERIOD = "2020"

UNIVERSE: Mapping[str, str] = {
    "2010": "Everyone, of all ages, counted in the 2010 Census",
    "2020": "People aged 18 and over counted in the 2020 Census",
}
AGES: Mapping[str, Ages] = {"2010": "all ages", "2020": "adults"}

RECOVERED = "Grade 2 at best: counts were recovered from tables that spread “some other race” over the others."
NOISE = "Counts of 2020 carry privacy noise."
QUALITY_CAVEATS = (RECOVERED, NOISE)
COUNT_CAVEATS: Mapping[str, tuple[str, ...]] = {"2010": (RECOVERED,), "2020": QUALITY_CAVEATS}
LEVEL_NOTES: Mapping[str, str] = {
    "state": "Over all tracts of the state: the separation between its counties is included.",
    "us": "Over all tracts of the nation: the separation between its counties and states is included.",
}

GROUPS_CAVEAT = (
    "White, Black, Asian (with Pacific Islanders), Native American and two or more races are people who are not "
    "Hispanic; Hispanics may be of any race."
)
PERIODS_CAVEAT = (
    "2010 counts everyone and 2020 counts adults only. The two stand side by side, but they are not joined into a "
    "trend and not tested against each other."
)
DIFFERENCE_CAVEAT = (
    "Full counts have no sampling error, but they are not exact. Two places are called different only when their "
    "figures are at least 0.02 apart."
)
BETWEEN_CAVEAT = (
    "The figure of a state or of the nation runs over all its tracts, so it includes the separation between counties. "
    "Compare a county with the median county instead. The nation is the 50 states and the District of Columbia; Puerto "
    "Rico has figures of its own."
)
SIZE_CAVEAT = (
    "Where a group has fewer than 100 people, or there are fewer than five populated tracts, the figure is unreliable "
    "and not ranked; under 1,000 people it needs care."
)
TRACT_CAVEAT = (
    "Census tracts are redrawn every ten years: never subtract a 2010 tract from a 2020 tract of the same code."
)

INDEX_LEVELS: tuple[Level, ...] = ("county", "cbsa", "state", "us")
MINIMUM_DIFFERENCE = 0.02

# The best grade that figures from the recovered counts may have.
CENSUS_GRADE = "2"


def census_input(period: str, columns: Mapping[str, str]) -> Input:
    """Tract counts of a census; ``columns``: name in the formula -> group (or ``everyone``)."""
    variables = {name: VARIABLES[period][group] for name, group in columns.items()}
    return Input(f"census_{period}_tract_race", "tract", variables)


def census_series(
    columns: Mapping[str, str], levels: tuple[Level, ...] = INDEX_LEVELS, judged_by: str = INSTITUTIONAL
) -> tuple[Series, ...]:
    """One series per level and census, each alone: the two censuses count different people.

    judged_by: variable that tells institutional tracts.
    """
    return tuple(_series(level, period, columns, judged_by) for period in VARIABLES for level in levels)


def with_census_grade(frame: NativeT) -> NativeT:
    """Add the column ``quality``: grade 2 at best."""
    rows: Any = nw.from_native(frame)
    graded: NativeT = rows.with_columns(quality=nw.lit(CENSUS_GRADE)).to_native()
    return graded


def _series(level: Level, period: str, columns: Mapping[str, str], judged_by: str) -> Series:
    return Series(
        level=level,
        periods=(period,),
        input=census_input(period, columns),
        universe=UNIVERSE[period],
        vintage=period if level in ("county", "tract") else "",
        note=LEVEL_NOTES.get(level, ""),
        joins_trend=False,
        is_census=True,
        ages=AGES[period],
        joined=(Input("census_2020_tract_institutions", "tract", {INSTITUTIONAL: judged_by}),)
        if period == JUDGED_PERIOD
        else (),
        caveats=COUNT_CAVEATS[period],
    )
