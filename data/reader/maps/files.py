"""Make map files for the browser: join figures to outlines, compress once, cache up to a limit."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from data.core.map_sets import REDRAWN, SETS, set_of
from data.reader.cache import BoundedCache
from data.reader.maps.areas import Area, MapAreas
from data.reader.maps.borders import borders
from data.reader.maps.folder import MapFolder, compact, feature, feature_collection, line_feature
from data.reader.maps.near import nearest
from indicators.core.estimate import Flag, Interval, Quality, Status
from indicators.core.geography import LEVELS, Level
from indicators.present.maps.choices import MapOption, Surroundings
from indicators.present.maps.export import Shape
from indicators.present.maps.figures import MapFigure, MapFigures, MapStatus
from indicators.present.maps.overlays import Overlay, overlay_of
from indicators.present.maps.style import Theme
from indicators.present.maps.view import MapView, Mark
from indicators.present.numbers import format_estimate, format_value, margin_words
from indicators.registry import specs
from indicators.stats.classes import CLASSINGS, Classing, class_of

if TYPE_CHECKING:
    from data.reader.store import SnapshotStore

KEPT_BYTES = 24_000_000
KEPT_PLACES = 60_000
CONTENT_TYPE = "application/geo+json"
OTHER_BOUNDARIES = "no figure for these boundaries"
LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class MapFile:
    """A file as it is sent: gzip, with its entity tag."""

    body: bytes
    etag: str


class MapFiles:
    """Everything that is served under /maps/ for one snapshot, and the views that point to it. Thread-safe."""

    def __init__(self, store: SnapshotStore) -> None:
        self.store = store
        self._folder = MapFolder(store.files)
        self._areas = MapAreas(store, self._folder)
        self._files: BoundedCache[MapFile] = BoundedCache(KEPT_BYTES, lambda file: len(file.body))
        self._figures: BoundedCache[MapFigures] = BoundedCache(KEPT_PLACES, lambda shown: len(shown.figures))

    def file(self, path: str) -> MapFile | None:
        """The file at a path below /maps/; None for everything that does not exist.

        ``<snapshot>/figures/<level>/<area>/<key>/<period>.json`` or ``<snapshot>/overlay/<name>.json``: an overlay of
        the snapshot, ``outline-<county>``, ``focus-<outline set>-<code>`` or ``borders-<outline set>-<area>``. Every
        part is looked up among known values; no part is ever used as a path of the file system.
        """
        snapshot, _, rest = path.partition("/")
        if snapshot != self.store.snapshot or len(path) > LONGEST_PATH or not rest.endswith(".json"):
            return None
        match rest.removesuffix(".json").split("/"):
            case ["figures", level, area, key, period] if level in LEVELS:
                return self._files.get(rest, lambda: self._figure_file(level, area, key, period))
            case ["overlay", name]:
                return self._files.get(rest, lambda: _packed(self._folder.overlay(name) or self._borders(name)))
        return None

    def surroundings(self, level: Level, geoid: str) -> Surroundings | None:
        """Where a community lies and what can be drawn there, for ``map_choices``; None where it is not known."""
        return self._areas.surroundings(level, geoid)

    def nearest(self, level: Level, geoid: str, candidates: Iterable[str]) -> tuple[str, float] | None:
        """The nearest of some places of one level, and how far in miles; None where no outline tells."""
        name = set_of(level)
        return nearest(self._folder.outlines(name), geoid, candidates) if name else None

    def figures(self, option: MapOption) -> MapFigures | None:
        """The figures of a map, cached; None where the option names nothing that exists."""
        return self._shown(option.level, option.area, option.key, option.period)

    def view(
        self,
        option: MapOption,
        classing: Classing = "quantile",
        theme: Theme = "light",
        breaks: tuple[float, ...] | None = None,
        base: str = "",
    ) -> MapView | None:
        """One map as a visitor sees it. breaks: a scale shared with another map (``shared_breaks``)."""
        shown = self.figures(option)
        area = self._areas.find(option.level, option.area, _vintage(option.key, option.level, option.period))
        if shown is None or area is None:
            return None
        return MapView(
            snapshot=self.store.snapshot,
            figures=shown,
            title=option.title,
            bounds=area.bounds,
            classing=classing,
            breaks=breaks,
            theme=theme,
            focus=option.focus,
            outlines=area.outlines,
            overlays=tuple(overlay for overlay in option.overlays if self._folder.overlay(overlay.name) is not None),
            base=base,
        )

    def center(self, option: MapOption, geoid: str) -> tuple[float, float] | None:
        """Longitude and latitude of the middle of one place of a map; None where it is not on the map."""
        area = self._areas.find(option.level, option.area, _vintage(option.key, option.level, option.period))
        if area is None or geoid not in area.geoids:
            return None
        if not area.outlines:
            return self.store.point(option.level, geoid)
        west, south, east, north = self._folder.outlines(area.outlines).bounds((geoid,))
        return (west + east) / 2, (south + north) / 2

    def mark(self, level: Level, geoid: str, name: str, is_above: bool) -> Mark | None:
        """The place as an outline with a name above or below it, None where there is no outline of it."""
        outlines = set_of(level)
        rows = self._folder.outlines(outlines).rows if outlines else {}
        if outlines is None or geoid not in rows:
            return None
        west, south, east, north = self._folder.outlines(outlines).bounds((geoid,))
        at = (round((west + east) / 2, 4), north if is_above else south)
        return Mark(Overlay("focus", geoid, outlines), name, at, is_above)

    def shapes(self, option: MapOption) -> list[Shape]:
        """Properties and geometry of each place, as the map's address serves them; empty where there is none."""
        shown = self.figures(option)
        return self._shapes(shown) if shown else []

    def _figure_file(self, level: Level, area: str, key: str, period: str) -> MapFile | None:
        shown = self._shown(level, area, key, period)
        return _packed(feature_collection([feature(*shape) for shape in self._shapes(shown)])) if shown else None

    def _shown(self, level: Level, area: str, key: str, period: str) -> MapFigures | None:
        return self._figures.get((level, area, key, period), lambda: self._joined(level, area, key, period))

    def _joined(self, level: Level, area: str, key: str, period: str) -> MapFigures | None:
        if key not in specs() or period not in self.store.periods(key, level):
            return None
        vintage = _vintage(key, level, period)
        shown_area = self._areas.find(level, area, vintage)
        if shown_area is None:
            return None
        result = self.store.result(key, level, period)
        redrawn = REDRAWN.get(vintage, frozenset()) if level == "county" else frozenset()
        figures = tuple(
            MapFigure(geoid, self._areas.name(level, geoid), None if geoid in redrawn else result.get(geoid))
            for geoid in shown_area.geoids
        )
        return MapFigures(specs()[key], level, area, period, figures)

    def _shapes(self, shown: MapFigures) -> list[Shape]:
        area = self._areas.find(shown.level, shown.area, _vintage(shown.spec.key, shown.level, shown.period))
        geometry = self._geometry(area) if area else _nothing
        breaks = {classing: shown.breaks(classing) for classing in CLASSINGS}
        pairs = zip(shown.figures, shown.statuses, strict=True)
        return [(geometry(figure.geoid), _properties(shown, figure, status, breaks)) for figure, status in pairs]

    def _borders(self, name: str) -> str | None:
        overlay = overlay_of(name)
        if overlay is None or overlay.kind != "borders" or overlay.outlines not in SETS:
            return None
        outlines = SETS[overlay.outlines]
        area = self._areas.find(outlines.level, overlay.area, outlines.vintage)
        if area is None:
            return None
        lines = borders(json.loads(self._geometry(area)(geoid)) for geoid in area.geoids)
        return line_feature(compact({"type": "MultiLineString", "coordinates": lines}))

    def _geometry(self, area: Area) -> Callable[[str], str]:
        if area.outlines:
            outlines = self._folder.outlines(area.outlines)
            return lambda geoid: outlines.geometries[outlines.rows[geoid]]
        return lambda geoid: compact({"type": "Point", "coordinates": self.store.point(area.level, geoid)})


def _properties(
    shown: MapFigures, figure: MapFigure, status: MapStatus, breaks: dict[Classing, tuple[float, ...]]
) -> dict[str, object]:
    """Few properties: names and text for the reader, one class index per classing (null outside the scale)."""
    value = figure.value
    in_scale = value is not None and status in ("ok", "doubtful")
    classes: dict[str, object] = {
        name: class_of(value, limits) if in_scale and value is not None else None for name, limits in breaks.items()
    }
    texts = {"value": _value_words(shown, figure, status), "margin": _margin_words(shown, figure)}
    return {
        "geoid": figure.geoid,
        "name": figure.name,
        **texts,
        "status": status,
        "number": shown.spec.exact(value),
        **classes,
    }


def _value_words(shown: MapFigures, figure: MapFigure, drawn: MapStatus) -> str:
    estimate = figure.estimate
    if drawn == "worst":
        return shown.spec.suppressed_class
    if estimate is None:
        return "no data"
    if estimate.value is None or estimate.status not in (Status.OK, Status.UNRELIABLE):
        return format_estimate(shown.spec, estimate)
    return format_value(shown.spec, estimate.value, estimate.moe)


def _margin_words(shown: MapFigures, figure: MapFigure) -> str:
    """The margin, or why there is none, and a doubt about the figure."""
    estimate = figure.estimate
    if estimate is None:
        return OTHER_BOUNDARIES
    remarks = [f"90% margin {margin}" if (margin := margin_words(shown.spec, estimate)) else ""]
    if not remarks[0] and estimate.value is not None and estimate.interval is Interval.NONE:
        remarks = ["no margin: a count" if shown.spec.basis == "full_count" else "no margin published"]
    if Flag.INSTITUTIONS in estimate.flags:
        remarks.append("many people in prisons, dormitories or barracks")
    if estimate.status is Status.UNRELIABLE and figure.value is not None:
        remarks.append("unreliable")
    elif estimate.quality is Quality.POOR and figure.value is not None:
        remarks.append("quality 3: do not act on it")
    return "; ".join([word for word in remarks if word] or [estimate.note])


def _vintage(key: str, level: Level, period: str) -> str:
    series = specs()[key].find(level, period) if key in specs() else None
    return series.vintage if series else ""


def _nothing(geoid: str) -> str:
    return "null"


def _packed(text: str | None) -> MapFile | None:
    if text is None:
        return None
    body = gzip.compress(text.encode(), compresslevel=6, mtime=0)
    return MapFile(body, f'"{sha256(body).hexdigest()[:20]}"')
