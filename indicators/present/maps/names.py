"""Names on a map: which are written at which zoom, so that they neither hide the map nor each other.

A county or state is named once its name fits inside it, a city by its size: more names come as a visitor zooms in.
deck.gl hides a text whose content box is lower than a cutoff on the screen; boxes are given in metres, so the height
of a name's box says from which zoom it is written. No collision test runs: that would draw the names once more for
every frame. The browser's expressions know no functions and no powers, so what should grow like a root is a fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from indicators.present.maps.style import BORDER, LINE, TEXT, Theme, rgb
from indicators.present.maps.view import Mark

if TYPE_CHECKING:
    import pydeck as pdk

TILE = 512
# A part of a layer is handed rows of its own; this is the feature that a row was made from.
PLACE = "__source.object"
# Metres of a degree of longitude at the equator, and what each degree of latitude takes off in the country's latitudes.
DEGREE, DEGREE_LESS = 129_800, 1_158
# Pixels that a content box must be high: more than the text, or its letters would be cut.
CUTOFF = 20
# States weigh no more than five square degrees; most are larger, those west of this longitude by far. Degrees across.
WEST, STATE, STATE_WEST = -93, 3.6, 6


def names_layer(theme: Theme, only_cities: bool = False) -> dict[str, Any]:
    """Properties of the layer of names of a map.

    only_cities: for a map of one county, whose title names it and whose city may have the same name.
    """
    is_city = 'properties.kind==="city"'
    return {
        "point_type": "'text'",
        "get_text": "properties.name",
        "get_text_color": f"{is_city}?{rgb(TEXT[theme])}:{rgb(LINE[theme])}",
        "get_text_size": f"{is_city}?13:12",
        "text_size_units": "'pixels'",
        "text_character_set": "'auto'",
        "text_font_family": "'sans-serif'",
        "text_font_weight": 600,
        "text_font_settings": {"sdf": True, "fontSize": 24, "buffer": 5, "radius": 6, "smoothing": 0.15},
        "text_outline_width": 4,
        "text_outline_color": rgb(BORDER[theme], 235),
        "_sub_layer_props": {
            "points-text": {"getContentBox": f"@@={_box(only_cities)}", "contentCutoffPixels": [0, CUTOFF]},
        },
    }


def marks_layer(marks: Sequence[Mark], theme: Theme) -> pdk.Layer:
    """The names of marked places, whatever the zoom."""
    import pydeck as pdk

    return pdk.Layer(
        "TextLayer",
        data=[{"name": mark.name, "at": mark.at, "anchor": "bottom" if mark.is_above else "top"} for mark in marks],
        id="marks",
        pickable=False,
        get_text="name",
        get_position="at",
        get_alignment_baseline="anchor",
        get_size=15,
        get_color=rgb(TEXT[theme]),
        size_units="'pixels'",
        character_set="'auto'",
        font_family="'sans-serif'",
        font_weight=700,
        font_settings={"sdf": True, "fontSize": 28, "buffer": 6, "radius": 8, "smoothing": 0.15},
        outline_width=5,
        outline_color=rgb(BORDER[theme], 245),
    )


def _box(only_cities: bool) -> str:
    """Expression: west, south, width and height of a name's box in metres; a width below 0 is no limit.

    A weight of the names' files is, for a county, its area in hundredths of a square degree, so that its width is
    about 0.6 (3 w + 36) / (w + 108) degrees; for a city 500 and what its size adds.
    """
    kind, letters, weight = (f"{PLACE}.properties.{name}" for name in ("kind", "name.length", "weight"))
    state = f"({PLACE}.geometry.coordinates[0]<{WEST}?{STATE_WEST}:{STATE})"
    across = f"({kind}==='state'?{state}:1.8*({weight}+12)/({weight}+108))"
    # A letter takes 8.4 pixels with some air around it.
    area = "0" if only_cities else f"{CUTOFF / 8.4:.2f}*{across}/{letters}"
    size = f"({weight}-500)"
    city = f"{size}*{size}/24/{letters}/({size}+2*{letters})+0.03"
    degree = f"({DEGREE}-{DEGREE_LESS}*{PLACE}.geometry.coordinates[1])"
    height = f"{degree}*({kind}==='city'?{city}:{area})"
    return f"[0,-0.5*{height},-1,{height}]"
