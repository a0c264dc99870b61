"""A table that a user brings: one row per small area, counts as columns, places as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import UserError

PARQUET = (".parquet", ".pq")
BLANKS = ("", "NA", "N/A", "NaN", "nan", "null", "None")
FIRST_ROW = 2  # the header is row 1
SHOWN = 12


def read_units(path: Path, place: str, counts: Sequence[str]) -> pd.DataFrame:
    """The column of places as text (zeros kept) and the columns of counts as float64 (blank cells NaN), in this order.

    Raises UserError, one line, where the file can't be read, a column is not there, a row has no place, or a count is
    not a number of 0 or more.
    """
    table = _read(path)
    table.columns = table.columns.map(str)
    for column in (place, *counts):
        check_column(column, table.columns)
    if place in counts:
        raise UserError(f"column {place!r} can't be the place and a count at once")
    units = pd.DataFrame({place: _text(table[place])})
    nowhere = units[place].isin(BLANKS[:1])
    if nowhere.any():
        raise UserError(f"{path.name}, row {_row(nowhere)}: column {place!r} is empty; every row needs its place")
    return units.assign(**{column: _counts(table[column], path.name) for column in counts})


def check_column(column: str, columns: Iterable[str]) -> None:
    """Raise UserError where the table has no such column, with the nearest names."""
    known = list(columns)
    if column in known:
        return
    folded = {name.casefold(): name for name in known}
    near = [folded[name] for name in get_close_matches(column.casefold(), folded, n=3, cutoff=0.5)]
    shown = ", ".join(known[:SHOWN]) + (", ..." if len(known) > SHOWN else "")
    meant = f"Did you mean {' or '.join(near)}?" if near else f"It has: {shown}"
    raise UserError(f"no column {column!r} in the table. {meant}")


def _read(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise UserError(f"no file {path}")
    try:
        if path.suffix.casefold() in PARQUET:
            return pd.read_parquet(path)
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name} is not UTF-8 text: save it as CSV (UTF-8) or Parquet") from error
    except (ValueError, OSError) as error:  # ValueError: pandas' parser errors and Arrow's
        reason = " ".join(str(error).split())
        raise UserError(f"{path.name} can't be read: {reason}") from error


def _text(column: pd.Series) -> pd.Series:
    """Codes as text; whole numbers (a Parquet file may hold them) without a decimal point."""
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    return column.astype(object).where(column.notna(), "").map(str).str.strip()


def _counts(column: pd.Series, file: str) -> pd.Series:
    texts = column.astype(object).where(column.notna(), "").map(str).str.strip()
    blank = texts.isin(BLANKS)
    is_number = pd.api.types.is_numeric_dtype(column)  # float32 keeps its value, not its shortest decimal
    numbers = pd.to_numeric(column if is_number else texts.mask(blank), errors="coerce").astype(float)
    wrong = ~blank & ~np.isfinite(numbers)
    if wrong.any():
        found = texts[wrong].iloc[0]
        hint = "; write it without thousands separators" if "," in found else ""
        raise UserError(f"{file}, row {_row(wrong)}: column {column.name!r} has {found!r}, not a number{hint}")
    if (numbers < 0).any():
        found = texts[numbers < 0].iloc[0]
        raise UserError(
            f"{file}, row {_row(numbers < 0)}: column {column.name!r} has {found}; counts can't be negative"
        )
    return numbers


def _row(wrong: pd.Series) -> int:
    """Row of the first hit, as a spreadsheet numbers it."""
    return int(np.flatnonzero(wrong)[0]) + FIRST_ROW
