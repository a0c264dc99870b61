"""Maps that show two communities: one that both lie on, or one for each, of one kind of place and one period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.core.county_changes import state_name
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, period_end
from indicators.present.maps.choices import Kind
from indicators.present.maps.deck import MapOption
from indicators.present.maps.overlays import Overlay
from indicators.present.maps.view import Mark
from indicators.registry import specs
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.figures import Measure, periods_of, target_at
from pages.view.map_choice import name_of
from pages.view.maps import choices
from pages.view.session import Community

TRACT_KINDS: tuple[Kind, ...] = ("tracts", "residents")
# Finest first. Maps of the nation are not offered: its counties are too small to be told apart.
KINDS: tuple[Kind, ...] = (*TRACT_KINDS, "metro", "counties", "points")
# What two maps show, in a list to choose from.
TWO_MAPS: dict[Kind, str] = {
    "tracts": "Census tracts, two maps",
    "residents": "Tracts: who lives where, two maps",
    "metro": "Counties of both metros",
    "counties": "Counties of both states",
    "points": "Schools, two maps",
}
ByPeriod = dict[str, MapOption]


@dataclass(frozen=True, slots=True)
class PairedMaps:
    """options: the map that both lie on, or the first community's and the second's."""

    options: tuple[MapOption, ...]

    @property
    def name(self) -> str:
        """Its name in an address."""
        return name_of(self.options[0])

    @property
    def label(self) -> str:
        """Its name in a list to choose from."""
        return self.options[0].label if self.is_shared else TWO_MAPS[self.options[0].kind]

    @property
    def is_shared(self) -> bool:
        """Whether both lie on one map."""
        return len(self.options) == 1

    @property
    def is_alike(self) -> bool:
        """Whether all maps are of one kind of place and one period."""
        return len({(option.level, option.period) for option in self.options}) == 1


@cached
def paired_maps(here: Community, there: Community, spec: IndicatorSpec) -> tuple[PairedMaps, ...]:
    """Maps of a measure for two communities, the best first: one map before two, fine before coarse, alike first.

    Never are two of them one map. Empty where one of the two has no outline today.
    """
    if not all(_mark(*_drawn_as(*community), True) for community in (here, there)):
        return ()
    first, second = _options(*here, spec), _options(*there, spec)
    pairs = [_pair(first[kind], second[kind], here, there) for kind in KINDS if kind in first and kind in second]
    return tuple(sorted(pairs, key=lambda pair: (not pair.is_alike, not pair.is_shared)))


@cached
def opening_peer(here: Community, peers: tuple[str, ...], spec: IndicatorSpec) -> str | None:
    """The peer to begin with: the first whose census tracts are drawn on the same vintage, else whose maps are alike.

    None where no peer has a map.
    """
    has_tracts = any(kind in TRACT_KINDS for kind in _options(*here, spec))
    others: dict[bool, str] = {}  # whether its maps are alike -> the first peer of that kind
    for code in peers:
        pairs = paired_maps(here, (here[0], code), spec)
        alike = [pair for pair in pairs if pair.is_alike]
        if any(pair.options[0].kind in TRACT_KINDS for pair in alike) or (alike and not has_tracts):
            return code
        if pairs:
            others.setdefault(bool(alike), code)
    return others.get(True) or others.get(False)


@cached
def usable_measures(places: tuple[Community, ...]) -> dict[str, IndicatorSpec]:
    """Measures that all of the communities have, with a map, by key."""
    return {
        spec.key: spec
        for spec in specs().values()
        if spec.factor != "context"
        and spec.role != "zone_factor"
        and all(target_at(level, place, (), spec) is not None for level, place in places)
        and {"county", "tract"} & set(spec.levels)
    }


def marks(communities: Iterable[Community]) -> tuple[Mark, ...]:
    """The communities on a map that they share, each once: a city as its county, for which it is drawn."""
    above = {outlined: mark for community in communities if (mark := _mark(*(outlined := _drawn_as(*community)), True))}
    # The northern one is named above itself and the southern one below, so that no name hides the other.
    north = max(above.values(), key=lambda mark: mark.at[1], default=None)
    return tuple(mark if mark is north else _mark(*outlined, False) or mark for outlined, mark in above.items())


def _drawn_as(level: Level, geoid: str) -> Community:
    """What is outlined for a community: a metro area itself, else the (principal) county."""
    return (level, geoid) if level == "cbsa" else ("county", place_names.principal_county(level, geoid) or geoid)


def _mark(level: Level, geoid: str, is_above: bool) -> Mark | None:
    return maps().mark(level, geoid, place_names.full_name(level, geoid).partition(", ")[0], is_above)


def _pair(first: ByPeriod, second: ByPeriod, here: Community, there: Community) -> PairedMaps:
    """Of the newest period that both have; else of the newest of each."""
    period = next((period for period in first if period in second), None)
    first_option, second_option = first[period or next(iter(first))], second[period or next(iter(second))]
    shared = _shared(first_option, second_option, here, there) if period else None
    if shared is not None:
        return PairedMaps((replace(shared, focus=""),))
    return PairedMaps((_of_the_county(first_option, here), _of_the_county(second_option, there)))


def _shared(first_option: MapOption, second_option: MapOption, here: Community, there: Community) -> MapOption | None:
    """The one map of both: of the same area; of counties, that of their state or metro area."""
    if first_option.kind == "counties":
        homes = [_home(*community) for community in (here, there)]
        if homes[0]["state"] == homes[1]["state"]:
            return _counties_of_state(first_option, homes[0]["state"])
        if homes[0]["cbsa"] and homes[0]["cbsa"] == homes[1]["cbsa"]:
            metro = homes[0]["cbsa"]
            places = f"Counties of the {place_names.full_name('cbsa', metro)} area"
            return replace(first_option, kind="metro", area=metro, places=places, short="")
    return first_option if first_option.area == second_option.area else None


def _counties_of_state(option: MapOption, state: str) -> MapOption:
    lines = tuple(replace(line, area=state) if line.kind == "names" else line for line in option.overlays)
    return replace(option, area=state, places=f"Counties of {state_name(state)}", overlays=lines)


def _home(level: Level, geoid: str) -> dict[str, str]:
    """State and metro area of a community's (principal) county."""
    return store().parent("county", place_names.principal_county(level, geoid) or geoid)


@cached
def _options(level: Level, place: str, spec: IndicatorSpec) -> dict[Kind, ByPeriod]:
    """Maps by kind, newest first; parts of one county's index can't be compared."""
    target = target_at(level, place, (), spec)
    by_kind: dict[Kind, ByPeriod] = {}
    for period in sorted(periods_of(spec, target.level), key=period_end, reverse=True) if target else ():
        for option in choices(Measure(spec, period, target))[0] if target else ():
            if option.kind in KINDS and not option.is_part:
                by_kind.setdefault(option.kind, {}).setdefault(option.period, option)
    return by_kind


def _of_the_county(option: MapOption, community: Community) -> MapOption:
    """Of a county only its own tracts, not those of the metro area around it, so that two counties are drawn alike."""
    level, geoid = community
    county = place_names.principal_county(level, geoid)
    if option.level != "tract" or level == "cbsa" or county is None or option.area == county:
        return option
    return replace(
        option,
        area=county,
        places=f"Census tracts of {place_names.full_name('county', county)}",
        overlays=tuple(Overlay(line.kind, county, line.outlines) for line in option.overlays),
    )
