"""Where the nearest place lies that has what a community lacks."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.figures import headline_key, periods_of

# A place further away is no neighbor.
FURTHEST_MILES = 250


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A place of the community's level, and how far away it lies."""

    level: Level
    geoid: str
    miles: float


@cached
def nearest_with_figure(level: Level, place: str, spec: IndicatorSpec) -> Neighbor | None:
    """The nearest place whose newest figure of a measure may be acted on; None where none is near.

    Where the measure does not have the community's level, the counties around its principal county are looked at.
    """
    county: tuple[Level, str | None] = ("county", place_names.principal_county(level, place))
    at, geoid = (level, place) if periods_of(spec, level) else county
    periods = periods_of(spec, at) if geoid else ()
    if not periods or not geoid:
        return None
    figures = store().result(spec.key, at, periods[0]).estimates
    match = maps().nearest(at, geoid, (code for code, figure in figures.items() if figure.is_ranked))
    if match is None or match[1] > FURTHEST_MILES:
        return None
    return Neighbor(at, match[0], match[1])


def nearest_with_headline(level: Level, place: str, factor: str) -> Neighbor | None:
    """The same for the measure that speaks for a factor."""
    return nearest_with_figure(level, place, specs()[headline_key(level, factor)])
