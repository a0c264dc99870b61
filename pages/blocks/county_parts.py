"""Measures of the parts of a county: its schools, districts, ZIP codes and census tracts, which have no peers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from indicators.core.estimate import Estimate
from indicators.core.exhibit import Exhibit
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec
from indicators.present.inside import spread
from indicators.present.numbers import format_estimate
from indicators.present.phrases import sentence_case
from indicators.present.tables import Readable, figures_table, highest_first, readable_figures
from indicators.present.wording import direction_words, period_words
from indicators.registry import of_factor
from pages.blocks import data_table, export_menu
from pages.blocks.method import citation_of
from pages.blocks.text import html, md
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.figures import Measure, Target, measures_at, periods_of
from pages.view.session import View

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
    return {one.spec.key: one for one in measures_inside(county, factor) if one.spec.key not in whole}


def is_inside(measure: Measure) -> bool:
    """Whether the measure shows the parts of a county."""
    return measure.target.level in LEVELS


@cached
def words(measure: Measure) -> tuple[str, str]:
    """How the parts differ, in a sentence, and which end is better."""
    result, target = store().result(measure.spec.key, measure.target.level, measure.period), measure.target
    said = spread(result, store().children(target.level, target.geoid), target.name)
    return said, f"{sentence_case(direction_words(measure.spec))}. None of them is ranked."


def label(spec: IndicatorSpec, level: Level) -> str:
    """A measure's name with the kind of places it is for."""
    return f"{spec.title} ({LEVEL_WORDS[level][1]})"


def where(one: Measure) -> str:
    """The community that the parts are parts of, as Markdown."""
    return md(one.target.name)


def table(view: View, one: Measure, period: str = "", more: str = "") -> None:
    """Figures of every part, the highest first, with a download above them; it holds no widget.

    period: what the address of the download says, "" for the newest. more: HTML that goes with the words.
    """
    level, shown = one.target.level, _readable(one)
    title = f"{one.spec.title} in {one.target.name}, {period_words(one.period)}"
    if shown.frame.empty:
        st.html(f'<p class="cm-words"><strong>{html(title)}</strong><br>There are no figures of this period.</p>{more}')
        return
    first = "the best letter first" if one.spec.format == "letter" else "the highest figure first"
    said = f"{len(shown.frame):,} {LEVEL_WORDS[level][1]}, {first}; none is ranked."
    menu = export_menu.menu(view, f"inside-{level}", one.spec.key, period, picture=False)
    words = f'<p class="cm-words"><strong>{html(title)}</strong><br>{html(said)}</p>'
    st.html(f"{words}{menu}{_paper(one)}{more}")
    data_table.draw(shown, title)


def _readable(one: Measure) -> Readable:
    return readable_figures(one.spec, _named(one))


def _named(one: Measure) -> list[tuple[str, Estimate]]:
    level, figures = one.target.level, store().result(one.spec.key, one.target.level, one.period).estimates
    codes = store().children(level, one.target.geoid)
    return [(place_names.full_name(level, code), figures[code]) for code in codes if code in figures]


def _paper(one: Measure) -> str:
    """Names and figures alone: on paper nobody sorts."""
    named = sorted(_named(one), key=highest_first)
    rows = [(name, format_estimate(one.spec, figure)) for name, figure in named]
    return f'<div class="cm-two">{data_table.on_paper(("Place", "Figure"), rows)}</div>'


def frame(one: Measure) -> Any:
    """Raw figures of every part of the county."""
    level = one.target.level
    result = store().result(one.spec.key, level, one.period)
    codes = store().children(level, one.target.geoid)
    return figures_table(result, lambda code: place_names.name_with_state(level, code), codes)


def _has_any(spec: IndicatorSpec, level: Level, county: str) -> bool:
    periods = periods_of(spec, level)
    if not periods or level in ALIKE:
        return bool(periods)
    return _has_at(spec, level, county, periods[0])


@cached
def _has_at(spec: IndicatorSpec, level: Level, county: str, period: str) -> bool:
    figures = store().result(spec.key, level, period).estimates
    return any(code in figures for code in store().children(level, county))


def at_period(one: Measure, period: str) -> Measure | None:
    """The same measure at another period, None where the county's parts have no figures of that period."""
    if period not in periods_of(one.spec, one.target.level):
        return None
    has = _has_at(one.spec, one.target.level, one.target.geoid, period)
    return replace(one, period=period) if has else None


def exhibit(one: Measure, link: str) -> Exhibit:
    """The parts as they leave the screen."""
    title = f"{one.spec.title} in {one.target.name}, {period_words(one.period)}"
    return Exhibit(title, table=frame(one), citation=citation_of(one, link), permalink=link)
