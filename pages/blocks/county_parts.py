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
def sentences_on_parts(measure: Measure) -> tuple[str, str]:
    """How the parts differ, in a sentence, and which end is better."""
    result, target = store().result(measure.spec.key, measure.target.level, measure.period), measure.target
    sentence = spread(result, store().children(target.level, target.geoid), target.name)
    return sentence, f"{sentence_case(direction_words(measure.spec))}. None of them is ranked."


def table(view: View, measure: Measure, period: str = "") -> None:
    """Figures of every part, the highest first, with a download above them; it holds no widget.

    period: what the address of the download says, "" for the newest.
    """
    level, shown = measure.target.level, _readable(measure)
    title = f"{measure.spec.title} in {measure.target.name}, {period_words(measure.period)}"
    if shown.frame.empty:
        st.html(f'<p class="cm-words"><strong>{html(title)}</strong><br>There are no figures of this period.</p>')
        return
    first = "the best letter first" if measure.spec.format == "letter" else "the highest figure first"
    sentence = f"{len(shown.frame):,} {LEVEL_WORDS[level][1]}, {first}; none is ranked."
    menu = export_menu.menu(view, f"inside-{level}", measure.spec.key, period, picture=False)
    paragraph = f'<p class="cm-words"><strong>{html(title)}</strong><br>{html(sentence)}</p>'
    st.html(f"{paragraph}{menu}{_paper(measure)}")
    data_table.draw(shown, title)


def _readable(measure: Measure) -> Readable:
    return readable_figures(measure.spec, _named(measure))


def _named(measure: Measure) -> list[tuple[str, Estimate]]:
    level, figures = (
        measure.target.level,
        store().result(measure.spec.key, measure.target.level, measure.period).estimates,
    )
    codes = store().children(level, measure.target.geoid)
    return [(place_names.full_name(level, code), figures[code]) for code in codes if code in figures]


def _paper(measure: Measure) -> str:
    """HTML of names and figures alone, for print: nobody sorts on paper."""
    named = sorted(_named(measure), key=highest_first)
    rows = [(name, format_estimate(measure.spec, figure)) for name, figure in named]
    return f'<div class="cm-two">{data_table.on_paper(("Place", "Figure"), rows)}</div>'


def frame(measure: Measure) -> Any:
    """Raw figures of every part of the county."""
    level = measure.target.level
    result = store().result(measure.spec.key, level, measure.period)
    codes = store().children(level, measure.target.geoid)
    return figures_table(result, lambda code: place_names.name_with_state(level, code), codes)


def exhibit(measure: Measure, link: str) -> Exhibit:
    """The parts for export."""
    title = f"{measure.spec.title} in {measure.target.name}, {period_words(measure.period)}"
    return Exhibit(title, table=frame(measure), citation=citation_of(measure, link), permalink=link)
