"""Choose the figures of a view and a measure: at which level, for which places, with which peers."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.compare.alternative import caution, without_institutions
from indicators.compare.benchmarks import Benchmark, benchmarks, state_of
from indicators.compare.comparison import Comparison, compare
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec, period_end
from indicators.factors import FACTORS
from indicators.registry import of_factor, specs
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.session import View


@dataclass(frozen=True, slots=True)
class Target:
    """The places that a measure is shown for. is_substitute: the principal county stands for a city or metro."""

    level: Level
    geoid: str
    peers: tuple[str, ...]
    is_substitute: bool = False

    @property
    def name(self) -> str:
        """The place as people know it; of a measure of parts (tracts, schools), the place that they are parts of."""
        return place_names.title(place_names.level_of(self.level, self.geoid), self.geoid)


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator at one period for one target: what a block of a page shows."""

    spec: IndicatorSpec
    period: str
    target: Target

    @property
    def cache_key(self) -> tuple[object, ...]:
        """The key of this measure in caches."""
        return (self.spec.key, self.period, self.target)


def periods_of(spec: IndicatorSpec, level: Level) -> tuple[str, ...]:
    """Periods with figures that are not withheld, newest first."""
    periods = (period for period in store().periods(spec.key, level) if not spec.withheld(level, period))
    return tuple(sorted(periods, key=period_end, reverse=True))


def target_of(view: View, spec: IndicatorSpec) -> Target | None:
    """The community itself where the measure has its level, else its principal county; None where neither is."""
    return target_at(view.level, view.place, view.peers.geoids, spec)


@cached
def target_at(level: Level, place: str, geoids: tuple[str, ...], spec: IndicatorSpec) -> Target | None:
    """The same of a community beside the peers with these geoids."""
    if periods_of(spec, level):
        return Target(level, place, geoids)
    county = place_names.principal_county(level, place)
    if county is None or not periods_of(spec, "county"):
        return None
    counties = [place_names.principal_county(level, code) for code in geoids]
    peers = tuple(dict.fromkeys(code for code in counties if code and code != county))
    return Target("county", county, peers, is_substitute=True)


@cached
def measures_at(level: Level, place: str, factor: str) -> tuple[IndicatorSpec, ...]:
    """Measures of a factor that can be shown for a community, the headline first, then those of its own level."""
    shown = [(spec, target_at(level, place, (), spec)) for spec in of_factor(factor)]
    head = headline_key(level, factor)
    usable = [(spec, target) for spec, target in shown if target is not None and spec.role != "zone_factor"]
    usable.sort(key=lambda pair: (pair[0].key != head, pair[1].is_substitute))
    return tuple(spec for spec, _ in usable)


def measures_of(view: View, factor: str) -> tuple[IndicatorSpec, ...]:
    """Measures of a factor that can be shown for the view's community."""
    return measures_at(view.level, view.place, factor)


def headline_key(level: Level, factor: str) -> str:
    """The measure that speaks for a factor at a level."""
    return FACTORS[factor].headline(level)


def headline_measure(view: View, factor: str) -> Measure | None:
    """The headline of a factor at its newest period; None where there is none at all."""
    return headline_at(view.level, view.place, view.peers.geoids, factor)


def headline_at(level: Level, place: str, geoids: tuple[str, ...], factor: str) -> Measure | None:
    """The same of a community beside the peers with these geoids."""
    spec = specs().get(headline_key(level, factor))
    target = target_at(level, place, geoids, spec) if spec else None
    return Measure(spec, periods_of(spec, target.level)[0], target) if spec and target else None


@cached
def comparison_of(measure: Measure) -> Comparison:
    """Compare the target with its peers."""
    target = measure.target
    result = store().result(measure.spec.key, target.level, measure.period)
    lines = _lines(measure.spec, target.level, measure.period, state_of(target.level, target.geoid))
    alternative = without_institutions(store(), result, target.geoid)
    mind = caution(store(), result, target.geoid)
    return compare(
        result, target.geoid, target.peers, lambda code: place_names.title(target.level, code), lines, alternative, mind
    )


@cached
def _lines(spec: IndicatorSpec, level: Level, period: str, state: str) -> tuple[Benchmark, ...]:
    """The reference lines of every place of a state."""
    return benchmarks(store(), store().result(spec.key, level, period), state)


def substitute_sentence(view: View, measure: Measure) -> str:
    """A sentence that says that the county stands in for the community, "" where it does not."""
    if not measure.target.is_substitute:
        return ""
    levels, kind = LEVEL_WORDS[view.level][1], place_names.area_word(view.level)
    county = place_names.full_name("county", measure.target.geoid)
    reason = measure.spec.withheld(view.level)
    absent = f"Figures for {levels} are withheld: {reason}." if reason else f"The {kind} has no such figure."
    if place_names.is_one_area(view.level, view.place):
        return f"{absent} This figure is published for {county}, which is the same area as the city."
    return f"{absent} Shown is {county}, its principal county."
