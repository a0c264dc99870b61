"""Read the publishers' boundary files into frames of geoid, name, part_of and polygons (builder only)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from data.catalog_reader import read_catalog
from data.outlines_shapes import polygons_only, wrap_west
from data.sources.errors import InputError

# WGS 84. The Census Bureau publishes NAD 83: within two metres of it, below the finest grid that is drawn.
CRS = "EPSG:4326"
# American Samoa, Guam, Northern Marianas, Virgin Islands: no publisher here has figures for them.
NOT_DRAWN = ("60", "66", "69", "78")


def counties(inputs: Path) -> gpd.GeoDataFrame:
    """Counties of 2023 (Connecticut: planning regions), 50 states, DC and Puerto Rico.

    Falls Church (51610) has an empty outline at the publisher's scale and is left out.
    Source: US Census Bureau, cartographic boundaries 2023, 1:10,000,000.
    """
    return _topology(inputs, "us_counties_2023_10m.topo.json", "counties")


def state_names(inputs: Path) -> dict[str, str]:
    """State code -> name. Source: US Census Bureau, cartographic boundaries 2023."""
    frame = _topology(inputs, "us_states_2023_10m.topo.json", "states")
    return dict(zip(frame["geoid"], frame["name"], strict=True))


def cbsas(inputs: Path) -> gpd.GeoDataFrame:
    """Metro and micro areas of the 2019 delineation.

    Source: US Census Bureau, cartographic boundaries 2019, 1:5,000,000.
    """
    frame = _read(inputs / "geo" / "cbsa_2019_5m", ["GEOID", "NAME", "geometry"])
    return _tidy(frame.rename(columns={"GEOID": "geoid", "NAME": "name"}), 5, part_of=0)


def places(inputs: Path) -> gpd.GeoDataFrame:
    """City limits of 2019: Austin, its suburbs and the peers. Source: US Census Bureau, TIGER/Line 2019."""
    return _tidy(_read(inputs / "geo" / "places_2019.geojson", ["geoid", "name", "geometry"]), 7, part_of=2)


def tracts(inputs: Path, vintage: str) -> gpd.GeoDataFrame:
    """Census tracts of one vintage, water tracts (99xx) dropped; name is empty (tracts have numbers).

    Source: US Census Bureau, cartographic boundaries 2018 (tracts of 2010) and 2020.
    """
    # The catalog says which files: a folder may hold others, of whole states or of parts of a county.
    files = read_catalog()[f"outlines_tract_{vintage}"].files
    frame = pd.concat([_read(inputs / file, ["geoid", "geometry"]) for file in files], ignore_index=True)
    frame = _tidy(frame.assign(name=""), 11, part_of=5)
    return frame[frame["geoid"].str[5:7] != "99"].reset_index(drop=True)


def _topology(inputs: Path, file: str, layer: str) -> gpd.GeoDataFrame:
    frame = _read(inputs / "geo" / file, ["id", "name", "geometry"], layer=layer).rename(columns={"id": "geoid"})
    frame = frame[~frame["geoid"].str[:2].isin(NOT_DRAWN)]
    return _tidy(frame, 5 if layer == "counties" else 2, part_of=2 if layer == "counties" else 0)


def _read(path: Path, columns: list[str], **options: Any) -> gpd.GeoDataFrame:
    if not path.exists():
        raise InputError(_short(path), None, None, "the file is not there", "Is --inputs the right folder?")
    frame = gpd.read_file(path, **options)
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InputError(_short(path), None, missing[0], "the column is missing", "Is it another edition of the file?")
    return frame[columns]


def _short(path: Path) -> str:
    return f"geo/{path.name}" if path.parent.name == "geo" else f"geo/{path.parent.name}/{path.name}"


def _tidy(frame: gpd.GeoDataFrame, width: int, part_of: int) -> gpd.GeoDataFrame:
    geoids = frame["geoid"].astype(str).str.zfill(width)
    if geoids.duplicated().any():
        raise InputError("geo", None, "geoid", f"the outline of {geoids[geoids.duplicated()].iloc[0]} stands twice")
    shapes = wrap_west(polygons_only(frame.geometry.to_numpy()))
    tidy = gpd.GeoDataFrame(
        {
            "geoid": geoids.to_numpy(),
            "name": frame["name"].astype(str).to_numpy(),
            "part_of": geoids.str[:part_of].to_numpy(),
        },
        geometry=shapes,
        crs=CRS,
    )
    return tidy[~tidy.geometry.is_empty].sort_values("geoid").reset_index(drop=True)
