"""The places of a map as a list: what is picked there is outlined on the map and in its middle, and the other way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from indicators.core.estimate import Status
from indicators.core.geography import LEVEL_WORDS
from indicators.present.maps.deck import MapFigure, MapOption, MapView
from indicators.present.numbers import format_estimate
from pages.blocks import typed_places
from pages.blocks.figure_table import listed
from pages.blocks.text import html
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps
from pages.view import place_names
from pages.view.map_choice import Shown, drawn_of
from pages.view.maps import figures_of
from pages.view.session import change_options

# A select box of all counties of the nation would weigh more than the page: above this, it holds the state's.
MOST_NAMES = 600

_CENTER = "map_center"


def centered(shown: Shown) -> Shown:
    """The map with the place in its middle that was picked in its list; a click moves no map."""
    option, geoid = st.session_state.get(_CENTER, (None, ""))
    return replace(shown, center=geoid) if option == shown.option else shown


def forget() -> None:
    """In a widget's callback: leave the map as it opens."""
    st.session_state.pop(_CENTER, None)


def _pick(option: MapOption, geoid: str) -> None:
    """In a widget's callback: outline a place and move it into the map's middle, "" for none."""
    st.session_state[_CENTER] = (option, geoid)
    change_options(picked=geoid)


def show(map_view: MapView, shown: Shown) -> None:
    """The list, its arrows, what is known of the place that is picked, and all figures of the map."""
    names = _names(shown.option)
    picked = shown.picked if shown.picked in names else None
    if picked is None and shown.picked and any(figure.geoid == shown.picked for figure in map_view.figures.figures):
        picked, names = shown.picked, {**names, shown.picked: place_names.full_name(shown.option.level, shown.picked)}
    st.session_state["map_place"] = picked
    label = f"A {LEVEL_WORDS[shown.option.level][0]} on the map"
    choose = partial(_choose, shown.option, names)
    typed_places.box(label, names, "map_place", "Click on the map, or type", choose)
    if picked:
        st.html(_sentence(shown, picked))
    with st.container(horizontal=True, gap="small", key="map_steps"):
        for key, label, by in (("map_before", "Previous", -1), ("map_next", "Next", 1)):
            st.button(label, key=key, on_click=_step, args=(shown.option, list(names), picked, by))
        _figures(map_view, shown)


@cached
def _names(option: MapOption) -> dict[str, str]:
    """Names of the places on the map; of the whole nation, those of the focus's state."""
    known = maps().figures(option)
    figures = known.figures if known else ()
    if len(figures) > MOST_NAMES:
        state = option.focus[:2] if option.level == "county" else ""
        figures = tuple(figure for figure in figures if state and figure.geoid.startswith(state))
    return {figure.geoid: figure.name for figure in sorted(figures, key=lambda figure: figure.name)}


def _choose(option: MapOption, names: dict[str, str]) -> None:
    _pick(option, typed_places.chosen("map_place", option.level, names))


def _step(option: MapOption, codes: list[str], picked: str | None, by: int) -> None:
    """To the place before or after the one that is picked; from none, to the last or first."""
    if codes:
        start = codes.index(picked) if picked in codes else -1 if by > 0 else 0
        _pick(option, codes[(start + by) % len(codes)])


@cached
def _sentence(shown: Shown, geoid: str) -> str:
    """The place that is picked, with its figure: also what map.js has a screen reader speak."""
    map_view = drawn_of(shown)
    figures = map_view.figures.figures if map_view else ()
    figure = next((figure for figure in figures if figure.geoid == geoid), None)
    if map_view is None or figure is None:
        return ""
    return f'<p class="cm-picked"><strong>{html(figure.name)}</strong>: {html(_figure_words(map_view, figure))}</p>'


def _figure_words(map_view: MapView, figure: MapFigure) -> str:
    spec, estimate = map_view.figures.spec, figure.estimate
    if estimate is None:
        return "no figure for these boundaries."
    worst = spec.suppressed_class if estimate.status is Status.SUPPRESSED else ""
    note = f" {estimate.note}" if estimate.note else ""
    return f"{spec.short} {worst or format_estimate(spec, estimate)}, {map_view.figures.when}.{note}"


@cached
def _table(shown: Shown) -> Any:
    map_view = drawn_of(shown)
    return listed(figures_of(map_view), shown.picked) if map_view else None


def _figures(map_view: MapView, shown: Shown) -> None:
    """The map's figures as a table that follows the click."""
    box = st.popover("Figures on the map", key="map_table", on_change="rerun", icon=":material/table:", type="tertiary")
    if box.open:
        with box, st.container(key="map_figures"):
            table = _table(shown)
            st.dataframe(table, hide_index=True, placeholder="–", height=360, alt=f"{map_view.title}: figures")
