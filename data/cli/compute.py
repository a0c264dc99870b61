"""`python -m data compute`: a measure of segregation or inequality on the user's own table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.cli.output import add_options, say, write_rows
from data.cli.tables.text_table import trimmed
from data.cli.tables.units_table import Limits, read_units
from data.cli.user_text import did_you_mean, names_of
from data.core.errors import UserError
from indicators.core.estimate import Status
from indicators.core.plain_number import plain_number
from indicators.stats.exposure import exposure, isolation, normalised_isolation
from indicators.stats.inequality import gini
from indicators.stats.minimum_sizes import size_verdict
from indicators.stats.unevenness import dissimilarity, entropy_index

COLUMNS = ("place", "value", "status", "note")
# Counts that were rounded or estimated may pass their total by this share.
ROUNDING = 1e-6
# Places are computed some at a time: intermediate columns of so many rows fit into memory.
SLICE = 1_000_000
MB = 1_000_000
AREAS = "areas"
BLANK = "A count is blank here."


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure needs.

    compute: units (place, g0, g1, ..., total), names of the groups -> place, value, units and,
    of people, smallest_group. undefined: why there is no value where neither blanks nor sizes say it.
    """

    compute: Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]
    fewest: int
    most: int | None
    needs_total: bool
    groups_needed: str
    undefined: str = "The measure is not defined here."


MEASURES: dict[str, Measure] = {
    "dissimilarity": Measure(lambda f, g: dissimilarity(f, g[0], g[1]), 2, 2, False, "two groups"),
    "isolation": Measure(lambda f, g: isolation(f, g[0], "total"), 1, 1, True, "one group"),
    "exposure": Measure(
        lambda f, g: exposure(f, g[0], g[1], "total"), 2, 2, True, "two groups, of the first to the second,"
    ),
    "normalised_isolation": Measure(
        lambda f, g: normalised_isolation(f, g[0], "total"), 1, 1, True, "one group", "Everyone here is of this group."
    ),
    "entropy_index": Measure(entropy_index, 2, None, False, "two or more groups that add up to everyone"),
    "gini": Measure(
        lambda f, g: gini(f, g[0]), 1, 1, False, "one column of values, each row counted once", "All values here are 0."
    ),
}


def compute_table(
    measure: str, units: pd.DataFrame, place: str, groups: Sequence[str], total: str | None = None
) -> pd.DataFrame:
    """A measure for each place: columns ``COLUMNS``, sorted by place. value: float64, NaN where there is none.

    units: one row per small area, with ``place``, ``groups`` and ``total`` as ``read_units`` gives them. status, note:
    as in the snapshot, by the same minimum sizes (indicators/stats/minimum_sizes.py); ``missing`` where a count of the
    place is blank, ``not_applicable`` also where everyone is of one group (entropy_index, normalised_isolation) or all
    values are 0 (gini). Raises UserError where the measure is unknown or the groups do not fit it.
    """
    chosen = check_request(measure, groups, total)
    codes, names = pd.factorize(units[place])
    counts = {f"g{number}": units[group].to_numpy() for number, group in enumerate(groups)}
    frame = pd.DataFrame({"place": codes, **counts})
    if chosen.needs_total:
        frame["total"] = _everyone(units, groups, total).to_numpy()
    blank = frame.loc[frame.isna().any(axis=1), "place"].unique()
    places = pd.concat([chosen.compute(some, list(counts)) for some in _slices(frame)], ignore_index=True)
    table = _with_verdicts(places, places["place"].isin(blank), chosen)
    table["place"] = names.take(places["place"].to_numpy()).astype(object)
    return table.sort_values("place", ignore_index=True)


def _slices(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of some places at a time, all rows of each, in their order."""
    if len(frame) <= SLICE:
        yield frame
        return
    order = np.argsort(frame["place"].to_numpy(), kind="stable")
    codes, start = frame["place"].to_numpy()[order], 0
    while start < len(order):
        last = codes[min(start + SLICE, len(order)) - 1]
        end = int(np.searchsorted(codes, last, side="right"))
        yield frame.iloc[order[start:end]].reset_index(drop=True)
        start = end


def _with_verdicts(places: pd.DataFrame, blank: pd.Series, measure: Measure) -> pd.DataFrame:
    smallest = places["smallest_group"] if "smallest_group" in places else pd.Series(np.inf, index=places.index)
    sizes = (size_verdict(size, least, AREAS) for size, least in zip(places["units"], smallest, strict=True))
    status, notes = zip(*((verdict.status.value, verdict.note) for verdict in sizes), strict=True)
    table = places[["place", "value"]].assign(status=status, note=notes)
    absent = table["value"].isna() & (table["status"] != Status.NOT_APPLICABLE)
    table.loc[absent, ["status", "note"]] = Status.NOT_APPLICABLE.value, measure.undefined
    table.loc[blank, ["status", "note"]] = Status.MISSING.value, BLANK
    table["value"] = table["value"].mask(table["status"].isin([Status.NOT_APPLICABLE, Status.MISSING]))
    return table


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
    chosen = MEASURES[measure]
    if len(groups) < chosen.fewest or (chosen.most is not None and len(groups) > chosen.most):
        raise UserError(f"{measure} takes {chosen.groups_needed.rstrip(',')}: --groups names {len(groups)}")
    if len(set(groups)) < len(groups):
        raise UserError(f"--groups names a column twice: {', '.join(groups)}")
    if chosen.needs_total and total is None and len(groups) == 1:
        raise UserError(
            f"{measure} takes {chosen.groups_needed} and --total COLUMN: the people of all groups in each row"
        )
    return chosen


def add_parser(commands: Any) -> None:
    """The command `compute`."""
    parser: argparse.ArgumentParser = commands.add_parser("compute", help="a measure on your own table")
    parser.add_argument("measure", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument(
        "--units", required=True, type=Path, metavar="FILE", help="CSV or Parquet, one row a small area"
    )
    parser.add_argument("--place", required=True, metavar="COLUMN", help="the place that each row lies in")
    parser.add_argument(
        "--groups", required=True, metavar="A,B", help="columns of counts, parted by commas; '\"Black, alone\",White'"
    )
    parser.add_argument("--total", metavar="COLUMN", help="people of all groups in each row")
    parser.add_argument("--decimal", choices=(".", ","), help="the sign of decimals in a file of text")
    parser.add_argument("--max-rows", type=_positive, default=Limits().rows, metavar="N", help="default: 5 million")
    parser.add_argument(
        "--max-mb", type=_positive, default=Limits().size // MB, metavar="N", help="text, when unpacked; default: 2,000"
    )
    add_options(parser)
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Write place, value, status and note. Raises UserError for a mistake of the user."""
    groups = [trimmed(name) for name in names_of(options.groups)]
    place, total = trimmed(options.place), None if options.total is None else trimmed(options.total)
    chosen = check_request(options.measure, groups, total)
    used = list(dict.fromkeys([*groups, *([total] if chosen.needs_total and total else [])]))
    if options.out is not None and _is_same(options.out, options.units):
        raise UserError("--out is the file of --units: name another")
    units = read_units(options.units, place, used, Limits(options.max_rows, options.max_mb * MB), options.decimal)
    if total is not None and not chosen.needs_total:
        say(f"note: {options.measure} looks at --groups alone; --total is not used")
    if total is None and chosen.needs_total:
        say(f"note: without --total, everyone is {' and '.join(groups)} together")
    table = compute_table(options.measure, units, place, groups, total)
    if blank := int((table["status"] == Status.MISSING).sum()):
        say(f"note: {blank} place(s) have blank counts and so no value")
    write_rows(_rows(table), COLUMNS, options)
    return 0


def _is_same(out: Path, units: Path) -> bool:
    """Whether two paths are one file. A path that can't be opened counts as no; opening it raises the error."""
    try:
        return out.samefile(units)
    except (OSError, ValueError):
        return False


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    cells = zip(*(table[name].tolist() for name in COLUMNS), strict=True)
    for place, value, status, note in cells:
        yield {"place": place, "value": None if pd.isna(value) else value, "status": status, "note": note}


def _within_total(units: pd.DataFrame, groups: Sequence[str], total: str) -> None:
    for group in groups:
        over = np.flatnonzero(units[group] > units[total] * (1 + ROUNDING))
        if over.size:
            at = int(over[0])
            where = f"{units.index.name or 'row'} {units.index[at]}"
            more, less = units[group].iloc[at], units[total].iloc[at]
            counts = [plain_number(count) for count in (more, less)]
            raise UserError(f"{where}: column {group!r} has more people ({counts[0]}) than {total!r} ({counts[1]})")
