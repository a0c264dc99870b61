"""The same measure counted in another way, shown next to a figure that misleads."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.core.estimate import Estimate, Flag
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.core.stores import FigureStore


@dataclass(frozen=True, slots=True)
class Alternative:
    """A figure of the same place, level and period under another key."""

    spec: IndicatorSpec
    estimate: Estimate


def without_institutions(store: FigureStore, result: Result, geoid: str) -> Alternative | None:
    """The figure without institutional tracts of a place whose figure is flagged for them; None elsewhere."""
    figure, key = result.get(geoid), result.spec.without_institutions
    if figure is None or Flag.INSTITUTIONS not in figure.flags or not key:
        return None
    other = store.result(key, result.level, result.period)
    estimate = other.get(geoid)
    return Alternative(other.spec, estimate) if estimate is not None else None


def caution(store: FigureStore, result: Result, geoid: str) -> str:
    """Of a period whose tracts can't be judged: that institutions weigh in a later figure of the place, else empty."""
    spec, series = result.spec, result.spec.find(result.level, result.period)
    latest = spec.latest(result.level)
    if not spec.without_institutions or latest is None or series is None or series.joined:
        return ""
    figure = store.result(spec.key, result.level, latest).get(geoid)
    if figure is None or Flag.INSTITUTIONS not in figure.flags:
        return ""
    return f"Read it with care: in {latest}, {figure.note} {result.period} can’t be checked in this way."
