"""Outlines that the builder writes: complete, light, valid, with shared borders, the same each time."""

from __future__ import annotations

import csv
import json
from itertools import islice
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely

import data.builder.outlines.files as outlines_module
from data.builder.outlines.files import tract_vintages, write_outlines
from data.builder.outlines.overlays import _names
from data.builder.outlines.shapes import polygons_only, simplify, wrap_west
from data.builder.places.levels import PRINCIPAL_COUNTIES
from data.core.map_sets import AUSTIN_COUNTIES, COLUMNS, OVERLAYS_FILE, SETS
from data.sources.errors import InputError


@pytest.fixture(scope="module")
def written(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlines")
    files = write_outlines(inputs, folder)
    assert files == sorted(path for path in folder.rglob("*") if path.is_file())
    return folder


def outlines(folder: Path, name: str) -> gpd.GeoDataFrame:
    return gpd.read_parquet(folder / "outlines" / f"{name}.parquet")


@pytest.mark.inputs
def test_every_set_is_complete_and_made_of_valid_polygons(written: Path) -> None:
    counts = {name: len(outlines(written, name)) for name in SETS}
    assert counts == {
        "county_2023": 3221,
        "state_2023": 52,
        "cbsa_2019": 938,
        "place_2019": 31,
        "tract_2010": 4584,
        "tract_2020": 2660,
    }
    for name in SETS:
        frame = outlines(written, name)
        assert frame["geoid"].is_monotonic_increasing
        assert frame["geoid"].is_unique
        assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
        assert frame.is_valid.all()
        assert not frame.is_empty.any()
        assert not (frame["geoid"].str[5:7].eq("99") & (frame["geoid"].str.len() == 11)).any(), "no water tracts"


@pytest.mark.inputs
def test_neighbours_still_share_their_borders(written: Path) -> None:
    for name in ("county_2023", "tract_2020"):
        frame = outlines(written, name)
        frame = frame[frame["geoid"].str[:5].isin(AUSTIN_COUNTIES)] if name == "tract_2020" else frame
        assert shapely.coverage_is_valid(frame.geometry.to_numpy()), name
        whole = shapely.coverage_union_all(frame.geometry.to_numpy())
        if name == "tract_2020":
            assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0, "no slivers between tracts"


@pytest.mark.inputs
def test_map_files_hold_the_same_places_and_clockwise_rings(written: Path) -> None:
    for name in SETS:
        table = pq.read_table(written / "maps" / f"{name}.parquet")
        assert tuple(table.column_names) == COLUMNS
        assert table["geoid"].to_pylist() == outlines(written, name)["geoid"].tolist()
        shapes = shapely.from_geojson(table["geometry"].to_pylist())
        parts = shapely.get_parts(shapes)
        assert not shapely.is_ccw(shapely.get_exterior_ring(parts)).any()
        west, south, east, north = (table[side].to_numpy() for side in COLUMNS[-4:])
        assert np.abs(shapely.bounds(shapes) - np.column_stack([west, south, east, north])).max() == 0


@pytest.mark.inputs
def test_alaska_is_in_one_piece_and_far_territories_are_left_out(written: Path) -> None:
    counties = outlines(written, "county_2023")
    assert counties.total_bounds[2] < -60
    assert {"15003", "72127", "02016"} <= set(counties["geoid"])
    assert not set(counties["geoid"].str[:2]) & {"60", "66", "69", "78"}
    assert "09110" in set(counties["geoid"])
    assert "09001" not in set(counties["geoid"])


@pytest.mark.inputs
def test_files_are_light(written: Path) -> None:
    size = {
        folder: sum(path.stat().st_size for path in (written / folder).iterdir()) for folder in ("maps", "outlines")
    }
    assert size["maps"] < 2_500_000
    assert size["outlines"] < 3_000_000


@pytest.mark.inputs
def test_overlays_hold_lines_and_names(written: Path) -> None:
    table = pq.read_table(written / "maps" / OVERLAYS_FILE)
    bodies = dict(zip(table["name"].to_pylist(), table["body"].to_pylist(), strict=True))
    names = [feature["properties"]["name"] for feature in json.loads(bodies["names-48"])["features"]]
    assert {"Travis", "Austin", "Houston"} <= set(names)
    limits = json.loads(bodies["cities-tract_2020-12420"])["features"]
    assert "Austin" in {feature["properties"]["name"] for feature in limits}
    assert "county_lines-tract_2020-12420" in bodies
    weights = {f["properties"]["name"]: f["properties"]["weight"] for f in json.loads(bodies["names-48"])["features"]}
    assert weights["Austin"] > weights["West Lake Hills"] > weights["Travis"]


@pytest.mark.inputs
def test_vintages(inputs: Path) -> None:
    tracts = tract_vintages(inputs)
    assert {code[:5] for code in tracts["2020"]} == {*AUSTIN_COUNTIES, "48113", "48439", "13121", "06073"}
    assert len({code[:5] for code in tracts["2010"]}) == 14
    assert "48453" not in {code[:5] for code in tracts["2010"]}


@pytest.mark.inputs
def test_principal_counties_hold_the_largest_part_of_their_cities(written: Path) -> None:
    cities, counties = outlines(written, "place_2019"), outlines(written, "county_2023")
    with PRINCIPAL_COUNTIES.open(encoding="utf-8", newline="") as file:
        county_of = {row["place"]: row["county"] for row in csv.DictReader(file) if row["how"] == "outline"}
    assert len(county_of) > 20
    for geoid, shape in zip(cities["geoid"], cities.geometry, strict=True):
        shared = shapely.area(shapely.intersection(counties.geometry.to_numpy(), shape))
        assert county_of.get(geoid) in (None, counties["geoid"].iloc[int(shared.argmax())]), geoid


@pytest.mark.inputs
def test_the_same_inputs_give_the_same_bytes(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the quick sets; the builder's tests compare whole snapshots."""
    whole = outlines_module._sets
    monkeypatch.setattr(outlines_module, "_sets", lambda inputs, step: islice(whole(inputs, step), 3))
    monkeypatch.setattr(outlines_module, "overlays", lambda sets: {"names-us": _names(sets["state_2023"], "state")})
    first = {path.name: path.read_bytes() for path in write_outlines(inputs, tmp_path / "one")}
    assert {path.name: path.read_bytes() for path in write_outlines(inputs, tmp_path / "two")} == first


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file is not there"):
        write_outlines(tmp_path, tmp_path / "out")


def test_slivers_and_crossed_rings_are_mended() -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)])
    left, right = shapely.box(0, 0, 1, 1), shapely.box(0.99995, 0, 2, 1)
    mended = polygons_only(np.array([bow_tie], dtype=object))
    assert shapely.is_valid(mended).all()
    light = simplify(np.array([left, right], dtype=object), 5, 1e-4)
    assert shapely.coverage_is_valid(light)
    assert len(shapely.get_parts(shapely.coverage_union_all(light))) == 1


def test_the_far_aleutians_lie_west_of_the_others() -> None:
    moved = wrap_west(np.array([shapely.box(172, 52, 173, 53), shapely.box(-170, 52, -169, 53)], dtype=object))
    assert [shape.bounds[0] for shape in moved] == [-188, -170]
