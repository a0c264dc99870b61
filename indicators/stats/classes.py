"""Where the classes of a map begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import numpy as np

Classing = Literal["quantile", "equal", "natural"]
CLASSINGS: tuple[Classing, ...] = get_args(Classing)
CLASSES = 5


def class_breaks(values: Iterable[float], classing: Classing, classes: int = CLASSES) -> tuple[float, ...]:
    """The inner limits between classes, rising; a value equal to a limit belongs to the class below it.

    quantile: as many places in each class as ties allow. equal: classes of equal width. natural: least spread within
    classes (Jenks 1967; Fisher 1958). Fewer limits come back where there are fewer distinct values, none for one
    value or no value: then there is one class. NaN is left out. Raises ValueError for an unknown classing.
    """
    known = np.asarray([value for value in values if value == value], dtype=np.float64)
    distinct = np.unique(known)
    if classing not in CLASSINGS:
        raise ValueError(f"unknown classing {classing!r}: choose one of {', '.join(CLASSINGS)}")
    if len(distinct) < 2:
        return ()
    limits = _LIMITS[classing](known, distinct, min(classes, len(distinct)))
    return tuple(sorted({float(limit) for limit in limits if distinct[0] <= limit < distinct[-1]}))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Class of a value, 0 the lowest: ``class_breaks`` gives the breaks."""
    return bisect_left(breaks, value)


def _quantile(known: np.ndarray, distinct: np.ndarray, classes: int) -> list[float]:
    return [float(limit) for limit in np.quantile(known, np.arange(1, classes) / classes)]


def _equal(known: np.ndarray, distinct: np.ndarray, classes: int) -> list[float]:
    return [float(limit) for limit in np.linspace(distinct[0], distinct[-1], classes + 1)[1:-1]]


def _natural(known: np.ndarray, distinct: np.ndarray, classes: int) -> list[float]:
    if len(distinct) <= classes:
        return [float(value) for value in distinct[:-1]]
    import jenkspy  # compiled and only wanted here

    return [float(limit) for limit in jenkspy.jenks_breaks(known, n_classes=classes)[1:-1]]


_LIMITS = {"quantile": _quantile, "equal": _equal, "natural": _natural}
