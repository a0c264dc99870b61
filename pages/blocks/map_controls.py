"""What stands above a map: the choice of map, its classes and layers, zoom, and the way back to how it opened."""

from __future__ import annotations

import streamlit as st

from indicators.present.maps.choices import LAYER_WORDS
from indicators.present.maps.deck import MapOption
from indicators.stats.classes import CLASSINGS, Classing
from pages.blocks import map_places
from pages.view.map_choice import Shown, kinds_of, name_of
from pages.view.session import change_options

CLASS_WORDS: dict[Classing, str] = {
    "quantile": "Same number of places in each class",
    "equal": "Classes of equal width",
    "natural": "Natural breaks",
}
# Buttons that map.js answers, for Streamlit's own would cover a part of the map, or show the map without its title.
BAR = (
    '<div class="cm-map-bar" role="group" aria-label="Map view">'
    '<button type="button" data-map="out" aria-label="Zoom out">−</button>'
    '<button type="button" data-map="in" aria-label="Zoom in">+</button>'
    '<button type="button" data-map="full"><span>Full screen</span><span>Close full screen</span></button></div>'
)

_OPENED = "map_opened"


def show(options: tuple[MapOption, ...], shown: Shown) -> None:
    """The row above the map."""
    by_name = {name_of(option): option for option in options}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(by_name) > 1:
            st.session_state["map_choice"] = name_of(shown.option)
            st.selectbox(
                "Map",
                list(by_name),
                format_func=lambda name: by_name[name].label,
                key="map_choice",
                on_change=_choose_map,
                label_visibility="collapsed",
                width=225,
            )
        box = st.popover("Map options", key="map_options", on_change="rerun")
        st.button("Reset view", on_click=_reset)
        st.html(BAR, width="content")
    if box.open:
        with box:
            _options(shown.classing, kinds_of(shown.option), shown.layers)


def opened() -> int:
    """How often the map was set back to how it opened: a new number is a new map in the browser."""
    number: int = st.session_state.get(_OPENED, 0)
    return number


def _options(classing: Classing, kinds: list[str], layers: tuple[str, ...]) -> None:
    st.session_state["map_classing"], st.session_state["map_layers"] = classing, list(layers)
    st.radio(
        "Color classes",
        CLASSINGS,
        format_func=lambda name: CLASS_WORDS[name],
        key="map_classing",
        on_change=_choose_classing,
    )
    st.pills(
        "Lines and names",
        kinds,
        selection_mode="multi",
        format_func=lambda kind: LAYER_WORDS[kind],
        key="map_layers",
        on_change=_choose_layers,
    )


def _choose_map() -> None:
    change_options(map=st.session_state["map_choice"], picked="")


def _choose_classing() -> None:
    change_options(classing=st.session_state["map_classing"])


def _choose_layers() -> None:
    change_options(layers=",".join(st.session_state["map_layers"]) or "none")


def _reset() -> None:
    st.session_state[_OPENED] = opened() + 1
    map_places.forget()
    change_options(picked="")
