"""The map files of a snapshot, read without a geometry library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any

import pyarrow.parquet as pq

from data.core.map_sets import COLUMNS, OVERLAYS_FILE, SETS, tract_set
from data.reader.snapshot_files import SnapshotFile, SnapshotFiles
from indicators.present.maps.overlays import overlay_of
from indicators.present.maps.view import Bounds

FOLDER = "maps"
COUNTY_OUTLINES = "county_2023"
# The 48 states and DC: what the map of the nation opens on. Alaska, Hawaii and Puerto Rico are there to pan to.
CONTIGUOUS: Bounds = (-124.8, 24.4, -66.9, 49.4)


@dataclass(frozen=True)
class OutlineSet:
    """Outlines of one kind, in the order of their codes. geometries: GeoJSON text."""

    geoids: tuple[str, ...]
    part_of: tuple[str, ...]
    geometries: tuple[str, ...]
    boxes: tuple[Bounds, ...]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Code -> row."""
        return {geoid: row for row, geoid in enumerate(self.geoids)}

    @cached_property
    def by_part(self) -> dict[str, tuple[str, ...]]:
        """County of tracts, or state of counties -> their codes."""
        codes: dict[str, list[str]] = {}
        for geoid, part in zip(self.geoids, self.part_of, strict=True):
            codes.setdefault(part, []).append(geoid)
        return {part: tuple(geoids) for part, geoids in codes.items()}

    def bounds(self, geoids: tuple[str, ...]) -> Bounds:
        """The box around some of the outlines. Raises ValueError for none."""
        boxes = [self.boxes[self.rows[geoid]] for geoid in geoids]
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)


class MapFolder:
    """maps/ of one snapshot; each file is read on first use and cached."""

    def __init__(self, files: SnapshotFiles) -> None:
        self._files = files
        self._lock = RLock()
        self._sets: dict[str, OutlineSet] = {}

    def outlines(self, name: str) -> OutlineSet:
        """An outline set by name. Raises KeyError for an unknown one."""
        if name not in SETS:
            raise KeyError(f"there is no outline set {name!r}")
        with self._lock:
            if name not in self._sets:
                self._sets[name] = self._read(name)
            return self._sets[name]

    def tract_counties(self, vintage: str) -> frozenset[str]:
        """Counties whose tracts of a vintage have outlines."""
        return frozenset(self.outlines(tract_set(vintage)).by_part)

    def overlay(self, name: str) -> str | None:
        """GeoJSON text of an overlay, None where there is none of this name."""
        with self._lock:
            overlay = self._overlays.get(name)
        return overlay if overlay is not None else self._alone(name)

    @cached_property
    def _overlays(self) -> dict[str, str]:
        table = _table(self._files[f"{FOLDER}/{OVERLAYS_FILE}"], ("name", "body"))
        return dict(zip(table["name"], table["body"], strict=True))

    def _alone(self, name: str) -> str | None:
        """One outline alone: the overlay ``outline-<county>``, or ``focus-<outline set>-<code>``."""
        overlay = overlay_of(name)
        if overlay is None or overlay.kind not in ("outline", "focus"):
            return None
        set_name = overlay.outlines if overlay.kind == "focus" else COUNTY_OUTLINES
        if set_name not in SETS or overlay.area not in self.outlines(set_name).rows:
            return None
        outlines = self.outlines(set_name)
        return line_feature(outlines.geometries[outlines.rows[overlay.area]])

    def _read(self, name: str) -> OutlineSet:
        columns = _table(self._files[f"{FOLDER}/{name}.parquet"], COLUMNS)
        sides = (columns[side] for side in ("west", "south", "east", "north"))
        return OutlineSet(
            geoids=tuple(columns["geoid"]),
            part_of=tuple(columns["part_of"]),
            geometries=tuple(columns["geometry"]),
            boxes=tuple(zip(*sides, strict=True)),
        )


def feature(geometry: str, properties: Mapping[str, object]) -> str:
    """One GeoJSON feature around geometry that is text already."""
    return f'{{"type":"Feature","properties":{compact(properties)},"geometry":{geometry}}}'


def line_feature(geometry: str) -> str:
    """GeoJSON text of an overlay of lines."""
    return feature_collection([feature(geometry, {"name": "", "kind": "line"})])


def feature_collection(features: list[str]) -> str:
    """GeoJSON text."""
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def compact(value: object) -> str:
    """JSON without spaces; raises ValueError for a NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _table(file: SnapshotFile, names: Iterable[str]) -> dict[str, list[Any]]:
    """Columns of a whole file. Not by pq.read_table, which imports pandas first."""
    with file.reading() as path, pq.ParquetFile(path) as opened:
        table = opened.read(list(names), use_threads=False)
        return {name: table[name].to_pylist() for name in names}
