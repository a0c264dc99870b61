"""Names and parents of the places of a snapshot, and the way to the search over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from math import isnan
from threading import RLock

import pyarrow.parquet as pq

from data.core.coextensive import coextensive_counties
from data.core.county_changes import GONE_BEFORE, early_predecessors, predecessors, state_name
from data.reader.places.entries import OF_CITY, Entry, entry
from data.reader.places.level_table import LevelTable
from data.reader.places.names import aliases, short_names
from data.reader.places.search import PlaceSearch
from data.reader.snapshot_files import SnapshotFile, check_columns
from indicators.core.geography import COMMUNITY_LEVELS, Geography, Level

PARENTS = ("state", "county", "cbsa", "principal_county", "cz")
TEXTS, POINT = ("level", "geoid", "name", "vintage", *PARENTS), ("lon", "lat")


def _grouped(keys: list[str], codes: list[str]) -> dict[str, tuple[str, ...]]:
    members_of: dict[str, dict[str, None]] = defaultdict(dict)
    for key, code in zip(keys, codes, strict=True):
        members_of[key][code] = None
    return {key: tuple(members) for key, members in members_of.items()}


class PlaceIndex:
    """Places of one snapshot. population: level -> code -> people, for the order of search results."""

    def __init__(self, file: SnapshotFile, population: Callable[[Level], Mapping[str, float]]) -> None:
        self._file, self._population = file, population
        self._lock = RLock()
        self._tables: dict[str, LevelTable] = {}
        self._places: dict[str, tuple[Geography, ...]] = {}
        with file.reading() as path:
            self._metadata = pq.read_metadata(path)
            check_columns(self._metadata, TEXTS, POINT)
            column = self._metadata.schema.names.index("level")
            self._groups = {
                str(self._metadata.row_group(number).column(column).statistics.min): number
                for number in range(self._metadata.num_row_groups)
            }

    def _table(self, level: Level) -> LevelTable | None:
        with self._lock:
            if level not in self._tables and level in self._groups:
                self._tables[level] = LevelTable(self._file, self._metadata, self._groups[level])
            return self._tables.get(level)

    def place(self, level: Level, geoid: str) -> Geography | None:
        """A place by code, None where there is none."""
        table = self._table(level)
        row = table.rows.get(geoid) if table else None
        if table is None or row is None:
            return None
        return Geography(level, geoid, table.texts("name")[row], table.texts("vintage")[row])

    def places(self, level: Level) -> tuple[Geography, ...]:
        """Every place of a level, by code."""
        with self._lock:
            if level not in self._places:
                table = self._table(level)
                codes = list(table.rows) if table else []
                self._places[level] = tuple(place for code in codes if (place := self.place(level, code)))
            return self._places[level]

    def parent(self, level: Level, geoid: str) -> dict[str, str]:
        """What a place lies in; {} where there is no such place."""
        table = self._table(level)
        row = table.rows.get(geoid) if table else None
        if table is None or row is None:
            return {}
        return {name: table.texts(name)[row] for name in PARENTS}

    def point(self, level: Level, geoid: str) -> tuple[float, float] | None:
        """Longitude and latitude, None where not known."""
        table = self._table(level)
        row = table.rows.get(geoid) if table else None
        if table is None or row is None:
            return None
        lon, lat = (float(table.numbers(name)[row]) for name in POINT)
        return None if isnan(lon) else (lon, lat)

    def children(self, level: Level, county: str) -> tuple[str, ...]:
        """Codes of a level in a county."""
        table = self._table(level)
        return table.codes_where("county", county) if table else ()

    def of_state(self, level: Level, state: str) -> tuple[str, ...]:
        """Codes of a level in a state."""
        table = self._table(level)
        return table.codes_where("state", state) if table else ()

    def cbsa_counties(self, cbsa: str) -> tuple[str, ...]:
        """Counties of a metro or micro area."""
        return self._counties_of_cbsa.get(cbsa, ())

    @cached_property
    def _counties_of_cbsa(self) -> dict[str, tuple[str, ...]]:
        table = self._table("county")
        return _grouped(table.texts("cbsa"), table.texts("geoid")) if table else {}

    @cached_property
    def coextensive(self) -> Mapping[str, str]:
        """City -> the county that is the same area; only such cities."""
        cities = self._table("place")
        if cities is None:
            return {}
        principal = dict(zip(cities.texts("geoid"), cities.texts("principal_county"), strict=True))
        return coextensive_counties(principal, self._population("place"), self._population("county"))

    @cached_property
    def search(self) -> PlaceSearch:
        """The search over counties, metro areas and cities; made on first use."""
        with self._lock:
            return PlaceSearch([entry for level in COMMUNITY_LEVELS for entry in self._entries(level)])

    def _entries(self, level: Level) -> Iterator[Entry]:
        people = self._population(level)
        cities = self._cities_of_counties() if level == "county" else {}
        nicknames = self._nicknames if level == "cbsa" else {}
        for place in self.places(level):
            if self.parent(level, place.geoid)["principal_county"]:  # without: a newer metro area, it has wages alone
                size, spoken_for = people.get(place.geoid, 0.0), cities.get(place.geoid, ())
                yield entry(place, size, spoken_for, self._former(place), nicknames.get(place.geoid, {}))

    def _former(self, place: Geography) -> tuple[Geography, ...]:
        """Retired counties that a county took the place of."""
        if place.level != "county":
            return ()
        before = (
            Geography("county", code, f"{GONE_BEFORE[code][0]}, {state_name(code[:2])}")
            for code in early_predecessors(place.geoid)
        )
        return (*(old for code in predecessors(place.geoid) if (old := self.place("county", code))), *before)

    @cached_property
    def _nicknames(self) -> dict[str, dict[str, int]]:
        """Metro area -> nicknames of the cities that it is named after, each behind its city."""
        of_metro: dict[str, dict[str, int]] = defaultdict(dict)
        for level, geoid in aliases():
            city = self.place("place", geoid) if level == "place" else None
            metro = self.place("cbsa", self.parent("place", geoid)["cbsa"]) if city else None
            if city and metro and short_names(city)[0] & short_names(metro)[0]:
                of_metro[metro.geoid] |= {name: order + OF_CITY for name, order in aliases()["place", geoid].items()}
        return of_metro

    def _cities_of_counties(self) -> dict[str, list[tuple[Geography, float]]]:
        """County -> the cities that it speaks for, with their people: "austin" finds Travis County."""
        cities: dict[str, list[tuple[Geography, float]]] = defaultdict(list)
        people = self._population("place")
        for city in self.places("place"):
            county = self.parent("place", city.geoid).get("principal_county", "")
            cities[county].append((city, people.get(city.geoid, 0.0)))
        return cities
