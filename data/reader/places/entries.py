"""Places as the search knows them: every name that may be typed for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from data.core.county_changes import replaced_by, successors
from data.reader.places.names import aliases, full_names, short_names, spoken, states_of
from indicators.core.geography import Geography, Level

# Turn of a nickname of a city for its county and its metro area: behind every place that has it itself.
OF_CITY = 10
# What a visitor may say a place is; of a county and a city its own name tells more.
_KIND_WORDS: dict[Level, str] = {"county": "county", "cbsa": "metro micro metropolitan msa area", "place": "city"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the search, all names as ``spoken`` writes them.

    whole: names with the state -> 0 as the Census Bureau writes it, 1 in another way. names: those without -> 0 where
    it is the place's name, 1 and more where another place is rather meant, -1 where this one is, whatever its size.
    cities: names of those that a county speaks for, with their people and, as those of ``names``, their order. line:
    every word that may be typed for the place, with states and kind. codes: its own -> 0, those of places before and
    after it -> 1 and more, the main one first.
    """

    place: Geography
    states: frozenset[str]
    whole: Mapping[str, int]
    names: Mapping[str, int]
    cities: Mapping[str, tuple[float, int]]
    line: str
    population: float
    codes: Mapping[str, int]


def entry(
    place: Geography,
    people: float,
    cities: Iterable[tuple[Geography, float]] = (),
    former: Sequence[Geography] = (),
    nicknames: Mapping[str, int] = MappingProxyType({}),
) -> Entry:
    """The place as the search knows it.

    people: how many live there. cities: those that a county speaks for, with their people. former: retired counties
    that it took the place of. nicknames: those of the city that a metro area is named after, with their order.
    """
    first, second = short_names(place)
    # A nickname that is the place's own name comes before all other places.
    own_names = {name: -1 if name in first else order for name, order in _nicknames(place).items()}
    is_renamed = len(replaced_by(place.geoid)) == 1 and place.level == "county"  # its name is meant last
    names = {**dict.fromkeys(second, 1), **nicknames, **dict.fromkeys(first, 2 if is_renamed else 0), **own_names}
    full = dict.fromkeys(full_names(place), 1) | {spoken(place.name): 0}
    for old in former:
        is_whole = len(successors(old.geoid)) == 1
        full |= dict.fromkeys(full_names(old), 0) if is_whole else {}
        names = dict.fromkeys(short_names(old)[0], 1) | names
    spoken_for = {name: (size, order) for city, size in cities for name, order in _names_of_city(city).items()}
    later = replaced_by(place.geoid) if place.level == "county" else ()
    codes = {old.geoid: 1 + successors(old.geoid).index(place.geoid) for old in former}
    codes = dict.fromkeys(later, 1) | codes | {place.geoid: 0}
    line = " ".join(("", *sorted(full), _KIND_WORDS.get(place.level, ""), ""))
    return Entry(place, states_of(place), full, names, spoken_for, line, people, codes)


def _names_of_city(city: Geography) -> dict[str, int]:
    """The city's names for its county: each comes after the city itself, nicknames too."""
    return {name: order + OF_CITY for name, order in _nicknames(city).items()} | dict.fromkeys(short_names(city)[0], 0)


def _nicknames(place: Geography) -> Mapping[str, int]:
    return aliases().get((place.level, place.geoid), {})
