"""Which measure of a factor is shown, at which period, and which others there are: read from the view."""

from __future__ import annotations

from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec
from indicators.factors import FACTORS
from indicators.registry import specs
from pages.runtime.cache import cached
from pages.view import parts
from pages.view.figures import Measure, Target, measures_at, measures_of, periods_of, target_at, target_of
from pages.view.problems import Problem
from pages.view.session import View

FIRST = "you see the first measure of this page"


def chosen(view: View, factor: str) -> tuple[Measure | None, list[Problem]]:
    """The measure and period of the view, and a sentence for each that was asked for but is not there."""
    usable, problems = measures_of(view, factor), list[Problem]()
    spec = next((spec for spec in usable if spec.key == view.selection.measure), None)
    part_measure = parts.only_inside(view.level, view.place, factor).get(view.selection.measure)
    if part_measure and spec is None:
        return _at_period(view, part_measure.spec, part_measure.target, problems), problems
    if spec is None and view.selection.measure:
        problems.append(_not_usable(view, factor))
    spec = spec or next(iter(usable), None)
    target = target_of(view, spec) if spec else None
    if spec is None or target is None:
        return None, problems
    return _at_period(view, spec, target, problems), problems


def _at_period(view: View, spec: IndicatorSpec, target: Target, problems: list[Problem]) -> Measure:
    """The measure at the period asked for, else at its newest, and a problem that says so."""
    periods, period = periods_of(spec, target.level), view.selection.period
    if period and period not in periods:
        problem = f"“{period[:40]}” is not a period of this measure. There are: {', '.join(periods)}"
        problems.append(Problem(problem, f"you see {periods[0]}"))
    return Measure(spec, period if period in periods else periods[0], target)


def _not_usable(view: View, factor: str) -> Problem:
    key = view.selection.measure[:60]
    spec = specs().get(key)
    if spec is None:
        return Problem(f"“{key}” is not a measure that we know", FIRST)
    if spec.factor != factor:
        return Problem(f"“{spec.title}” belongs to the page {FACTORS[spec.factor].title}", FIRST)
    levels = ", ".join(LEVEL_WORDS[level][1] for level in spec.levels if spec.shown(level))
    return Problem(f"“{spec.title}” is there for {levels} only", f"you see the first measure that {view.name} has")


def topic_of(spec: IndicatorSpec) -> str:
    """The question that the measure answers, alone or with others."""
    return spec.topic or spec.question


@cached
def topics(level: Level, place: str, factor: str) -> dict[str, dict[str, str]]:
    """Question -> the measures that answer it (key -> short name), that of the headline first.

    A name says so where the county stands in for the community, or where only the county's parts have figures.
    """
    questions: dict[str, dict[str, str]] = {}
    for spec in measures_at(level, place, factor):
        target = target_at(level, place, (), spec)
        where = " (county)" if target and target.is_substitute else ""
        questions.setdefault(topic_of(spec), {})[spec.key] = f"{spec.short}{where}"
    for key, part_measure in parts.only_inside(level, place, factor).items():
        where = LEVEL_WORDS[part_measure.target.level][1]
        questions.setdefault(topic_of(part_measure.spec), {})[key] = f"{part_measure.spec.short} ({where})"
    return questions
