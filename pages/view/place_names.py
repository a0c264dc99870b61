"""Name a place, and find what it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from data.core.coextensive import is_independent_city
from data.core.county_changes import REGIONS_OF, RETIRED_IN, STATES, predecessors, replaced_by, successors
from data.reader.places.names import everyday_name, with_state
from indicators.compare.defaults import CITY_OF_COUNTY
from indicators.core.geography import COMMUNITY_LEVELS, LEVEL_WORDS, Geography, Level
from indicators.present.phrases import listed
from pages.runtime.cache import cached
from pages.runtime.snapshots import store

KIND: dict[Level, str] = {"county": "County", "cbsa": "Metro", "place": "City"}


def area_word(level: Level) -> str:
    """What a sentence calls a community that its county stands in for: a city, or an area, metro or micro."""
    return "city" if level == "place" else "area"


def known(level: Level, geoid: str) -> bool:
    """Whether there is such a place."""
    return geoid.isalnum() and store().place(level, geoid) is not None


def full_name(level: Level, geoid: str) -> str:
    """The name as the Census Bureau writes it, with the state; the code where the place is not known."""
    place = store().place(level, geoid)
    return place.name if place else geoid


def name_with_state(level: Level, geoid: str) -> str:
    """The full name; of a school, a district or a ZIP code, whose names have none, with the state that it lies in."""
    place = store().place(level, geoid)
    return with_state(place, store().parent(level, geoid).get("state", "")) if place else geoid


@cached
def title(level: Level, geoid: str) -> str:
    """The name that people know, with its state: a county with a well-known city is "Austin (Travis County), TX"."""
    name = full_name(level, geoid)
    city = city_name(geoid) if level == "county" else ""
    if not city or is_independent_city(geoid):
        return name
    county, _, state = name.partition(", ")
    return f"{city} ({county}), {STATES[geoid[:2]][0]}" if state else f"{city} ({county})"


def level_of(level: Level, geoid: str) -> Level:
    """The level itself where it has such a place, else that of the county, metro, state or nation whose code it is.

    level: of parts, for the place that they are parts of: 1,210 counties have the code of a ZIP code elsewhere.
    """
    around: tuple[Level, ...] = ("county", "cbsa", "state", "us")
    ordered = (level, *around) if level in COMMUNITY_LEVELS else (*around, level)
    return next((each for each in ordered if store().place(each, geoid) is not None), level)


def city_name(county: str) -> str:
    """The largest city whose principal county this is, "" where none of the cities that we know is.

    A city with more than twice the people of its principal county lies for the most part elsewhere: New York is not
    what Brooklyn's county is known by.
    """
    if county in CITY_OF_COUNTY:
        return CITY_OF_COUNTY[county]
    city = next(iter(_cities().get(county, ())), "")
    if not city or _people("place", city) > 2 * _people("county", county) > 0:
        return ""
    return everyday_name(full_name("place", city), full_name("county", county))


@cached
def related(level: Level, geoid: str) -> tuple[tuple[Level, str], ...]:
    """The county, city and metro that belong together, the place itself among them, each level at most once."""
    county = geoid if level == "county" else store().principal_county(level, geoid)
    city = geoid if level == "place" else next(iter(_cities().get(county or "", ())), None)
    metro = geoid if level == "cbsa" else store().parent("county", county).get("cbsa") if county else None
    pairs: list[tuple[Level, str | None]] = [("county", county), ("place", city), ("cbsa", metro)]
    return tuple((kind, code) for kind, code in pairs if code and known(kind, code))


def named(text: str, limit: int, levels: Collection[Level] = COMMUNITY_LEVELS) -> tuple[Geography, ...]:
    """Places of the levels that a text means, best first; where it means none, those that belong to what it means.

    "NYC" among counties is the county that the city lies in, "Travis County" among cities is Austin.
    """
    direct = store().search(text, limit, levels)
    if direct or set(levels) >= set(COMMUNITY_LEVELS):
        return direct
    return of_levels(store().search(text, limit)[:1], levels)[:limit]


def of_levels(places: Sequence[Geography], levels: Collection[Level]) -> tuple[Geography, ...]:
    """Those of the levels; where there is none, those that belong to the first."""
    direct = tuple(place for place in places if place.level in levels)
    belong = [pair for place in places[:1] for pair in related(place.level, place.geoid) if pair[0] in levels]
    return direct or tuple(place for level, geoid in belong if (place := store().place(level, geoid)))


def nearest(text: str, meant: Geography | None, limit: int, levels: Collection[Level]) -> tuple[Geography, ...]:
    """The places of the levels whose names are most like a text that none of them is called.

    Where it means a place of another level: one such name, and the largest of them in the metro area, else the state,
    of that place.
    """
    if meant is None:
        return store().nearest(text, limit, levels)
    both = (*store().nearest(text, 1, levels), *_around(meant, limit, levels))
    return tuple(dict.fromkeys(both))[:limit]


def _around(place: Geography, limit: int, levels: Collection[Level]) -> tuple[Geography, ...]:
    county = principal_county(place.level, place.geoid) or ""
    places = [other for level in levels for other in store().places(level) if not later(level, other.geoid)]
    for name in ("cbsa", "state"):
        where = store().parent("county", county).get(name)
        neighbors = [other for other in places if where and store().parent(other.level, other.geoid).get(name) == where]
        if neighbors:
            return tuple(sorted(neighbors, key=lambda other: -_people(other.level, other.geoid)))[:limit]
    return ()


def today(level: Level, geoid: str) -> str:
    """The code that replaced a retired code; the code itself for every other."""
    later = [code for code in successors(geoid) if level == "county" and known("county", code)]
    return later[0] if later and not known(level, geoid) else geoid


def principal_county(level: Level, geoid: str) -> str | None:
    """The county that stands for a city or metro where the level has no figure; a county stands for itself."""
    return geoid if level == "county" else store().principal_county(level, geoid)


def kind_sentence(level: Level, geoid: str) -> str:
    """Says which of county, city and metro the reader looks at, and which they do not."""
    name = full_name(level, geoid)
    if is_one_area(level, geoid):
        return f"This is {name}: city and county are one area."
    if level == "county":
        description = _county_words(geoid)
        return f"This is {name}: {description}" if description else f"This is {name}."
    word = LEVEL_WORDS[level][0]
    return f"This is {name}: the {word}, not the county."


def is_one_area(level: Level, geoid: str) -> bool:
    """Whether the place is city and county at once."""
    is_independent = level == "county" and is_independent_city(geoid) and not later(level, geoid)
    return is_independent or store().coextensive(level, geoid) is not None


def later(level: Level, geoid: str) -> tuple[str, ...]:
    """Counties that took the place of a retired one, its main one first; none for every other place."""
    return tuple(code for code in replaced_by(geoid) if level == "county" and known("county", code))


def earlier(level: Level, geoid: str) -> tuple[str, ...]:
    """Retired counties that a county, or a part of it, was before, its main one first; none for every other place."""
    return tuple(code for code in predecessors(geoid) if level == "county" and known("county", code))


def _county_words(geoid: str) -> str:
    """What a county is and is not; some there were only until, or are only since, a certain year."""
    city = city_name(geoid)
    place = f", not the city of {city}" if city else ""
    after, before = later("county", geoid), earlier("county", geoid)
    if after:
        names = listed([full_name("county", code).partition(", ")[0] for code in after])
        return (
            f"the county as it was until {RETIRED_IN[geoid]}{place}. {names} took its place; newer figures are found "
            "there."
        )
    if len(before) > 1 or any(len(later("county", code)) > 1 for code in before):
        kind = "a planning region" if before[0] in REGIONS_OF else "a county"
        year = max(RETIRED_IN[code] for code in before)
        names = listed([full_name("county", code).partition(", ")[0] for code in before])
        return f"{kind} drawn in {year}{place}. Figures of places as they were before are found under {names}."
    return f"the county{place}." if place else ""


@cached
def _cities() -> dict[str, tuple[str, ...]]:
    """The cities of each principal county, the largest first."""
    codes_of_county: dict[str, list[str]] = {}
    for place in store().places("place"):
        county = store().principal_county("place", place.geoid)
        if county:
            codes_of_county.setdefault(county, []).append(place.geoid)
    return {
        county: tuple(sorted(codes, key=lambda code: -_people("place", code)))
        for county, codes in codes_of_county.items()
    }


def _people(level: Level, geoid: str) -> float:
    """How many people live there, 0 where it is not known."""
    figure = store().result("population", level).get(geoid) if store().periods("population", level) else None
    return (figure.value if figure else None) or 0.0
