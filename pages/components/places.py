"""How a place is called, and what it belongs to."""

from __future__ import annotations

from indicators.compare.defaults import CITY_OF_COUNTY
from indicators.core.geography import LEVEL_WORDS, Level
from pages.components.kept import kept
from pages.components.runtime import store

# Connecticut's planning regions have county codes from 09110 on.
CONNECTICUT, FIRST_REGION = "09", "09100"
# The planning regions that the towns of each old county belong to, the one with most of its people first (Federal
# Register 87 FR 34235, 6 June 2022, and the member towns of the nine councils of governments).
REGIONS_OF: dict[str, tuple[str, ...]] = {
    "09001": ("09190", "09120", "09140"),
    "09003": ("09110", "09140", "09160"),
    "09005": ("09160", "09140", "09190"),
    "09007": ("09130",),
    "09009": ("09170", "09140"),
    "09011": ("09180", "09130", "09150"),
    "09013": ("09110", "09150"),
    "09015": ("09150", "09180"),
}
KIND: dict[Level, str] = {"county": "County", "cbsa": "Metro", "place": "City"}


def known(level: Level, geoid: str) -> bool:
    """Whether there is such a place."""
    return geoid.isalnum() and store().place(level, geoid) is not None


def full_name(level: Level, geoid: str) -> str:
    """The name as the Census Bureau writes it, with the state; the code where the place is not known."""
    place = store().place(level, geoid)
    return place.name if place else geoid


def title(level: Level, geoid: str) -> str:
    """The name that people recognise: a county with a well-known city is "Austin (Travis County)"."""
    return kept(("title", store().snapshot, level, geoid), lambda: _title(level, geoid))


def _title(level: Level, geoid: str) -> str:
    name = full_name(level, geoid)
    city = city_name(geoid) if level == "county" else ""
    return f"{city} ({name.split(', ')[0]})" if city else name


def level_of(level: Level, geoid: str) -> Level:
    """The level itself where it has such a place, else that of the county, metro, state or nation whose code it is."""
    around: tuple[Level, ...] = (level, "county", "cbsa", "state", "us")
    return next((one for one in around if store().place(one, geoid) is not None), level)


def city_name(county: str) -> str:
    """The largest city whose principal county this is, "" where none of the cities that we know is."""
    if county in CITY_OF_COUNTY:
        return CITY_OF_COUNTY[county]
    cities = _cities().get(county, ())
    return full_name("place", cities[0]).split(", ")[0].removesuffix(" city") if cities else ""


def related(level: Level, geoid: str) -> tuple[tuple[Level, str], ...]:
    """The county, city and metro that belong together, the place itself among them, each level at most once."""
    return kept(("related", store().snapshot, level, geoid), lambda: _related(level, geoid))


def _related(level: Level, geoid: str) -> tuple[tuple[Level, str], ...]:
    county = geoid if level == "county" else store().principal_county(level, geoid)
    city = geoid if level == "place" else next(iter(_cities().get(county or "", ())), None)
    metro = geoid if level == "cbsa" else store().parent("county", county).get("cbsa") if county else None
    found: list[tuple[Level, str | None]] = [("county", county), ("place", city), ("cbsa", metro)]
    return tuple((kind, code) for kind, code in found if code and known(kind, code))


def principal_county(level: Level, geoid: str) -> str | None:
    """The county that stands for a city or metro where the level has no figure; a county stands for itself."""
    return geoid if level == "county" else store().principal_county(level, geoid)


def kind_sentence(level: Level, geoid: str) -> str:
    """Says which of county, city and metro the reader looks at, and which they do not."""
    name = full_name(level, geoid)
    if level == "county":
        words = _county_words(geoid)
        return f"This is {name}: {words}" if words else f"This is {name}."
    word = LEVEL_WORDS[level][0]
    return f"This is {name}: the {word}, not the county."


def regions_of(level: Level, geoid: str) -> tuple[str, ...]:
    """Planning regions that took the place of an old county of Connecticut; none for every other place."""
    return tuple(code for code in REGIONS_OF.get(geoid, ()) if level == "county" and known("county", code))


def counties_of(level: Level, geoid: str) -> tuple[str, ...]:
    """Old counties of Connecticut that a planning region has towns of, its main one first; none for another place."""
    if level != "county":
        return ()
    found = [(regions.index(geoid), old) for old, regions in REGIONS_OF.items() if geoid in regions]
    return tuple(old for _, old in sorted(found) if known("county", old))


def _county_words(geoid: str) -> str:
    """What a county is and is not; Connecticut has two sets of them."""
    if geoid.startswith(CONNECTICUT) and geoid >= FIRST_REGION:
        return (
            "a planning region. In 2022 these took the place of Connecticut’s eight counties; figures of places as "
            "they were before 2022 are found under the old counties."
        )
    city = city_name(geoid)
    place = f", not the city of {city}" if city else ""
    if geoid.startswith(CONNECTICUT):
        return (
            f"the county as it was until 2022{place}. Connecticut’s planning regions took the place of its counties; "
            "newer figures are found under those."
        )
    return f"the county{place}." if place else ""


def _cities() -> dict[str, tuple[str, ...]]:
    return kept(("cities", store().snapshot), _cities_by_county)


def _cities_by_county() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for place in store().places("place"):
        county = store().principal_county("place", place.geoid)
        if county:
            found.setdefault(county, []).append(place.geoid)
    people = _populations()
    return {county: tuple(sorted(codes, key=lambda code: -people.get(code, 0.0))) for county, codes in found.items()}


def _populations() -> dict[str, float]:
    if not store().periods("population", "place"):
        return {}
    figures = store().result("population", "place").estimates
    return {code: figure.value for code, figure in figures.items() if figure.value is not None}
