"""Find one of some 4,560 counties, metros and cities by name.

The names stay on the server: a list of all of them would weigh more than the rest of the page. What is typed goes to
the store's search, and the few best matches come back as one row of buttons that the keyboard reaches too.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from indicators.core.geography import LEVEL_WORDS, Geography, Level
from pages.components.no_figures import instead
from pages.components.runtime import store
from pages.components.text import md

Chosen = Callable[[Level, str], None]

MATCHES = 8
HINT = "Find by name or ZIP code"


@st.fragment
@instead()
def community_search(key: str, label: str, chosen: Chosen, only: Level | None = None) -> None:
    """A search box; ``chosen(level, geoid)`` is called when a match is picked. only: search one level."""
    # live=True: a pause in words, as "300ms", Streamlit would read with pandas, in every rerun.
    text = st.text_input(label, key=f"{key}_text", type="search", live=True, placeholder=HINT, max_chars=60)
    if not text or not text.strip():
        return
    found = {_code(place): place for place in matches(text, only)}
    if not found:
        st.caption(f"Nothing is called “{md(text)}” here. Try the name of a county or a large city, or a ZIP code.")
        return
    st.pills(
        "1 match" if len(found) == 1 else f"{len(found)} best matches",
        list(found),
        format_func=lambda code: _label(found[code]),
        key=f"{key}_match",
        on_change=_pick,
        args=(key, chosen),
    )


def matches(text: str, only: Level | None = None) -> list[Geography]:
    """The best matches, best first."""
    wanted = _around_zip(text.strip()) or store().search(text.strip(), limit=MATCHES if only is None else 60)
    return [place for place in wanted if only in (None, place.level)][:MATCHES]


def _around_zip(code: str) -> tuple[Geography, ...]:
    """The county and metro that a ZIP code lies in; nothing for other text."""
    if not (len(code) == 5 and code.isdecimal() and code.isascii()) or store().place("zip", code) is None:
        return ()
    around = store().parent("zip", code)
    levels: tuple[Level, ...] = ("county", "cbsa")
    found = (store().place(level, around[level]) for level in levels if around.get(level))
    return tuple(place for place in found if place is not None)


def _pick(key: str, chosen: Chosen) -> None:
    code = st.session_state.get(f"{key}_match")
    st.session_state[f"{key}_text"] = ""
    if code:
        level, geoid = code.split(":")
        chosen(level, geoid)
        st.rerun()


def _code(place: Geography) -> str:
    return f"{place.level}:{place.geoid}"


def _label(place: Geography) -> str:
    return f"{md(place.name)} · {LEVEL_WORDS[place.level][0]}"
