"""Understand text typed into a box that lists places, where the browser finds no such label.

The browser's own filter knows neither accents nor apostrophes nor typing errors. So such a box takes any text
(``accept_new_options``), and its callback asks which of the places on the list is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from data.reader.places.entries import entry
from data.reader.places.search import PlaceSearch
from indicators.core.geography import COMMUNITY_LEVELS, Geography, Level
from pages.blocks.text import md
from pages.view import place_names

# As many as there are counties: a name that many share must not hide the one on the list.
ALL = 4_000
NEAREST = 3


def place_typed(text: str, level: Level, names: Mapping[str, str]) -> str:
    """The code among ``names`` (code -> name) that a text is, or is the name of; "" where there is none."""
    if text in names or not text:
        return text
    if level in COMMUNITY_LEVELS:
        meaning = place_names.named(text, ALL, (level,))
    else:
        meaning = _search_among(level, names).search(text, 1, (level,))
    return next((place.geoid for place in meaning if place.geoid in names), "")


def _search_among(level: Level, names: Mapping[str, str]) -> PlaceSearch:
    return PlaceSearch([entry(Geography(level, code, name), 0.0) for code, name in names.items()])


def chosen(key: str, level: Level, names: Mapping[str, str]) -> str:
    """In a callback: the code that was chosen or typed in the box ``key``; ``box`` says what names nothing."""
    text = st.session_state[key] or ""
    code = place_typed(text, level, names)
    st.session_state[f"{key}_unknown"] = not_here(text, level, names) if text and not code else ""
    return code


def not_here(text: str, level: Level, names: Mapping[str, str]) -> str:
    """What to say of a text that names nothing on a list, with the nearest names on it."""
    near = _search_among(level, names).nearest(text, NEAREST, (level,))
    nearest = f" The nearest: {'; '.join(place.name for place in near)}." if near else ""
    return f"Nothing on this list is called “{text[:60]}”.{nearest}"


def box(label: str, names: Mapping[str, str], key: str, placeholder: str, on_change: Callable[[], None]) -> None:
    """A box that lists places (code -> name) and takes any text; below it, what was typed and names none of them.

    The place that is chosen stands in the session under ``key``; on_change asks ``chosen`` which it is.
    """
    st.selectbox(
        label,
        list(names),
        format_func=lambda code: names.get(code, code),
        key=key,
        index=None,
        placeholder=placeholder,
        accept_new_options=True,
        on_change=on_change,
    )
    sentence = st.session_state.pop(f"{key}_unknown", "")
    if sentence:
        st.caption(md(sentence))
