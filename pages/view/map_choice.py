"""Which map is drawn, and how: read from the view, without a widget; on the screen and as a file alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indicators.core.exhibit import Exhibit
from indicators.present.maps.choices import LAYER_WORDS
from indicators.present.maps.deck import MapOption, MapView
from indicators.present.maps.style import Theme
from indicators.stats.classes import CLASSINGS, Classing
from pages.runtime.base_path import base
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps
from pages.view.figures import Measure
from pages.view.maps import choices, exhibit
from pages.view.session import View


@dataclass(frozen=True, slots=True)
class Shown:
    """A map that is being drawn: its option, and what the visitor chose for it.

    picked: code of the place that is outlined. center: code of the place in the middle, "" for the whole map.
    """

    option: MapOption
    classing: Classing
    layers: tuple[str, ...]
    picked: str
    theme: Theme
    center: str = ""

    @property
    def cache_key(self) -> tuple[object, ...]:
        """What tells it from other maps."""
        return (self.option, self.classing, self.layers, self.picked, self.theme, self.center)


@cached
def options_of(measure: Measure) -> tuple[tuple[MapOption, ...], str]:
    """Maps of a measure, the best first, and a sentence on why there is no finer one."""
    return choices(measure)


def shown_of(view: View, options: tuple[MapOption, ...], colors: Theme) -> Shown:
    """The map that the view names; defaults for what it leaves open."""
    wanted, classing = view.selection.option("map"), view.selection.option("classing")
    option = next((option for option in options if name_of(option) == wanted), options[0])
    classes: Classing = next((known for known in CLASSINGS if known == classing), "quantile")
    return Shown(option, classes, _layers(view, option), view.selection.option("picked"), colors)


def drawn_of(shown: Shown | None) -> MapView | None:
    """The finished map, None where its outlines are not in the snapshot."""
    return _view(shown) if shown else None


def exhibit_of(shown: Shown | None, link: str) -> tuple[str, Exhibit] | None:
    """The map for export, with a name for its file."""
    map_view = drawn_of(shown)
    if shown is None or map_view is None:
        return None
    name = f"map {map_view.figures.spec.key} {map_view.title} {map_view.figures.period}"
    return name, exhibit(map_view, shown.option, link)


def name_of(option: MapOption) -> str:
    """The name of a map in an address."""
    return f"{option.kind}.{option.level}"


def kinds_of(option: MapOption) -> list[str]:
    """Lines and names that a map can have."""
    return [kind for kind in LAYER_WORDS if any(overlay.kind == kind for overlay in option.overlays)]


def _layers(view: View, option: MapOption) -> tuple[str, ...]:
    wanted = view.selection.option("layers")
    return tuple(kind for kind in kinds_of(option) if not wanted or kind in wanted.split(","))


@cached
def _view(shown: Shown) -> MapView | None:
    map_view = maps().view(shown.option, shown.classing, shown.theme, None, base())
    if map_view is None:
        return None
    kinds = set(shown.layers)
    overlays = tuple(item for item in map_view.overlays if item.kind in kinds)
    # What was picked on another map is not on this one, and has no outline here.
    is_here = any(figure.geoid == shown.picked for figure in map_view.figures.figures)
    center = maps().center(shown.option, shown.center) if shown.center else None
    return replace(map_view, overlays=overlays, focus=shown.picked if is_here else map_view.focus, center=center)
