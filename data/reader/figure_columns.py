"""Hold figures as columns, as a snapshot's Parquet file has them, and make an Estimate of a row when one is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from sys import intern
from threading import Lock
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.reader.arrow_numbers import coded, digest_of_texts, floats
from data.reader.snapshot_files import SnapshotFile, check_columns
from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status

Floats = NDArray[np.float64]
Codes = NDArray[np.unsignedinteger]
# Codes of the places, and where each stands.
Roster = tuple[tuple[str, ...], dict[str, int]]

KEYS = ("geoid", "indicator", "period", "dataset")
NUMBERS = ("value", "moe", "lower", "upper")
TEXTS = ("interval", "status", "quality", "note", "flags")
# What a result is made of: its measure and period are known.
CODED = ("dataset", *TEXTS)
COLUMNS = ("geoid", *NUMBERS, *CODED)
NO_FLAGS: frozenset[Flag] = frozenset()


class Figures(Mapping[str, Estimate]):
    """Geoid -> Estimate over the columns of one indicator, level and period; each Estimate is made when it is read.

    geoids: sorted codes. value, moe, lower, upper: float64, NaN for none. Interval, status, quality, note and
    flags (names with blanks between) are codes: positions in ``texts[name]``.
    """

    __slots__ = ("_rows", "codes", "geoids", "lower", "moe", "texts", "upper", "value")

    def __init__(
        self,
        geoids: tuple[str, ...],
        rows: Mapping[str, int],
        numbers: Mapping[str, Floats],
        codes: Mapping[str, Codes],
        texts: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.geoids, self._rows = geoids, rows
        self.value, self.moe = numbers["value"], numbers["moe"]
        self.lower, self.upper = numbers["lower"], numbers["upper"]
        self.codes, self.texts = codes, texts

    def __getitem__(self, geoid: str) -> Estimate:
        row = self._rows[geoid]
        return Estimate(
            value=_number(self.value[row]),
            moe=_number(self.moe[row]),
            lower=_number(self.lower[row]),
            upper=_number(self.upper[row]),
            interval=Interval(self.text("interval", row)),
            status=Status(self.text("status", row)),
            quality=Quality(self.text("quality", row)),
            note=self.text("note", row),
            flags=flags_of(self.text("flags", row)),
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.geoids)

    def __len__(self) -> int:
        return len(self.geoids)

    def __contains__(self, geoid: object) -> bool:
        return geoid in self._rows

    def text(self, name: str, row: int) -> str:
        """Interval, status, quality, note or flags of a row."""
        return self.texts[name][int(self.codes[name][row])]


def flags_of(names: str) -> frozenset[Flag]:
    """The flags that a figure's column ``flags`` names. Raises ValueError for an unknown one."""
    return frozenset(map(Flag, names.split())) if names else NO_FLAGS


def _number(value: Any) -> float | None:
    return None if value != value else float(value)


class FigureFile:
    """One level's Parquet file: one row group for each indicator and period. Safe to share between threads."""

    def __init__(self, file: SnapshotFile) -> None:
        self._file = file
        with file.reading() as path:
            self._metadata = pq.read_metadata(path)
            check_columns(self._metadata, (*KEYS, *TEXTS), NUMBERS)
            self._groups = self._found_groups()

    def _found_groups(self) -> dict[tuple[str, str], int]:
        names = self._metadata.schema.names
        columns = names.index("indicator"), names.index("period")
        groups: dict[tuple[str, str], int] = {}
        for number in range(self._metadata.num_row_groups):
            group = self._metadata.row_group(number)
            indicator, period = (str(group.column(column).statistics.min) for column in columns)
            groups[indicator, period] = number
        return groups

    def periods(self, key: str) -> list[str]:
        """Periods of an indicator that the file has."""
        return [period for name, period in self._groups if name == key]

    def keys(self) -> list[tuple[str, str]]:
        """Every indicator and period that the file has."""
        return list(self._groups)

    def read(self, key: str, period: str, rosters: Rosters) -> tuple[Figures, list[str]]:
        """Figures of one indicator and period, and the datasets behind them."""
        with (
            self._file.reading() as path,
            pq.ParquetFile(path, metadata=self._metadata, read_dictionary=CODED) as file,
        ):
            table = file.read_row_group(self._groups[key, period], columns=COLUMNS, use_threads=False)
        numbers = {name: _read_only(floats(table[name])) for name in NUMBERS}
        texts = {name: coded(table[name]) for name in TEXTS}
        codes = {name: _read_only(codes_of_column) for name, (codes_of_column, _) in texts.items()}
        text_values = {name: values for name, (_, values) in texts.items()}
        figures = Figures(*rosters.of(table["geoid"]), numbers, codes, text_values)
        return figures, list(coded(table["dataset"])[1])


class Rosters:
    """One tuple of codes and one index for all results with the same places. Safe to share between threads."""

    def __init__(self) -> None:
        self._rosters: dict[bytes, Roster] = {}
        self._lock = Lock()

    def of(self, column: Any) -> Roster:
        """The roster of a column of geoids (pyarrow ChunkedArray of text)."""
        digest = digest_of_texts(column)
        with self._lock:
            if digest not in self._rosters:
                geoids = tuple(map(intern, column.to_pylist()))
                self._rosters[digest] = geoids, {geoid: row for row, geoid in enumerate(geoids)}
            return self._rosters[digest]


def _read_only(values: Any) -> Any:
    values.flags.writeable = False
    return values
