"""A scan over every figure of the snapshot: what says little is never ranked, and no interval leaves the measure."""

from __future__ import annotations

import numpy as np
import pytest

from data.reader.figure_columns import Figures
from data.reader.store import SnapshotStore
from indicators.core.estimate import Flag, Interval, Quality, Status
from indicators.registry import specs

CASES = [
    (key, level, period) for key, spec in specs().items() for level in spec.levels for period in spec.periods(level)
]


def column(figures: Figures, name: str) -> np.ndarray:
    return np.array(figures.words[name], dtype=object)[figures.codes[name]]


@pytest.mark.parametrize(("key", "level", "period"), CASES)
def test_what_says_little_is_never_ranked(key: str, level: str, period: str, embedded: SnapshotStore) -> None:
    spec = specs()[key]
    figures = embedded.result(key, level, period).estimates  # type: ignore[arg-type]
    assert isinstance(figures, Figures)
    low, high = (np.nan if bound is None else bound for bound in spec.bounds)
    sampled = column(figures, "interval") == Interval.SAMPLING.value
    lower, upper, value = figures.lower, figures.upper, figures.value
    shaky = sampled & ((value == low) | (value == high) | (lower == upper) | (upper - lower >= high - low))
    doubtful = (column(figures, "quality") == Quality.POOR.value) | (
        column(figures, "status") == Status.UNRELIABLE.value
    )
    assert doubtful[shaky].all(), [figures.geoids[row] for row in np.flatnonzero(shaky & ~doubtful)][:5]
    assert not any(figures[figures.geoids[row]].is_ranked for row in np.flatnonzero(doubtful))


@pytest.mark.parametrize(("key", "level", "period"), CASES)
def test_intervals_stay_within_the_measure(key: str, level: str, period: str, embedded: SnapshotStore) -> None:
    figures = embedded.result(key, level, period).estimates  # type: ignore[arg-type]
    assert isinstance(figures, Figures)
    low, high = specs()[key].bounds
    assert low is None or not (figures.lower < low).any()
    assert high is None or not (figures.upper > high).any()


@pytest.mark.parametrize(("key", "level", "period"), CASES)
def test_grade_1_tells_places_apart(key: str, level: str, period: str, embedded: SnapshotStore) -> None:
    """No figure of grade 1 has a margin as wide as the differences between places (1.645 standard deviations)."""
    figures = embedded.result(key, level, period).estimates  # type: ignore[arg-type]
    assert isinstance(figures, Figures)
    flags = [names.split() for names in column(figures, "flags")]
    # What the review doubts is called unreliable after the grades are given.
    counted = (column(figures, "status") == Status.OK.value) | np.array([Flag.IMPLAUSIBLE in names for names in flags])
    known = np.isfinite(figures.value) & counted
    if known.sum() < 10:
        return
    spread = np.std(figures.value[known], ddof=1)
    half = (figures.upper - figures.lower) / 2
    good = (column(figures, "quality") == Quality.GOOD.value) & (column(figures, "interval") == Interval.SAMPLING.value)
    cut = np.array([Flag.LOWER_CUT in names or Flag.UPPER_CUT in names for names in flags], dtype=bool)
    assert (half[good & ~cut] < 1.645 * spread * (1 + 1e-9)).all()
