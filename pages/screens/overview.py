"""The overview: does the community fare better than its peers, what to talk about first, and the evidence."""

from __future__ import annotations

from datetime import date

import streamlit as st

from indicators.factors import SUBJECTS, Factor
from indicators.present.answer import answer
from indicators.present.maps.style import Theme
from pages.blocks import answer_cards, charts, data_table, export_menu, page_frame, score_rows
from pages.blocks.text import html
from pages.view import place_names
from pages.view.maps import theme
from pages.view.session import View, address
from pages.view.subjects import Subject, subjects


def show(view: View) -> None:
    """The whole page."""
    page_frame.head(view, f"How does {view.name} compare?")
    link, today = address(view), date.today()
    _page(view, theme(), link, today)


@charts.replayed
def _page(view: View, colors: Theme, link: str, today: date) -> None:
    """Nothing here is a widget."""
    shown = subjects(view)
    substitutes = 0 if place_names.is_one_area(view.level, view.place) else _of_county(shown)
    positions = [subject.position for subject in shown]
    page_frame.headline(answer(view.name, positions, len(view.peers.geoids), substitutes))
    answer_cards.show(view, shown)
    score_rows.show(view, shown, dark=colors == "dark")
    st.html(
        _how_to_read()
        + _take_away(view, [subject.factor for subject in shown if subject.measure])
        + data_table.foot(link, today)
    )


def _of_county(shown: tuple[Subject, ...]) -> int:
    """On how many subjects the principal county stands for the city or metro."""
    return sum(subject.measure is not None and subject.measure.target.is_substitute for subject in shown)


def _take_away(view: View, factors: list[Factor]) -> str:
    """Show the export menu of every line."""
    rows = "".join(
        f"<div><span>{html(factor.title)}</span>{export_menu.links(view, factor.key)}</div>"
        for factor in SUBJECTS
        if factor in factors
    )
    return export_menu.disclosure("figures and pictures of every subject", rows, "cm-rows")


def _how_to_read() -> str:
    return (
        '<details class="cm-read"><summary>How to read</summary>'
        "<p>A dot is a peer, the diamond is this community, the upright line is the median peer; right is always "
        "good. <b>±</b> is the 90% margin of error: the true figure lies within it nine times in ten. A gap that could "
        "be chance is called <b>no clear difference</b>. Figures too uncertain to act on are hollow, and are never "
        "counted. These subjects go together with upward mobility; nothing here says that one brings about the "
        "other.</p></details>"
    )
