"""Tables of finished figures for the checks: by indicator, level and period; comparable periods; amendments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.builder.figure_frames import add_flag, add_note, objects
from data.builder.finish_figures import NUMBERS
from data.builder.grades import sides
from data.builder.places.levels import Places
from indicators.compare.trend import joins
from indicators.core.estimate import Flag, Interval, Quality, Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, period_end
from indicators.registry import specs


class Key(NamedTuple):
    """One table of figures."""

    indicator: str
    level: Level
    period: str


Tables = MutableMapping[Key, pd.DataFrame]
Run = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a check does to one figure. note: a sentence that gives the reason.

    status None: the status stays. removed: the value and its limits are taken out. quality None: the grade stays.
    """

    geoid: str
    note: str
    flag: Flag
    status: Status | None = None
    quality: Quality | None = None
    removed: bool = False


def runs(tables: Mapping[Key, pd.DataFrame]) -> Iterator[tuple[IndicatorSpec, Level, tuple[str, ...]]]:
    """Indicator, level and at least two periods, oldest first, that a line may join."""
    pairs = dict.fromkeys((key.indicator, key.level) for key in tables)
    for indicator, level in sorted(pairs):
        spec = specs()[indicator]
        periods = sorted(
            (p for k, level_of_table, p in tables if (k, level_of_table) == (indicator, level)), key=period_end
        )
        run = periods[:1]
        for earlier, later in pairwise(periods):
            if not joins(spec, level, earlier, later):
                yield from _long_enough(spec, level, run)
                run = []
            run = [*run, later]
        yield from _long_enough(spec, level, run)


def _long_enough(
    spec: IndicatorSpec, level: Level, run: Sequence[str]
) -> Iterator[tuple[IndicatorSpec, Level, tuple[str, ...]]]:
    if len(run) > 1:
        yield spec, level, tuple(run)


def of_run(tables: Mapping[Key, pd.DataFrame], indicator: str, level: Level, periods: Sequence[str]) -> Run:
    """The figures of several periods: period -> table, with the half-widths ``below`` and ``above``."""
    tables_of_run = {}
    for period in periods:
        table = tables[Key(indicator, level, period)]
        below, above = sides(table)
        tables_of_run[period] = table.assign(below=below, above=above)
    return tables_of_run


def wide(run: Run, column: str) -> pd.DataFrame:
    """One column of several periods: a row a place by code, a column a period, NaN where a place has no figure."""
    return pd.DataFrame({period: table.set_index("geoid")[column] for period, table in run.items()}).sort_index()


def amend(table: pd.DataFrame, amendments: Sequence[Amendment]) -> pd.DataFrame:
    """A copy of one table with the figures of some places amended, each at most once."""
    changed = table.copy()
    by_place = {amendment.geoid: amendment for amendment in amendments}
    given = [by_place.get(geoid) for geoid in changed["geoid"]]
    touched = np.array([amendment is not None for amendment in given])
    removed = np.array([amendment is not None and amendment.removed for amendment in given])
    for name in NUMBERS:
        changed[name] = changed[name].mask(removed, np.nan)
    changed["interval"] = changed["interval"].mask(removed, Interval.NONE.value)
    statuses = [a.status.value if a and a.status else "" for a in given]
    grades = [a.quality.value if a and a.quality else "" for a in given]
    for name, column in (("status", statuses), ("quality", grades)):
        news = [new or old for new, old in zip(column, changed[name], strict=True)]
        changed[name] = objects(np.array(news, dtype=object))
    add_note(changed, touched, [a.note if a else "" for a in given])
    for flag in dict.fromkeys(amendment.flag for amendment in amendments):
        add_flag(changed, [a is not None and a.flag is flag for a in given], flag)
    return changed


def names_of(places: Places, level: Level) -> dict[str, str]:
    """Code -> name of the places of a level, of the newest vintage."""
    rows = places.table[places.table["level"] == level]
    return dict(zip(rows["geoid"], rows["name"], strict=True))
