"""The sidebar of every page: which community, which peers, and the link to exactly this view."""

from __future__ import annotations

import streamlit as st

from indicators.core.geography import Level
from pages.blocks import county_and_city, peers_picker
from pages.blocks.search import community_search
from pages.blocks.text import md
from pages.runtime import own_scripts
from pages.runtime.cache import cached
from pages.view import place_names
from pages.view.place_names import KIND
from pages.view.session import View, go_to


def show(view: View) -> None:
    """Draw the sidebar. Call before the page, so that both read one selection."""
    with st.sidebar:
        community_search("community", "Community", go_to)
        own_scripts.run("enter")
        st.markdown(_community(view.level, view.place))
        _levels(view)
        peers_picker.show(view)
        _leave_menu(view)


def _leave_menu(view: View) -> None:
    """On a phone the menu covers the page: it closes once another community is chosen in it."""
    now, before = (view.level, view.place), st.session_state.get("menu_place")
    st.session_state["menu_place"] = now
    if before not in (None, now):
        own_scripts.run("close_menu")


@cached
def _community(level: Level, place: str) -> str:
    kind = place_names.kind_sentence(level, place)
    lines = [f"**{md(place_names.title(level, place))}**", md(kind)]
    contrast = county_and_city.sentence(level, place)
    if contrast:
        lines.append(md(contrast))
    return "\n\n".join(lines)


def _levels(view: View) -> None:
    choices = dict(place_names.related(view.level, view.place))
    if len(choices) < 2:
        return
    st.session_state["level_switch"] = view.level
    st.segmented_control(
        "Look at its",
        list(choices),
        format_func=lambda kind: KIND[kind].lower(),
        key="level_switch",
        required=True,
        on_change=_switch_level,
        args=(choices,),
        width="stretch",
    )


def _switch_level(choices: dict[Level, str]) -> None:
    kind = st.session_state.get("level_switch")
    if kind in choices:
        go_to(kind, choices[kind])
