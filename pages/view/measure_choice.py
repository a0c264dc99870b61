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
    inside = parts.only_inside(view.level, view.place, factor).get(view.selection.measure)
    if inside and spec is None:
        return _at_period(view, inside.spec, inside.target, problems), problems
    if spec is None and view.selection.measure:
        problems.append(_not_usable(view, factor))
    spec = spec or next(iter(usable), None)
    target = target_of(view, spec) if spec else None
    if spec is None or target is None:
        return None, problems
    return _at_period(view, spec, target, problems), problems


def _at_period(view: View, spec: IndicatorSpec, target: Target, problems: list[Problem]) -> Measure:
    """The measure at the period asked for, else at its newest, and a problem that says so."""
    periods, asked = periods_of(spec, target.level), view.selection.period
    if asked and asked not in periods:
        what = f"“{asked[:40]}” is not a period of this measure. There are: {', '.join(periods)}"
        problems.append(Problem(what, f"you see {periods[0]}"))
    return Measure(spec, asked if asked in periods else periods[0], target)


def _not_usable(view: View, factor: str) -> Problem:
    asked = view.selection.measure[:60]
    spec = specs().get(asked)
    if spec is None:
        return Problem(f"“{asked}” is not a measure that we know", FIRST)
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
    for key, inside in parts.only_inside(level, place, factor).items():
        where = LEVEL_WORDS[inside.target.level][1]
        questions.setdefault(topic_of(inside.spec), {})[key] = f"{inside.spec.short} ({where})"
    return questions
