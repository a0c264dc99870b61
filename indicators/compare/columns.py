"""The figures of a whole level as arrays: a median over 3,000 counties must not cost 3,000 objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status
from indicators.core.result import Result

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@runtime_checkable
class Columnar(Protocol):
    """What a store may offer beside the mapping: numbers as arrays, words as codes into a short list."""

    geoids: tuple[str, ...]
    value: Floats
    moe: Floats
    lower: Floats
    upper: Floats
    codes: Mapping[str, NDArray[Any]]
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """geoids: n places. value, moe, lower, upper: n numbers, NaN for none. has: n truths, for a word and a test."""

    geoids: tuple[str, ...]
    value: Floats
    moe: Floats
    lower: Floats
    upper: Floats
    has: Callable[[str, Callable[[str], bool]], Booleans]

    def is_status(self, *wanted: Status) -> Booleans:
        """Where the status is one of these."""
        return self.has("status", lambda word: word in wanted)

    def is_flagged(self, flag: Flag) -> Booleans:
        """Where a figure has this flag."""
        return self.has("flags", lambda names: flag in names.split())

    def is_ranked(self) -> Booleans:
        """Where a figure may be ranked (Estimate.is_ranked)."""
        is_there = ~np.isnan(self.value) | self._is_range()
        return is_there & self.is_status(Status.OK) & ~self.has("quality", lambda word: word == Quality.POOR)

    def spans(self) -> tuple[Floats, Floats]:
        """Least and greatest possible value: the limits of a blurred figure, else the value; NaN where not ranked."""
        is_ok, is_range = self.is_ranked(), self._is_range()
        low = np.where(is_range, self.lower, self.value)
        high = np.where(is_range, self.upper, self.value)
        return np.where(is_ok, low, np.nan), np.where(is_ok, high, np.nan)

    def _is_range(self) -> Booleans:
        return self.has("interval", lambda word: word == Interval.BOUNDS)


def columns(result: Result) -> Columns:
    """The arrays of a result. They are built figure by figure where its store offers none."""
    figures = result.estimates
    if isinstance(figures, Columnar):
        return Columns(figures.geoids, figures.value, figures.moe, figures.lower, figures.upper, _by_code(figures))
    estimates = list(figures.values())
    names = ("value", "moe", "lower", "upper")
    numbers = np.array([[_number(getattr(figure, name)) for name in names] for figure in estimates], dtype=float)
    value, moe, lower, upper = numbers.reshape(len(estimates), len(names)).T
    return Columns(tuple(figures), value, moe, lower, upper, _one_by_one(estimates))


def _by_code(figures: Columnar) -> Callable[[str, Callable[[str], bool]], Booleans]:
    def has(name: str, test: Callable[[str], bool]) -> Booleans:
        truths = np.array([test(word) for word in figures.texts[name]], dtype=bool)
        passes: Booleans = truths[figures.codes[name]]
        return passes

    return has


def _one_by_one(estimates: list[Estimate]) -> Callable[[str, Callable[[str], bool]], Booleans]:
    def has(name: str, test: Callable[[str], bool]) -> Booleans:
        return np.array([test(_name(getattr(figure, name))) for figure in estimates], dtype=bool)

    return has


def _name(field: str | frozenset[Flag]) -> str:
    """A field as a store writes it: flags are their names with blanks between."""
    return field if isinstance(field, str) else " ".join(sorted(field))


def _number(value: float | None) -> float:
    return np.nan if value is None else value
