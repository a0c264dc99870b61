"""Maps: one description, drawn by deck.gl on the screen and by Vega-Lite in files.

Features come by URL from our own server; the description that travels to the page is small. No basemap: nothing is
asked of another host.
"""

from __future__ import annotations

from math import atan, cos, exp, log, log2, pi, radians, tan
from typing import TYPE_CHECKING, Any

from indicators.present.maps.choices import MapChoices, MapOption, Surroundings, map_choices
from indicators.present.maps.export import geoshape
from indicators.present.maps.figures import MapFigure, MapFigures, shared_breaks
from indicators.present.maps.layers import FIGURES_LAYER, layers
from indicators.present.maps.names import TILE
from indicators.present.maps.style import LINE, TOOLTIP
from indicators.present.maps.view import MapView
from indicators.present.maps.words import Legend, LegendEntry, findings, heading, legend, legend_html, summary

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

# Pixels, across and up, that the area must fit into when the map opens: nearly a phone's width, and less than the
# height of a page's map. The nation is wider than high: on a phone its coasts are a short pan away.
FIT, FIT_NATION = (360, 350), (440, 350)
# What pointer and keys do: the map is seen from above, north up, so nothing tilts or turns it.
CONTROLLER = {
    "dragRotate": False,
    "touchRotate": False,
    "keyboard": {"rotateSpeedX": 0, "rotateSpeedY": 0},
}


def deck(view: MapView) -> pdk.Deck:
    """The map for st.pydeck_chart. Build it once per view and keep it: construction looks for optional packages."""
    import pydeck as pdk

    return pdk.Deck(
        layers=layers(view),
        views=[pdk.View(type="MapView", controller=CONTROLLER)],
        map_provider=None,
        initial_view_state=opening(view),
        tooltip=_tooltip(view),
    )


def _tooltip(view: MapView) -> dict[str, Any]:
    """The box at the pointer: place, measure and period, figure, margin or doubt. It is text."""
    spec, (ground, ink) = view.figures.spec, TOOLTIP[view.theme]
    look = {
        "maxWidth": "min(19rem, 100%)",
        "width": "max-content",
        "boxSizing": "border-box",
        "padding": "0.5rem 0.7rem",
        "fontSize": "0.875rem",
        "lineHeight": "1.4",
        "color": ink,
        "backgroundColor": ground,
        "border": f"1px solid {LINE[view.theme]}",
        "borderRadius": "0.25rem",
    }
    return {"text": f"{{name}}\n{spec.short}, {view.figures.when}:\n{{value}}\n{{margin}}", "style": look}


def opening(view: MapView) -> dict[str, float]:
    """Centre and zoom at which the map's bounds fill the opening frame (Web Mercator)."""
    fit = FIT_NATION if view.figures.area == "us" else FIT
    west, south, east, north = view.bounds
    bottom, top = _mercator(south), _mercator(north)
    across, up = max(east - west, 0.02) / 360, max(top - bottom, 1e-4)
    zoom = min(log2(fit[0] / (TILE * across)), log2(fit[1] / (TILE * up)))
    middle = _latitude((bottom + top) / 2)
    longitude, latitude = view.center or ((west + east) / 2, middle)
    return {
        "longitude": round(longitude, 4),
        "latitude": round(latitude, 4),
        "zoom": round(zoom, 2),
        "minZoom": 2,
    }


def _mercator(latitude: float) -> float:
    angle = radians(latitude)
    return log(tan(angle) + 1 / cos(angle)) / (2 * pi)


def _latitude(up: float) -> float:
    return (2 * atan(exp(up * 2 * pi)) - pi / 2) * 180 / pi
