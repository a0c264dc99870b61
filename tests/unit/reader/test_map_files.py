"""Map files: what they hold, and that nothing else is served."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data.reader.cache import BoundedCache
from data.reader.maps.files import MapFiles
from indicators.present.maps.choices import MapOption, map_choices
from indicators.present.maps.layers import layers
from indicators.registry import specs
from tests.unit.maps_example import (
    COUNTIES,
    NARROW,
    POOR,
    SNAPSHOT,
    SUPPRESSED,
    TRACTS,
    UNRELIABLE,
    WIDE,
    ExampleStore,
    plain,
    write_maps,
)

KEY = "dissimilarity_black_white"
COUNTY_FILE = f"{SNAPSHOT}/figures/county/48/{KEY}/2020.json"


@pytest.fixture
def maps(tmp_path: Path) -> MapFiles:
    counties = {"48021": plain(0.1), "48029": plain(0.2), "48055": UNRELIABLE, "48209": POOR, "48453": SUPPRESSED}
    shares = {tract: plain(at / 20) for at, tract in enumerate(TRACTS)}
    figures = {(KEY, "county"): counties, ("share_black", "tract"): shares, ("campus_score", "campus"): {}}
    store = ExampleStore(write_maps(tmp_path), figures)  # type: ignore[arg-type]
    return MapFiles(store)  # type: ignore[arg-type]


def properties(maps: MapFiles, path: str) -> dict[str, dict[str, Any]]:
    map_file = maps.file(path)
    assert map_file is not None
    features = json.loads(gzip.decompress(map_file.body))["features"]
    return {feature["properties"]["geoid"]: feature["properties"] for feature in features}


def test_a_figure_carries_words_for_people_and_its_classes(maps: MapFiles) -> None:
    shown = properties(maps, COUNTY_FILE)
    assert shown["48021"] == {
        "geoid": "48021",
        "name": "County 48021 <script>",
        "value": "0.100",
        "margin": "90% margin ± 0.010",
        "status": "ok",
        "number": 0.1,
        "quantile": 0,
        "equal": 0,
        "natural": 0,
    }


def test_what_is_not_a_plain_figure_says_so(maps: MapFiles) -> None:
    shown = properties(maps, COUNTY_FILE)
    assert (shown["48055"]["status"], shown["48055"]["quantile"]) == ("unreliable", None)
    assert shown["48055"]["margin"].endswith("; unreliable")
    assert shown["48209"]["status"] == "doubtful"
    assert shown["48209"]["quantile"] is not None
    assert (shown["48453"]["status"], shown["48453"]["value"]) == ("no data", "suppressed by the publisher")
    assert shown["48453"]["margin"] == "too few people"
    assert shown["48491"]["value"] == "no data"
    assert shown["48491"]["margin"] == "no figure for these boundaries"


def test_a_range_is_hatched_only_where_it_spans_classes(tmp_path: Path) -> None:
    figures = {"48021": plain(0.1), "48029": plain(0.5), "48055": plain(0.7), "48209": WIDE, "48453": NARROW}
    store = ExampleStore(write_maps(tmp_path), {(KEY, "county"): figures})
    shown = properties(MapFiles(store), COUNTY_FILE)  # type: ignore[arg-type]
    assert (shown["48209"]["status"], shown["48453"]["status"]) == ("doubtful", "ok")
    assert shown["48453"]["value"] == "0.910–0.920"


def test_areas(maps: MapFiles) -> None:
    def geoids(area: str) -> list[str]:
        return sorted(properties(maps, f"{SNAPSHOT}/figures/county/{area}/{KEY}/2020.json"))

    assert geoids("us") == sorted(COUNTIES)
    assert geoids("48") == sorted(code for code in COUNTIES if code.startswith("48"))
    assert geoids("12420") == ["48021", "48055", "48209", "48453", "48491"]
    assert geoids("22017") == ["22017", "48029"], "its state and the metro's counties beyond"
    assert sorted(properties(maps, f"{SNAPSHOT}/figures/tract/12420/share_black/2020.json")) == sorted(TRACTS)
    assert len(properties(maps, f"{SNAPSHOT}/figures/tract/48453/share_black/2020.json")) == 2


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        SNAPSHOT,
        f"{SNAPSHOT}/",
        f"other/figures/county/48/{KEY}/2020.json",
        f"{SNAPSHOT}/figures/county/48/{KEY}/2020",
        f"{SNAPSHOT}/figures/county/48/{KEY}/1999.json",
        f"{SNAPSHOT}/figures/county/48/nonsense/2020.json",
        f"{SNAPSHOT}/figures/county/99/{KEY}/2020.json",
        f"{SNAPSHOT}/figures/county/../{KEY}/2020.json",
        f"{SNAPSHOT}/figures/nonsense/48/{KEY}/2020.json",
        f"{SNAPSHOT}/figures/tract/48029/share_black/2020.json",
        f"{SNAPSHOT}/figures/zip/48453/{KEY}/2020.json",
        f"{SNAPSHOT}/figures/county/48/{KEY}/2020.json/extra.json",
        f"{SNAPSHOT}/overlay/nonsense.json",
        f"{SNAPSHOT}/overlay/../../snapshot.json",
        f"{SNAPSHOT}/overlay/outline-99999.json",
        f"{SNAPSHOT}/overlay/focus-county_2023-99999.json",
        f"{SNAPSHOT}/overlay/focus-county_1999-48453.json",
        f"{SNAPSHOT}/overlay/focus-.json",
        f"{SNAPSHOT}/overlay/borders-tract_2020-99999.json",
        f"{SNAPSHOT}/overlay/borders-nonsense-48.json",
        f"{SNAPSHOT}/overlay/borders-tract_2020.json",
        f"{SNAPSHOT}/maps/county_2023.parquet",
        f"{SNAPSHOT}/overlay/{'x' * 500}.json",
    ],
)
def test_nothing_else_is_served(maps: MapFiles, path: str) -> None:
    assert maps.file(path) is None


def test_overlays(maps: MapFiles) -> None:
    named = maps.file(f"{SNAPSHOT}/overlay/names-48.json")
    outline = maps.file(f"{SNAPSHOT}/overlay/outline-48453.json")
    assert named is not None
    assert outline is not None
    assert len(json.loads(gzip.decompress(outline.body))["features"]) == 1


def test_borders_are_the_sides_of_all_places_each_once(maps: MapFiles) -> None:
    around = maps.surroundings("cbsa", "12420")
    assert around is not None
    (shown,) = [
        option
        for option in map_choices(specs()[KEY], "cbsa", "12420", "2020", around).options
        if option.kind == "metro"
    ]
    view = maps.view(shown)
    assert view is not None
    file = maps.file(f"{SNAPSHOT}/overlay/borders-county_2023-12420.json")
    assert file is not None
    (borders,) = json.loads(gzip.decompress(file.body))["features"]
    lines = [side for line in borders["geometry"]["coordinates"] for side in pairwise(map(tuple, line))]
    rings = [ring for geometry, _ in maps.shapes(shown) for ring in json.loads(geometry)["coordinates"]]
    sides = {frozenset(side) for ring in rings for side in pairwise(map(tuple, ring))}
    assert len(lines) == len(sides)
    assert {frozenset(side) for side in lines} == sides


def test_a_file_is_composed_once_for_many_visitors(maps: MapFiles) -> None:
    with ThreadPoolExecutor(8) as pool:
        files = list(pool.map(lambda _: maps.file(COUNTY_FILE), range(40)))
    assert len({id(file) for file in files}) == 1
    assert maps.store.requests == 1  # type: ignore[attr-defined]


def test_the_same_content_has_the_same_tag(maps: MapFiles) -> None:
    first, again = maps.file(COUNTY_FILE), MapFiles(maps.store).file(COUNTY_FILE)
    assert first is not None
    assert first == again


def test_a_view_points_to_files_that_exist(maps: MapFiles) -> None:
    around = maps.surroundings("place", "4805000")
    assert around is not None
    for option in map_choices(specs()[KEY], "place", "4805000", "2020", around).options:
        view = maps.view(option)
        assert view is not None, option
        assert maps.file(view.url.removeprefix("/maps/")) is not None
        addresses = [layer.data for layer in layers(replace(view, focus=view.figures.figures[0].geoid))]
        assert len(addresses) > len(view.overlays) + 1
        for address in addresses:
            assert maps.file(address.removeprefix("/maps/")) is not None, address
        assert len(maps.shapes(option)) == len(view.figures.figures)


def test_an_unknown_place_has_no_surroundings(maps: MapFiles) -> None:
    assert maps.surroundings("county", "99999") is None


def test_a_cache_keeps_to_its_limit_and_forgets_nothing_recent() -> None:
    cache: BoundedCache[bytes] = BoundedCache(10, len)
    for name in "abcd":
        cache.get(name, lambda name=name: name.encode() * 4)  # type: ignore[misc]
    assert cache.weight <= 10
    assert cache.get("d", lambda: b"made again") == b"dddd"
    assert cache.get("a", lambda: None) is None


def test_a_failure_is_passed_on_and_tried_again() -> None:
    cache: BoundedCache[bytes] = BoundedCache(10, len)

    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.get("a", fail)
    assert cache.get("a", lambda: b"yes") == b"yes"


def test_a_place_of_a_map_has_a_middle(maps: MapFiles) -> None:
    counties = MapOption("counties", KEY, "county", "48", "2020", "Counties of Texas")
    schools = MapOption("points", "campus_score", "campus", "48453", "2020", "Campuses")
    first = sorted(COUNTIES).index("48021")
    assert maps.center(counties, "48021") == (-98.0 + first + 0.5, 30.5)
    assert maps.center(schools, "484530101") == (-97.7, 30.3)
    assert maps.center(counties, "22017") is None, "another state's county is not on the map"
    assert maps.center(replace(counties, area="nowhere"), "48021") is None
