"""A small made-up world for the tests of maps: one metro of five counties, squares for outlines, a store of figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.builder.sidecar import output_hashes
from data.core.map_sets import AUSTIN_COUNTIES, COLUMNS, OVERLAYS_FILE, SETS
from data.reader.snapshot_files import SnapshotFiles
from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.geography import Geography, Level
from indicators.core.result import Result
from indicators.registry import specs

SNAPSHOT = "0123456789ab"
COUNTIES = (*AUSTIN_COUNTIES, "48029", "22017", "09110")
TRACTS = tuple(f"{county}{number:06d}" for county in AUSTIN_COUNTIES for number in (100, 200))
GOOD = Estimate(0.25, 0.05, 0.2, 0.3, Interval.SAMPLING, Status.OK, Quality.GOOD)
UNRELIABLE = Estimate(0.9, 0.5, 0.4, 1.0, Interval.SAMPLING, Status.UNRELIABLE, Quality.POOR)
POOR = Estimate(0.5, 0.4, 0.1, 0.9, Interval.SAMPLING, Status.OK, Quality.POOR)
SUPPRESSED = Estimate(None, status=Status.SUPPRESSED, note="too few people")
NARROW = Estimate(None, None, 0.91, 0.92, Interval.BOUNDS)
WIDE = Estimate(None, None, 0.05, 0.95, Interval.BOUNDS)


def plain(value: float) -> Estimate:
    """A good figure."""
    return Estimate(value, 0.01, value - 0.01, value + 0.01, Interval.SAMPLING, Status.OK, Quality.GOOD)


class ExampleStore:
    """As much of a snapshot's store as maps ask for."""

    snapshot = SNAPSHOT

    def __init__(self, folder: Path, figures: Mapping[tuple[str, Level], Mapping[str, Estimate]]) -> None:
        self.files, self._figures = SnapshotFiles(folder, output_hashes(folder)), figures
        self.requests = 0

    def periods(self, key: str, level: Level) -> tuple[str, ...]:
        return ("2020",) if (key, level) in self._figures else ()

    def result(self, key: str, level: Level, period: str | None = None) -> Result:
        self.requests += 1
        return Result(specs()[key], level, period or "2020", self._figures[key, level], ())

    def place(self, level: Level, geoid: str) -> Geography | None:
        names = {
            "state": "Texas",
            "county": f"County {geoid} <script>",
            "cbsa": "Austin, TX",
            "tract": f"Tract {geoid}",
        }
        return Geography(level, geoid, names[level])

    def parent(self, level: Level, geoid: str) -> dict[str, str]:
        if level == "county" and geoid in COUNTIES:
            cbsa = "12420" if geoid in AUSTIN_COUNTIES else {"22017": "43340"}.get(geoid, "")
            return {"state": geoid[:2], "county": geoid, "cbsa": cbsa, "principal_county": geoid}
        return {"principal_county": "48453"} if geoid in ("12420", "4805000") else {}

    def principal_county(self, level: Level, geoid: str) -> str | None:
        return self.parent(level, geoid).get("principal_county")

    def cbsa_counties(self, cbsa: str) -> tuple[str, ...]:
        return {"12420": AUSTIN_COUNTIES, "43340": ("22017", "48029")}.get(cbsa, ())

    def children(self, level: Level, county: str) -> tuple[str, ...]:
        return ("484530101", "484530102") if (level, county) == ("campus", "48453") else ()

    def point(self, level: Level, geoid: str) -> tuple[float, float] | None:
        return (-97.7, 30.3) if geoid == "484530101" else None


def write_maps(folder: Path) -> Path:
    """maps/ with a square for every place, in ``folder``."""
    maps = folder / "maps"
    maps.mkdir(parents=True)
    states = tuple(sorted({county[:2] for county in COUNTIES}))
    places = {"county_2023": COUNTIES, "state_2023": states, "cbsa_2019": ("12420",), "tract_2020": TRACTS}
    for name in SETS:
        rows = [_square(at, geoid, name) for at, geoid in enumerate(sorted(places.get(name, ())))]
        table = pa.table({column: [row[at] for row in rows] for at, column in enumerate(COLUMNS)})
        pq.write_table(table, maps / f"{name}.parquet")
    names = ["names-48", "county_lines-tract_2020-12420"]
    bodies = [json.dumps({"type": "FeatureCollection", "features": []})] * 2
    pq.write_table(pa.table({"name": names, "body": bodies}), maps / OVERLAYS_FILE)
    return folder


def _square(at: int, geoid: str, name: str) -> tuple[object, ...]:
    west, south = -98.0 + at, 30.0
    ring = [[west, south], [west, south + 1], [west + 1, south + 1], [west + 1, south], [west, south]]
    part = {"tract": geoid[:5], "county": geoid[:2]}.get(SETS[name].level, "")
    geometry = json.dumps({"type": "Polygon", "coordinates": [ring]})
    return geoid, geoid, part, geometry, west, south, west + 1, south + 1
