"""Helpers that every measure on a frame shares: convert from and to native frames, divide without NaN.

A frame is a pandas DataFrame, a DuckDB relation or a PySpark DataFrame: whatever Narwhals reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

import narwhals as nw

NativeT = TypeVar("NativeT")

PLACE = "place"
KEY = "geoid"


def read_counts(frame: Any, columns: Mapping[str, str], keep: Sequence[str]) -> Any:
    """The frame in Narwhals with the columns of ``keep`` and, under new names, counts as float64."""
    counts = {name: nw.col(column).cast(nw.Float64()) for name, column in columns.items()}
    return nw.from_native(frame).select(*dict.fromkeys(keep), **counts)


def to_native_like(frame: Any, like: NativeT) -> NativeT:
    """The native frame, of the kind that was handed in."""
    return cast(NativeT, frame.to_native())


def positive(value: nw.Expr) -> nw.Expr:
    """The value, null where it is not above 0."""
    return nw.when(value > 0).then(value)


def ratio(part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    """part / whole, null where the whole is not above 0."""
    return part / positive(whole)


def at_least_zero(value: nw.Expr) -> nw.Expr:
    """Correct a last-digit rounding below the bound 0 (and a minus sign before 0)."""
    return nw.when(value <= 0).then(nw.lit(0.0)).otherwise(value)


def at_most_one(value: nw.Expr) -> nw.Expr:
    """Correct a last-digit rounding above the bound 1."""
    return nw.when(value > 1).then(nw.lit(1.0)).otherwise(value)


def whole_number(value: nw.Expr) -> nw.Expr:
    """A count as int64 (DuckDB widens sums to 128 bits)."""
    return value.cast(nw.Int64())
