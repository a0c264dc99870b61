"""Layers of a map on the screen, from the ground up: figures, borders, lines, the place that was picked, names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from indicators.present.maps import style as style
from indicators.present.maps.names import marks_layer, names_layer
from indicators.present.maps.overlays import Overlay, OverlayKind
from indicators.present.maps.view import MapView

if TYPE_CHECKING:
    import pydeck as pdk

# Id of the layer that a visitor clicks: selection.objects[FIGURES_LAYER][0]["properties"]["geoid"].
FIGURES_LAYER = "figures"
# Which part of that layer is filled: the areas, or (False) the points.
FILLED_PART = {True: "polygons-fill", False: "points-circle"}
# Places on a map above which borders are drawn with the places: as a file of their own they would weigh too much.
MANY = 1200
WIDTHS: dict[OverlayKind, float] = {
    "state_lines": 1.2,
    "county_lines": 1.6,
    "outline": 2.4,
    "focus": 3.5,
    "borders": 0.8,
}
# City limits are ragged: from far they would be a smudge. So they have their full width (pixels) only from near, where
# this many metres are as wide.
CITY_LINE, CITY_METRES = 1.0, 150


def layers(view: MapView) -> list[pdk.Layer]:
    """The lowest first. Features of each come by URL."""
    names = [overlay for overlay in view.overlays if overlay.kind == "names"]
    lines = [overlay for overlay in view.overlays if overlay.kind != "names"]
    return [
        _figures(view),
        *([_borders(view)] if _has_borders(view) else []),
        *(_city_limits(view, line) if line.kind == "cities" else _lines(view, line) for line in lines),
        *(_focus(view) if view.focus and view.outlines else []),
        *(_names(view, overlay) for overlay in names),
        *(_lines(view, mark.overlay, style.rgb(style.FOCUS[view.theme])) for mark in view.marks),
        *([marks_layer(view.marks, view.theme)] if view.marks else []),
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
        # is no graphics card (0.9 s -> 0.03 s on the Austin tracts). The colours stand in the part that is filled:
        # those of the whole layer Streamlit would pale, of all places but the one that was clicked.
        _sub_layer_props={
            "polygons-stroke": {"pickable": False},
            FILLED_PART[bool(view.outlines)]: {"getFillColor": f"@@={_fill(view)}"},
        },
        **(_areas(view) if view.outlines else _points(view)),
    )


def _fill(view: MapView) -> str:
    """Expression: the class colour; where a place is hatched, the hatching's."""
    if not _is_hatched(view):
        return _colour(view)
    hatching = _chosen(view, [style.hatch_on(one) for one in view.colors], style.hatch_on(style.UNRELIABLE[view.theme]))
    return style.fill(_colour(view), hatching)


def _colour(view: MapView) -> str:
    return style.or_worst(view.worst, _chosen(view, view.colors, style.NO_DATA[view.theme]))


def _is_hatched(view: MapView) -> bool:
    return bool(view.outlines) and not {"unreliable", "doubtful"}.isdisjoint(view.figures.statuses)


def _chosen(view: MapView, colours: Sequence[str], other: str) -> str:
    if view.breaks is None:
        return style.by_class(view.classing, colours, other)
    return style.by_value(view.breaks, colours, other)


def _areas(view: MapView) -> dict[str, Any]:
    border = {"get_line_color": style.rgb(style.BORDER[view.theme]), "get_line_width": 0.2}
    if not _is_hatched(view):
        return border
    return border | style.pattern() | {"get_fill_pattern_background_color": style.ground(_colour(view), view.theme)}


def _points(view: MapView) -> dict[str, Any]:
    is_focus = f'properties.geoid==="{view.focus}"'
    border, mark = style.rgb(style.LINE[view.theme]), style.rgb(style.FOCUS[view.theme])
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
    return _lines(view, Overlay("borders", view.figures.area, view.outlines), style.rgb(style.BORDER[view.theme]))


def _focus(view: MapView) -> list[pdk.Layer]:
    """The line around the place, and under it a wider one, its rim."""
    line = Overlay("focus", view.focus, view.outlines)
    rim = {"line_width_units": "'pixels'", "get_line_width": WIDTHS["focus"] + 3}
    return [
        _lines(view, line, style.rgb(style.BORDER[view.theme]), rim, part="rim"),
        _lines(view, line, style.rgb(style.FOCUS[view.theme])),
    ]


def _city_limits(view: MapView, line: Overlay) -> pdk.Layer:
    near = {"line_width_units": "'meters'", "get_line_width": CITY_METRES, "line_width_max_pixels": CITY_LINE}
    return _lines(view, line, style.rgb(_line_colour(view), 150), near)


def _line_colour(view: MapView) -> str:
    return (style.LINE_OVER_AREAS if view.outlines else style.LINE)[view.theme]


def _lines(
    view: MapView,
    line: Overlay,
    colour: list[int] | None = None,
    width: dict[str, Any] | None = None,
    part: str = "",
) -> pdk.Layer:
    import pydeck as pdk

    pixels = {"line_width_units": "'pixels'", "get_line_width": WIDTHS.get(line.kind)}
    return pdk.Layer(
        "GeoJsonLayer",
        data=view.overlay_url(line),
        id=f"{line.name}-{part}" if part else line.name,
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=colour or style.rgb(_line_colour(view), 210),
        **(width or pixels),
    )


def _names(view: MapView, overlay: Overlay) -> pdk.Layer:
    import pydeck as pdk

    written = names_layer(view.theme, _is_one_county(view))
    return pdk.Layer("GeoJsonLayer", data=view.overlay_url(overlay), id=overlay.name, pickable=False, **written)


def _is_one_county(view: MapView) -> bool:
    shown = view.figures
    return shown.level == "tract" and all(figure.geoid.startswith(shown.area) for figure in shown.figures)
