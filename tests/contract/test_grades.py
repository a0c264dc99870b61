"""A scan over every figure of the snapshot: what says little is never ranked, and no interval leaves the measure."""

from __future__ import annotations

import numpy as np
import pytest

from data.catalog.reader import read_catalog
from data.reader.figure_columns import Figures
from data.reader.store import SnapshotStore
from indicators.core.estimate import Flag, Interval, Quality, Status
from indicators.registry import specs

CASES = [
    (key, level, period) for key, spec in specs().items() for level in spec.levels for period in spec.periods(level)
]


def column(figures: Figures, name: str) -> np.ndarray:
    return np.array(figures.texts[name], dtype=object)[figures.codes[name]]


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


def _most_people(level: str, embedded: SnapshotStore) -> dict[str, float]:
    """Place -> residents of 2023 or of 2014, whichever are more."""
    last = embedded.result("population", level).estimates  # type: ignore[arg-type]
    growth = embedded.result("population_growth", level).estimates  # type: ignore[arg-type]
    people = {code: figure.value for code, figure in last.items() if figure.value is not None}
    change = {code: growth[code].value for code in people if code in growth}
    return {code: value / min(1.0, 1.0 + (change.get(code) or 0.0)) for code, value in people.items()}


def _minimum(key: str, level: str, period: str) -> int:
    series = specs()[key].find(level, period)  # type: ignore[arg-type]
    assert series is not None
    return read_catalog()[series.input.dataset].survey_area_minimum


MICRODATA = [case for case in CASES if _minimum(*case)]


@pytest.mark.parametrize(("key", "level", "period"), MICRODATA)
def test_no_place_smaller_than_a_survey_area_is_ranked(
    key: str, level: str, period: str, embedded: SnapshotStore
) -> None:
    """Its figure is that of a larger area, whether or not another place shows the same one."""
    minimum, people = _minimum(key, level, period), _most_people(level, embedded)
    figures = embedded.result(key, level, period).estimates  # type: ignore[arg-type]
    small = {code: figure for code, figure in figures.items() if figure.value is not None and code in people}
    # Cities close to it may have been above it between 2014 and 2023, whose people alone the snapshot has.
    small = {code: figure for code, figure in small.items() if people[code] < 0.95 * minimum}
    assert len(small) > 100
    flagged = {code for code, figure in small.items() if Flag.SHARED_AREA in figure.flags}
    assert flagged == set(small), f"{len(set(small) - flagged)} of {len(small)} figures"
    assert not any(figure.is_ranked for figure in small.values())
    assert all("larger than the" in figure.note for figure in small.values())


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
