"""Find one of some 4,560 counties, metros and cities by name.

The names stay on the server: a list of all of them would weigh more than the rest of the page. What is typed goes to
the store's search, and the few best matches come back as one row of buttons that the keyboard reaches too. Enter takes
the first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from data.reader.places.query import LONGEST
from indicators.core.geography import COMMUNITY_LEVELS, LEVEL_WORDS, Geography, Level
from pages.blocks.no_figures import instead
from pages.blocks.text import html, md
from pages.runtime.snapshots import store
from pages.view import place_names

Chosen = Callable[[Level, str], None]

MATCHES, NEAREST = 8, 3
HINT = "Find by name or ZIP code"


@st.fragment
@instead()
def community_search(key: str, label: str, chosen: Chosen, only: Level | None = None, is_labeled: bool = True) -> None:
    """A search box; ``chosen(level, geoid)`` is called when a match is picked.

    only: search one level. is_labeled: whether the label is seen; it is read aloud in any case.
    """
    with st.container(key=f"find-{key}"):
        # live=True: a pause in words, as "300ms", Streamlit would read with pandas, in every rerun.
        # No max_chars: the box would swallow a longer text without a word.
        text = st.text_input(
            label,
            key=f"{key}_text",
            type="search",
            live=True,
            placeholder=HINT,
            icon=":material/search:",
            label_visibility="visible" if is_labeled else "collapsed",
        )
        if text and text.strip():
            with st.container(key=f"matches-{key}", gap="xsmall"):
                _answer(key, text, chosen, COMMUNITY_LEVELS if only is None else (only,))


def _answer(key: str, text: str, chosen: Chosen, levels: Collection[Level]) -> None:
    best = matches(text, levels)
    if best and len(text) <= LONGEST:
        _offer(key, "1 match" if len(best) == 1 else f"{len(best)} best matches", best, chosen)
        st.html(f'<span class="cm-answers" data-text="{html(text)}"></span>')
        return
    other = next(iter(matches(text)), None)
    st.caption(why_none(text, other, levels))
    near = best or place_names.nearest(text, other, NEAREST, levels)
    if near:
        _offer(key, "The nearest", near, chosen)


def why_none(text: str, other: Geography | None, levels: Collection[Level]) -> str:
    """Why a box of these levels offers no match. other: what the text means among all levels."""
    if len(text) > LONGEST:
        return f"No name has {len(text):,} letters. Type the name of a county, city or metro, or a ZIP code."
    if other is not None:
        kinds = " or ".join(LEVEL_WORDS[level][0] for level in levels)
        return f"{md(other.name)} is here as a {LEVEL_WORDS[other.level][0]}, not as a {kinds}."
    return f"Nothing is called “{md(text)}” here. Try the name of a county or a large city, or a ZIP code."


def _offer(key: str, label: str, places: Sequence[Geography], chosen: Chosen) -> None:
    by_code = {_code(place): place for place in places}
    st.pills(
        label,
        list(by_code),
        format_func=lambda code: _label(by_code[code]),
        key=f"{key}_match",
        on_change=_pick,
        args=(key, chosen),
    )


def matches(text: str, levels: Collection[Level] = COMMUNITY_LEVELS) -> tuple[Geography, ...]:
    """The best matches, best first: around a ZIP code, then by name or code."""
    around = place_names.of_levels(_around_zip(text.strip()), levels)
    return tuple(dict.fromkeys((*around, *place_names.named(text, MATCHES, levels))))[:MATCHES]


def _around_zip(text: str) -> tuple[Geography, ...]:
    """The county and metro that a ZIP code (also one of nine digits) lies in; nothing for other text."""
    code, mark, more = text.casefold().removeprefix("zip").removeprefix(" code").strip(" :").partition("-")
    is_zip = (
        len(code) == 5 and len(more) == (4 if mark else 0) and (code + more).isascii() and (code + more).isdecimal()
    )
    if not is_zip or store().place("zip", code) is None:
        return ()
    around = store().parent("zip", code)
    levels: tuple[Level, ...] = ("county", "cbsa")
    both = (store().place(level, around[level]) for level in levels if around.get(level))
    return tuple(place for place in both if place is not None)


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
