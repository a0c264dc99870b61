"""A map as a Vega-Lite drawing, for PNG and SVG files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Any

from indicators.present.maps.style import BORDER, FOCUS, LINE, NO_DATA, TEXT, UNRELIABLE
from indicators.present.maps.view import MapView, Mark
from indicators.present.maps.words import dashes, no_data_words, ranges, scale_lines
from indicators.present.phrases import sentence_case
from indicators.present.wording import unit_words
from indicators.stats.classes import class_of

SIZE = (720, 520)
UNRELIABLE_WORDS = "unreliable"


# Letters of a line under the title: longer ones would make the picture wider than the map.
LETTERS = 120


# GeoJSON geometry as text, and the properties of the place.
Shape = tuple[str, Mapping[str, Any]]


def geoshape(
    view: MapView,
    shapes: Iterable[Shape],
    source: str = "",
    outline: Sequence[dict[str, Any]] = (),
    marked: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """A complete Vega-Lite specification with inline data: title, unit, period, legend and source.

    shapes: every place, as the map's URL serves it; its geometry stays text, which only the renderer reads: a nation's
    coordinates as Python objects take a tenth of a second in which no other thread runs. outline: features drawn as a
    line, the county's: over areas, and below its schools. marked: outlines of the view's marks, drawn above them. Files
    are drawn on white, whatever the screen's theme. Vega-Lite has no hatching: uncertain and unreliable places carry a
    dashed outline instead.
    """
    view = replace(view, theme="light")
    figures = view.figures
    texts = ranges(figures, view.limits)
    rows = [(geometry, _row(properties, view, texts)) for geometry, properties in shapes]
    colours = view.colors if texts else ()  # a map without any figure has no classes
    order = -1 if figures.spec.format == "letter" else 1
    scale = dict(list(zip(texts, colours, strict=True))[::order])
    scale |= {figures.spec.suppressed_class: view.worst} if view.worst else {}
    scale |= {no_data_words(figures.spec): NO_DATA["light"], UNRELIABLE_WORDS: UNRELIABLE["light"]}
    shown = [text for text in scale if any(row["class"] == text for _, row in rows)]
    places = {
        "data": {"values": _collection(rows), "format": {"type": "json", "property": "features"}},
        "mark": {"type": "geoshape", "strokeJoin": "round"},
        "encoding": _encoding(view, shown, [scale[text] for text in shown]),
    }
    line = {"type": "geoshape", "filled": False, "stroke": LINE["light"], "strokeWidth": 1}
    county = [{"data": {"values": list(outline)}, "mark": line}] if outline else []
    layers = [*([places, *county] if view.outlines else [*county, places]), *_marks(view, marked)]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": SIZE[0],
        "height": SIZE[1],
        "background": "#ffffff",
        "title": _title(view, source),
        "projection": {"type": "albersUsa" if figures.area == "us" else "mercator"},
        "config": {"view": {"stroke": None}, "font": "Liberation Sans, Arial, Helvetica, sans-serif"},
        **({"layer": layers} if len(layers) > 1 else places),
    }


def _marks(view: MapView, marked: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outlines of marked places, and their names."""
    line = {"type": "geoshape", "filled": False, "stroke": FOCUS["light"], "strokeWidth": 2.5}
    outlines = [{"data": {"values": list(marked)}, "mark": line}] if marked else []
    return outlines + [layer for mark in view.marks for layer in _name(mark)]


def _name(mark: Mark) -> list[dict[str, Any]]:
    """The name in dark letters over a light border, which a text of Vega has only as a second text."""
    look = {"type": "text", "dy": -6 if mark.is_above else 6, "baseline": "bottom" if mark.is_above else "top"}
    look |= {"fontSize": 13, "fontWeight": "bold"}
    border = {"stroke": BORDER["light"], "strokeWidth": 4, "strokeJoin": "round", "color": BORDER["light"]}
    place = {name: {"field": name, "type": "quantitative"} for name in ("longitude", "latitude")}
    values = [{"name": mark.name, "longitude": mark.at[0], "latitude": mark.at[1]}]
    return [
        {"data": {"values": values}, "mark": look | colors, "encoding": {**place, "text": {"field": "name"}}}
        for colors in (border, {"color": TEXT["light"]})
    ]


def _row(given: Mapping[str, Any], view: MapView, texts: Sequence[str]) -> dict[str, Any]:
    number, status, no_data = given["number"], given["status"], no_data_words(view.figures.spec)
    known = texts[class_of(number, view.limits)] if number is not None and texts else no_data
    outside = {"no data": no_data, "unreliable": UNRELIABLE_WORDS, "worst": view.figures.spec.suppressed_class}
    text = outside.get(status, known)
    shown = {"name": given["name"], "value": given["value"], "class": text}
    return shown | {"doubt": status in ("unreliable", "doubtful"), "focus": given["geoid"] == view.focus}


def _collection(rows: Iterable[Shape]) -> str:
    features = (
        f'{{"type":"Feature","geometry":{geometry},"properties":{json.dumps(properties)}}}'
        for geometry, properties in rows
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def _title(view: MapView, source: str) -> dict[str, Any]:
    spec, period = view.figures.spec, view.figures.when
    lines = [view.title, f"{sentence_case(unit_words(spec))}, {period}. {dashes(view.figures)}".strip()]
    lines += [f"Source: {source}"] if source else []
    return {
        "text": spec.title,
        "subtitle": [short for line in lines for short in wrap(line, LETTERS)],
        "anchor": "start",
        "fontSize": 17,
        "subtitleFontSize": 12,
        "subtitleColor": "#3d4650",
        "offset": 12,
    }


def _encoding(view: MapView, shown: list[str], colours: list[str]) -> dict[str, Any]:
    focus, doubt = "datum.properties.focus", "datum.properties.doubt"
    return {
        "color": {
            "field": "properties.class",
            "type": "nominal",
            "scale": {"domain": shown, "range": colours},
            "legend": {
                "title": scale_lines(view.figures),
                "titleLimit": 320,
                "labelLimit": 260,
                "symbolType": "square",
                "symbolStrokeColor": LINE["light"],
                "symbolStrokeWidth": 0.6,
            },
        },
        "stroke": {
            "condition": [{"test": focus, "value": FOCUS["light"]}, {"test": doubt, "value": LINE["light"]}],
            "value": BORDER["light"],
        },
        "strokeWidth": {"condition": [{"test": focus, "value": 2.5}, {"test": doubt, "value": 1}], "value": 0.4},
        "strokeDash": {"condition": {"test": doubt, "value": [2, 2]}, "value": [1, 0]},
        "tooltip": [{"field": "properties.name", "title": "name"}, {"field": "properties.value", "title": "value"}],
    }
