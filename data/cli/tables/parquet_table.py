"""A user's table in Parquet: the columns asked for, some thousand rows at a time, pandas' index among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.cli.tables.text_table import Chunk, trimmed
from data.core.errors import UserError

BATCH = 65_536


class ParquetTable:
    """A Parquet file. names: of its columns, the named index of a pandas frame among them."""

    counted = "row"
    is_ambiguous = False

    def __init__(self, source: IO[bytes], file: str, wanted: Sequence[str], rows: int, size: int) -> None:
        self._file = pq.ParquetFile(source)
        schema = self._file.schema_arrow
        self._stored = {trimmed(name): name for name in schema.names}
        self._ranges = _ranges(schema.pandas_metadata or {})
        self.names = [*map(trimmed, schema.names), *self._ranges]
        self._check_size(file, wanted, rows, size)

    def chunks(self, wanted: Sequence[str]) -> Iterator[Chunk]:
        """The columns ``wanted``, some thousand rows at a time."""
        first, stored = 0, [self._stored[name] for name in wanted if name in self._stored]
        for batch in self._file.iter_batches(BATCH, columns=stored):
            columns = {name: self._column(batch, name, first) for name in wanted}
            rows = range(first + 1, first + batch.num_rows + 1)
            yield Chunk(columns, rows, partial(_number, rows))
            first += batch.num_rows

    def _column(self, batch: Any, name: str, first: int) -> Any:
        if name in self._stored:
            return batch.column(self._stored[name])
        return pa.array(np.asarray(self._ranges[name][first : first + batch.num_rows]))

    def _check_size(self, file: str, wanted: Sequence[str], rows: int, size: int) -> None:
        meta = self._file.metadata
        if meta.num_rows > rows:
            raise UserError(f"{file} has {meta.num_rows:,} rows; {rows:,} are the most that are read: see --max-rows")
        paths = {self._stored.get(name) for name in wanted}
        groups = (meta.row_group(number) for number in range(meta.num_row_groups))
        chunks = (group.column(number) for group in groups for number in range(group.num_columns))
        total = sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in paths)
        if total > size:
            raise UserError(
                f"{file} holds {total / 1e6:,.0f} MB in these columns; {size / 1e6:,.0f} MB are the most: see --max-mb"
            )


def _number(rows: Sequence[int], row: int, _column: str) -> int:
    return rows[row]


def _ranges(pandas: Mapping[str, Any]) -> dict[str, range]:
    """Named indexes of whole numbers, which pandas writes as start, stop and step alone."""
    indexes = [index for index in pandas.get("index_columns", ()) if isinstance(index, dict) and index.get("name")]
    return {trimmed(str(index["name"])): range(index["start"], index["stop"], index["step"]) for index in indexes}
