"""One map as one visitor sees it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.present.maps.figures import MapFigures
from indicators.present.maps.style import Theme
from indicators.stats.classes import Classing

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapView:
    """One map as one visitor sees it.

    bounds: west, south, east, north in degrees. breaks: limits of a scale shared with another map, None for the map's
    own. outlines: name of the set that the areas' outlines are of, "" for points. overlays: names of lines and labels
    (see MapOption). base: path that the app is served under, "" for the root.
    """

    snapshot: str
    figures: MapFigures
    title: str
    bounds: Bounds
    classing: Classing = "quantile"
    breaks: tuple[float, ...] | None = None
    theme: Theme = "light"
    focus: str = ""
    outlines: str = ""
    overlays: tuple[str, ...] = ()
    base: str = ""

    @property
    def limits(self) -> tuple[float, ...]:
        """Limits between the classes that are drawn."""
        return self.figures.breaks(self.classing) if self.breaks is None else self.breaks

    @property
    def url(self) -> str:
        """Where the features are."""
        shown = self.figures
        return f"{self._root}/figures/{shown.level}/{shown.area}/{shown.spec.key}/{shown.period}.json"

    def overlay_url(self, name: str) -> str:
        """Where an overlay is."""
        return f"{self._root}/overlay/{name}.json"

    @property
    def _root(self) -> str:
        return f"{self.base}/maps/{self.snapshot}"
