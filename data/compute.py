"""`python -m data compute`: a measure of segregation or inequality on the user's own table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data.command_words import csv_text, did_you_mean, json_text
from data.errors import UserError
from data.units_table import read_units
from indicators.stats.exposure import exposure, isolation, normalised_isolation
from indicators.stats.inequality import gini
from indicators.stats.unevenness import dissimilarity, entropy_index

COLUMNS = ("place", "value")
# Counts that were rounded or estimated may pass their total by this share.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure needs. compute: units (place, g0, g1, ..., total), names of the groups -> place, value."""

    compute: Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]
    fewest: int
    most: int | None
    needs_total: bool
    words: str


MEASURES: dict[str, Measure] = {
    "dissimilarity": Measure(lambda f, g: dissimilarity(f, g[0], g[1]), 2, 2, False, "two groups"),
    "isolation": Measure(lambda f, g: isolation(f, g[0], "total"), 1, 1, True, "one group"),
    "exposure": Measure(
        lambda f, g: exposure(f, g[0], g[1], "total"), 2, 2, True, "two groups, of the first to the second,"
    ),
    "normalised_isolation": Measure(lambda f, g: normalised_isolation(f, g[0], "total"), 1, 1, True, "one group"),
    "entropy_index": Measure(entropy_index, 2, None, False, "two or more groups that add up to everyone"),
    "gini": Measure(lambda f, g: gini(f, g[0]), 1, 1, False, "one column of values, each row counted once"),
}


def compute_table(
    measure: str, units: pd.DataFrame, place: str, groups: Sequence[str], total: str | None = None
) -> pd.DataFrame:
    """A measure for each place: columns place (text), value (float64; NaN where it is not defined), sorted by place.

    units: one row per small area, with ``place``, ``groups`` and ``total`` as ``read_units`` gives them. A measure is
    not defined where a group has nobody, where everyone is of one group (entropy_index, normalised_isolation), where
    all values are 0 (gini), and where a count of the place is blank. Raises UserError where the measure is unknown or
    the groups do not fit it.
    """
    found = check_request(measure, groups, total)
    names = [f"g{number}" for number in range(len(groups))]
    columns = {name: units[group] for name, group in zip(names, groups, strict=True)}
    frame = pd.DataFrame({"place": units[place], **columns})
    if found.needs_total:
        frame["total"] = _everyone(units, groups, total)
    blank = frame.loc[frame.isna().any(axis=1), "place"]
    places = found.compute(frame, names)[list(COLUMNS)]
    places["value"] = places["value"].mask(places["place"].isin(blank))
    return places.sort_values("place", ignore_index=True)


def _everyone(units: pd.DataFrame, groups: Sequence[str], total: str | None) -> pd.Series:
    """People of all groups in each row; without a column for them, those of the groups named."""
    if total is None:
        return units[list(groups)].sum(axis=1, skipna=False)
    _within_total(units, groups, total)
    return units[total]


def check_request(measure: str, groups: Sequence[str], total: str | None) -> Measure:
    """The measure, or UserError where it is unknown or the groups or the total do not fit it."""
    if measure not in MEASURES:
        known = ", ".join(MEASURES)
        raise UserError(f"unknown measure {measure!r}.{did_you_mean(measure, MEASURES)} Measures: {known}")
    found = MEASURES[measure]
    if len(groups) < found.fewest or (found.most is not None and len(groups) > found.most):
        raise UserError(f"{measure} takes {found.words.rstrip(',')}: --groups names {len(groups)}")
    if len(set(groups)) < len(groups):
        raise UserError(f"--groups names a column twice: {', '.join(groups)}")
    if found.needs_total and total is None and len(groups) == 1:
        raise UserError(f"{measure} takes {found.words} and --total COLUMN: the people of all groups in each row")
    return found


def add_parser(commands: Any) -> None:
    """The command `compute`."""
    parser: argparse.ArgumentParser = commands.add_parser("compute", help="a measure on your own table")
    parser.add_argument("measure", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument(
        "--units", required=True, type=Path, metavar="FILE", help="CSV or Parquet, one row a small area"
    )
    parser.add_argument("--place", required=True, metavar="COLUMN", help="the place that each row lies in")
    parser.add_argument("--groups", required=True, metavar="A,B", help="columns of counts, parted by commas")
    parser.add_argument("--total", metavar="COLUMN", help="people of all groups in each row")
    parser.add_argument("--format", choices=("csv", "json"), default="csv")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write place and value to standard output. Raises UserError for a mistake of the user."""
    groups = [name.strip() for name in options.groups.split(",") if name.strip()]
    found = check_request(options.measure, groups, options.total)
    used = [*groups, *([options.total] if found.needs_total and options.total else [])]
    units = read_units(options.units, options.place, list(dict.fromkeys(used)))
    if options.total is not None and not found.needs_total:
        print(f"note: {options.measure} looks at --groups alone; --total is not used", file=sys.stderr)
    if options.total is None and found.needs_total:
        print(f"note: without --total, everyone is {' and '.join(groups)} together", file=sys.stderr)
    blank = units.loc[units[used].isna().any(axis=1), options.place].nunique()
    if blank:
        print(f"note: {blank} place(s) have blank counts and so no value", file=sys.stderr)
    rows = _rows(compute_table(options.measure, units, options.place, groups, options.total))
    sys.stdout.write(json_text(rows) if options.format == "json" else csv_text(rows, COLUMNS))
    return 0


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    pairs = zip(table["place"].tolist(), table["value"].tolist(), strict=True)
    return [{"place": place, "value": None if pd.isna(value) else value} for place, value in pairs]


def _within_total(units: pd.DataFrame, groups: Sequence[str], total: str) -> None:
    for group in groups:
        over = units[group] > units[total] * (1 + ROUNDING)
        if over.any():
            row = units[over].iloc[0]
            place = f"a row of place {row.iloc[0]}"
            raise UserError(f"{place} has more people in {group!r} ({row[group]:g}) than in {total!r} ({row[total]:g})")
