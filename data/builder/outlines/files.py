"""Outlines of places for the snapshot: GeoParquet for anyone, light map files for the app (builder only)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from data.builder.outlines import read as read
from data.builder.outlines.overlays import overlays
from data.builder.outlines.shapes import simplify
from data.core.map_sets import COLUMNS, OVERLAYS_FILE, TRACT_VINTAGES, tract_set

# Decimals of a degree that are kept, and the tolerance of the simplification in degrees. Counties come on a coarse
# grid of their own (about 300 metres), so there is little to simplify.
FINE, CITY, COARSE = (5, 1.2e-3), (4, 1e-3), (3, 5e-3)
METRO = (3, 1.2e-2)
# The end of a whole number in GeoJSON: 97.0 is written 97.
_WHOLE = re.compile(r"\.0(?=[,\]])")


def tract_vintages(inputs: Path) -> dict[str, frozenset[str]]:
    """Vintage of tract outlines -> tracts that have one: tract figures are written for these alone."""
    return {vintage: frozenset(read.tracts(inputs, vintage)["geoid"]) for vintage in TRACT_VINTAGES}


def write_outlines(inputs: Path, folder: Path, step: Callable[[str], None] | None = None) -> list[Path]:
    """Write outlines/<set>.parquet (GeoParquet) and maps/ below ``folder``; returns the files, sorted.

    step: told the name of each set before it is made. The same inputs and library versions give the same bytes.
    Raises InputError where a boundary file is absent or not as expected.
    """
    (folder / "outlines").mkdir(parents=True, exist_ok=True)
    (folder / "maps").mkdir(exist_ok=True)
    sets: dict[str, gpd.GeoDataFrame] = {}
    written: list[Path] = []
    for name, frame in _sets(inputs, step or (lambda name: None)):
        sets[name] = frame
        written += [_geoparquet(frame, folder / "outlines" / f"{name}.parquet")]
        written += [_map_file(frame, folder / "maps" / f"{name}.parquet")]
    written.append(_overlay_file(overlays(sets), folder / "maps" / OVERLAYS_FILE))
    return sorted(written)


def _sets(inputs: Path, step: Callable[[str], None]) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    step("county_2023")
    counties = _light(read.counties(inputs), *COARSE)
    yield "county_2023", counties
    step("state_2023")
    yield "state_2023", _states(counties, read.state_names(inputs))
    step("cbsa_2019")
    yield "cbsa_2019", _light(read.cbsas(inputs), *METRO)
    step("place_2019")
    yield "place_2019", _light(read.places(inputs), *CITY)
    for vintage in TRACT_VINTAGES:
        step(tract_set(vintage))
        yield tract_set(vintage), _light_by_state(read.tracts(inputs, vintage), *FINE)


def _light(frame: gpd.GeoDataFrame, digits: int, tolerance: float) -> gpd.GeoDataFrame:
    return frame.set_geometry(simplify(frame.geometry.to_numpy(), digits, tolerance), crs=read.CRS)


def _light_by_state(frame: gpd.GeoDataFrame, digits: int, tolerance: float) -> gpd.GeoDataFrame:
    """Simplify tracts state by state: it takes half the time, and tracts here never touch another state's."""
    groups = [_light(group, digits, tolerance) for _, group in frame.groupby(frame["part_of"].str[:2], sort=True)]
    return pd.concat(groups, ignore_index=True)


def _states(counties: gpd.GeoDataFrame, names: dict[str, str]) -> gpd.GeoDataFrame:
    """States as the union of their counties, so that state lines lie on county lines."""
    grouped = counties.groupby("part_of", sort=True)["geometry"]
    shapes = {state: shapely.coverage_union_all(group.to_numpy()) for state, group in grouped}
    columns = {"geoid": list(shapes), "name": [names[state] for state in shapes], "part_of": [""] * len(shapes)}
    turned = shapely.orient_polygons(list(shapes.values()), exterior_cw=True)
    return gpd.GeoDataFrame(columns, geometry=turned, crs=read.CRS)


def _geoparquet(frame: gpd.GeoDataFrame, path: Path) -> Path:
    frame.to_parquet(path, index=False, compression="zstd", write_covering_bbox=False)
    return path


def _map_file(frame: gpd.GeoDataFrame, path: Path) -> Path:
    bounds = frame.geometry.bounds
    texts = [_WHOLE.sub("", text) for text in shapely.to_geojson(frame.geometry.to_numpy())]
    columns = {"geoid": frame["geoid"], "name": frame["name"], "part_of": frame["part_of"], "geometry": texts}
    sides = {"west": "minx", "south": "miny", "east": "maxx", "north": "maxy"}
    table = pd.DataFrame(columns | {side: bounds[column] for side, column in sides.items()})
    return _parquet(pa.Table.from_pandas(table[list(COLUMNS)], preserve_index=False), path)


def _overlay_file(bodies: dict[str, dict[str, Any]], path: Path) -> Path:
    texts = [json.dumps(bodies[name], ensure_ascii=False, separators=(",", ":")) for name in sorted(bodies)]
    return _parquet(pa.table({"name": sorted(bodies), "body": texts}), path)


def _parquet(table: pa.Table, path: Path) -> Path:
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd", compression_level=9)
    return path
