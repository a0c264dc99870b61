"""How many bytes an object takes, estimated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import islice
from sys import getsizeof
from typing import Any

from indicators.core.spec import IndicatorSpec

# Of a longer collection this many parts are weighed, and stand for the others.
SAMPLE = 8
# What is deeper is not weighed.
DEPTH = 8

# What is weighed without its parts.
WHOLE = (str, bytes, int, float, IndicatorSpec)


def weight_of(value: object, depth: int = DEPTH) -> int:
    """Bytes of an object and its parts. An estimate: shared parts count in each of their wholes.

    A frame, an array or an Arrow table says itself what its data takes. A measure's spec, which is there once for all,
    counts as a pointer.
    """
    size = getsizeof(value, 64)
    bytes_of_array: Any = getattr(value, "nbytes", None)
    if isinstance(bytes_of_array, int):
        return max(size, bytes_of_array)
    if (
        isinstance(value, str | bytes | int | float | IndicatorSpec | None)
        or hasattr(value, "memory_usage")
        or depth == 0
    ):
        return size
    return size + _parts(value, depth - 1)


def _parts(value: object, depth: int) -> int:
    if isinstance(value, dict):
        return _sampled(value.keys(), len(value), depth) + _sampled(value.values(), len(value), depth)
    if isinstance(value, list | tuple | set | frozenset):
        return _sampled(value, len(value), depth)
    if is_dataclass(value):
        return sum(weight_of(getattr(value, field.name), depth) for field in fields(value))
    return weight_of(vars(value), depth) if hasattr(value, "__dict__") and not isinstance(value, type) else 0


def _sampled(parts: Iterable[object], count: int, depth: int) -> int:
    """Weight of all parts, reckoned from evenly chosen ones."""
    step = max(1, count // SAMPLE)
    sample = [weight_of(part, depth) for part in islice(parts, 0, None, step)]
    return sum(sample) * count // max(1, len(sample))
