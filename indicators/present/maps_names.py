"""Names on a map: which are written at which zoom, so that they neither hide the map nor each other.

A county or state is named once its name fits inside it, a city by its size: more names come as a visitor zooms in.
deck.gl hides a text whose content box is lower than a cutoff on the screen; boxes are given in metres, so the height
of a name's box says from which zoom it is written. No collision test runs: that would draw the names once more for
every frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.present.maps_style import BORDER, LINE, TEXT, Theme, rgb

TILE = 512
# A part of a layer is handed rows of its own; this is the feature that a row was made from.
PLACE = "__source.object"
NAMED = f"{PLACE}.properties"
# Metres of a degree of longitude at the equator, and what each degree of latitude takes off in the country's latitudes.
DEGREE, DEGREE_LESS = 129_800, 1_158
# Pixels that a letter takes with some air around it.
LETTER = 8.4
# Pixels that a content box must be high: more than the text, or its letters would be cut.
CUTOFF = 20
# A weight of the names' files is a hundredth of a square degree -> side of such an area in degrees, rounded down.
SIDES = ((400, 2.0), (200, 1.4), (100, 1.0), (50, 0.7), (25, 0.5), (12, 0.35), (6, 0.25), (3, 0.17))
SMALLEST = 0.1
# States weigh no more than five square degrees; most are larger, those west of this longitude by far.
WEST, STATE, STATE_WEST = -93, 1.8, 3.0
# The weight of a city above 500 for each letter of its name -> pixels a degree from which it is written.
CITIES = ((18, 20), (3, 40), (1.6, 150), (0.8, 500))
LESSER = 600
# On a map as wide as Texas, cities below the first step lie too close: they are written later.
WIDE, LATER = 40, 90


def names_layer(theme: Theme, zoom: float, only_cities: bool = False) -> dict[str, Any]:
    """Properties of the layer of names of a map that opens at a zoom.

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
            "points-text": {"getContentBox": f"@@={_box(zoom, only_cities)}", "contentCutoffPixels": [0, CUTOFF]},
        },
    }


def _box(zoom: float, only_cities: bool) -> str:
    """Expression: west, south, width and height of a name's box in metres; a width below 0 is no limit."""
    kind, letters, weight = (f"{NAMED}.{one}" for one in ("kind", "name.length", "weight"))
    room = float(CUTOFF)
    later = LATER if TILE / 360 * 2**zoom < WIDE else 0
    steps = [(least, room / (pixels if at == 0 else max(pixels, later))) for at, (least, pixels) in enumerate(CITIES)]
    city = _ladder(f"(({weight}-500)/{letters})", steps, room / LESSER)
    state = f"({PLACE}.geometry.coordinates[0]<{WEST}?{STATE_WEST}:{STATE})"
    area = f"{room / LETTER:g}*{_ladder(weight, SIDES, SMALLEST)}/{letters}*({kind}==='state'?{state}:1)"
    area = "0" if only_cities else area
    degree = f"({DEGREE}-{DEGREE_LESS}*{PLACE}.geometry.coordinates[1])"
    height = f"{degree}*({kind}==='city'?{city}:{area})"
    return f"[0,-0.5*{height},-1,{height}]"


def _ladder(number: str, steps: Sequence[tuple[float, float]], least: float) -> str:
    return "(" + "".join(f"{number}>={step}?{value:g}:" for step, value in steps) + f"{least:g})"
