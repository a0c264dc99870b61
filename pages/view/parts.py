"""Measures of the parts of a county: its schools, districts, ZIP codes and census tracts, which have no peers."""

from __future__ import annotations

from dataclasses import replace

from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec
from indicators.registry import of_factor
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.figures import Measure, Target, measures_at, periods_of

LEVELS: tuple[Level, ...] = ("district", "campus", "high_school", "zip", "tract")
# Levels whose every measure has a row for every place: nothing need be read to know that there are figures.
ALIKE: tuple[Level, ...] = ("campus", "high_school", "zip")


@cached
def measures_inside(county: str, factor: str) -> tuple[Measure, ...]:
    """Each measure of the factor below the county, at its newest period, where the county has such places."""
    return tuple(
        Measure(spec, periods_of(spec, level)[0], Target(level, county, ()))
        for level in LEVELS
        if store().children(level, county)
        for spec in of_factor(factor)
        if level in spec.levels and _has_any(spec, level, county)
    )


def only_inside(level: Level, place: str, factor: str) -> dict[str, Measure]:
    """Measures that no community has as a whole, by key: those of the community's (principal) county."""
    county = place_names.principal_county(level, place)
    if county is None:
        return {}
    whole = {spec.key for spec in measures_at(level, place, factor)}
    return {measure.spec.key: measure for measure in measures_inside(county, factor) if measure.spec.key not in whole}


def is_inside(measure: Measure) -> bool:
    """Whether the measure shows the parts of a county."""
    return measure.target.level in LEVELS


def label(spec: IndicatorSpec, level: Level) -> str:
    """A measure's name with the kind of places it is for."""
    return f"{spec.title} ({LEVEL_WORDS[level][1]})"


def at_period(measure: Measure, period: str) -> Measure | None:
    """The same measure at another period, None where the county's parts have no figures of that period."""
    if period not in periods_of(measure.spec, measure.target.level):
        return None
    has = _has_at(measure.spec, measure.target.level, measure.target.geoid, period)
    return replace(measure, period=period) if has else None


def _has_any(spec: IndicatorSpec, level: Level, county: str) -> bool:
    periods = periods_of(spec, level)
    if not periods or level in ALIKE:
        return bool(periods)
    return _has_at(spec, level, county, periods[0])


@cached
def _has_at(spec: IndicatorSpec, level: Level, county: str, period: str) -> bool:
    figures = store().result(spec.key, level, period).estimates
    return any(code in figures for code in store().children(level, county))
