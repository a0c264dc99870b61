"""Upward mobility: the Opportunity Atlas (2018), county and tract; the study of 2014, county and commuting zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data.sources import tidy, workbook
from data.sources.errors import InputError
from indicators.core.estimate import Status
from indicators.core.geography import Level

ATLAS_PERIOD, STUDY_PERIOD = "2014-2015", "2011-2012"

COUNTY_FILE = "mobility/opportunity_atlas_county.csv"
TRACT_FILE = "mobility/opportunity_atlas_tract_kir_p25.csv"
STUDY_FILE = "mobility/chetty_2014_online_data_tables.xls"

RACES = ("pooled", "black", "hisp", "white")
# Tracts with fewer children give ranks below 0 and above 100.
LEAST_CHILDREN = 100

NO_RANK = "not published: too few children of this group grew up here"
NO_STUDY = "not published: fewer than 250 children of the study grew up here"
HIDDEN = "hidden: fewer than 100 children, too few for a figure to be trusted"


def atlas_county(inputs: Path) -> pd.DataFrame:
    """Mean adult household income rank (0 to 1) of children of parents at the 25th percentile, with standard errors.

    Columns ``kfr_<race>_pooled_p25`` and ``_se`` for pooled, black, hisp, white; ``<race>_pooled_count``.
    Source: Chetty, Friedman, Hendren, Jones & Porter 2018 (2020), Opportunity Atlas, county file.
    """
    ranks = [f"kfr_{race}_pooled_p25" for race in RACES]
    limits: dict[str, tuple[float, float | None]] = {
        name: (0.0, 1.0) for rank in ranks for name in (rank, f"{rank}_se")
    }
    limits |= {f"{race}_pooled_count": (0.0, None) for race in RACES}
    raw = tidy.read_table(inputs, COUNTY_FILE, ("state", "county", *limits), others="cz|czname|(kfr|jail)_.*|.*_count")
    frame = tidy.numbers(raw, list(limits), COUNTY_FILE)
    geoid = tidy.pad(frame["state"], 2) + tidy.pad(frame["county"], 3)
    ranks_of_counties = frame[list(limits)].assign(geoid=geoid, level="county", period=ATLAS_PERIOD)
    codes = {"geoid": r"\d{5}", "level": "county", "period": ATLAS_PERIOD}
    tidy.check(ranks_of_counties, tidy.schema(codes=codes, numbers=limits), COUNTY_FILE)
    return tidy.tidy(tidy.blank_is_missing(ranks_of_counties, ranks, NO_RANK))


def atlas_tract(inputs: Path) -> pd.DataFrame:
    """Mean individual income rank (0 to 100) by 2010 tract, hidden where fewer than 100 children stand behind it.

    Source: the same, tract file; ``kid_pooled_n`` counts the children.
    """
    rank, children = "kir_pooled_p25", "kid_pooled_n"
    raw = tidy.read_table(
        inputs,
        TRACT_FILE,
        ("state", "county", "tract", rank, children),
        others="kir_(black|white)_p25|kid_(black|white)_n",
    )
    frame = tidy.numbers(raw, [rank, children], TRACT_FILE)
    geoid = tidy.pad(frame["state"], 2) + tidy.pad(frame["county"], 3) + tidy.pad(frame["tract"], 6)
    tracts = frame[[rank, children]].assign(geoid=geoid, level="tract", period=ATLAS_PERIOD)
    few = tracts[children] < LEAST_CHILDREN
    tracts = tracts.assign(**{rank: tracts[rank].mask(few)})
    codes = {"geoid": r"\d{11}", "level": "tract", "period": ATLAS_PERIOD}
    limits = {rank: (0.0, 100.0), children: (0.0, None)}
    tidy.check(tracts, tidy.schema(codes=codes, numbers=limits, required=[children]), TRACT_FILE)
    tracts = tidy.mark(tracts, rank, few, Status.SUPPRESSED, HIDDEN)
    return tidy.tidy(tidy.blank_is_missing(tracts, [rank], NO_RANK))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table of the workbook of 2014. figures: header -> variable, with lowest and highest possible value."""

    name: str
    level: Level
    code: str
    place: tuple[str, str]
    figures: Mapping[str, tuple[str, float | None, float | None]]


_COUNTIES = _Sheet(
    name="Online Data Table 3",
    level="county",
    code="County FIPS Code",
    place=("County Name", "State"),
    figures={
        "Absolute Upward Mobility": ("absolute_upward_mobility", 0.0, 100.0),
        "Number of Children in Core Sample": ("children", 0.0, None),
    },
)
_ZONES = _Sheet(
    name="Online Data Table 5",
    level="cz",
    code="CZ",
    place=("CZ Name", "State"),
    figures={
        "AM, 80-82 Cohort": ("absolute_upward_mobility", 0.0, 100.0),
        "Children in 1980-82 Cohorts": ("children", 0.0, None),
    },
)
# When each characteristic was measured (online data table 9 of the study).
_MEASURED = {
    "racial_segregation": "2000",
    "gini": "1996-2000",
    "test_scores": "2004-2007",
    "dropout_rate": "2000-01",
    "social_capital": "1990",
    "single_mothers": "2000",
}
_CHARACTERISTICS = _Sheet(
    name="Online Data Table 8",
    level="cz",
    code="CZ",
    place=("CZ Name", "State"),
    figures={
        "Racial Segregation": ("racial_segregation", 0.0, 1.0),
        "Gini": ("gini", 0.0, 1.0),
        "Test Score Percentile (Income Adjusted": ("test_scores", -100.0, 100.0),
        "High School Dropout Rate (Income Adjusted)": ("dropout_rate", -1.0, 1.0),
        "Social Capital Index": ("social_capital", None, None),
        "Fraction of Children with Single Mothers": ("single_mothers", 0.0, 1.0),
    },
)


def study_county(inputs: Path) -> pd.DataFrame:
    """Absolute upward mobility (0 to 100) by county.

    Source: Chetty, Hendren, Kline & Saez 2014, online data table 3.
    """
    return _study(inputs, _COUNTIES, NO_STUDY)


def study_zone(inputs: Path) -> pd.DataFrame:
    """Absolute upward mobility (0 to 100) by commuting zone. Source: the same, online data table 5."""
    return _study(inputs, _ZONES, NO_STUDY)


def study_characteristics(inputs: Path) -> pd.DataFrame:
    """Six characteristics of commuting zones, each in rows of its own period: the others are blank there.

    Source: the same, online data table 8 (definitions: table 9).
    """
    frame = _study(inputs, _CHARACTERISTICS, "not published: the source of this measure has no figure here")
    parts = [_of_period(frame, period) for period in sorted(set(_MEASURED.values()))]
    return tidy.tidy(pd.concat(parts, ignore_index=True))


def _of_period(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    others = [name for name, measured in _MEASURED.items() if measured != period]
    return frame.assign(period=period, **dict.fromkeys(others, float("nan")))


def _study(inputs: Path, sheet: _Sheet, reason: str) -> pd.DataFrame:
    file = f"{STUDY_FILE}, {sheet.name}"
    sheet_rows = _rows(inputs, sheet, file)
    variables = {variable: (low, high) for variable, low, high in sheet.figures.values()}
    frame = tidy.numbers(sheet_rows, ["code", *variables], file, first_row=1)
    geoid = frame["code"].map("{:05.0f}".format)
    rows = frame.drop(columns="code").assign(geoid=geoid, level=sheet.level, period=STUDY_PERIOD)
    codes = {"geoid": r"\d{5}", "level": sheet.level, "period": STUDY_PERIOD, "name": ".+"}
    tidy.check(rows, tidy.schema(codes=codes, numbers=variables), file, first_row=1)
    figures = [variable for variable in variables if variable != "children"]
    return tidy.tidy(tidy.blank_is_missing(rows, figures, reason))


def _rows(inputs: Path, sheet: _Sheet, file: str) -> pd.DataFrame:
    """Rows of data under the header, as text, blank cells NaN; indexed by line of the sheet less one."""
    cells = _sheet(inputs, sheet.name, file)
    start = [sheet.code, sheet.place[0]]  # a list of the variables above the table also begins with the code
    header_line = next(
        (line for line, row in enumerate(cells) if [str(cell).strip() for cell in row[:2]] == start), None
    )
    if header_line is None:
        raise InputError(file, None, sheet.code, "no line begins with this header", tidy.HEADER_HINT)
    header = [str(cell).strip() for cell in cells[header_line]]
    places = [_column(header, name, file) for name in (sheet.code, *sheet.place, *sheet.figures)]
    below = list(enumerate(cells))[header_line + 2 :]  # the line under the header numbers the columns: (1), (2), (3)
    data = [(line, row) for line, row in below if any(cell != "" for cell in row)]
    if not data:
        raise InputError(file, None, None, "the sheet has a header, but no rows", tidy.WHOLE_HINT)
    names = ["code", "place", "state", *(variable for variable, _, _ in sheet.figures.values())]
    rows = pd.DataFrame(
        [[None if row[column] == "" else str(row[column]) for column in places] for _, row in data],
        index=[line for line, _ in data],
        columns=names,
        dtype="str",
    )
    return rows.assign(name=rows["place"] + ", " + rows["state"]).drop(columns=["place", "state"])


def _sheet(inputs: Path, name: str, file: str) -> Sequence[Sequence[Any]]:
    sheets = workbook.sheets(inputs, STUDY_FILE)
    if name not in sheets:
        raise InputError(file, None, None, "the workbook has no such sheet")
    return sheets[name]


def _column(header: Sequence[str], name: str, file: str) -> int:
    if header.count(name) != 1:
        problem = "the column is missing" if name not in header else "the column stands twice"
        raise InputError(file, None, name, problem, tidy.HEADER_HINT)
    return header.index(name)
