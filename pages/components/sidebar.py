"""The sidebar of every page: which community, which peers, and the link to exactly this view."""

from __future__ import annotations

import streamlit as st

from indicators.core.geography import Level
from pages.components import own_scripts, peers_picker, places
from pages.components.community_search import community_search
from pages.components.kept import kept
from pages.components.places import KIND
from pages.components.runtime import store
from pages.components.selection import View, go_to
from pages.components.text import md

# Published for county and city on one scale, so it can show that the two are not the same place.
TELLING = "economic_connectedness_share"


def show(view: View) -> None:
    """Draw the sidebar. Call before the page, so that both read one selection."""
    with st.sidebar:
        community_search("community", "Community", go_to)
        st.markdown(kept(("community", store().snapshot, view.level, view.place), lambda: _community(view)))
        _levels(view)
        peers_picker.show(view)
        _leave_menu(view)


def _leave_menu(view: View) -> None:
    """On a phone the menu covers the page: it closes once another community is chosen in it."""
    now, before = (view.level, view.place), st.session_state.get("menu_place")
    st.session_state["menu_place"] = now
    if before not in (None, now):
        own_scripts.run("close_menu")


def _community(view: View) -> str:
    kind = places.kind_sentence(view.level, view.place)
    lines = [f"**{md(view.name)}**", md(kind)]
    contrast = county_and_city(view.level, view.place)
    if contrast:
        lines.append(md(contrast))
    return "\n\n".join(lines)


def county_and_city(level: Level, geoid: str) -> str:
    """One figure that differs between the county and its city, "" where it is not known for both."""
    pair = dict(places.related(level, geoid))
    if level not in ("county", "place") or not {"county", "place"} <= pair.keys():
        return ""
    if not all(store().periods(TELLING, kind) for kind in ("county", "place")):
        return ""
    figures = [store().result(TELLING, kind).get(pair[kind]) for kind in ("county", "place")]
    values = [figure.value if figure else None for figure in figures]
    if values[0] is None or values[1] is None:
        return ""
    return (
        "The two are not alike: of 100 friends of people with low income, "
        f"{values[0] * 100:.0f} have high income in the county and {values[1] * 100:.0f} in the city."
    )


def _levels(view: View) -> None:
    choices = dict(places.related(view.level, view.place))
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
