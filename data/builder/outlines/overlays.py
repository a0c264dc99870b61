"""Lines and names that lie over a map: county lines, state lines, city limits, labels (builder only).

An overlay is GeoJSON of its own, named <kind>-<area>: ``state_lines-us``, ``names-us`` (states), ``names-48`` (counties
of Texas), ``cities-48`` (city limits), ``county_lines-tract_2020-12420``, ``names-tract_2020-12420``,
``cities-tract_2020-12420``. Features hold ``name``, ``kind`` (state, county, city or line) and, where they are names,
``weight``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping

from data.builder.outlines.shapes import label_points
from data.core.map_sets import TRACT_METROS, TRACT_VINTAGES, tract_set
from indicators.present.maps.choices import STATE_LINES
from indicators.present.maps.overlays import Overlay

Collection = dict[str, Any]

# Degrees that city limits are simplified by on a map of tracts and of a state, and square degrees (a quarter of a
# square kilometre) below which a part or hole of a city is left out.
NEAR, FAR = 8e-4, 3e-3
SPLINTER = 2.5e-5


def overlays(sets: dict[str, gpd.GeoDataFrame]) -> dict[str, Collection]:
    """Every overlay by name. sets: the light outline sets, states among them."""
    states, counties, cities = sets["state_2023"], sets["county_2023"], sets["place_2019"]
    collections = {
        STATE_LINES.name: _lines(states, coast=False),
        Overlay("names", "us").name: _names(states, "state"),
    }
    for state in states["geoid"]:
        collections |= _area(state, "", counties[counties["part_of"] == state], cities[cities["part_of"] == state], FAR)
    for vintage in TRACT_VINTAGES:
        collections |= _tract_areas(tract_set(vintage), sets[tract_set(vintage)], counties, cities)
    return collections


def _tract_areas(
    name: str, tracts: gpd.GeoDataFrame, counties: gpd.GeoDataFrame, cities: gpd.GeoDataFrame
) -> dict[str, Collection]:
    counties_with_tracts = set(tracts["part_of"])
    areas: dict[str, tuple[str, ...]] = {county: (county,) for county in sorted(counties_with_tracts)}
    areas |= {cbsa: members for cbsa, members in TRACT_METROS.items() if counties_with_tracts.issuperset(members)}
    collections: dict[str, Collection] = {}
    for area, members in areas.items():
        area_tracts = tracts[tracts["part_of"].isin(members)]
        outline = shapely.union_all(area_tracts.geometry.to_numpy())
        inner = shapely.points(label_points(cities.geometry.to_numpy()))
        near = cities[shapely.contains(outline, inner)]
        collections |= _area(area, name, counties[counties["geoid"].isin(members)], near, NEAR)
        if len(members) > 1:
            collections[Overlay("county_lines", area, name).name] = _lines(
                area_tracts.dissolve("part_of", method="coverage")
            )
    return collections


def _area(
    area: str, outlines: str, counties: gpd.GeoDataFrame, cities: gpd.GeoDataFrame, tolerance: float
) -> dict[str, Collection]:
    names = _names(counties, "county")
    collections = {Overlay("names", area, outlines).name: names}
    if len(cities):
        names["features"] += _names(cities, "city")["features"]
        collections[Overlay("cities", area, outlines).name] = _limits(cities, tolerance)
    return collections


def _names(frame: gpd.GeoDataFrame, kind: str) -> Collection:
    points = label_points(frame.geometry.to_numpy(), digits=3)
    rows = zip(frame["name"], points, shapely.area(frame.geometry.to_numpy()), strict=True)
    return _collection(
        [
            _feature(
                {"type": "Point", "coordinates": [float(point[0]), float(point[1])]},
                name,
                kind,
                weight=_weight(area, kind),
            )
            for name, point, area in rows
        ]
    )


def _weight(area: float, kind: str) -> int:
    """Which of two names that collide is written, 0 to 1000: a city before a county, the larger before the smaller."""
    first = 500 if kind == "city" else 0
    return first + min(round(float(area) * (2000 if kind == "city" else 100)), 499)


def _limits(cities: gpd.GeoDataFrame, tolerance: float) -> Collection:
    """City limits without the splinters that can't be told apart on a map of the area."""
    shapes = [_without_splinters(shape) for shape in cities.geometry.simplify(tolerance)]
    pairs = zip(cities["name"], shapes, strict=True)
    return _collection([_feature(mapping(shape.boundary), name, "city") for name, shape in pairs])


def _without_splinters(shape: Any) -> Any:
    parts = [shapely.Polygon(part.exterior, _large(part.interiors)) for part in _large(shapely.get_parts(shape))]
    return shapely.MultiPolygon(parts) if parts else shape


def _large(rings: Iterable[Any]) -> list[Any]:
    return [ring for ring in rings if shapely.Polygon(getattr(ring, "exterior", ring)).area > SPLINTER]


def _lines(frame: gpd.GeoDataFrame, coast: bool = True) -> Collection:
    """Every border once, joined into long lines. coast: with the borders that no neighbour shares."""
    shapes = frame.geometry.to_numpy()
    lines = shapely.union_all(shapely.boundary(shapes))
    if not coast:
        lines = shapely.difference(lines, shapely.boundary(shapely.coverage_union_all(shapes)))
    merged = shapely.line_merge(lines)
    return _collection([_feature(mapping(merged), "", "line")])


def _feature(geometry: Any, name: str, kind: str, **more: int) -> Collection:
    return {"type": "Feature", "properties": {"name": name, "kind": kind, **more}, "geometry": geometry}


def _collection(features: list[Collection]) -> Collection:
    return {"type": "FeatureCollection", "features": features}
