"""Boxes that list places let a visitor type too: what the browser does not find among the labels comes here.

The browser's own filter knows neither accents nor apostrophes nor typing errors. So such a box takes any text
(``accept_new_options``), and its callback asks which of the places on the list is meant.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.reader.places.entries import entry
from data.reader.places.search import PlaceSearch
from indicators.core.geography import COMMUNITY_LEVELS, Geography, Level
from pages.blocks.text import md
from pages.runtime.snapshots import store

# As many as there are counties: a name that many share must not hide the one on the list.
ALL = 4_000


def meant(text: str, level: Level, names: Mapping[str, str]) -> str:
    """The code among ``names`` (code -> name) that a text is, or is the name of; "" where there is none."""
    if text in names or not text:
        return text
    if level in COMMUNITY_LEVELS:
        places = store().search(text, ALL, (level,))
    else:
        listed = [Geography(level, code, name) for code, name in names.items()]
        places = PlaceSearch([entry(place, 0.0, (), ()) for place in listed]).search(text, 1, (level,))
    return next((place.geoid for place in places if place.geoid in names), "")


def chosen(key: str, level: Level, names: Mapping[str, str]) -> str:
    """In a callback: the code that was chosen or typed in the box ``key``; ``unknown`` says what names nothing."""
    text = st.session_state[key] or ""
    code = meant(text, level, names)
    st.session_state[f"{key}_unknown"] = text if text and not code else ""
    return code


def unknown(key: str) -> None:
    """Under the box: what was typed and names nothing on its list."""
    text = st.session_state.pop(f"{key}_unknown", "")
    if text:
        st.caption(f"Nothing on this list is called “{md(text[:60])}”.")
