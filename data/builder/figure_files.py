"""Write and describe the Parquet files of a snapshot: one file a level, one row group an indicator and period."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

WORD = pa.dictionary(pa.int32(), pa.string())
FIGURES = pa.schema(
    [
        ("geoid", pa.string()),
        ("indicator", WORD),
        ("period", WORD),
        ("value", pa.float64()),
        ("moe", pa.float64()),
        ("lower", pa.float64()),
        ("upper", pa.float64()),
        ("interval", WORD),
        ("status", WORD),
        ("quality", WORD),
        ("note", WORD),
        ("flags", WORD),
        ("dataset", WORD),
    ]
)
PLACES = pa.schema(
    [(name, pa.string()) for name in ("level", "geoid", "name", "vintage", "state", "county", "cbsa")]
    + [("principal_county", pa.string()), ("lon", pa.float64()), ("lat", pa.float64()), ("cz", pa.string())]
)


def figure_table(figures: pd.DataFrame, indicator: str, period: str, dataset: str) -> pa.Table:
    """Figures of one indicator, level and period as the snapshot holds them."""
    labeled = figures.assign(indicator=indicator, period=period, dataset=dataset)
    return pa.Table.from_arrays([_array(labeled[field.name], field.type) for field in FIGURES], schema=FIGURES)


def _array(column: pd.Series, kind: pa.DataType) -> pa.Array:
    if pa.types.is_floating(kind):
        return pa.array(column.to_numpy(dtype="float64"), from_pandas=True)
    texts = pa.array(column.astype(object), type=pa.string())
    return texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts


def write_figures(tables: Iterable[pa.Table], path: Path) -> None:
    """One row group for each table, in the order given."""
    text_columns = [field.name for field in FIGURES if pa.types.is_dictionary(field.type)]
    numbers = ["value", "moe", "lower", "upper"]
    with pq.ParquetWriter(
        path,
        FIGURES,
        compression="zstd",
        compression_level=15,
        use_dictionary=text_columns,
        column_encoding={"geoid": "DELTA_BYTE_ARRAY", **dict.fromkeys(numbers, "PLAIN")},
        store_schema=False,
    ) as writer:
        for table in tables:
            writer.write_table(table, row_group_size=max(table.num_rows, 1))


def write_places(places: pd.DataFrame, path: Path) -> None:
    """places.parquet: one row group a level, by geoid within it."""
    with pq.ParquetWriter(path, PLACES, compression="zstd", compression_level=15, store_schema=False) as writer:
        for _, rows in places.groupby("level", sort=True):
            ordered = rows.sort_values(["geoid", "vintage"], kind="stable")
            arrays = [_array(ordered[field.name], field.type) for field in PLACES]
            writer.write_table(pa.Table.from_arrays(arrays, schema=PLACES), row_group_size=len(ordered))
