"""Maps for pages and exports: the options, the map ready to send, and the map for export."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from gzip import decompress
from typing import Any

import pydeck as pdk
import streamlit as st

from indicators.core.exhibit import Exhibit
from indicators.core.provenance import source_line
from indicators.export.citation import cited
from indicators.present.maps.choices import map_choices
from indicators.present.maps.deck import MapOption, MapView, deck, geoshape
from indicators.present.maps.overlays import Overlay
from indicators.present.maps.style import Theme
from indicators.present.tables import figures_table
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.figures import Measure


def choices(measure: Measure) -> tuple[tuple[MapOption, ...], str]:
    """Maps of a measure, the best first, and a sentence on why there is no finer one."""
    target = measure.target
    level = place_names.level_of(target.level, target.geoid)
    around = maps().surroundings(level, target.geoid)
    if around is None:
        return (), ""
    result = map_choices(measure.spec, level, target.geoid, measure.period, around)
    return result.options, result.sentence


def deck_with_json(map_view: MapView) -> pdk.Deck:
    """The map with cached JSON: Streamlit asks for it in every rerun."""
    map_deck = deck(map_view)
    text: str = map_deck.to_json()
    map_deck.to_json = lambda: text
    return map_deck


def theme() -> Theme:
    """Light or dark, as the visitor's browser has it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def figures_of(map_view: MapView) -> Any:
    """Every figure of the map."""
    shown = map_view.figures
    result = store().result(shown.spec.key, shown.level, shown.period)
    codes = (figure.geoid for figure in shown.figures)
    return figures_table(result, lambda code: place_names.name_with_state(shown.level, code), codes)


def source_of(map_view: MapView) -> str:
    """Who published the figures of the map."""
    shown = map_view.figures
    result = store().result(shown.spec.key, shown.level, shown.period)
    return source_line(result.provenance)


def _features(map_view: MapView, overlays: Iterable[Overlay]) -> list[dict[str, Any]]:
    """The lines of some overlays."""
    files = (maps().file(f"{map_view.snapshot}/overlay/{overlay.name}.json") for overlay in overlays)
    return [line for file in files if file is not None for line in json.loads(decompress(file.body))["features"]]


def exhibit(map_view: MapView, option: MapOption, link: str) -> Exhibit:
    """The map for export: figures, drawing, citation."""
    shown = map_view.figures
    result = store().result(shown.spec.key, shown.level, shown.period)
    title = f"{map_view.title}: {shown.spec.title}, {shown.when}"
    outline = _features(map_view, (overlay for overlay in map_view.overlays if overlay.kind == "outline"))
    marked = _features(map_view, (mark.overlay for mark in map_view.marks))
    return Exhibit(
        title=title,
        map=geoshape(map_view, maps().shapes(option), source_of(map_view), outline, marked),
        table=figures_of(map_view),
        citation=cited(title, result.provenance, link, date.today()),
        permalink=link,
        provenance=result.provenance,
    )
