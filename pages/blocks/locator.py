"""Where a community lies: a plain picture of its state, drawn here, with nothing for the browser to load."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from gzip import decompress
from itertools import groupby, pairwise
from math import cos, radians
from typing import Any

from indicators.core.geography import Level
from indicators.present.maps.deck import MapOption
from indicators.present.maps.style import FOCUS, LINE, NO_DATA, Theme
from indicators.present.phrases import listed
from pages.blocks.text import html
from pages.runtime.cache import kept
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.session import View

Ring = list[tuple[float, float]]

Path = list[tuple[int, int]]

# The picture's own units are half pixels, which is as fine as its lines are drawn.
WIDTH, HEIGHT, EDGE = 680, 500, 30
# A place smaller than this gets a circle around it; an island smaller than a speck is left out.
SMALL, SPECK = 26, 3
# Counts that every place has: outlines come with the figures of a measure.
ANY_MEASURE = "population"


@dataclass(frozen=True, slots=True)
class Frame:
    """From degrees to the picture's units. across: what a degree of longitude counts beside one of latitude."""

    west: float
    north: float
    across: float
    scale: float

    def of(self, rings: Iterable[Ring]) -> list[Path]:
        """The rings in the picture's units, without specks and without a point twice in a row."""
        found = ([point for point, _ in groupby(self.point(*one) for one in ring)] for ring in rings)
        return [path for path in found if _size(path) > SPECK]

    def point(self, lon: float, lat: float) -> tuple[int, int]:
        """A point in the picture's units."""
        x, y = (lon - self.west) * self.across * self.scale, (self.north - lat) * self.scale
        return round(x) + EDGE, round(y) + EDGE


def block(view: View, colors: Theme) -> str:
    """HTML of the picture and a line under it; "" where the place has no outline today."""
    around = maps().surroundings(view.level, view.place)
    if around is None:
        return ""
    counties = around.members if view.level == "cbsa" else (around.county,)
    marked = [ring for county in counties for ring in _county(county)]
    states = sorted({code[:2] for code in counties})
    land = kept(("land", store().snapshot, *states), lambda: _land(states))
    if not marked or not land:
        return ""
    name = place_names.full_name(view.level, view.place)
    where = listed([place_names.full_name("state", state) for state in states])
    picture = _svg(land, marked, colors)
    county = name if place_names.is_one_area(view.level, view.place) else place_names.full_name("county", around.county)
    said = _marked(view.level, name, county)
    return (
        f'<img class="cm-locator" alt="{html(f"Map of {where}. {said}")}" '
        f'src="data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}">'
        f'<p class="cm-words">{html(said)}</p>'
    )


def _marked(level: Level, name: str, county: str) -> str:
    if level == "cbsa":
        return f"Marked: the counties of {name}."
    if level == "county" or county == name:
        return f"Marked: {name}."
    return f"Marked: {county}, the principal county of the city of {name.split(', ')[0]}."


def _svg(land: list[Ring], marked: list[Ring], colors: Theme) -> str:
    frame, width, height = _framed(land)
    mark, place = FOCUS[colors], frame.of(marked) or [[frame.point(*marked[0][0])]]
    paths = [
        f'<path d="{_path(frame.of(land))}" fill="{NO_DATA[colors]}" stroke="{LINE[colors]}"/>',
        f'<path d="{_path(place)}" fill="{mark}" stroke="{mark}"/>',
        _circle(place, mark),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width / 2:.0f}" height="{height / 2:.0f}" '
        f'viewBox="0 0 {width} {height}" stroke-linejoin="round" stroke-width="1.5">{"".join(paths)}</svg>'
    )


def _framed(land: list[Ring]) -> tuple[Frame, int, int]:
    """The frame that the land fits into, and the size of the picture."""
    lons, lats = zip(*(point for ring in land for point in ring), strict=True)
    across = cos(radians((min(lats) + max(lats)) / 2))
    wide, high = (max(lons) - min(lons)) * across, max(lats) - min(lats)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    size = round(wide * scale) + 2 * EDGE, round(high * scale) + 2 * EDGE
    return Frame(min(lons), max(lats), across, scale), *size


def _circle(paths: list[Path], color: str) -> str:
    xs, ys = zip(*(point for path in paths for point in path), strict=True)
    if max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALL:
        return ""
    x, y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return f'<circle cx="{x}" cy="{y}" r="{SMALL}" fill="none" stroke="{color}" stroke-width="4"/>'


def _path(paths: Iterable[Path]) -> str:
    """Lines from point to point, each by its distance from the one before."""
    return "".join(
        f"M{path[0][0]} {path[0][1]}l{' '.join(f'{x - a} {y - b}' for (a, b), (x, y) in pairwise(path))}z"
        for path in paths
    )


def _size(path: Path) -> int:
    xs, ys = zip(*path, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _land(states: list[str]) -> list[Ring]:
    periods = store().periods(ANY_MEASURE, "state")
    option = MapOption("nation", ANY_MEASURE, "state", "us", periods[0], "") if periods else None
    shapes = maps().shapes(option) if option else []
    return _rings(json.loads(geometry) for geometry, place in shapes if place["geoid"] in states)


def _county(geoid: str) -> list[Ring]:
    file = maps().file(f"{store().snapshot}/overlay/outline-{geoid}.json")
    features = json.loads(decompress(file.body))["features"] if file else []
    return _rings(feature["geometry"] for feature in features)


def _rings(shapes: Iterable[dict[str, Any]]) -> list[Ring]:
    """Every line of the geometries, closed; islands beyond the date line stay beside the others."""
    found: list[Ring] = []
    for shape in shapes:
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found += [[(lon - 360 if lon > 0 else lon, lat) for lon, lat, *_ in ring] for part in parts for ring in part]
    return found
