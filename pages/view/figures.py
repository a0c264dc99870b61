"""From a view and a measure to figures: at which level, for which places, beside whom."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.compare.alternative import caution, without_institutions
from indicators.compare.benchmarks import benchmarks
from indicators.compare.comparison import Comparison, compare
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec, period_end
from indicators.factors import FACTORS
from indicators.registry import of_factor, specs
from pages.runtime.cache import kept
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
    def key(self) -> tuple[object, ...]:
        """What everything made from this measure is kept under."""
        return (store().snapshot, self.spec.key, self.period, self.target)


def periods_of(spec: IndicatorSpec, level: Level) -> tuple[str, ...]:
    """Periods with figures that are not withheld, newest first."""
    periods = (period for period in store().periods(spec.key, level) if not spec.withheld(level, period))
    return tuple(sorted(periods, key=period_end, reverse=True))


def target_of(view: View, spec: IndicatorSpec) -> Target | None:
    """The community itself where the measure has its level, else its principal county; None where neither is."""
    key = ("target", store().snapshot, view.level, view.place, view.peers.geoids, spec.key)
    return kept(key, lambda: _target(view, spec))


def _target(view: View, spec: IndicatorSpec) -> Target | None:
    if periods_of(spec, view.level):
        return Target(view.level, view.place, view.peers.geoids)
    county = place_names.principal_county(view.level, view.place)
    if county is None or not periods_of(spec, "county"):
        return None
    counties = [place_names.principal_county(view.level, code) for code in view.peers.geoids]
    peers = tuple(dict.fromkeys(code for code in counties if code and code != county))
    return Target("county", county, peers, is_substitute=True)


def measures_of(view: View, factor: str) -> tuple[IndicatorSpec, ...]:
    """Measures of a factor that can be shown for this community, the headline first, then those of its own level."""
    key = ("measures", store().snapshot, view.level, view.place, factor)
    return kept(key, lambda: _measures(view, factor))


def _measures(view: View, factor: str) -> tuple[IndicatorSpec, ...]:
    shown = [(spec, target_of(view, spec)) for spec in of_factor(factor)]
    head = headline_key(view, factor)
    usable = [(spec, target) for spec, target in shown if target is not None and spec.role != "zone_factor"]
    usable.sort(key=lambda pair: (pair[0].key != head, pair[1].is_substitute))
    return tuple(spec for spec, _ in usable)


def headline_key(view: View, factor: str) -> str:
    """The measure that speaks for a factor at the community's level."""
    return FACTORS[factor].headline(view.level)


def headline_measure(view: View, factor: str) -> Measure | None:
    """The headline of a factor at its newest period; None where there is none at all."""
    spec = specs().get(headline_key(view, factor))
    target = target_of(view, spec) if spec else None
    return Measure(spec, periods_of(spec, target.level)[0], target) if spec and target else None


def comparison_of(measure: Measure) -> Comparison:
    """The target beside its peers."""
    return kept(("comparison", *measure.key), lambda: _comparison(measure))


def _comparison(measure: Measure) -> Comparison:
    target = measure.target
    result = store().result(measure.spec.key, target.level, measure.period)
    lines = benchmarks(store(), result, target.geoid)
    beside = without_institutions(store(), result, target.geoid)
    mind = caution(store(), result, target.geoid)
    return compare(
        result, target.geoid, target.peers, lambda code: place_names.title(target.level, code), lines, beside, mind
    )


def substitute_sentence(view: View, measure: Measure) -> str:
    """Says that the county stands for the community, "" where it does not."""
    if not measure.target.is_substitute:
        return ""
    levels = LEVEL_WORDS[view.level][1]
    county = place_names.full_name("county", measure.target.geoid)
    reason = measure.spec.withheld(view.level)
    absent = (
        f"Figures for {levels} are withheld: {reason}" if reason else f"There is no figure of this kind for {levels}"
    )
    if place_names.is_one_area(view.level, view.place):
        return f"{absent}. This figure is published for {county}, which is the same area as the city."
    return f"{absent}. What you see is {county}, the principal county of {view.name}."
