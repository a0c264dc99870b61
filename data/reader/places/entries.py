"""Places as the search knows them: every name that may be typed for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.core.county_changes import replaced_by
from data.reader.places.names import aliases, full_names, short_names, spoken, states_of
from indicators.core.geography import Geography, Level

# What a visitor may say a place is; of a county and a city its own name tells more.
_KIND_WORDS: dict[Level, str] = {"county": "county", "cbsa": "metro micro metropolitan msa area", "place": "city"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the search, all names as ``spoken`` writes them.

    whole: names with the state -> 0 as the Census Bureau writes it, 1 in another way. names: those without -> 0 where
    it is the place's name, 1 and more where another place is rather meant. cities: names of those that a county speaks
    for, with their people. line: every word that may be typed for the place, with states and kind.
    """

    place: Geography
    states: frozenset[str]
    whole: Mapping[str, int]
    names: Mapping[str, int]
    cities: Mapping[str, float]
    line: str
    population: float


def entry(
    place: Geography, people: float, cities: Iterable[tuple[Geography, float]], former: Iterable[Geography]
) -> Entry:
    """The place as the search knows it.

    people: how many live there. cities: those that a county speaks for, with their people. former: retired counties
    that it took the place of.
    """
    first, second = short_names(place)
    names = {**dict.fromkeys(second, 1), **dict.fromkeys(first, 0), **aliases().get((place.level, place.geoid), {})}
    whole = dict.fromkeys(full_names(place), 1) | {spoken(place.name): 0}
    for old in former:
        is_whole = len(replaced_by(old.geoid)) == 1
        whole |= dict.fromkeys(full_names(old), 0) if is_whole else {}
        names = dict.fromkeys(short_names(old)[0], 0 if is_whole else 1) | names
    spoken_for = {name: size for city, size in cities for name in short_names(city)[0]}
    line = " ".join(("", *sorted(whole), _KIND_WORDS.get(place.level, ""), ""))
    return Entry(place, states_of(place), whole, names, spoken_for, line, people)
