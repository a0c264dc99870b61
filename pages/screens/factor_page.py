"""The page of one factor: the answer, one panel of evidence, and what the measure means."""

from __future__ import annotations

import streamlit as st

from indicators.factors import FACTORS
from indicators.registry import specs
from pages.blocks import answer, county_parts, measure_picker, method, page_frame, panel, ways_on
from pages.blocks.text import md
from pages.view import parts
from pages.view.figures import Measure
from pages.view.measure_choice import chosen
from pages.view.session import View


def show(view: View, factor: str) -> None:
    """The whole page."""
    row = FACTORS[factor]
    measure, problems = chosen(view, factor)
    page_frame.head(view, row.question, problems, over=f"{row.title} in {view.name}")
    if measure is None:
        st.info(f"No figure on {md(row.title.lower())} is published for {md(view.name)}.")
        ways_on.from_nothing(view, factor, specs()[row.headline(view.level)])
        return
    _answer(view, factor, measure)
    measure_picker.show(view, factor, measure)
    panel.show(view, measure)
    ways_on.elsewhere(view, factor)
    method.show(view, measure)


def _answer(view: View, factor: str, measure: Measure) -> None:
    """Of the parts of a county: how they differ, for they have no peers and no rank."""
    if parts.is_inside(measure):
        page_frame.headline(*county_parts.sentences_on_parts(measure))
        return
    answer.show(measure)
    ways_on.notes(view, factor, measure)
