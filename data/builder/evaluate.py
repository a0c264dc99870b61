"""Compute figures from a spec and its inputs: the one place where definition and data meet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.builder.engines import Run, to_pandas
from data.builder.figure_frames import numeric
from data.builder.finish_figures import FIGURE, finish_figures, missing_rows
from data.builder.inputs import CatalogInputs
from data.builder.places.levels import Places
from data.builder.places.tract_areas import incomplete_metros, with_place
from data.builder.publisher_codes import with_reasons
from data.builder.survey_areas import larger_areas
from data.core.county_changes import reason_of_change
from data.core.status_columns import notes, statuses
from data.sources.codes import CODE_HINT, IS_CODE, are_codes_as_figures
from data.sources.errors import InputError
from indicators.core.estimate import Status
from indicators.core.geography import LEVEL_WORDS
from indicators.core.plain_number import plain_number
from indicators.core.spec import IndicatorSpec, Input, Series

BASE = "base"
PEOPLE = Input("census_population_counties", "county", {BASE: "population"})
PEOPLE_PERIOD = "2023"

# What a reader or a formula may give of a figure, before it is finished.
FIGURE_NUMBERS = ("value", "moe", "se", "lower95", "upper95", "lower", "upper")


def evaluate(
    spec: IndicatorSpec, series: Series, period: str, inputs: CatalogInputs, places: Places, run: Run
) -> pd.DataFrame:
    """Figures of one indicator, level and period: columns FIGURE, one row per place of the vintage, by geoid.

    Raises InputError where the input has no such data or a figure lies beyond the indicator's bounds.
    """
    table = _joined(series, period, inputs)
    file = inputs.dataset(series.input.dataset).files[0]
    if series.input.level == "tract":
        given, reasons = _over_tracts(spec, series, table, places, run)
    else:
        given, reasons = _row_by_row(spec, table), {}
    _one_row_each(given, spec, file)
    _no_codes(given, spec, file)
    given = _with_base(given, table, spec, series, inputs)
    figures = finish_figures(given, spec, larger_areas(table, series, period, inputs))
    _within_bounds(figures, spec, file)
    present = set((table if series.input.level == series.level else given)["geoid"].to_numpy(dtype=object))
    roster = places.roster(series.level, series.vintage, present, file)
    return _one_row_per_place(figures, roster, reasons, series, present)


def _joined(series: Series, period: str, inputs: CatalogInputs) -> pd.DataFrame:
    """The rows of the main input, with the columns of the others: blank where those do not have the place."""
    table = inputs.table(series.input, period)
    for wanted in series.joined:
        table = table.merge(inputs.table(wanted, period), on="geoid", how="left", validate="one_to_one")
    return table


def _over_tracts(
    spec: IndicatorSpec, series: Series, table: pd.DataFrame, places: Places, run: Run
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Figures from tracts (of areas, or of the tracts themselves), and why some areas have none."""
    if series.level == "tract":
        outlined = places.rosters.get(("tract", series.vintage), frozenset())
        table = table[table["geoid"].str[:5].isin({code[:5] for code in outlined})].reset_index(drop=True)
        given = _row_by_row(spec, with_place(table, "tract", places.members))
        return given[given["geoid"].isin(outlined)].reset_index(drop=True), {}
    if spec.compute is None:
        raise InputError(f"indicators/{spec.factor}", None, None, f"{spec.key} sums tracts, but has no compute")
    placed = with_place(table, series.level, places.members)
    reasons = incomplete_metros(table, places.members) if series.level == "cbsa" else {}
    complete = placed[~placed["place"].isin(list(reasons))].reset_index(drop=True)
    numbers = complete.drop(columns=[*statuses(complete), *notes(complete)])
    given = run(spec.compute, numbers).rename(columns={"place": "geoid"})
    return _with_margins(spec, given, numbers), reasons


def _row_by_row(spec: IndicatorSpec, table: pd.DataFrame) -> pd.DataFrame:
    """Take over published figures, or apply a formula to each row."""
    given = table if spec.compute is None else to_pandas(spec.compute(table))
    given = given if spec.compute is None else _with_margins(spec, given, table)
    return with_reasons(given.reset_index(drop=True), table)


def _with_base(
    given: pd.DataFrame, table: pd.DataFrame, spec: IndicatorSpec, series: Series, inputs: CatalogInputs
) -> pd.DataFrame:
    """The figures with ``base``: the people or households behind each; of a sample at least the county's population."""
    if BASE in given:
        return given
    if BASE in table and "geoid" in table:
        return given.assign(base=given["geoid"].map(table.set_index("geoid")[BASE]))
    if spec.basis != "sample" or series.level != "county":
        return given
    return given.assign(base=given["geoid"].map(inputs.table(PEOPLE, PEOPLE_PERIOD).set_index("geoid")[BASE]))


def _with_margins(spec: IndicatorSpec, given: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Margins by simulation, where the spec has them and the input holds margins to draw from."""
    if spec.margins is None:
        return given
    margins = spec.margins(table)
    if margins is None or margins.empty:
        return given
    margins = margins.rename(columns={"place": "geoid"}) if "geoid" not in margins else margins
    return given.drop(columns=["moe", "noise_shift"], errors="ignore").merge(margins, on="geoid", how="left")


def _one_row_each(given: pd.DataFrame, spec: IndicatorSpec, file: str) -> None:
    twice = given["geoid"][given["geoid"].duplicated()]
    if not twice.empty:
        raise InputError(file, None, None, f"{spec.key} has two figures for {twice.iloc[0]}")


def _no_codes(given: pd.DataFrame, spec: IndicatorSpec, file: str) -> None:
    """Raise InputError where a figure, a margin or a limit is a publisher's code."""
    for name in FIGURE_NUMBERS:
        coded = are_codes_as_figures(numeric(given, name))
        if coded.any():
            row = given[coded].iloc[0]
            raise InputError(file, None, name, f"{spec.key} of {row['geoid']}: {row[name]:.0f} {IS_CODE}", CODE_HINT)


def _within_bounds(figures: pd.DataFrame, spec: IndicatorSpec, file: str) -> None:
    low, high = spec.bounds
    value = figures["value"]
    wrong = (value < low) if low is not None else value.isna() & False
    wrong |= (value > high) if high is not None else False
    if wrong.any():
        row = figures[wrong].iloc[0]
        what = f"{spec.key} of {row['geoid']} is {plain_number(row['value'])}, beyond its bounds {low} to {high}"
        raise InputError(file, None, None, what)


def _one_row_per_place(
    figures: pd.DataFrame, roster: Sequence[str], reasons: dict[str, str], series: Series, present: set[str]
) -> pd.DataFrame:
    listed = set(roster)
    rows = figures[figures["geoid"].isin(listed)]
    absent = sorted(listed - set(rows["geoid"]))
    notes = [reasons.get(code) or _why_absent(code, series, present) for code in absent]
    blank = (rows["status"] == Status.MISSING.value) & (rows["note"] == "")
    rows = rows.assign(note=rows["note"].mask(blank, _default_reason(series)))
    complete = pd.concat([rows, missing_rows(absent, notes)], ignore_index=True) if absent else rows
    return complete.sort_values("geoid", ignore_index=True)[list(FIGURE)]


def _why_absent(code: str, series: Series, present: set[str]) -> str:
    changed = reason_of_change(code, present) if series.level == "county" else ""
    return changed or _default_reason(series)


def _default_reason(series: Series) -> str:
    if series.absence:
        return series.absence
    word = LEVEL_WORDS[series.level][0]
    if series.input.level == "tract" and series.level != "tract":
        return f"The data have no census tracts of this {word}."
    return f"No figure is published for this {word}."
