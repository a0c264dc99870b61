"""One measure over time, with breaks where figures may not be joined."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indicators.compare.comparison import peers_median
from indicators.compare.verdicts import Verdict, contrast, verdict
from indicators.core.estimate import Estimate, Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, period_end
from indicators.core.stores import FigureStore


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period. segment: points of one number may be joined by a line, so a missing figure begins a new one."""

    period: str
    estimate: Estimate
    segment: int


@dataclass(frozen=True, slots=True)
class Trend:
    """One place over time, and the median of at least three peers.

    breaks: pairs of periods that count other people, or count in another way. overlaps: pairs that share years.
    gaps: pairs further apart than the others are, so a period was left out between them.
    """

    spec: IndicatorSpec
    level: Level
    points: tuple[TrendPoint, ...]
    medians: tuple[TrendPoint, ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()
    overlaps: tuple[tuple[str, str], ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()

    @property
    def is_shown(self) -> bool:
        """True where at least two periods have a figure."""
        return sum(point.estimate.value is not None for point in self.points) > 1


@dataclass(frozen=True, slots=True)
class Change:
    """The newest figure against the oldest that it may be compared with. reason: why there is no test."""

    first: TrendPoint
    last: TrendPoint
    verdict: Verdict
    reason: str = ""


def trend(store: FigureStore, spec: IndicatorSpec, level: Level, geoid: str, peers: Collection[str] = ()) -> Trend:
    """Figures of every period of a level, oldest first.

    Lines join only where universe and method stay the same and the periods share no year.
    """
    periods = sorted(spec.periods(level), key=period_end)
    breaks = tuple((before, after) for before, after in pairwise(periods) if not joins(spec, level, before, after))
    results = [store.result(spec.key, level, period) for period in periods]
    figures = [result.get(geoid) or Estimate(None, status=Status.MISSING) for result in results]
    absent = Estimate(None, status=Status.MISSING)
    medians = [peers_median(result.get(peer) for peer in peers) or absent for result in results]
    shared = tuple(pair for pair in pairwise(periods) if pair not in breaks and overlap(*pair))
    gaps = tuple(pair for pair in _gaps(periods) if pair not in breaks)
    apart = {*breaks, *shared, *gaps}
    return Trend(spec, level, _points(periods, figures, apart), _points(periods, medians, apart), breaks, shared, gaps)


def _gaps(periods: Sequence[str]) -> list[tuple[str, str]]:
    """Neighbours that lie further apart than is usual (2019, 2021 among yearly figures)."""
    steps = {pair: years(pair[1])[1] - years(pair[0])[1] for pair in pairwise(periods)}
    return [pair for pair, step in steps.items() if step > median(steps.values())]


def _points(
    periods: Sequence[str], figures: Sequence[Estimate], breaks: Collection[tuple[str, str]]
) -> tuple[TrendPoint, ...]:
    """Number the segments: a new one after a break and after a missing figure."""
    segment, points = 0, []
    for i, (period, figure) in enumerate(zip(periods, figures, strict=True)):
        if i and ((periods[i - 1], period) in breaks or figures[i - 1].value is None):
            segment += 1
        points.append(TrendPoint(period, figure, segment))
    return tuple(points)


def joins(spec: IndicatorSpec, level: Level, earlier: str, later: str) -> bool:
    """Whether a line may lead from one period to another: neither series stands alone, and no areas were redrawn."""
    before, after = spec.find(level, earlier), spec.find(level, later)
    if before is None or after is None:
        return False
    if before is after:
        return True
    return before.joins_trend and after.joins_trend and not after.redrawn


def change(trend: Trend) -> Change | None:
    """How the newest figure differs from the oldest one since the last break; None where there is only one.

    Periods that overlap are not independent, so they are never tested.
    """
    apart = {later for _, later in trend.breaks}
    since = max((i for i, point in enumerate(trend.points) if point.period in apart), default=0)
    same = [point for point in trend.points[since:] if point.estimate.value is not None]
    if len(same) < 2:
        return None
    first, last = same[0], same[-1]
    if overlap(first.period, last.period):
        return Change(first, last, Verdict.CANNOT_TEST, "the periods overlap")
    gap = contrast(trend.spec, last.estimate, first.estimate)
    return Change(first, last, verdict(trend.spec.direction, gap.sign, gap.differs), gap.reason)


def overlap(earlier: str, later: str) -> bool:
    """Whether two periods share a year. School years meet in a calendar year without sharing any of it."""
    if earlier != later and len(earlier) == len(later) == 7:
        return False
    return years(earlier)[1] >= years(later)[0]


def years(period: str) -> tuple[int, int]:
    """First and last calendar year of a period; of a school year both, of a month its year."""
    first = int(period[:4])
    if len(period) == 9:
        return first, int(period[5:])
    is_school_year = len(period) == 7 and int(period[5:]) == (first + 1) % 100
    return first, first + int(is_school_year)
