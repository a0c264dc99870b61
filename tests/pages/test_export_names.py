"""Files to take away name their place with its state, in every name in them and in their own."""

from __future__ import annotations

import re

import pytest

from data.core.county_changes import STATES
from data.reader.places.names import states_of
from indicators.core.geography import COMMUNITY_LEVELS, LEVELS
from indicators.export.formats import file_name
from indicators.registry import specs
from pages.runtime.snapshots import store
from pages.view import place_names
from tests.pages.conftest import PAGES
from tests.pages.test_exports import ask, links, rows

# Names that other states have too, of every level; letters with accents and apostrophes; a city that is its county.
COMMUNITIES = {
    "a county of a well-known city": {"level": "county", "place": "01073"},
    "a city": {"level": "place", "place": "0107000"},
    "a metro": {"level": "cbsa", "place": "13820"},
    "a city that is its county": {"level": "county", "place": "29510"},
    "letters with accents": {"level": "county", "place": "72097"},
    "an apostrophe": {"level": "place", "place": "2954074"},
    "schools and districts": {"level": "county", "place": "48453"},
}
NAME_COLUMNS = ("name", "place", "Place")
# Lines to read against, which are no places.
LINES = re.compile(r"^(Peers’ median|Median |United States|◆)")
STATE_NAMES = {name for _, name in STATES.values()}
STATE = re.compile(rf"(, ({'|'.join(postal for postal, _ in STATES.values())})\b)|({'|'.join(STATE_NAMES)})")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", COMMUNITIES.values(), ids=COMMUNITIES)
def test_every_name_in_a_file_has_its_state(page: str, query: dict[str, str]) -> None:
    for link in dict.fromkeys(links(page, **query)):
        address = link.partition("?")[0]
        if address.endswith(".csv"):
            table = rows(ask(link))
            names = [row[column] for row in table for column in NAME_COLUMNS if column in row]
            assert names or not table, link
            assert [name for name in names if name and not STATE.search(name) and not LINES.match(name)] == [], link
        elif address.endswith(".svg") and not address.endswith("zones.svg"):  # that one is of the whole nation
            picture = bytes(ask(link).body).decode()
            assert STATE.search(picture), link
        elif address.endswith(".txt"):
            cited = bytes(ask(link).body).decode()
            title = cited.partition("“")[2].partition("”")[0]
            assert STATE.search(title) or "ommuting zone" in title or "of the nation" in title, title


@pytest.mark.parametrize("page", ["segregation", "peers"])
@pytest.mark.parametrize("query", COMMUNITIES.values(), ids=COMMUNITIES)
def test_the_name_of_a_file_keeps_its_letters_and_has_its_state(page: str, query: dict[str, str]) -> None:
    place = store().place(query["level"], query["place"])  # type: ignore[arg-type]
    assert place
    states = [file_name(name) for code in states_of(place) for name in STATES[code]]
    link = next(link for link in links(page, **query, view="table") if "peers.csv" in link)
    name = ask(link).headers["content-disposition"].partition('"')[2].removesuffix('.csv"')
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert any(re.search(rf"-{state}(-|$)", name) for state in states), name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mayagüez Municipio, Puerto Rico", "mayaguez-municipio-puerto-rico"),
        ("San José", "san-jose"),
        ("O’Fallon, Missouri", "ofallon-missouri"),
        ("O'Fallon, Missouri", "ofallon-missouri"),
        ("Cañon City, CO", "canon-city-co"),
        (
            "dissimilarity_black_white Austin (Travis County), TX 2020",
            "dissimilarity-black-white-austin-travis-county-tx-2020",
        ),
        ("St. Louis city, Missouri", "st-louis-city-missouri"),
        ("map ../../etc/passwd", "map-etc-passwd"),
        ("x" * 200, "x" * 160),
    ],
)
def test_names_of_files_keep_letters(text: str, name: str) -> None:
    assert file_name(text) == name


def test_the_longest_names_are_whole() -> None:
    """Of measure, place with its state, level and period nothing is cut off."""
    measure, level = max(specs(), key=len), max(LEVELS, key=len)
    titles = [place_names.title(kind, place.geoid) for kind in COMMUNITY_LEVELS for place in store().places(kind)]
    periods = [period for spec in specs().values() for kind in spec.levels for period in spec.periods(kind)]
    title, period = max(titles, key=len), max(periods, key=len)
    name = file_name(f"{measure} {title} {level} {period}")
    assert name.endswith(file_name(period))
    assert file_name(title) in name


def test_every_community_has_a_file_name_of_its_own() -> None:
    for level in ("county", "cbsa", "place"):
        codes = [place.geoid for place in store().places(level)]  # type: ignore[arg-type]
        names = {file_name(place_names.title(level, code)) for code in codes}  # type: ignore[arg-type]
        assert len(names) == len(codes)
