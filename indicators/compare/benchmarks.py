"""Reference lines of a chart: the state's and the nation's figure, or the median county where there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.compare.columns import columns
from indicators.core.estimate import Estimate, Flag, Interval
from indicators.core.geography import LEVEL_WORDS, PUERTO_RICO, US_GEOID, Level
from indicators.core.result import Result
from indicators.core.stores import FigureStore

# Levels whose codes begin with the state's.
STATE_IN_CODE: tuple[Level, ...] = ("county", "place", "tract")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One line: its words and its figure. is_drawn: False where it stands in the table alone."""

    label: str
    estimate: Estimate
    is_drawn: bool = True


def state_of(level: Level, geoid: str) -> str:
    """Code of the state that a place lies in; "" where its code does not say it (a metro area may have several)."""
    return geoid[:2] if level in STATE_IN_CODE else ""


def benchmarks(store: FigureStore, result: Result, state: str) -> tuple[Benchmark, ...]:
    """The state's line and the nation's for every place of a state, at the level and period of ``result``.

    state: its code; "" for the nation's line alone.

    Where the indicator has its own figure for the state or the nation, of the same period and universe, that is the
    line. An index over the tracts of a state also counts the separation between its counties: there the state's own
    figure stands in the table, named for what it is, and the line is the median place of the same level. So it is
    where no figure of the state or nation exists. Context (population and
    the like) is not compared, so it has no lines.
    """
    if result.spec.factor == "context":
        return ()
    lines: list[Benchmark | None] = []
    areas: tuple[tuple[Level, str], ...] = (("state", state), ("us", US_GEOID))
    for level, geoid in areas:
        figure = _own_figure(store, result, level, geoid) if geoid else None
        if figure is None or not figure.is_drawn:
            lines.append(_median_place(store, result, geoid if level == "state" else "") if geoid else None)
        lines.append(figure)
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: not line.is_drawn))


def _own_figure(store: FigureStore, result: Result, level: Level, geoid: str) -> Benchmark | None:
    here, there = (result.spec.find(name, result.period) for name in (result.level, level))
    if here is None or there is None or not here.counts_as(there):
        return None
    figure = store.result(result.spec.key, level, result.period).get(geoid)
    if figure is None or not figure.is_ranked:
        return None
    name = "United States" if level == "us" else _state_name(store, geoid)
    if "tract" in (here.input.level, there.input.level):
        return Benchmark(f"{name}, over all tracts of the {'state' if level == 'state' else 'nation'}", figure, False)
    return Benchmark(name, figure)


def _median_place(store: FigureStore, result: Result, state: str) -> Benchmark | None:
    """Median over the places of a state, or of the nation where ``state`` is empty; None with fewer than three."""
    figures = columns(result)
    low, high = figures.spans()
    # A group under 1,000 people makes an index of segregation mostly noise: such places don't enter a median.
    counts = ~np.isnan(low) & ~np.isnan(high) & ~figures.is_flagged(Flag.SMALL_GROUP)
    if result.level in STATE_IN_CODE:
        counts &= _lie_in(np.asarray(figures.geoids, dtype=np.str_), state)
    if counts.sum() < 3:
        return None
    where = _state_name(store, state) if state else "US"
    return Benchmark(
        f"Median {where} {LEVEL_WORDS[result.level][0]}", _span(np.median(low[counts]), np.median(high[counts]))
    )


def _lie_in(geoids: NDArray[np.str_], state: str) -> NDArray[np.bool_]:
    """Which places are of a state, or of the nation (""), which Puerto Rico is not counted in."""
    return np.char.startswith(geoids, state) if state else ~np.char.startswith(geoids, PUERTO_RICO)


def _span(low: float, high: float) -> Estimate:
    """The median of ranges: the range of the medians that are possible."""
    if low == high:
        return Estimate(float(low))
    return Estimate(None, None, float(low), float(high), Interval.BOUNDS)


def _state_name(store: FigureStore, geoid: str) -> str:
    place = store.place("state", geoid)
    return place.name if place else "state"
