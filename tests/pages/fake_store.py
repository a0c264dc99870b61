"""A small store in memory: a few places, made-up figures for every indicator of the registry."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar
from zlib import crc32

from indicators.compare.defaults import DEFAULT_PEERS
from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.geography import COMMUNITY_LEVELS, Geography, Level
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.registry import specs

NAMES: dict[Level, dict[str, str]] = {
    "us": {"00": "United States"},
    "state": {"48": "Texas", "08": "Colorado"},
    "county": {
        "48453": "Travis County, Texas",
        "48301": "Loving County, Texas",
        "09001": "Fairfield County, Connecticut",
        "09110": "Capitol Planning Region, Connecticut",
        **{code: f"County {code}, Somewhere" for code in DEFAULT_PEERS["48453"][1]},
    },
    "cbsa": {"12420": "Austin-Round Rock, TX", **{code: f"Metro {code}" for code in DEFAULT_PEERS["12420"][1]}},
    "place": {"4805000": "Austin, Texas", **{code: f"City {code}, Somewhere" for code in DEFAULT_PEERS["4805000"][1]}},
    "cz": {"31201": "Austin, TX", **{f"{code:05d}": f"Zone {code}, ST" for code in range(100, 140)}},
    "zip": {"78701": "ZIP code 78701"},
    "tract": {"48453001101": "Census tract 11.01, Travis County, Texas"},
}
SOURCE = Provenance(
    "made_up", "Nobody", "Made-up figures", "T1", "2024", "https://example.org", "none", "2026-01-01", "Cite."
)


class FakeFile:
    """A file that nobody reads."""

    def __init__(self, name: str) -> None:
        self.name = name

    def size(self) -> int:
        return 1


class FakeFiles:
    """The file of places alone."""

    def below(self, folder: str) -> list[FakeFile]:
        return []

    def __getitem__(self, name: str) -> FakeFile:
        return FakeFile(name)


class FakeStore:
    """The part of the snapshot's store that pages read."""

    snapshot = "0123456789ab"
    files = FakeFiles()
    meta: ClassVar = {"datasets": {"made_up": {}}}

    def __init__(self, odd_name: str = "") -> None:
        self.names = {level: dict(names) for level, names in NAMES.items()}
        if odd_name:
            self.names["county"]["48301"] = odd_name

    def provenance(self, dataset: str) -> Provenance:
        return SOURCE

    def place(self, level: Level, geoid: str) -> Geography | None:
        name = self.names.get(level, {}).get(geoid)
        return Geography(level, geoid, name) if name else None

    def places(self, level: Level) -> tuple[Geography, ...]:
        return tuple(Geography(level, code, name) for code, name in self.names.get(level, {}).items())

    def search(self, text: str, limit: int = 12, levels: Collection[Level] = COMMUNITY_LEVELS) -> tuple[Geography, ...]:
        places = [place for level in levels for place in self.places(level)]
        return tuple(place for place in places if text.lower() in place.name.lower())[:limit]

    def nearest(self, text: str, limit: int = 3, levels: Collection[Level] = COMMUNITY_LEVELS) -> tuple[Geography, ...]:
        return ()

    def coextensive(self, level: Level, geoid: str) -> str | None:
        return None

    def principal_county(self, level: Level, geoid: str) -> str | None:
        if level == "county":
            return geoid
        return "48453" if geoid in ("4805000", "12420") else DEFAULT_PEERS["48453"][1][0]

    def parent(self, level: Level, geoid: str) -> dict[str, str]:
        return {"state": geoid[:2], "county": geoid, "cbsa": "12420" if geoid == "48453" else "", "cz": "31201"}

    def geoids_of_state(self, level: Level, state: str) -> tuple[str, ...]:
        return tuple(code for code in self.names.get(level, {}) if code.startswith(state))

    def children(self, level: Level, county: str) -> tuple[str, ...]:
        return {"tract": ("48453001101",), "zip": ("78701",)}.get(level, ()) if county == "48453" else ()

    def periods(self, key: str, level: Level) -> tuple[str, ...]:
        spec = specs().get(key)
        return spec.periods(level) if spec else ()

    def result(self, key: str, level: Level, period: str | None = None) -> Result:
        spec = specs()[key]
        when = period or spec.latest(level)
        if when is None or when not in spec.periods(level):
            raise KeyError(f"{key} has no figures for {level} {period or ''}")
        figures = {code: self._figure(key, level, code) for code in self.names.get(level, {})}
        return Result(spec, level, when, figures, (SOURCE,))

    def _figure(self, key: str, level: Level, code: str) -> Estimate:
        if code == "09001":
            return Estimate(None, status=Status.MISSING, note="Connecticut’s counties became planning regions")
        value = 0.2 + crc32(f"{key}{code}".encode()) % 1000 / 2000
        return Estimate(value, 0.02, value - 0.02, value + 0.02, Interval.SAMPLING, Status.OK, Quality.GOOD)


class FakeMaps:
    """No outlines: pages say that there is no map."""

    def __init__(self, store: FakeStore) -> None:
        self.store = store

    def surroundings(self, level: Level, geoid: str) -> None:
        return None

    def nearest(self, level: Level, geoid: str, candidates: object) -> None:
        return None

    def mark(self, level: Level, geoid: str, name: str, is_above: bool) -> None:
        return None
