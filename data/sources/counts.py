"""How much a publisher's file holds: records of a table, outlines of a boundary file, lines of a workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from data.sources.shapes import count_shapes
from data.sources.tables import opening, read_bytes, table_text
from data.sources.workbook import sheets

TABLES = (".csv", ".zip", ".gz")
# Files that come from their publishers without an end of the last line; another one like that may be cut.
OPEN_ENDS = ("geo/county_to_cbsa_2020.csv", "schools/tea/statewide_accountability_ratings_2022.csv")
NOT_COUNTED = (".shp", ".prj")  # a shapefile's records are counted in its .dbf and .shx


def rows_of(inputs: Path, file: str) -> int | None:
    """Records of a file; None for a kind of file that has none. Raises InputError where it can't be read.

    Of a table: the lines after the first that are not blank, whatever they hold, so that a table that was cut is
    counted. Of a workbook: the lines of all its sheets.
    """
    suffix = Path(file).suffix
    if suffix in NOT_COUNTED:
        return None
    if suffix in TABLES:
        text = table_text(inputs, file, encoding="latin-1")
        with opening(file, "CSV"):
            return max(sum(1 for row in csv.reader(io.StringIO(text, newline="")) if row) - 1, 0)
    if suffix == ".parquet":
        return _parquet_rows(inputs, file)
    if suffix == ".xls":
        return sum(len(rows) for rows in sheets(inputs, file).values())
    return count_shapes(inputs, file)


def has_open_end(inputs: Path, file: str) -> bool:
    """Whether the last line of a table does not end, so that its last cell may be cut. Raises InputError."""
    if not file.endswith(".csv") or file in OPEN_ENDS:
        return False
    return not read_bytes(inputs, file).endswith((b"\n", b"\r"))


def _parquet_rows(inputs: Path, file: str) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = read_bytes(inputs, file)
    with opening(file, "Parquet"):
        return int(pq.read_metadata(pa.BufferReader(content)).num_rows)
