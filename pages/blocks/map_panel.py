"""The map of a measure: choice of map, classes and layers; a click and the select box name the same place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from indicators.core.geography import LEVEL_WORDS, Level
from indicators.present.maps.choices import LAYER_WORDS
from indicators.present.maps.deck import (
    FIGURES_LAYER,
    MapOption,
    MapView,
    findings,
    heading,
    legend,
    legend_html,
    summary,
)
from indicators.present.numbers import format_estimate
from indicators.stats.classes import CLASSINGS, Classing
from pages.blocks import export_menu, typed_places
from pages.blocks.figure_table import listed
from pages.blocks.text import html, md
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.figures import Measure
from pages.view.map_choice import Shown, drawn_of, kinds_of, name_of, options_of, shown_of
from pages.view.maps import figures_of, sent, theme
from pages.view.session import View, change_options

CLASS_WORDS: dict[Classing, str] = {
    "quantile": "Same number of places in each class",
    "equal": "Classes of equal width",
    "natural": "Natural breaks",
}
# A select box of all counties of the nation would weigh more than the page: above this, it holds the state's.
MOST_NAMES = 600

HEAD = "### On the map\n\n"


def show(view: View, measure: Measure) -> None:
    """The section "On the map"."""
    options, sentence = options_of(measure)
    if not options:
        st.markdown(f"{HEAD}This measure can’t be drawn on a map: no outlines belong to its places.", anchors=False)
        return
    shown = shown_of(view, options, theme())
    drawn = drawn_of(shown)
    if drawn is None:
        st.markdown(f"{HEAD}This map can’t be drawn: its outlines are not in the snapshot.", anchors=False)
        return
    said = _no_location(measure, shown) if shown.option.kind == "points" else sentence
    st.markdown(f"{HEAD}{md(heading(drawn))} {md(said)}", anchors=False)
    _controls(options, shown)
    _chart(shown)
    # A map that was chosen for another measure may not be there for this one: the link names the map that is shown.
    linked = replace(view, selection=view.selection.with_options(map=name_of(shown.option)))
    menu = export_menu.menu(linked, "map", measure.spec.key, measure.period)
    st.html(_legend_and_words(shown) + menu)
    _picker(drawn, shown)
    _figures(drawn, shown)


def _map(shown: Shown) -> MapView:
    """The finished map of one that can be drawn. Raises LookupError for any other."""
    drawn = drawn_of(shown)
    if drawn is None:
        raise LookupError(f"the outlines of {name_of(shown.option)} are not in the snapshot")
    return drawn


@cached
def _no_location(measure: Measure, chosen: Shown) -> str:
    """How many schools with a figure can't be drawn, because nobody published where they are."""
    shown = _map(chosen).figures
    on_map = {one.geoid for one in shown.figures}
    county = place_names.principal_county(measure.target.level, measure.target.geoid) or measure.target.geoid
    result = store().result(shown.spec.key, shown.level, shown.period)
    known = [code for code in store().children(shown.level, county) if (found := result.get(code)) and found.is_ranked]
    absent = sum(code not in on_map for code in known)
    if not absent:
        return ""
    return f"{absent:,} of the {len(known):,} with a figure have no known location: they are in the table only."


@cached
def _legend_and_words(shown: Shown) -> str:
    drawn = _map(shown)
    return f'{legend_html(legend(drawn))}<p class="cm-words">{html(findings(drawn))}</p>'


def _controls(options: tuple[MapOption, ...], shown: Shown) -> None:
    """The choice of map, its classes and layers, and the way back to how it opened."""
    by_name = {name_of(option): option for option in options}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(by_name) > 1:
            st.session_state["map_choice"] = name_of(shown.option)
            st.selectbox(
                "Map",
                list(by_name),
                format_func=lambda one: by_name[one].label,
                key="map_choice",
                on_change=_choose_map,
                width=215,
            )
        box = st.popover("Map options", key="map_options", on_change="rerun")
        st.button("Reset view", on_click=_reset)
    if box.open:
        with box:
            _options(shown.classing, kinds_of(shown.option), shown.layers)


def _options(classing: Classing, kinds: list[str], layers: tuple[str, ...]) -> None:
    st.session_state["map_classing"], st.session_state["map_layers"] = classing, list(layers)
    st.radio(
        "Color classes",
        CLASSINGS,
        format_func=lambda one: CLASS_WORDS[one],
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
    st.session_state["map_opened"] = st.session_state.get("map_opened", 0) + 1
    change_options(picked="")


@cached
def _deck(shown: Shown) -> Any:
    return sent(_map(shown))


@cached
def _summary(shown: Shown) -> str:
    return summary(_map(shown))


def _chart(shown: Shown) -> None:
    key = f"map_{shown.option.kind}_{shown.option.level}_{st.session_state.get('map_opened', 0)}"
    st.pydeck_chart(
        _deck(shown),
        height=460,
        on_select=_clicked(key),
        key=key,
        alt=_summary(shown),
    )


def _clicked(key: str) -> Callable[[], None]:
    def follow() -> None:
        found: Any = st.session_state[key].selection.objects.get(FIGURES_LAYER) or []
        change_options(picked=str(found[0]["properties"]["geoid"]) if found else "")

    return follow


def _picker(drawn: MapView, shown: Shown) -> None:
    names = _names(shown.option)
    picked = shown.picked if shown.picked in names else None
    if picked is None and shown.picked and any(one.geoid == shown.picked for one in drawn.figures.figures):
        picked, names = shown.picked, {**names, shown.picked: place_names.full_name(shown.option.level, shown.picked)}
    st.session_state["map_place"] = picked
    st.selectbox(
        f"A {LEVEL_WORDS[shown.option.level][0]} on the map",
        list(names),
        format_func=lambda geoid: names.get(geoid, geoid),
        key="map_place",
        index=None,
        placeholder="Click on the map, or type a name",
        accept_new_options=True,
        on_change=_choose_place,
        args=(shown.option.level, names),
    )
    typed_places.unknown("map_place")
    if picked:
        st.markdown(_picked_words(shown, picked))


@cached
def _names(option: MapOption) -> dict[str, str]:
    """Names of the places on the map; of the whole nation, those of the focus's state."""
    known = maps().figures(option)
    figures = known.figures if known else ()
    if len(figures) > MOST_NAMES:
        state = option.focus[:2] if option.level == "county" else ""
        figures = tuple(one for one in figures if state and one.geoid.startswith(state))
    return {one.geoid: one.name for one in sorted(figures, key=lambda one: one.name)}


def _choose_place(level: Level, names: dict[str, str]) -> None:
    change_options(picked=typed_places.chosen("map_place", level, names))


@cached
def _picked_words(shown: Shown, geoid: str) -> str:
    drawn = _map(shown)
    figure = next(one for one in drawn.figures.figures if one.geoid == geoid)
    spec = drawn.figures.spec
    if figure.estimate is None:
        return f"**{md(figure.name)}**: no figure for these boundaries."
    words = format_estimate(spec, figure.estimate)
    note = f" {md(figure.estimate.note)}." if figure.estimate.note else ""
    return f"**{md(figure.name)}**: {md(spec.short)} {md(words)}, {drawn.figures.when}.{note}"


@cached
def _table(shown: Shown) -> Any:
    return listed(figures_of(_map(shown)), shown.picked)


def _figures(drawn: MapView, shown: Shown) -> None:
    """The map's figures as a table that follows the click."""
    box = st.popover("Figures on the map", key="map_table", on_change="rerun", icon=":material/table:", type="tertiary")
    if box.open:
        with box, st.container(key="map_figures"):
            table = _table(shown)
            st.dataframe(table, hide_index=True, placeholder="–", height=360, alt=f"{drawn.title}: figures")
