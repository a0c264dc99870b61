"""Which places a map shows: the area part of a map's address, and the surroundings of a community."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.core.map_sets import TRACT_METROS, TRACT_VINTAGES, set_of
from data.reader.maps.folder import CONTIGUOUS, MapFolder
from indicators.core.geography import Level
from indicators.present.maps.choices import POINT_LEVELS, Surroundings
from indicators.present.maps.view import Bounds

if TYPE_CHECKING:
    from data.reader.store import SnapshotStore

NATION = "us"


@dataclass(frozen=True, slots=True)
class Area:
    """Places of one level, in order. outlines: name of their set, "" for points."""

    level: Level
    geoids: tuple[str, ...]
    outlines: str
    bounds: Bounds


class MapAreas:
    """Finds areas in the outlines and the store of one snapshot."""

    def __init__(self, store: SnapshotStore, folder: MapFolder) -> None:
        self._store, self._folder = store, folder

    def find(self, level: Level, area: str, vintage: str) -> Area | None:
        """The places of an area; None where it is not known, or nothing in it can be drawn.

        vintage: of the tracts' codes; other levels have one set of outlines.
        """
        if level in POINT_LEVELS:
            return self._points(level, area)
        name = set_of(level, vintage)
        if name is None:
            return None
        geoids = {"tract": self._tracts, "county": self._counties}.get(level, self._whole)(area, name)
        if not geoids:
            return None
        bounds = CONTIGUOUS if area == NATION else self._folder.outlines(name).bounds(geoids)
        return Area(level, geoids, name, bounds)

    def surroundings(self, level: Level, geoid: str) -> Surroundings | None:
        """Where a county, metro or city lies; None where it is not known or has no county."""
        county = self._store.principal_county(level, geoid)
        home = self._store.parent("county", county) if county else {}
        if county is None or not home:
            return None
        cbsa = geoid if level == "cbsa" else home["cbsa"]
        return Surroundings(
            county=county,
            county_name=self.name("county", county),
            state=home["state"],
            state_name=self.name("state", home["state"]),
            cbsa=cbsa,
            cbsa_name=self.name("cbsa", cbsa) if cbsa else "",
            members=self._drawn_members(cbsa),
            tract_counties={vintage: self._folder.tract_counties(vintage) for vintage in TRACT_VINTAGES},
            tract_metros=TRACT_METROS,
            has_tracts=self._has_tracts,
            has_points=lambda points: self._points(points, county) is not None,
        )

    def name(self, level: Level, geoid: str) -> str:
        """A place's name; its code where the store has none."""
        place = self._store.place(level, geoid)
        return place.name if place else geoid

    def _tracts(self, area: str, name: str) -> tuple[str, ...]:
        return self._joined(TRACT_METROS.get(area, (area,)), name)

    def _counties(self, area: str, name: str) -> tuple[str, ...]:
        outlines = self._folder.outlines(name)
        if area == NATION:
            return outlines.geoids
        if area in outlines.by_part:
            return outlines.by_part[area]
        if area not in outlines.rows:
            return self._drawn_members(area)
        home = self._store.parent("county", area)
        members = self._drawn_members(home["cbsa"]) if home.get("cbsa") else ()
        return tuple(sorted({*outlines.by_part[area[:2]], *members}))

    def _whole(self, area: str, name: str) -> tuple[str, ...]:
        return self._folder.outlines(name).geoids if area == NATION else ()

    def _joined(self, parts: Iterable[str], name: str) -> tuple[str, ...]:
        by_part = self._folder.outlines(name).by_part
        codes = [by_part.get(part, ()) for part in parts]
        return tuple(geoid for geoids in codes for geoid in geoids) if all(codes) else ()

    def _drawn_members(self, cbsa: str) -> tuple[str, ...]:
        outlined = self._folder.outlines("county_2023").rows
        return tuple(county for county in self._store.cbsa_counties(cbsa) if county in outlined)

    def _points(self, level: Level, county: str) -> Area | None:
        counties = self._folder.outlines("county_2023")
        children = self._store.children(level, county) if county in counties.rows else ()
        geoids = tuple(geoid for geoid in children if self._store.point(level, geoid) is not None)
        return Area(level, geoids, "", counties.bounds((county,))) if geoids else None

    def _has_tracts(self, key: str, period: str, counties: tuple[str, ...]) -> bool:
        if period not in self._store.periods(key, "tract"):
            return False
        present = {geoid[:5] for geoid in self._store.result(key, "tract", period).estimates}
        return not present.isdisjoint(counties)
