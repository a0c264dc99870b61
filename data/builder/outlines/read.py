"""Read the publishers' boundary files into frames of geoid, name, part_of and polygons (builder only)."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.builder.outlines.shapes import polygons_only, wrap_west
from data.catalog.reader import read_catalog
from data.sources.errors import InputError
from data.sources.shapes import read_shapes
from data.sources.tables import opening

# WGS 84. The Census Bureau publishes NAD 83: within two metres of it, below the finest grid that is drawn.
CRS = "EPSG:4326"
# American Samoa, Guam, Northern Marianas, Virgin Islands: no publisher here has figures for them.
NOT_DRAWN = ("60", "66", "69", "78")
COUNTY_FILE, STATE_FILE = "geo/us_counties_2023_10m.topo.json", "geo/us_states_2023_10m.topo.json"
CBSA_FILE, PLACE_FILE = "geo/cbsa_2019_5m/cb_2019_us_cbsa_5m.shp", "geo/places_2019.geojson"


def counties(inputs: Path) -> gpd.GeoDataFrame:
    """Counties of 2023 (Connecticut: planning regions), 50 states, DC and Puerto Rico.

    Falls Church (51610) has an empty outline at the publisher's scale and is left out.
    Source: US Census Bureau, cartographic boundaries 2023, 1:10,000,000.
    """
    return _topology(inputs, COUNTY_FILE, "counties")


def state_names(inputs: Path) -> dict[str, str]:
    """State code -> name. Source: US Census Bureau, cartographic boundaries 2023."""
    frame = _topology(inputs, STATE_FILE, "states")
    return dict(zip(frame["geoid"], frame["name"], strict=True))


def cbsas(inputs: Path) -> gpd.GeoDataFrame:
    """Metro and micro areas of the 2019 delineation.

    Source: US Census Bureau, cartographic boundaries 2019, 1:5,000,000.
    """
    frame = read_shapes(inputs, CBSA_FILE, ["GEOID", "NAME"])
    return _tidy(frame.rename(columns={"GEOID": "geoid", "NAME": "name"}), CBSA_FILE, 5, part_of=0)


def places(inputs: Path) -> gpd.GeoDataFrame:
    """City limits of 2019: Austin, its suburbs and the peers. Source: US Census Bureau, TIGER/Line 2019."""
    return _tidy(read_shapes(inputs, PLACE_FILE, ["geoid", "name"]), PLACE_FILE, 7, part_of=2)


def tracts(inputs: Path, vintage: str) -> gpd.GeoDataFrame:
    """Census tracts of one vintage, water tracts (99xx) dropped; name is empty (tracts have numbers).

    Source: US Census Bureau, cartographic boundaries 2018 (tracts of 2010) and 2020.
    """
    # The catalog says which files: a folder may hold others, of whole states or of parts of a county.
    files = read_catalog()[f"outlines_tract_{vintage}"].files
    parts = [_tidy(read_shapes(inputs, file, ["geoid"]).assign(name=""), file, 11, part_of=5) for file in files]
    frame = _unique(pd.concat(parts, ignore_index=True), files[0]).sort_values("geoid")
    return frame[frame["geoid"].str[5:7] != "99"].reset_index(drop=True)


def _topology(inputs: Path, file: str, layer: str) -> gpd.GeoDataFrame:
    frame = read_shapes(inputs, file, ["id", "name"], layer=layer).rename(columns={"id": "geoid"})
    width = 5 if layer == "counties" else 2
    frame = frame[~frame["geoid"].astype("str").str.zfill(width).str[:2].isin(NOT_DRAWN)]
    return _tidy(frame, file, width, part_of=2 if layer == "counties" else 0)


def _tidy(frame: gpd.GeoDataFrame, file: str, width: int, part_of: int) -> gpd.GeoDataFrame:
    geoids = frame["geoid"].astype("str").str.zfill(width)
    odd = geoids[~geoids.str.fullmatch(rf"[0-9]{{{width}}}")]
    if not odd.empty:
        raise InputError(file, None, "geoid", f"{odd.iloc[0]!r} is no code of {width} digits")
    with opening(file, "outlines"):
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
    return _unique(tidy[~tidy.geometry.is_empty], file).sort_values("geoid").reset_index(drop=True)


def _unique(frame: gpd.GeoDataFrame, file: str) -> gpd.GeoDataFrame:
    twice = frame["geoid"][frame["geoid"].duplicated()]
    if not twice.empty:
        raise InputError(file, None, "geoid", f"the outline of {twice.iloc[0]} stands twice")
    return frame
