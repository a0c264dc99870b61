"""Columns of a Parquet file as numpy arrays, without pandas: pyarrow imports it, and a first page would wait."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def floats(column: Any) -> NDArray[np.float64]:
    """A column of float64 (pyarrow ChunkedArray); gaps are NaN. A copy of its own."""
    parts = [np.where(_known(chunk), _values(chunk, np.float64), np.nan) for chunk in column.chunks]
    return np.concatenate(parts) if parts else np.empty(0)


def coded(column: Any) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Encode a text column without gaps (pyarrow ChunkedArray): codes, and the distinct texts that they point to."""
    encoded = column.combine_chunks().dictionary_encode()
    return np.array(_values(encoded.indices, np.int32)), tuple(encoded.dictionary.to_pylist())


def _values(array: Any, kind: Any) -> Any:
    data = array.buffers()[1]
    size = np.dtype(kind).itemsize
    return np.frombuffer(data, kind, len(array), size * array.offset) if len(array) else np.empty(0, kind)


def _known(array: Any) -> Any:
    """Whether each value is there: one bit a value, the first bit the lowest (Arrow columnar format)."""
    bitmap = array.buffers()[0]
    if bitmap is None or not array.null_count:
        return np.ones(len(array), bool)
    bits = np.unpackbits(np.frombuffer(bitmap, np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)
