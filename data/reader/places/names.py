"""What people call a place: its names in the folded, short form that the search compares."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from data.core.county_changes import STATES, state_name
from indicators.core.folding import folded
from indicators.core.geography import Geography, Level

# Nicknames that many people use, and states as newspapers shorten them (Associated Press style).
ALIASES = Path(__file__).resolve().parent / "place_aliases.csv"
SHORT_FIRST = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_KIND = re.compile(
    r" (county|parish|city and borough|borough|census area|municipality|municipio|planning region|city|town)$"
)
# What the Census Bureau puts before a city's name, and nobody else.
_BEFORE = re.compile(r"^urban (?=honolulu)")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_WITHOUT_STATE: tuple[Level, ...] = ("zip", "district", "campus", "high_school")
_TOWNS = re.compile(r"[-/()]+")


def spoken(text: str) -> str:
    """The text folded, with Saint, Fort and Mount in their short form."""
    return " ".join(SHORT_FIRST.get(word, word) for word in folded(text).split())


@cache
def _spoken_state(name: str) -> str:
    return spoken(name)


def states_of(place: Geography) -> frozenset[str]:
    """Codes of the states that the place's name or code names: a metro area may have several."""
    if place.level != "cbsa":
        return frozenset({place.geoid[:2]})
    postals = place.name.rpartition(", ")[2].split("-")
    return frozenset(state_words()[word] for postal in postals if (word := postal.lower()) in state_words())


def with_state(place: Geography, state: str) -> str:
    """The place's name; that of a school, a district or a ZIP code, which has none in it, with its state's (a code)."""
    return f"{place.name}, {state_name(state)}" if state and place.level in _WITHOUT_STATE else place.name


def full_names(place: Geography) -> frozenset[str]:
    """The whole name, with each state in its two letters and in full, and alone where the state is the name."""
    stem, comma, state = place.name.rpartition(", ")
    if not comma:
        return frozenset({spoken(place.name)})
    name, states = spoken(stem), {state, *(word for code in states_of(place) for word in STATES[code])}
    return frozenset(f"{name} {_spoken_state(word)}" for word in states)


def short_names(place: Geography) -> tuple[frozenset[str], frozenset[str]]:
    """What people call a place without its state, and, second, what may be meant: a city's name without its kind.

    "Travis" is Travis County as often as "Travis County" is, "Boise" is Boise City, but "Kansas" is hardly Kansas City.
    The parts of a title are names: towns of a metro area, the old names of a city that was joined with its county.
    """
    title = place.name.rpartition(", ")[0] or place.name
    name = spoken(title)
    first = {name}
    if place.level == "county":
        return frozenset(first | {_KIND.sub("", name)}), frozenset()
    first |= {spoken(part) for part in (_IN_BRACKETS.sub("", title), *_TOWNS.split(title))} - {""}
    first |= {_BEFORE.sub("", name) for name in first}
    counties = {part for part in first - {name} if part.endswith(" county")}  # of Louisville/Jefferson County
    first -= counties
    bare = frozenset(_KIND.sub("", name) for name in first)
    of_states = bare & state_words().keys()
    of_counties = counties | {_KIND.sub("", part) for part in counties}
    return frozenset(first | (bare - of_states)), (of_states | of_counties) - first


def everyday_name(city: str, county: str) -> str:
    """A city's name as people say it, from the Census Bureau's, both with their states.

    Without the county that it was joined with ("Louisville/Jefferson County", "Nashville-Davidson"), without "Urban",
    and, where a better known name stands in brackets, by that.
    """
    name, county_name = city.rpartition(", ")[0] or city, _KIND.sub("", folded(county.rpartition(", ")[0] or county))
    match = _IN_BRACKETS.search(name)
    first, mark, last = name.rpartition("/") if "/" in name else name.rpartition("-")
    if mark and _KIND.sub("", folded(last)) == county_name:
        name = first
    return match[1] if match else name.removeprefix("Urban ").removesuffix(" city")


@cache
def aliases() -> Mapping[tuple[Level, str], Mapping[str, int]]:
    """Place -> its nicknames, each with the place's rank among the places of that nickname (0 comes first)."""
    places: dict[tuple[Level, str], dict[str, int]] = defaultdict(dict)
    next_order: dict[str, int] = defaultdict(int)
    for alias, level, geoid in _alias_rows():
        if level != "state":
            places[level, geoid][alias] = next_order[alias]
            next_order[alias] += 1
    return places


@cache
def state_words() -> Mapping[str, str]:
    """How a state is written -> its code: name, two letters, newspapers' short form."""
    codes = {spoken(name): code for code, names in STATES.items() for name in names}
    return codes | {alias: code for alias, level, code in _alias_rows() if level == "state"}


def _alias_rows() -> Iterator[tuple[str, Level, str]]:
    with ALIASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield spoken(row["alias"]), row["level"], row["geoid"]  # type: ignore[misc]  # a test checks the levels
