"""The sidebar of every page: which community, which peers, and the link to exactly this view."""

from __future__ import annotations

import streamlit as st

from indicators.core.geography import Level
from pages.components import county_and_city, peers_picker, places
from pages.components.community_search import community_search, enter_takes_the_first
from pages.components.kept import kept
from pages.components.places import KIND
from pages.components.runtime import store
from pages.components.selection import View, go_to
from pages.components.text import md

# Streamlit has no call for this: what a visitor opened stays open, over reloads too. Our own script, nothing of data.
CLOSE_ON_PHONES = """<script>
if (window.innerWidth < 768) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
</script>"""


def show(view: View) -> None:
    """Draw the sidebar. Call before the page, so that both read one selection."""
    with st.sidebar:
        community_search("community", "Community", go_to)
        enter_takes_the_first()
        st.markdown(kept(("community", store().snapshot, view.level, view.place), lambda: _community(view)))
        _levels(view)
        peers_picker.show(view)
        _leave_menu(view)


def _leave_menu(view: View) -> None:
    """On a phone the menu covers the page: it closes once another community is chosen in it."""
    now, before = (view.level, view.place), st.session_state.get("menu_place")
    st.session_state["menu_place"] = now
    if before not in (None, now):
        st.html(CLOSE_ON_PHONES, unsafe_allow_javascript=True)


def _community(view: View) -> str:
    kind = places.kind_sentence(view.level, view.place)
    lines = [f"**{md(view.name)}**", md(kind)]
    contrast = county_and_city.sentence(view.level, view.place)
    if contrast:
        lines.append(md(contrast))
    return "\n\n".join(lines)


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
