"""Columns of a Parquet file as numpy arrays, without pandas: pyarrow imports it, and a first page would wait."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray


def floats(column: Any) -> NDArray[np.float64]:
    """A column of float64 (pyarrow ChunkedArray); gaps are NaN. A copy of its own."""
    parts = [np.where(_known(chunk), _values(chunk, np.float64), np.nan) for chunk in column.chunks]
    return np.concatenate(parts) if parts else np.empty(0)


def coded(column: Any) -> tuple[NDArray[np.unsignedinteger], tuple[str, ...]]:
    """Split a text column without gaps, read as a dictionary: codes, and the distinct texts that they point to.

    Codes take one byte where there are at most 256 texts, else two or four.
    """
    encoded = column.combine_chunks()
    texts = tuple(encoded.dictionary.to_pylist())
    return _values(encoded.indices, np.int32).astype(np.min_scalar_type(max(len(texts) - 1, 0))), texts


def digest_of_texts(column: Any) -> bytes:
    """Digest of a text column without gaps (pyarrow ChunkedArray): equal for columns with the same texts in order."""
    digest = sha256()
    for chunk in column.combine_chunks().buffers()[1:]:
        digest.update(chunk)
    return digest.digest()


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
