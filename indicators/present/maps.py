"""Maps: one description, drawn by deck.gl on the screen and by Vega-Lite in files.

Features come by URL from our own server; the description that travels to the page is small. No basemap: nothing is
asked of another host.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan, cos, exp, log, log2, pi, radians, tan
from typing import TYPE_CHECKING, Any

from indicators.present import maps_style as style
from indicators.present.maps_choices import MapChoices, MapOption, Surroundings, map_choices
from indicators.present.maps_export import geoshape
from indicators.present.maps_figures import MapFigure, MapFigures, shared_breaks
from indicators.present.maps_names import TILE, names_layer
from indicators.present.maps_view import MapView
from indicators.present.maps_words import Legend, LegendEntry, findings, heading, legend, legend_html, summary

if TYPE_CHECKING:
    import pydeck as pdk

__all__ = [
    "FIGURES_LAYER",
    "Legend",
    "LegendEntry",
    "MapChoices",
    "MapFigure",
    "MapFigures",
    "MapOption",
    "MapView",
    "Surroundings",
    "deck",
    "findings",
    "geoshape",
    "heading",
    "legend",
    "legend_html",
    "map_choices",
    "shared_breaks",
    "summary",
]

# Id of the layer that a visitor clicks: selection.objects[FIGURES_LAYER][0]["properties"]["geoid"].
FIGURES_LAYER = "figures"
# Pixels, across and up, that the area must fit into when the map opens: nearly a phone's width, and less than the
# height of a page's map. The nation is wider than high: on a phone its coasts are a short pan away.
FIT, FIT_NATION = (360, 420), (440, 420)
# Places on a map above which borders are drawn thinner: they would cover the places.
MANY = 1200


def deck(view: MapView) -> pdk.Deck:
    """The map for st.pydeck_chart. Build it once per view and keep it: construction looks for optional packages."""
    import pydeck as pdk

    layers = [_figures(view), *(_overlay(view, name) for name in view.overlays)]
    return pdk.Deck(
        layers=layers,
        map_provider=None,
        initial_view_state=opening(view),
        tooltip={"text": "{name}\n{value}\n{margin}", "style": {"maxWidth": "18rem", "fontSize": "0.9rem"}},
    )


def _figures(view: MapView) -> pdk.Layer:
    import pydeck as pdk

    theme = view.theme
    is_focus = f'properties.geoid==="{view.focus}"'
    border, mark = style.rgb(style.BORDER[theme]), style.rgb(style.FOCUS[theme])
    width = 0.6 if len(view.figures.figures) < MANY else 0.2
    colours = style.ramp(len(view.limits) + 1, theme)
    colour = _chosen(view, colours, style.NO_DATA[theme])
    hatching = _chosen(view, [style.hatch_on(one) for one in colours], style.HATCH[0])
    return pdk.Layer(
        "GeoJsonLayer",
        data=view.url,
        id=FIGURES_LAYER,
        pickable=True,
        auto_highlight=True,
        highlight_color=[255, 255, 255, 90],
        filled=True,
        stroked=True,
        get_fill_color=style.fill(colour, hatching),
        get_fill_pattern_background_color=style.ground(colour, theme),
        get_line_color=f"{is_focus}?{mark}:{border}" if view.focus else border,
        get_line_width=f"{is_focus}?3.5:{width}" if view.focus else width,
        line_width_units="'pixels'",
        # Borders are the dearest part to draw. Left out of picking, a click is found thirty times as fast where there
        # is no graphics card (0.9 s -> 0.03 s on the Austin tracts).
        _sub_layer_props={"polygons-stroke": {"pickable": False}},
        **_shape(view),
    )


def _chosen(view: MapView, colours: Sequence[str], other: str) -> str:
    if view.breaks is None:
        return style.by_class(view.classing, colours, other)
    return style.by_value(view.breaks, colours, other)


def _shape(view: MapView) -> dict[str, Any]:
    if view.figures.level not in ("campus", "high_school"):
        return style.pattern()
    return {"point_radius_units": "'pixels'", "get_point_radius": 6, "point_radius_min_pixels": 4}


def _overlay(view: MapView, name: str) -> pdk.Layer:
    import pydeck as pdk

    kind, theme = name.partition("-")[0], view.theme
    common: dict[str, Any] = {"data": view.overlay_url(name), "id": name, "pickable": False}
    if kind == "names":
        return pdk.Layer("GeoJsonLayer", **common, **names_layer(theme, _is_one_county(view)))
    width = {"state_lines": 1.2, "county_lines": 1.6, "outline": 1.6}.get(kind, 1.0)
    return pdk.Layer(
        "GeoJsonLayer",
        **common,
        filled=False,
        stroked=True,
        get_line_color=style.rgb(style.LINE[theme], 130 if kind == "cities" else 210),
        get_line_width=width,
        line_width_units="'pixels'",
    )


def _is_one_county(view: MapView) -> bool:
    shown = view.figures
    return shown.level == "tract" and all(one.geoid.startswith(shown.area) for one in shown.figures)


def opening(view: MapView) -> dict[str, float]:
    """Centre and zoom at which the map's bounds fill the opening frame (Web Mercator)."""
    fit = FIT_NATION if view.figures.area == "us" else FIT
    west, south, east, north = view.bounds
    bottom, top = _mercator(south), _mercator(north)
    across, up = max(east - west, 0.02) / 360, max(top - bottom, 1e-4)
    zoom = min(log2(fit[0] / (TILE * across)), log2(fit[1] / (TILE * up)))
    middle = _latitude((bottom + top) / 2)
    return {
        "longitude": round((west + east) / 2, 4),
        "latitude": round(middle, 4),
        "zoom": round(zoom, 2),
        "minZoom": 2,
    }


def _mercator(latitude: float) -> float:
    angle = radians(latitude)
    return log(tan(angle) + 1 / cos(angle)) / (2 * pi)


def _latitude(up: float) -> float:
    return (2 * atan(exp(up * 2 * pi)) - pi / 2) * 180 / pi
