"""A measure over time, and by group of people."""

from __future__ import annotations

from indicators.compare.groups import GroupFigure, by_group
from indicators.compare.trend import Trend, trend
from indicators.registry import of_factor
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view.figures import Measure


@cached
def trend_of(measure: Measure) -> Trend:
    """The place's figures of every period, and the medians of its peers."""
    target = measure.target
    return trend(store(), measure.spec, target.level, target.geoid, target.peers)


def has_trend(measure: Measure) -> bool:
    """Whether two periods or more have a figure."""
    return len(store().periods(measure.spec.key, measure.target.level)) > 1 and trend_of(measure).is_shown


@cached
def groups_of(measure: Measure) -> tuple[GroupFigure, ...]:
    """The place's figures of each group of the measure's family, of the measure's period."""
    family = measure.spec.family
    members = [spec for spec in of_factor(measure.spec.factor) if family and spec.family == family]
    target = measure.target
    return by_group(store(), members, target.level, target.geoid, measure.period, target.peers)


def has_groups(measure: Measure) -> bool:
    """Whether there are two groups or more."""
    return len(groups_of(measure)) > 1
