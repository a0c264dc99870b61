"""Names, parents and search over the places of a snapshot."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from pathlib import Path
from threading import RLock

import pyarrow.parquet as pq

from data.coextensive import coextensive_counties
from data.level_table import LevelTable
from indicators.core.geography import COMMUNITY_LEVELS, Geography, Level

PARENTS = ("state", "county", "cbsa", "principal_county", "cz")
_KINDS = re.compile(
    r" (county|parish|borough|census area|city and borough|municipality|municipio|planning region|city)$"
)
_WORDS = re.compile(r"[^0-9a-z]+")
_SHORT = {"saint": "st", "fort": "ft", "mount": "mt"}

# How well a text matches, best first; places of one class are ordered by population.
EXACT, BEGINS, WORDS_BEGIN, CONTAINS = range(4)


def folded(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces; Saint, Fort and Mount in their short form."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _WORDS.sub(" ", letters.replace("'", "").replace(".", "")).split()
    return " ".join(_SHORT.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One place in the search, names in folded form. cities: those that a county speaks for."""

    place: Geography
    code: str
    full: str
    names: frozenset[str]
    cities: frozenset[str]
    population: float


def _grouped(keys: list[str], codes: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, code in zip(keys, codes, strict=True):
        found[key][code] = None
    return {key: tuple(members) for key, members in found.items()}


class PlaceIndex:
    """Places of one snapshot. population: level -> code -> people, for the order of search results."""

    def __init__(self, path: Path, population: Callable[[Level], Mapping[str, float]]) -> None:
        self._path, self._population = path, population
        self._lock = RLock()
        self._tables: dict[str, LevelTable] = {}
        self._places: dict[str, tuple[Geography, ...]] = {}
        self._metadata = pq.read_metadata(path)
        column = self._metadata.schema.names.index("level")
        self._groups = {
            str(self._metadata.row_group(number).column(column).statistics.min): number
            for number in range(self._metadata.num_row_groups)
        }

    def _table(self, level: Level) -> LevelTable | None:
        with self._lock:
            if level not in self._tables and level in self._groups:
                self._tables[level] = LevelTable(self._path, self._metadata, self._groups[level])
            return self._tables.get(level)

    def place(self, level: Level, geoid: str) -> Geography | None:
        """A place by code, None where there is none."""
        table = self._table(level)
        row = table.rows.get(geoid) if table else None
        if table is None or row is None:
            return None
        return Geography(level, geoid, table.words("name")[row], table.words("vintage")[row])

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
        return {name: table.words(name)[row] for name in PARENTS}

    def point(self, level: Level, geoid: str) -> tuple[float, float] | None:
        """Longitude and latitude, None where not known."""
        table = self._table(level)
        row = table.rows.get(geoid) if table else None
        if table is None or row is None:
            return None
        lon, lat = (float(table.numbers(name)[row]) for name in ("lon", "lat"))
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
        return _grouped(table.words("cbsa"), table.words("geoid")) if table else {}

    @cached_property
    def coextensive(self) -> Mapping[str, str]:
        """City -> the county that is the same area; only such cities."""
        cities = self._table("place")
        if cities is None:
            return {}
        principal = dict(zip(cities.words("geoid"), cities.words("principal_county"), strict=True))
        return coextensive_counties(principal, self._population("place"), self._population("county"))

    # Search

    def search(self, text: str, limit: int) -> tuple[Geography, ...]:
        """Best matches first; () for no text or no match."""
        wanted = folded(text)
        if not wanted:
            return ()
        matches = [(rank, entry) for entry in self._entries if (rank := _rank(entry, wanted)) is not None]
        matches.sort(key=lambda match: (match[0], -match[1].population, match[1].code))
        return tuple(entry.place for _, entry in matches[:limit])

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        with self._lock:
            return tuple(entry for level in COMMUNITY_LEVELS for entry in self._entries_of(level))

    def _entries_of(self, level: Level) -> Iterator[_Entry]:
        people = self._population(level)
        cities = self._cities_of_counties if level == "county" else {}
        for place in self.places(level):
            if not self.parent(level, place.geoid)["principal_county"]:
                continue  # a metro area of a newer delineation: it has wages alone
            names, size = _short_names(place), people.get(place.geoid, 0.0)
            spoken_for = cities.get(place.geoid, frozenset())
            yield _Entry(place, place.geoid, folded(place.name), names, spoken_for, size)

    @cached_property
    def _cities_of_counties(self) -> dict[str, frozenset[str]]:
        """County -> the folded names of the cities that it speaks for: "austin" finds Travis County."""
        found: dict[str, set[str]] = defaultdict(set)
        for city in self.places("place"):
            county = self.parent("place", city.geoid).get("principal_county", "")
            found[county] |= _short_names(city)
        return {county: frozenset(names) for county, names in found.items()}


def _short_names(place: Geography) -> frozenset[str]:
    """What people call a place: without its state, without "County", each town of a metro area."""
    name = folded(place.name.rsplit(",", 1)[0])
    names = {name, _KINDS.sub("", name), folded(place.name)}
    if place.level in ("cbsa", "place"):
        title = place.name.rsplit(",", 1)[0]
        names |= {folded(part) for part in re.split(r"[-/]", title)}
    return frozenset(names)


def _rank(entry: _Entry, wanted: str) -> int | None:
    if wanted == entry.code or wanted in entry.names or wanted in entry.cities:
        return EXACT
    if entry.code.startswith(wanted) and wanted.isdigit():
        return BEGINS
    if entry.full.startswith(wanted) or any(name.startswith(wanted) for name in entry.names):
        return BEGINS
    words = entry.full.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return WORDS_BEGIN
    within = wanted in entry.full or any(city.startswith(wanted) for city in entry.cities)
    return CONTAINS if within else None
