"""Places smaller than the areas of a survey's microdata: what is published for them is the figure of a larger area."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.builder.finish_figures import significant
from data.builder.inputs import CatalogInputs
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import Input, Series, period_end

PEOPLE: Mapping[Level, Input] = {
    "county": Input("census_population_counties", "county", {"people": "population"}),
    "place": Input("census_population_places", "place", {"people": "population"}),
}
REPEATED = "Area larger than the {word}: another {word} of the state has the same figures."
TOO_SMALL = (
    "Area larger than the {word}: the areas of the survey’s microdata hold at least {minimum:,} people, and the {word} "
    "has fewer."
)


def larger_areas(table: pd.DataFrame, series: Series, period: str, inputs: CatalogInputs) -> dict[str, str]:
    """Geoid -> why its figure is that of an area larger than the place, one sentence; empty for other data.

    table: geoid and the columns of the series' input. A place shares its area where all that is published for it is
    published for another place of its state as well, and where fewer people lived there in the year of the figure than
    the smallest area holds (`survey_area_minimum` of the dataset): it can't be an area by itself, whether or not
    another place shows the same figure.
    """
    minimum = inputs.dataset(series.input.dataset).survey_area_minimum
    if not minimum or series.level not in PEOPLE:
        return {}
    word = LEVEL_WORDS[series.level][0]
    people = _people(series.level, period, inputs)
    small = dict.fromkeys(people.index[people < minimum], TOO_SMALL.format(word=word, minimum=minimum))
    return small | dict.fromkeys(_repeated(table, series), REPEATED.format(word=word))


def _people(level: Level, period: str, inputs: CatalogInputs) -> pd.Series:
    """Residents by geoid in the last year of the period; of a code that no longer, or not yet, counted: at its most."""
    wanted = PEOPLE[level]
    frame, column = inputs.frame(wanted.dataset), wanted.columns["people"]
    rows = frame[(frame["level"] == level) & frame[column].notna()]
    of_year = rows[rows["period"] == period_end(period)[0]].set_index("geoid")[column]
    return of_year.combine_first(rows.groupby("geoid")[column].max())


def _repeated(table: pd.DataFrame, series: Series) -> list[str]:
    """Places whose figures, as they are written, all equal another place's of the state.

    As they are written: where a publisher computes one area's figures for each of its counties, the last of sixteen
    digits differ.
    """
    names = [name for name in series.input.columns if name != "quality"]
    known = table.dropna(subset=names, how="all")
    written = {name: significant(known[name].to_numpy(dtype=float)) for name in names}
    key = pd.DataFrame(written, index=known.index).assign(state=known["geoid"].str[:2])
    return list(known.loc[key.duplicated(keep=False), "geoid"])
