"""A table that a user brings: one row per small area, counts as columns, places as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.cli.tables.cells import Decimal, is_rounded, place_text, plain, to_numbers
from data.cli.tables.parquet_table import ParquetTable
from data.cli.tables.text_table import Chunk, TextTable, trimmed
from data.cli.tables.unpack import first_bytes, kind_of, unpack
from data.core.errors import UserError, one_line

PARQUET = (".parquet", ".pq")
SHOWN = 12
LONGEST_PLACE, SHORTEST_CODE = 500, 4
# A column that names more places than one for so many of the rows that are read is hardly one of places.
ROWS_PER_PLACE, FEW_PLACES = 10, 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a table is read. rows: of it; size: bytes of the text unpacked, or of the Parquet columns."""

    rows: int = 5_000_000
    size: int = 2_000_000_000


def read_units(
    path: Path, place: str, counts: Sequence[str], limits: Limits | None = None, decimal: Decimal | None = None
) -> pd.DataFrame:
    """The column of places (categories of text, zeros kept) and the columns of counts as float64 (blank cells NaN).

    The index numbers the lines of a file of text, the rows of a Parquet file; its name says so in words. decimal: the
    sign of decimals in text, None where a point is taken wherever that is clear. Raises UserError, one line that names
    the file and the line in it, where the file can't be read, a column is not there, a row has no place or another
    number of cells than the header, a count is not a number of 0 or more, or a limit is passed.
    """
    limits = limits or Limits()
    place, counts = trimmed(place), [trimmed(count) for count in counts]
    if place in counts:
        raise UserError(f"column {place!r} can't be the place and a count at once")
    wanted = [place, *counts]
    with _table(path, wanted, limits) as table:
        _check_columns(table.names, wanted, path.name)
        gathered = _Gathered(path.name, f"{path.name}, {table.counted}", wanted, limits)
        for chunk in table.chunks(wanted):
            gathered.add(chunk, decimal, table.is_ambiguous)
    return gathered.frame()


@contextmanager
def _table(path: Path, wanted: Sequence[str], limits: Limits) -> Iterator[ParquetTable | TextTable]:
    """The table in a file, of the kind that its first bytes, or else its name, say."""
    kind = kind_of(first_bytes(path))
    if kind and kind != "parquet" and path.suffix.casefold() in PARQUET:
        raise UserError(f"{path.name} is a file of {kind}, not of Parquet: unpack it first, or name it by what it is")
    is_parquet = kind == "parquet" or path.suffix.casefold() in PARQUET
    try:
        if is_parquet:
            with path.open("rb") as file:
                yield ParquetTable(file, path.name, wanted, limits.rows, limits.size)
        else:
            with unpack(path, limits.size) as source:
                yield TextTable(source, path.name, wanted, limits.rows)
    except MemoryError:
        raise
    except (pa.ArrowException, ValueError, OSError) as error:
        raise UserError(f"{path.name} can't be read: {one_line(error)}") from error


def _check_columns(names: Sequence[str], wanted: Iterable[str], file: str) -> None:
    name, count = max(Counter(filter(None, names)).items(), key=itemgetter(1), default=("", 0))
    if count > 1:
        raise UserError(f"{file} has {count} columns named {name!r}: give each a name of its own")
    for column in wanted:
        _check_column(column, names, file)


def _check_column(column: str, columns: Iterable[str], file: str) -> None:
    """Raise UserError where the table has no such column, with the nearest names."""
    known = list(columns)
    if column in known:
        return
    folded = {name.casefold(): name for name in known}
    near = [folded[name] for name in get_close_matches(column.casefold(), folded, n=3, cutoff=0.5)]
    shown = ", ".join(known[:SHOWN]) + (", ..." if len(known) > SHOWN else "")
    hint = f"Did you mean {' or '.join(near)}?" if near else f"It has: {shown}"
    if len(known) == 1:
        hint += " If that is no header, take away what stands above it; columns are parted by commas"
    raise UserError(f"{file} has no column {column!r}. {hint}")


@dataclass(slots=True)
class _Gathered:
    """Collect rows in little memory: places as positions in a list of names, counts as float64."""

    file: str
    counted: str
    wanted: Sequence[str]
    limits: Limits
    codes_of: dict[str, int] = field(default_factory=dict)
    codes: list[Any] = field(default_factory=list)
    counts: list[list[Any]] = field(default_factory=list)
    numbers: list[Any] = field(default_factory=list)
    rows: int = 0

    def add(self, chunk: Chunk, decimal: Decimal | None, is_ambiguous: bool) -> None:
        """Take some rows."""
        place, *counts = self.wanted
        columns = chunk.columns
        self.rows += len(columns[place])
        self.numbers.append(np.asarray(chunk.numbers, dtype=np.int32))
        self.codes.append(self._codes(plain(columns[place]), partial(self._where, chunk, place)))
        self.counts.append(
            [to_numbers(columns[name], decimal, is_ambiguous, partial(self._where, chunk, name)) for name in counts]
        )

    def _where(self, chunk: Chunk, column: str, row: int) -> str:
        return f"{self.counted} {chunk.line(row, column)}: column {column!r}"

    def _codes(self, texts: Any, where: Callable[[int], str]) -> Any:
        if pa.types.is_nested(texts.type):
            raise UserError(f"{where(0)} holds {texts.type}, not names or codes of places")
        encoded = texts.dictionary_encode("encode")
        try:
            names = [place_text(value) for value in encoded.dictionary.to_pylist()]
        except UnicodeDecodeError as error:
            raise UserError(f"{where(0)} holds bytes that are not UTF-8 text; save it as text") from error
        known = np.array([self._code(name) for name in names], dtype=np.int32)
        codes = known[np.asarray(encoded.indices)]
        bad = np.flatnonzero(codes < 0)
        if bad.size:
            row = int(bad[0])
            name = names[encoded.indices[row].as_py()]
            raise UserError(f"{where(row)} {_not_a_place(name)}")
        most = max(self.limits.rows // ROWS_PER_PLACE, FEW_PLACES)
        if len(self.codes_of) > most:
            raise UserError(f"{self.file}: column {self.wanted[0]!r} names more than {most:,} places: see --max-rows")
        return codes

    def _code(self, name: str) -> int:
        if not name or len(name) > LONGEST_PLACE or is_rounded(name):
            return -1
        return self.codes_of.setdefault(name, len(self.codes_of))

    def frame(self) -> pd.DataFrame:
        """All rows. Raises UserError where there are none."""
        if not self.rows:
            raise UserError(f"{self.file} has a header but no rows")
        place, *counts = self.wanted
        self._check_zeros()
        names = pd.Index(list(self.codes_of), dtype=object)
        places = pd.Categorical.from_codes(np.concatenate(self.codes), categories=names)
        columns = {name: np.concatenate([chunk[i] for chunk in self.counts]) for i, name in enumerate(counts)}
        index = pd.Index(np.concatenate(self.numbers), name=self.counted)
        return pd.DataFrame({place: places, **columns}, index=index)

    def _check_zeros(self) -> None:
        """Raise UserError where one code is written with and without its zeros: it would be two places."""
        known: dict[str, str] = {}
        for name in self.codes_of:
            other = known.setdefault(name.lstrip("0"), name) if name.isdecimal() else name
            if other != name and len(name.lstrip("0")) >= SHORTEST_CODE:
                both = f"{other!r} and {name!r}, which are one code: write its zeros everywhere or nowhere"
                raise UserError(f"{self.file}: column {self.wanted[0]!r} has {both}")


def _not_a_place(name: str) -> str:
    if is_rounded(name):
        return f"has {name!r}, a code without its last digits: write it as text"
    if name:
        return f"has more than {LONGEST_PLACE} letters, which is no name of a place"
    return "is empty; every row needs its place"
