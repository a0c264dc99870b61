"""Read one immutable snapshot: the store of the app, the exports and the command line.

Only pyarrow and numpy: no frame library, no geometry. One store serves every visitor; everything it hands out is
read-only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from os.path import exists
from pathlib import Path
from threading import RLock
from typing import Any, cast

from data.core.errors import SnapshotError
from data.core.snapshot_meta import PLACES_FILE, SNAPSHOT_FILE, current_name, read_meta
from data.core.table_ids import used_tables, with_tables
from data.reader.cache import BoundedCache
from data.reader.figure_columns import FigureFile, Figures, Rosters
from data.reader.places.index import PlaceIndex
from data.reader.snapshot_files import SnapshotFiles
from indicators.core.estimate import Flag, Interval, Quality, Status
from indicators.core.geography import COMMUNITY_LEVELS, Geography, Level
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec, period_end
from indicators.registry import specs

FIGURES = "figures"
SNAPSHOTS = Path(__file__).resolve().parents[1] / "snapshots"
# Figures kept in memory, in rows of some 40 bytes: about 120 tables of counties, of which an overview reads 75.
KEPT_ROWS = 400_000
BASE = "base"


class SnapshotStore:
    """The FigureStore of one snapshot folder. Safe to share between threads.

    Every method can raise SnapshotError: a file may vanish, or be damaged, while a server runs.
    """

    def __init__(self, folder: Path, meta: Mapping[str, Any]) -> None:
        self.folder, self.meta = folder, meta
        self.files = SnapshotFiles(folder, meta["outputs"])
        self._lock = RLock()
        self._results: BoundedCache[Result] = BoundedCache(KEPT_ROWS, lambda result: len(result.estimates))
        self._rosters = Rosters()
        self._levels: dict[Level, FigureFile] = {}

    @property
    def snapshot(self) -> str:
        """Id of the snapshot that is read."""
        name: str = self.meta["snapshot"]
        return name

    # Figures

    def periods(self, key: str, level: Level) -> tuple[str, ...]:
        """Periods of an indicator at a level, oldest first; empty where it has none."""
        file = self._figures_of(level)
        return tuple(sorted(file.periods(key), key=period_end)) if file is not None else ()

    def result(self, key: str, level: Level, period: str | None = None) -> Result:
        """Figures of one indicator (period None: the latest). Raises KeyError with a clear message."""
        chosen = self._chosen_period(key, level, period)
        return cast(Result, self._results.get((key, level, chosen), lambda: self._read(specs()[key], level, chosen)))

    def _chosen_period(self, key: str, level: Level, period: str | None) -> str:
        if key not in specs():
            raise KeyError(f"there is no indicator {key!r}")
        periods = self.periods(key, level)
        if not periods:
            raise KeyError(f"{key} has no figures at level {level!r}")
        if period is not None and period not in periods:
            raise KeyError(f"{key} has no period {period!r} at level {level!r}: there are {', '.join(periods)}")
        return period if period is not None else periods[-1]

    def _read(self, spec: IndicatorSpec, level: Level, period: str) -> Result:
        file = cast(FigureFile, self._figures_of(level))
        figures, datasets = file.read(spec.key, period, self._rosters)
        if not (set(datasets) <= set(self.meta["datasets"]) and _has_known_texts(figures)):
            raise SnapshotError(f"the snapshot's figures of {spec.key} are of another kind", self.folder)
        series = spec.find(level, period)
        named = series.input.columns.items() if series is not None else ()
        variables = [variable for name, variable in named if name != BASE]  # it grades the figure, and is not cited
        joined = [name for name in series.datasets if name in self.meta["datasets"]] if series is not None else []
        receipts = [self.provenance(name, variables) for name in datasets]
        receipts += [self.provenance(name) for name in joined if name not in datasets]
        return Result(spec, level, period, figures, tuple(receipts))

    def _figures_of(self, level: Level) -> FigureFile | None:
        """The file of a level, opened on first use; None where the snapshot has none."""
        name = f"{FIGURES}/{level}.parquet"
        with self._lock:
            if level not in self._levels and name in self.files:
                self._levels[level] = FigureFile(self.files[name])
            return self._levels.get(level)

    def provenance(self, dataset: str, variables: Iterable[str] = ()) -> Provenance:
        """Receipt of a dataset, with the tables of the variables alone. Raises KeyError for an unknown name."""
        entry = self.meta["datasets"][dataset]
        texts = {name: entry[name] for name in ("producer", "title", "version", "url", "licence")}
        tables = used_tables(entry.get("tables", ()), variables)
        return Provenance(
            dataset=dataset,
            table=", ".join(tables) or entry["table"],
            tables=tables,
            licence_believed=entry.get("licence_believed", False),
            retrieved=entry["retrieved"],
            citation=with_tables(entry.get("citation_form") or entry["citation"], tables),
            sha256=tuple(sorted(entry["inputs"].items())),
            **texts,
        )

    # Places

    @cached_property
    def index(self) -> PlaceIndex:
        """Names, parents and the search. They are read on first use."""
        return PlaceIndex(self.files[PLACES_FILE], self._population)

    def place(self, level: Level, geoid: str) -> Geography | None:
        """A place by code (its newest vintage), None where there is none."""
        return self.index.place(level, geoid)

    def places(self, level: Level) -> tuple[Geography, ...]:
        """Every place of a level, by code."""
        return self.index.places(level)

    def search(self, text: str, limit: int = 12, levels: Collection[Level] = COMMUNITY_LEVELS) -> tuple[Geography, ...]:
        """Counties, metro areas and cities by what people type, best match first, larger places before smaller ones."""
        return self.index.search.search(text, limit, levels)

    def nearest(self, text: str, limit: int = 3, levels: Collection[Level] = COMMUNITY_LEVELS) -> tuple[Geography, ...]:
        """The places whose names are most like a text that the search finds nothing for."""
        return self.index.search.nearest(text, limit, levels)

    def parent(self, level: Level, geoid: str) -> dict[str, str]:
        """state, county, cbsa, principal_county and, of a county, cz (empty text for none); {} for no such place."""
        return self.index.parent(level, geoid)

    def principal_county(self, level: Level, geoid: str) -> str | None:
        """The county that speaks for a place: itself, that of a city, the most populous one of a metro area."""
        return self.index.parent(level, geoid).get("principal_county") or None

    def coextensive(self, level: Level, geoid: str) -> str | None:
        """The county that is the same area as a city, or the city that is the same as a county; None for all others."""
        if level == "place":
            return self.index.coextensive.get(geoid)
        same = (city for city, county in self.index.coextensive.items() if county == geoid)
        return next(same, None) if level == "county" else None

    def children(self, level: Level, county: str) -> tuple[str, ...]:
        """Codes of a level (district, campus, high_school, zip, tract, place) that lie in a county."""
        return self.index.children(level, county)

    def cbsa_counties(self, cbsa: str) -> tuple[str, ...]:
        """Counties of a metro or micro area, of every vintage."""
        return self.index.cbsa_counties(cbsa)

    def geoids_of_state(self, level: Level, state: str) -> tuple[str, ...]:
        """Codes of a level that lie in a state."""
        return self.index.of_state(level, state)

    def point(self, level: Level, geoid: str) -> tuple[float, float] | None:
        """Longitude and latitude of a campus or high school, None where not known."""
        return self.index.point(level, geoid)

    def _population(self, level: Level) -> Mapping[str, float]:
        """Population of the level's places, for the order of search results; {} where the snapshot has none."""
        if not self.periods("population", level):
            return {}
        figures = cast(Figures, self.result("population", level).estimates)
        return {geoid: float(value) for geoid, value in zip(figures.geoids, figures.value, strict=True) if value > 0}


def open_store(folder: Path | None = None) -> SnapshotStore:
    """The store of a snapshot: of ``folder``, or of the current one among those beside the code.

    folder: one snapshot, or a folder of snapshots with its CURRENT. Raises SnapshotError with one clear line. Contents
    are checked file by file when they are first read, so a later call can raise it too.
    """
    chosen = _snapshot_folder(folder if folder is not None else SNAPSHOTS)
    store = SnapshotStore(chosen, read_meta(chosen))
    store.files.check_all()
    return store


def _snapshot_folder(folder: Path) -> Path:
    return folder if exists(folder / SNAPSHOT_FILE) else folder / current_name(folder)


def _has_known_texts(figures: Figures) -> bool:
    kinds: tuple[tuple[str, type[StrEnum]], ...] = (("interval", Interval), ("status", Status), ("quality", Quality))
    flags = {flag for names in figures.texts["flags"] for flag in names.split()}
    return flags <= set(Flag) and all(set(figures.texts[name]) <= set(kind) for name, kind in kinds)
