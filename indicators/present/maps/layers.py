"""Layers of a map on the screen, from the ground up: figures, borders, lines, the place that was picked, names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from indicators.present.maps import style as style
from indicators.present.maps.names import names_layer
from indicators.present.maps.view import MapView

if TYPE_CHECKING:
    import pydeck as pdk

# Id of the layer that a visitor clicks: selection.objects[FIGURES_LAYER][0]["properties"]["geoid"].
FIGURES_LAYER = "figures"
# Places on a map above which borders are drawn with the places: as a file of their own they would weigh too much.
MANY = 1200
WIDTHS = {"state_lines": 1.2, "county_lines": 1.6, "outline": 1.6, "focus": 3.5, "borders": 0.8}
# City limits are ragged: from far they would be a smudge. So they have their full width (pixels) only from near, where
# this many metres are as wide.
CITY_LINE, CITY_METRES = 1.0, 150


def layers(view: MapView) -> list[pdk.Layer]:
    """The lowest first. Features of each come by URL."""
    names = [name for name in view.overlays if name.startswith("names")]
    lines = [name for name in view.overlays if name not in names]
    return [
        _figures(view),
        *([_borders(view)] if _has_borders(view) else []),
        *(_city_limits(view, name) if name.startswith("cities") else _lines(view, name) for name in lines),
        *([_focus(view)] if view.focus and view.outlines else []),
        *(_names(view, name) for name in names),
    ]


def _figures(view: MapView) -> pdk.Layer:
    import pydeck as pdk

    return pdk.Layer(
        "GeoJsonLayer",
        data=view.url,
        id=FIGURES_LAYER,
        pickable=True,
        auto_highlight=True,
        highlight_color=[255, 255, 255, 90],
        filled=True,
        stroked=not _has_borders(view),
        line_width_units="'pixels'",
        # Borders are the dearest part to draw. Left out of picking, a click is found thirty times as fast where there
        # is no graphics card (0.9 s -> 0.03 s on the Austin tracts).
        _sub_layer_props={"polygons-stroke": {"pickable": False}},
        **_colours(view),
        **(_areas(view) if view.outlines else _points(view)),
    )


def _colours(view: MapView) -> dict[str, Any]:
    """The class colour; where a place is hatched, the hatching's, and the class colour under it."""
    colours = style.ramp(len(view.limits) + 1, view.theme)
    colour = _chosen(view, colours, style.NO_DATA[view.theme])
    if not _is_hatched(view):
        return {"get_fill_color": colour}
    hatching = _chosen(view, [style.hatch_on(one) for one in colours], style.HATCH[0])
    under = style.ground(colour, view.theme)
    return {"get_fill_color": style.fill(colour, hatching), "get_fill_pattern_background_color": under}


def _is_hatched(view: MapView) -> bool:
    return bool(view.outlines) and not {"unreliable", "doubtful"}.isdisjoint(view.figures.drawn)


def _chosen(view: MapView, colours: Sequence[str], other: str) -> str:
    if view.breaks is None:
        return style.by_class(view.classing, colours, other)
    return style.by_value(view.breaks, colours, other)


def _areas(view: MapView) -> dict[str, Any]:
    border = {"get_line_color": style.rgb(style.BORDER[view.theme]), "get_line_width": 0.2}
    return border | (style.pattern() if _is_hatched(view) else {})


def _points(view: MapView) -> dict[str, Any]:
    is_focus = f'properties.geoid==="{view.focus}"'
    border, mark = style.rgb(style.BORDER[view.theme]), style.rgb(style.FOCUS[view.theme])
    return {
        "point_radius_units": "'pixels'",
        "get_point_radius": 6,
        "point_radius_min_pixels": 4,
        "get_line_color": f"{is_focus}?{mark}:{border}" if view.focus else border,
        "get_line_width": f"{is_focus}?3.5:0.6" if view.focus else 0.6,
    }


def _has_borders(view: MapView) -> bool:
    """Whether the borders are a layer of their own, in which two neighbours share theirs."""
    return bool(view.outlines) and len(view.figures.figures) <= MANY


def _borders(view: MapView) -> pdk.Layer:
    return _lines(view, f"borders-{view.outlines}-{view.figures.area}", style.rgb(style.BORDER[view.theme]))


def _focus(view: MapView) -> pdk.Layer:
    return _lines(view, f"focus-{view.outlines}-{view.focus}", style.rgb(style.FOCUS[view.theme]))


def _city_limits(view: MapView, name: str) -> pdk.Layer:
    near = {"line_width_units": "'meters'", "get_line_width": CITY_METRES, "line_width_max_pixels": CITY_LINE}
    return _lines(view, name, style.rgb(style.LINE[view.theme], 150), near)


def _lines(view: MapView, name: str, colour: list[int] | None = None, width: dict[str, Any] | None = None) -> pdk.Layer:
    import pydeck as pdk

    pixels = {"line_width_units": "'pixels'", "get_line_width": WIDTHS.get(name.partition("-")[0])}
    return pdk.Layer(
        "GeoJsonLayer",
        data=view.overlay_url(name),
        id=name,
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=colour or style.rgb(style.LINE[view.theme], 210),
        **(width or pixels),
    )


def _names(view: MapView, name: str) -> pdk.Layer:
    import pydeck as pdk

    written = names_layer(view.theme, _is_one_county(view))
    return pdk.Layer("GeoJsonLayer", data=view.overlay_url(name), id=name, pickable=False, **written)


def _is_one_county(view: MapView) -> bool:
    shown = view.figures
    return shown.level == "tract" and all(one.geoid.startswith(shown.area) for one in shown.figures)
