"""The page of one factor: sentence, measure, map, peers, trend, for whom, table, method."""

from __future__ import annotations

from typing import Any

import streamlit as st

from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec
from indicators.factors import FACTORS
from indicators.present.wording import headline, period_words, standing
from indicators.registry import of_factor, specs
from pages.blocks import (
    charts,
    commuting_zones,
    county_parts,
    figure_table,
    map_panel,
    method,
    page_frame,
    peer_chart,
    trend_and_groups,
)
from pages.blocks.text import md
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.figures import (
    Measure,
    Target,
    comparison_of,
    headline_at,
    measures_at,
    measures_of,
    periods_of,
    substitute_sentence,
    target_at,
    target_of,
)
from pages.view.problems import Problem
from pages.view.session import View, change, go_to


def show(view: View, factor: str) -> None:
    """The whole page."""
    measure = figures(view, factor)
    if any(spec.role == "zone_factor" for spec in of_factor(factor)):
        commuting_zones.show(view)
    if measure is not None:
        method.show(view, measure)


def figures(view: View, factor: str) -> Measure | None:
    """The page up to the table of figures. Returns the measure shown, None where the community has none."""
    title = f"{FACTORS[factor].title} in {view.name}"
    measure, said = chosen(view, factor)
    page_frame.head(view, title, said)
    if measure is None:
        st.info(f"No figure on {FACTORS[factor].title.lower()} is published for {md(view.name)}.")
        _offer(view, factor)
        return None
    if county_parts.is_inside(measure):
        _parts(view, factor, measure)
        return measure
    page_frame.headline(*_headline(measure))
    _notes(view, factor, measure)
    _switch(view, factor, measure)
    _elsewhere(view, factor)
    left, right = st.columns([9, 11], gap="medium")
    with left:
        map_panel.show(view, measure)
        _over_time(view, measure)
    with right:
        _beside(view, measure)
    figure_table.show(view, measure)
    return measure


@charts.replayed
def _over_time(view: View, measure: Measure) -> None:
    trend_and_groups.over_time(view, measure)


@charts.replayed
def _beside(view: View, measure: Measure) -> None:
    peer_chart.show(view, measure)
    trend_and_groups.by_people(view, measure)


def _parts(view: View, factor: str, measure: Measure) -> None:
    """The page of a measure that only the parts of a county have: no peers, no rank."""
    page_frame.headline(*county_parts.words(measure))
    _switch(view, factor, measure)
    map_panel.show(view, measure)
    figure_table.parts_table(view, measure)


# Of the measures that a city or metro has itself, so many are offered where its county stands in.
OWN = 2

FIRST = "you see the first measure of this page"


def chosen(view: View, factor: str) -> tuple[Measure | None, list[Problem]]:
    """The measure and period of the view, and a sentence for each that was asked for but is not there."""
    usable, said = measures_of(view, factor), list[Problem]()
    spec = next((one for one in usable if one.key == view.selection.measure), None)
    parts = county_parts.only_inside(view.level, view.place, factor).get(view.selection.measure)
    if parts and spec is None:
        return _at_period(view, parts.spec, parts.target, said), said
    if spec is None and view.selection.measure:
        said.append(_not_usable(view, factor))
    spec = spec or next(iter(usable), None)
    target = target_of(view, spec) if spec else None
    if spec is None or target is None:
        return None, said
    return _at_period(view, spec, target, said), said


def _at_period(view: View, spec: IndicatorSpec, target: Target, said: list[Problem]) -> Measure:
    """The measure at the period asked for, else at its newest, which is then said."""
    periods, asked = periods_of(spec, target.level), view.selection.period
    if asked and asked not in periods:
        what = f"“{asked[:40]}” is not a period of this measure. There are: {', '.join(periods)}"
        said.append(Problem(what, f"you see {periods[0]}"))
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


@cached
def _headline(measure: Measure) -> tuple[str, str]:
    comparison = comparison_of(measure)
    return headline(measure.spec, comparison, measure.target.name), standing(comparison)


def _notes(view: View, factor: str, measure: Measure) -> None:
    """What stands in for what, and where to look when there is no figure."""
    said, has_figure = substitute_sentence(view, measure), comparison_of(measure).focus.is_shown
    if said:
        own = _other_measures(view.level, view.place, factor)[:OWN]
        st.info(md(" ".join([said, _also(view, own)])), icon=":material/swap_horiz:")
        for spec in own if has_figure else ():
            _offer_measure(spec, type="tertiary", icon=":material/arrow_forward:")
    beside = comparison_of(measure).alternative
    if beside is not None:
        _offer_measure(beside.spec, type="tertiary", icon=":material/arrow_forward:")
    if not has_figure:
        _offer(view, factor)


def _also(view: View, own: tuple[IndicatorSpec, ...]) -> str:
    if not own:
        return ""
    return f"{view.name} has a figure of its own for {' and '.join(f'“{spec.title}”' for spec in own)}."


def _offer(view: View, factor: str) -> None:
    """Ways on where there is no figure: other levels of the same community, other measures of the same place."""
    ways, measures = _others(view.level, view.place, factor), _other_measures(view.level, view.place, factor)
    if not ways and not measures:
        st.caption(_nothing_near(view))
        return
    st.markdown("There are figures here:")
    with st.container(horizontal=True):
        for level, geoid in ways:
            label = f"{md(place_names.title(level, geoid))}{_level_words(level)}"
            st.button(label, key=f"offer_{level}_{geoid}", on_click=go_to, args=(level, geoid))
        for spec in measures:
            _offer_measure(spec)


def _offer_measure(spec: IndicatorSpec, **look: Any) -> None:
    change_to = {"measure": spec.key, "period": ""}
    st.button(md(spec.title), key=f"offer_{spec.key}", on_click=change, kwargs=change_to, **look)


def _level_words(level: Level) -> str:
    """What kind of place it is, where its name doesn't say so."""
    return "" if level == "county" else f" ({LEVEL_WORDS[level][0]})"


def _nothing_near(view: View) -> str:
    """Says that the county, city or metro around have nothing either, naming those that there are."""
    around = [LEVEL_WORDS[level][0] for level, _ in place_names.related(view.level, view.place) if level != view.level]
    if not around:
        return f"No other measure of this page has a figure for {md(view.name)}."
    return f"The {' and the '.join(around)} {'have' if len(around) > 1 else 'has'} no figure on this factor either."


@cached
def _other_measures(level: Level, place: str, factor: str) -> tuple[IndicatorSpec, ...]:
    """Measures of the page that have a figure for this very place, at most four."""
    found: list[IndicatorSpec] = []
    for spec in measures_at(level, place, factor):
        target = target_at(level, place, (), spec)
        if target is None or target.is_substitute or len(found) == 4:
            continue
        if _has_figure(spec, target.level, target.geoid):
            found.append(spec)
    return tuple(found)


@cached
def _others(own: Level, place: str, factor: str) -> tuple[tuple[Level, str], ...]:
    found: list[tuple[Level, str]] = []
    before_and_after = (*place_names.later(own, place), *place_names.earlier(own, place))
    of_other_years: list[tuple[Level, str]] = [("county", code) for code in before_and_after]
    for level, geoid in (*of_other_years, *place_names.related(own, place)):
        if (level, geoid) == (own, place):
            continue
        measure = headline_at(level, geoid, (), factor)
        if measure and not measure.target.is_substitute and comparison_of(measure).focus.is_shown:
            found.append((level, geoid))
    return tuple(found)


def _switch(view: View, factor: str, measure: Measure) -> None:
    labels = _labels(view.level, view.place, factor)
    periods = periods_of(measure.spec, measure.target.level)
    st.session_state["measure"] = measure.spec.key
    if len(periods) > 1:
        st.session_state["period"] = measure.period
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Measure" if len(periods) > 1 else f"Measure ({period_words(measure.period)} is the only period)",
            list(labels),
            format_func=labels.__getitem__,
            key="measure",
            on_change=_choose_measure,
        )
        if len(periods) > 1:
            st.selectbox("Period", periods, format_func=period_words, key="period", on_change=_choose_period, width=220)
        page_frame.copy_link(view, measure.spec.key, measure.period)


def _elsewhere(view: View, factor: str) -> None:
    """Measures of the factor that only the city or metro of this community has, a button each."""
    for spec, level, geoid in _only_elsewhere(view.level, view.place, factor):
        label = f"{md(spec.title)}: see the {place_names.KIND[level].lower()}"
        icon, what = ":material/arrow_forward:", f"see_{spec.key}"
        st.button(label, key=what, type="tertiary", icon=icon, on_click=_see, args=(level, geoid, spec.key))


@cached
def _only_elsewhere(own: Level, place: str, factor: str) -> tuple[tuple[IndicatorSpec, Level, str], ...]:
    here = {spec.key for spec in measures_at(own, place, factor)} | county_parts.only_inside(own, place, factor).keys()
    return tuple(
        (spec, level, geoid)
        for spec in of_factor(factor)
        if spec.key not in here
        for level, geoid in place_names.related(own, place)
        if level != own and level in spec.levels and _has_figure(spec, level, geoid)
    )


def _has_figure(spec: IndicatorSpec, level: Level, geoid: str) -> bool:
    figure = store().result(spec.key, level).get(geoid) if store().periods(spec.key, level) else None
    return figure is not None and (figure.value is not None or figure.lower is not None)


def _see(level: Level, geoid: str, key: str) -> None:
    go_to(level, geoid)
    change(measure=key, period="")


@cached
def _labels(level: Level, place: str, factor: str) -> dict[str, str]:
    """Key -> title of each measure, with the level where the county stands in or only its parts have figures."""
    found = {}
    for spec in measures_at(level, place, factor):
        target = target_at(level, place, (), spec)
        found[spec.key] = f"{spec.title} (county)" if target and target.is_substitute else spec.title
    parts = county_parts.only_inside(level, place, factor)
    return found | {key: county_parts.label(one.spec, one.target.level) for key, one in parts.items()}


def _choose_measure() -> None:
    change(measure=st.session_state["measure"], period="")


def _choose_period() -> None:
    change(period=st.session_state["period"])
