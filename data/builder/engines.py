"""The engines that sum over many small areas: pandas, DuckDB (the default) or Spark. One formula runs on all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any, Literal, get_args

import narwhals as nw
import pandas as pd

from data.core.errors import UserError

EngineName = Literal["duckdb", "pandas", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

Compute = Callable[..., Any]
Run = Callable[[Compute, pd.DataFrame], pd.DataFrame]


@contextmanager
def open_engine(name: EngineName = "duckdb") -> Iterator[Run]:
    """A function that runs a formula on a pandas frame and returns pandas, rows sorted by their first column.

    Raises UserError where Spark is asked for and PySpark or Java is absent.
    """
    opened = {"duckdb": _duckdb, "pandas": _pandas, "spark": _spark}[name]
    with opened() as run:
        yield lambda compute, frame: _sorted(run(compute, frame))


@contextmanager
def _pandas() -> Iterator[Run]:
    yield lambda compute, frame: to_pandas(compute(frame))


@contextmanager
def _duckdb() -> Iterator[Run]:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # sums in one order, so that the same inputs give the same bytes
        yield lambda compute, frame: to_pandas(compute(connection.from_arrow(_arrow(frame))))


@contextmanager
def _spark() -> Iterator[Run]:
    session = _spark_session()
    try:
        yield lambda compute, frame: to_pandas(compute(session.createDataFrame(_arrow(frame))))
    finally:
        session.stop()


def _spark_session() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UserError("--engine spark needs PySpark: pip install pyspark, or use --engine duckdb") from error
    if which("java") is None:
        raise UserError("--engine spark needs Java, which is not installed here: install it, or use --engine duckdb")
    builder: Any = SparkSession.builder
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.log.level": "ERROR"}
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.master("local[2]").appName("common-measure").getOrCreate()


def to_pandas(frame: Any) -> pd.DataFrame:
    """Convert a formula's result (a frame of any engine, or of Narwhals) to pandas."""
    opened: Any = nw.from_native(frame)
    # Through Arrow: Spark's own way to pandas warns about pandas 3.
    collected = opened.collect(backend="pyarrow") if isinstance(opened, nw.LazyFrame) else opened
    converted: pd.DataFrame = collected.to_pandas()
    return converted


def _arrow(frame: pd.DataFrame) -> Any:
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False)


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(frame.columns[0], kind="stable", ignore_index=True)
