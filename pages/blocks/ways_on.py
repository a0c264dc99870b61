"""Where else there are figures: other measures of the place, other levels of the community, other codes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from indicators.compare.verdicts import limits
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec
from indicators.registry import of_factor
from pages.blocks.text import md
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import parts, place_names
from pages.view.figures import Measure, comparison_of, headline_at, measures_at, substitute_sentence, target_at
from pages.view.nearby import nearest_with_figure
from pages.view.session import View, change, go_to

# Of the measures that a city or metro has itself, so many are offered where its county stands in.
MOST_OWN_MEASURES = 2
# And so many where the community has no figure of the measure that is shown.
OTHERS = 4


def notes(view: View, factor: str, measure: Measure) -> None:
    """What stands in for what, and where to look when there is no figure."""
    sentence, has_figure = substitute_sentence(view, measure), comparison_of(measure).focus.is_shown
    if sentence:
        own_measures = _other_measures(view.level, view.place, factor)[:MOST_OWN_MEASURES] if has_figure else ()
        also = f" Of the {place_names.area_word(view.level)} itself:" if own_measures else ""
        st.info(md(sentence + also), icon=":material/swap_horiz:")
        for spec in own_measures:
            _offer_measure(spec, type="tertiary", icon=":material/arrow_forward:")
    alternative = comparison_of(measure).alternative
    if alternative is not None:
        _offer_measure(alternative.spec, type="tertiary", icon=":material/arrow_forward:")
    if not has_figure:
        from_nothing(view, factor, measure.spec)


def from_nothing(view: View, factor: str, spec: IndicatorSpec) -> None:
    """Ways on where there is no figure of a measure: the nearest place that has one, other levels, other measures."""
    ways, measures = _others(view.level, view.place, factor), _other_measures(view.level, view.place, factor)
    neighbor = nearest_with_figure(view.level, view.place, spec)
    if not ways and not measures:
        st.caption(_nothing_near(view))
    if not ways and not measures and neighbor is None:
        return
    st.markdown("There are figures here:")
    with st.container(horizontal=True):
        if neighbor:
            label = f"{md(place_names.title(neighbor.level, neighbor.geoid))}, {neighbor.miles:,.0f} miles away"
            st.button(label, key="offer_nearest", on_click=go_to, args=(neighbor.level, neighbor.geoid))
        for level, geoid in ways:
            label = f"{md(place_names.title(level, geoid))}{_level_words(level)}"
            st.button(label, key=f"offer_{level}_{geoid}", on_click=go_to, args=(level, geoid))
        for spec in measures:
            _offer_measure(spec)


def elsewhere(view: View, factor: str) -> None:
    """Measures of the factor that only the city or metro of this community has, a button each."""
    for spec, level, geoid in _only_elsewhere(view.level, view.place, factor):
        label = f"{md(spec.title)}: see the {place_names.KIND[level].lower()}"
        icon, key = ":material/arrow_forward:", f"see_{level}_{spec.key}"
        st.button(label, key=key, type="tertiary", icon=icon, on_click=_see, args=(level, geoid, spec.key))


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
    """Measures of the page that have a figure for this very place."""
    others: list[IndicatorSpec] = []
    for spec in measures_at(level, place, factor):
        target = target_at(level, place, (), spec)
        if target is None or target.is_substitute or len(others) == OTHERS:
            continue
        if _has_figure(spec, target.level, target.geoid):
            others.append(spec)
    return tuple(others)


@cached
def _others(own_level: Level, place: str, factor: str) -> tuple[tuple[Level, str], ...]:
    """Places around, and those of other codes, that have the factor's headline."""
    around: list[tuple[Level, str]] = []
    before_and_after = (*place_names.later(own_level, place), *place_names.earlier(own_level, place))
    of_other_years: list[tuple[Level, str]] = [("county", code) for code in before_and_after]
    for level, geoid in (*of_other_years, *place_names.related(own_level, place)):
        if (level, geoid) == (own_level, place):
            continue
        measure = headline_at(level, geoid, (), factor)
        if measure and not measure.target.is_substitute and comparison_of(measure).focus.is_shown:
            around.append((level, geoid))
    return tuple(around)


@cached
def _only_elsewhere(own_level: Level, place: str, factor: str) -> tuple[tuple[IndicatorSpec, Level, str], ...]:
    here = {spec.key for spec in measures_at(own_level, place, factor)}
    here |= parts.only_inside(own_level, place, factor).keys()
    return tuple(
        (spec, level, geoid)
        for spec in of_factor(factor)
        if spec.key not in here
        for level, geoid in place_names.related(own_level, place)
        if level != own_level and level in spec.levels and _has_figure(spec, level, geoid)
    )


def _has_figure(spec: IndicatorSpec, level: Level, geoid: str) -> bool:
    figure = store().result(spec.key, level).get(geoid) if store().periods(spec.key, level) else None
    return figure is not None and any(limit is not None for limit in limits(figure))


def _see(level: Level, geoid: str, key: str) -> None:
    go_to(level, geoid)
    change(measure=key, period="")
