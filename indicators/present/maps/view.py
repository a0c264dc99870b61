"""One map as one visitor sees it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.present.maps.figures import MapFigures
from indicators.present.maps.overlays import Overlay
from indicators.present.maps.style import Theme, ramp
from indicators.stats.classes import Classing

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that is outlined and named on a map of other places.

    overlay: its outline. at: longitude and latitude of its name, which stands above (is_above) or below them.
    """

    overlay: Overlay
    name: str
    at: tuple[float, float]
    is_above: bool


@dataclass(frozen=True)
class MapView:
    """One map as one visitor sees it.

    bounds: west, south, east, north in degrees. breaks: limits of a scale shared with another map, None for the map's
    own. outlines: name of the set that the areas' outlines are of, "" for points. overlays: lines and labels. base:
    path that the app is served under, "" for the root. center: longitude and latitude in the middle, None for that of
    the bounds. marks: places that are outlined and named beside the focus.
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
    overlays: tuple[Overlay, ...] = ()
    base: str = ""
    center: tuple[float, float] | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def limits(self) -> tuple[float, ...]:
        """Limits between the classes that are drawn."""
        return self.figures.breaks(self.classing) if self.breaks is None else self.breaks

    @property
    def colors(self) -> tuple[str, ...]:
        """Of the classes, lowest first."""
        return self._ramp[bool(self.worst) :]

    @property
    def worst(self) -> str:
        """The color of places without a figure that are known to lie below every class, "" where there are none."""
        return self._ramp[0] if "worst" in self.figures.statuses else ""

    @property
    def _ramp(self) -> tuple[str, ...]:
        return ramp(len(self.limits) + 1 + ("worst" in self.figures.statuses), self.theme)

    @property
    def url(self) -> str:
        """Where the features are."""
        shown = self.figures
        return f"{self._root}/figures/{shown.level}/{shown.area}/{shown.spec.key}/{shown.period}.json"

    def overlay_url(self, overlay: Overlay) -> str:
        """Where an overlay is."""
        return f"{self._root}/overlay/{overlay.name}.json"

    @property
    def _root(self) -> str:
        return f"{self.base}/maps/{self.snapshot}"
