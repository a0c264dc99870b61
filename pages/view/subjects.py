"""The figures of an overview: each subject compared with peers, and what stands out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.compare.comparison import Comparison
from indicators.compare.groups import by_group
from indicators.compare.standouts import Ends, GroupGap, clearest_change, ends, group_gap, spread_of
from indicators.compare.subjects import Position, concern, position
from indicators.compare.trend import Change, change, trend
from indicators.core.geography import Level
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.factors import SUBJECTS, Factor
from indicators.registry import of_factor
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view.figures import Measure, Target, comparison_of, headline_measure, measures_of, periods_of, target_of
from pages.view.session import View

# Further measures of a subject that are told beside its headline.
MOST_FURTHER = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """One factor: its headline measure beside the peers. measure, comparison: None where there is no figure at all."""

    factor: Factor
    measure: Measure | None
    comparison: Comparison | None

    @property
    def position(self) -> Position:
        """Where the community stands on it."""
        return position(self.comparison)


@dataclass(frozen=True, slots=True)
class Gap:
    """The widest gap between groups of a subject, and the period that it is of."""

    factor: Factor
    gap: GroupGap
    period: str
    target: Target


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure that changed, and how."""

    spec: IndicatorSpec
    change: Change
    target: Target


@dataclass(frozen=True, slots=True)
class Parts:
    """The ends among the parts of the community's county in one measure."""

    measure: Measure
    result: Result
    ends: Ends


def subjects(view: View) -> tuple[Subject, ...]:
    """Every subject, those on which more peers do clearly better first."""
    shown = [_subject(view, factor) for factor in SUBJECTS]
    return tuple(sorted(shown, key=lambda subject: concern(subject.comparison)))


def _subject(view: View, factor: Factor) -> Subject:
    measure = headline_measure(view, factor.key)
    return Subject(factor, measure, comparison_of(measure) if measure else None)


@cached
def widest_gap(view: View, factor: Factor) -> Gap | None:
    """The widest gap between groups of one subject, in the newest period of its families; None where there is none."""
    return widest(_gaps(view, factor))


def widest(gaps: Iterable[Gap]) -> Gap | None:
    """The widest of some gaps; one that is tested before any that is not."""
    return max(gaps, key=lambda gap: (gap.gap.tested, gap.gap.size), default=None)


def _gaps(view: View, factor: Factor) -> Iterator[Gap]:
    families = {spec.family: spec for spec in of_factor(factor.key) if spec.family and len(spec.groups) == 1}
    for family, spec in families.items():
        target = target_of(view, spec)
        if target is None or spec.direction == "neutral":
            continue
        period = periods_of(spec, target.level)[0]
        members = [member for member in of_factor(factor.key) if member.family == family]
        groups = by_group(store(), members, target.level, target.geoid, period)
        gap = group_gap(groups, _spread(spec, target.level, period))
        if gap is not None:
            yield Gap(factor, gap, period, target)


@cached
def _spread(spec: IndicatorSpec, level: Level, period: str) -> float:
    return spread_of(store().result(spec.key, level, period))


@cached
def changes(view: View, factor: Factor) -> dict[str, Moved]:
    """How each whole measure of a subject changed since the oldest period that it may be compared with, by key."""
    moved: dict[str, Moved] = {}
    for spec in measures_of(view, factor.key):
        target = target_of(view, spec)
        if target is None or len(periods_of(spec, target.level)) < 2 or len(spec.groups) == 1:
            continue
        difference = change(trend(store(), spec, target.level, target.geoid))
        if difference is not None:
            moved[spec.key] = Moved(spec, difference, target)
    return moved


def clearest(moved: dict[str, Moved]) -> Moved | None:
    """The measure that changed most clearly for better or worse."""
    key = clearest_change({name: moved_measure.change for name, moved_measure in moved.items()})
    return moved[key] if key else None


def parts(measures: Iterable[Measure]) -> Parts | None:
    """The ends among parts, of the first measure whose parts have them. measures: those below the county."""
    for measure in measures:
        target: Target = measure.target
        result = store().result(measure.spec.key, target.level, measure.period)
        codes = store().children(target.level, target.geoid)
        figures = [(code, figure) for code in codes if (figure := result.get(code)) is not None]
        extremes = ends(measure.spec, figures)
        if extremes is not None:
            return Parts(measure, result, extremes)
    return None


def further(view: View, subject: Subject) -> tuple[Comparison, ...]:
    """Further measures of a subject that have a figure here, at most MOST_FURTHER, one of each family."""
    families = {subject.measure.spec.family} - {""} if subject.measure else set()
    rows: list[Comparison] = []
    for spec in measures_of(view, subject.factor.key):
        target = target_of(view, spec)
        is_headline = subject.measure is not None and spec.key == subject.measure.spec.key
        if target is None or is_headline or spec.family in families or spec.direction == "neutral":
            continue
        comparison = comparison_of(Measure(spec, periods_of(spec, target.level)[0], target))
        if comparison.focus.is_shown:
            rows.append(comparison)
            families |= {spec.family} - {""}
        if len(rows) == MOST_FURTHER:
            break
    return tuple(rows)
