"""The map of a measure, whole: title, choice of map, the map, its source; its legend and the place that was picked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from indicators.present.maps.deck import FIGURES_LAYER, MapView, findings, heading, legend, legend_html, summary
from pages.blocks import export_menu, map_controls, map_places
from pages.blocks.text import html, md
from pages.runtime import own_scripts
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.figures import Measure
from pages.view.map_choice import Shown, drawn_of, name_of, options_of, shown_of
from pages.view.maps import deck_with_json, source_of, theme
from pages.view.session import View, change_options, current

# Pixels: with title, choice, source and legend the map fits under the head of a page on a laptop of 720 pixels.
HEIGHT = 380
# What map.js does with pointer and keys; it stands on the page for those who never see the note on the map itself.
WAYS = "Zoom: Ctrl and the wheel, or two fingers. Arrow keys go from place to place."


def show(view: View, measure: Measure) -> None:
    """The map that the view asks for. What is in the card stays together in full screen."""
    options, sentence = options_of(measure)
    if not options:
        st.markdown("This measure can’t be drawn on a map: no outlines belong to its places.")
        return
    shown = map_places.centered(shown_of(view, options, theme()))
    map_view = drawn_of(shown)
    if map_view is None:
        st.markdown("This map can’t be drawn: its outlines are not in the snapshot.")
        return
    with st.container(key="map_card"):
        st.markdown(f"## {md(heading(map_view).rstrip('.'))}", anchors=False)
        map_controls.show(options, shown)
        left, right = st.columns([7, 3], gap="medium")
        with left:
            _chart(shown)
            st.html(_source(shown))
        with right:
            st.html(_legend(shown))
            map_places.show(map_view, shown)
    # A map that was chosen for another measure may not be there for this one: the link names the map that is shown.
    linked = replace(view, selection=view.selection.with_options(map=name_of(shown.option)))
    menu = export_menu.menu(linked, "map", measure.spec.key, measure.period)
    note = _no_location(measure, shown) if shown.option.kind == "points" else sentence
    st.html(_findings(shown, note) + menu)
    own_scripts.run("map")


def _map(shown: Shown) -> MapView:
    """The finished map of one that can be drawn. Raises LookupError for any other."""
    map_view = drawn_of(shown)
    if map_view is None:
        raise LookupError(f"the outlines of {name_of(shown.option)} are not in the snapshot")
    return map_view


@cached
def _no_location(measure: Measure, chosen: Shown) -> str:
    """How many schools with a figure can't be drawn, because nobody published where they are."""
    shown = _map(chosen).figures
    on_map = {figure.geoid for figure in shown.figures}
    county = place_names.principal_county(measure.target.level, measure.target.geoid) or measure.target.geoid
    result = store().result(shown.spec.key, shown.level, shown.period)
    schools = store().children(shown.level, county)
    known = [code for code in schools if (figure := result.get(code)) and figure.is_ranked]
    absent = sum(code not in on_map for code in known)
    if not absent:
        return ""
    return f"{absent:,} of the {len(known):,} with a figure have no known location: they are in the table only."


@cached
def _legend(shown: Shown) -> str:
    return legend_html(legend(_map(shown)))


@cached
def _source(shown: Shown) -> str:
    source = html(f"Source: {source_of(_map(shown))}")
    return f'<p class="cm-source">{source}</p><p class="cm-source cm-screen" id="cm-map-ways">{WAYS}</p>'


@cached
def _findings(shown: Shown, note: str) -> str:
    return f'<p class="cm-words">{html(f"{findings(_map(shown))} {note}")}</p>'


@cached
def _deck(shown: Shown) -> Any:
    return deck_with_json(_map(shown))


@cached
def _summary(shown: Shown) -> str:
    return summary(_map(shown))


def _chart(shown: Shown) -> None:
    key = f"map_{shown.option.kind}_{shown.option.level}_{map_controls.opened()}"
    st.pydeck_chart(_deck(shown), height=HEIGHT, on_select=_clicked(key), key=key, alt=_summary(shown))


def _clicked(key: str) -> Callable[[], None]:
    """A click on a place picks it, on the place that is picked or beside all places picks none.

    The browser's map knows clicks alone. A place that was clicked and then left by the list, it takes for picked still:
    a click on it arrives here as nothing.
    """
    before = f"{key}_clicked"

    def follow() -> None:
        rows: Any = st.session_state[key].selection.objects.get(FIGURES_LAYER) or []
        clicked, last = str(rows[0]["properties"]["geoid"]) if rows else "", st.session_state.get(before, "")
        is_left = not clicked and last != current().option("picked")
        st.session_state[before] = clicked
        change_options(picked=last if is_left else clicked)

    return follow
