"""The figures of one map, and how each is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec
from indicators.present.wording import series_words
from indicators.stats.classes import Classing, class_breaks, class_of

# ok: coloured by class. doubtful: coloured and hatched. worst: without a figure, yet known to lie below every class, so
# coloured as one more. unreliable: hatched alone. no data: hardly painted.
MapStatus = Literal["ok", "doubtful", "worst", "unreliable", "no data"]

FEWEST_FOR_CLASSES = 10
_ABSENT = (Status.SUPPRESSED, Status.MISSING, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class MapFigure:
    """One place on a map; estimate None where the publisher has no row for a place of these boundaries."""

    geoid: str
    name: str
    estimate: Estimate | None

    @property
    def value(self) -> float | None:
        """What the class is found by: the figure, or the middle of a published range; None where nothing is drawn."""
        figure = self.estimate
        if figure is None or figure.status in _ABSENT:
            return None
        if figure.value is None and figure.interval is Interval.BOUNDS and None not in (figure.lower, figure.upper):
            return ((figure.lower or 0.0) + (figure.upper or 0.0)) / 2
        return figure.value

    @property
    def is_plain(self) -> bool:
        """A figure of its own, fit to be named highest or lowest."""
        return self.estimate is not None and self.estimate.value is not None and self.estimate.is_ranked

    @property
    def is_range(self) -> bool:
        """Published as a range without a figure: its class is that of the middle."""
        return self.value is not None and self.estimate is not None and self.estimate.value is None


@dataclass(frozen=True)
class MapFigures:
    """Every place of one map, in the order of its outlines. Shared between visitors: nothing here changes."""

    spec: IndicatorSpec
    level: Level
    area: str
    period: str
    figures: tuple[MapFigure, ...]

    @property
    def when(self) -> str:
        """The period in words, and that adults alone were counted, where they were."""
        return series_words(self.spec.find(self.level, self.period), self.period)

    def breaks(self, classing: Classing) -> tuple[float, ...]:
        """Limits between the classes of this map; doubtful figures do not move them. Each letter is a class."""
        if classing not in self._breaks:
            is_letter = self.spec.format == "letter"
            limits = tuple(sorted(set(self.values))[:-1]) if is_letter else class_breaks(self.values, classing)
            self._breaks[classing] = limits
        return self._breaks[classing]

    @cached_property
    def statuses(self) -> tuple[MapStatus, ...]:
        """How each place is drawn."""
        breaks = self.breaks("quantile")
        has_worst = bool(self.spec.suppressed_class)
        return tuple(_map_status(figure, breaks, has_worst) for figure in self.figures)

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The values that classes are made from: those that one may act on, or all where these are too few."""
        with_value = [figure for figure in self.figures if figure.value is not None and figure.estimate is not None]
        ranked = [
            figure.value
            for figure in with_value
            if figure.estimate and figure.estimate.is_ranked and figure.value is not None
        ]
        if len(set(ranked)) >= FEWEST_FOR_CLASSES:
            return tuple(ranked)
        reliable = (
            figure for figure in with_value if figure.estimate and figure.estimate.status is not Status.UNRELIABLE
        )
        return tuple(figure.value for figure in reliable if figure.value is not None)

    @cached_property
    def _breaks(self) -> dict[Classing, tuple[float, ...]]:
        return {}


def shared_breaks(maps: Sequence[MapFigures], classing: Classing) -> tuple[float, ...]:
    """One scale for several maps, made from the figures of all."""
    return class_breaks([value for figures in maps for value in figures.values], classing)


def _map_status(figure: MapFigure, breaks: Sequence[float], has_worst: bool) -> MapStatus:
    """How a place is drawn. has_worst: whether a suppressed figure of the measure lies below all others."""
    estimate, value = figure.estimate, figure.value
    if has_worst and estimate is not None and estimate.status is Status.SUPPRESSED:
        return "worst"
    if estimate is None or value is None:
        return "no data"
    if estimate.status is Status.UNRELIABLE:
        return "unreliable"
    return "doubtful" if estimate.quality is Quality.POOR or _spans(estimate, breaks) else "ok"


def _spans(estimate: Estimate, breaks: Sequence[float]) -> bool:
    """Whether a published range without a figure reaches over more than one class."""
    if estimate.value is not None or estimate.lower is None or estimate.upper is None:
        return False
    return class_of(estimate.lower, breaks) != class_of(estimate.upper, breaks)
