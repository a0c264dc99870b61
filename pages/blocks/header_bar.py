"""The bar at the top of every page: search, the place and its levels, its peers, and addresses to share."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from indicators.core.geography import Level
from pages.blocks import county_and_city, peers_picker, share
from pages.blocks.search import community_search
from pages.blocks.text import md
from pages.runtime import own_scripts
from pages.runtime.cache import cached
from pages.view import place_names
from pages.view.place_names import KIND
from pages.view.session import View, go_to
from pages.view.short_address import MeasureOf


def show(view: View, measure_of: MeasureOf, written_out: Callable[[View], View]) -> None:
    """Draw the bar. Call before the page, so that both read one selection.

    measure_of, written_out: what the view's page shows where the address leaves it out.
    """
    with st.container(key="header_bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        community_search("community", "Community", go_to, is_labeled=False)
        _place(view)
        _levels(view)
        peers_picker.show(view)
        share.show(view, measure_of, written_out)
        own_scripts.run("enter")
        own_scripts.run("header_bar")


def _place(view: View) -> None:
    """The place's name, and behind it what kind of place that is and is not."""
    with st.popover(md(view.name), key="place"):
        st.markdown(_kind(view.level, view.place))


@cached
def _kind(level: Level, place: str) -> str:
    sentences = (place_names.kind_sentence(level, place), county_and_city.sentence(level, place))
    return "\n\n".join(md(sentence) for sentence in sentences if sentence)


def _levels(view: View) -> None:
    choices = dict(place_names.related(view.level, view.place))
    if len(choices) < 2:
        return
    st.session_state["level_switch"] = view.level
    st.segmented_control(
        "Look at its",
        list(choices),
        format_func=KIND.__getitem__,
        key="level_switch",
        required=True,
        on_change=_switch_level,
        args=(choices,),
        label_visibility="collapsed",
    )


def _switch_level(choices: dict[Level, str]) -> None:
    kind = st.session_state.get("level_switch")
    if kind in choices:
        go_to(kind, choices[kind])
