"""The places of one level, a column at a time: a page asks for few of them, and the names of all tracts are many."""

from __future__ import annotations

from functools import cached_property
from sys import intern
from threading import RLock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.reader.arrow_numbers import coded, floats
from data.reader.snapshot_files import SnapshotFile


class LevelTable:
    """Row group ``group`` of the places' Parquet file. A code stands for its last row (the newest vintage).

    A column is read on first use and cached. Safe to share between threads.
    """

    def __init__(self, file: SnapshotFile, metadata: pq.FileMetaData, group: int) -> None:
        self._file, self._metadata, self._group = file, metadata, group
        self._lock = RLock()
        self._arrow: dict[str, pa.ChunkedArray] = {}
        self._texts: dict[str, list[str]] = {}
        self._numbers: dict[str, NDArray[np.float64]] = {}
        self._coded: dict[str, tuple[NDArray[np.unsignedinteger], tuple[str, ...]]] = {}

    def texts(self, name: str) -> list[str]:
        """A text column, one entry a row."""
        with self._lock:
            if name not in self._texts:
                self._texts[name] = list(map(intern, self._column(name).to_pylist()))
            return self._texts[name]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """A column of float64, NaN where there is none."""
        with self._lock:
            if name not in self._numbers:
                self._numbers[name] = floats(self._column(name))
            return self._numbers[name]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Code -> its last row."""
        return {geoid: row for row, geoid in enumerate(self.texts("geoid"))}

    def codes_where(self, name: str, value: str) -> tuple[str, ...]:
        """Codes, each once, of the rows that hold ``value`` in a text column."""
        codes, values = self._coded_column(name)
        if value not in values:
            return ()
        geoids = self._column("geoid")
        return tuple(dict.fromkeys(geoids[int(row)].as_py() for row in np.flatnonzero(codes == values.index(value))))

    def _coded_column(self, name: str) -> tuple[NDArray[np.unsignedinteger], tuple[str, ...]]:
        with self._lock:
            if name not in self._coded:
                self._coded[name] = coded(self._read(name, [name]))
            return self._coded[name]

    def _column(self, name: str) -> pa.ChunkedArray:
        with self._lock:
            if name not in self._arrow:
                self._arrow[name] = self._read(name, [])
            return self._arrow[name]

    def _read(self, name: str, as_codes: list[str]) -> pa.ChunkedArray:
        with (
            self._file.reading() as path,
            pq.ParquetFile(path, metadata=self._metadata, read_dictionary=as_codes) as file,
        ):
            return file.read_row_group(self._group, columns=[name], use_threads=False)[name]
