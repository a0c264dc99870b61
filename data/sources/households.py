"""Find institutional tracts: compare adults counted in 2020 with people in households of the same tracts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources import tidy
from data.sources.acs import tract_household_population
from data.sources.census import tract_race_2020
from indicators.stats.institutions import BY_EVERYONE, INSTITUTIONAL, Counted, institutional

CONNECTICUT = "09"
UNKNOWN = "the survey of households does not have this tract"
EVERYONE = Counted("adults", "B11002_001E", "B11002_001M")
# The table counts these two groups alone, with the Hispanics of either race.
GROUPS = (Counted("white", "B11002A_001E", "B11002A_001M"), Counted("black", "B11002B_001E", "B11002B_001M"))


def institutional_tracts(inputs: Path) -> pd.DataFrame:
    """Tracts of 2020 by the rule of indicators/stats/institutions.

    Columns ``institutional`` and ``institutional_by_everyone``: 1 or 0, blank where not known. The survey of
    2019-2023 has no tracts of Puerto Rico. Connecticut's tracts have kept their numbers and changed their county: they
    are joined by number. Raises InputError.
    """
    counted, households = tract_race_2020(inputs), tract_household_population(inputs)
    names = [name for kind in (EVERYONE, *GROUPS) for name in (kind.in_households, kind.moe)]
    known = households.assign(tract=_number(households["geoid"])).drop_duplicates("tract")[["tract", *names]]
    both = counted.assign(tract=_number(counted["geoid"])).merge(known, on="tract", how="left", validate="many_to_one")
    judged = counted[["geoid", "level", "period"]].merge(institutional(both, EVERYONE, GROUPS), on="geoid")
    return tidy.tidy(tidy.blank_is_missing(judged, [INSTITUTIONAL, BY_EVERYONE], UNKNOWN))


def _number(geoids: pd.Series) -> pd.Series:
    """The code; in Connecticut without the county. Numbers that repeat there are water tracts, where nobody lives."""
    return geoids.where(geoids.str[:2] != CONNECTICUT, CONNECTICUT + geoids.str[5:])
