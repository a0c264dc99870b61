"""Figures of the parts of a county: how they differ, and every one in a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from indicators.core.estimate import Estimate
from indicators.core.exhibit import Exhibit
from indicators.core.geography import LEVEL_WORDS
from indicators.present.inside import spread
from indicators.present.numbers import format_estimate
from indicators.present.phrases import sentence_case
from indicators.present.tables import Readable, figures_table, highest_first, readable_figures
from indicators.present.wording import direction_words, period_words
from pages.blocks import data_table, export_menu
from pages.blocks.method import citation_of
from pages.blocks.text import html
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.figures import Measure
from pages.view.session import View


@cached
def words(measure: Measure) -> tuple[str, str]:
    """How the parts differ, in a sentence, and which end is better."""
    result, target = store().result(measure.spec.key, measure.target.level, measure.period), measure.target
    said = spread(result, store().children(target.level, target.geoid), target.name)
    return said, f"{sentence_case(direction_words(measure.spec))}. None of them is ranked."


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


def exhibit(one: Measure, link: str) -> Exhibit:
    """The parts as they leave the screen."""
    title = f"{one.spec.title} in {one.target.name}, {period_words(one.period)}"
    return Exhibit(title, table=frame(one), citation=citation_of(one, link), permalink=link)
