"""A place is found as people type it."""

from __future__ import annotations

from zlib import crc32

import pytest

from data.core.county_changes import GONE_BEFORE, RETIRED_IN, STATES, replaced_by, state_name
from data.reader.places.names import ALIASES, aliases, spoken, state_words, states_of
from data.reader.store import SnapshotStore
from indicators.core.folding import folded
from indicators.core.geography import COMMUNITY_LEVELS, LEVEL_WORDS, Geography

FIRST = 12
# What is typed -> the place that comes first. Kinds: state in letters, in full, in front; kind of place; nicknames;
# apostrophes, accents, hyphens; one typing error; names that are no more; short forms; codes.
TYPED = {
    "austin": "12420",
    "travis": "48453",
    "travis tx": "48453",
    "tx travis": "48453",
    "Texas, Travis County": "48453",
    "Travis Co., Texas": "48453",
    "travis county texas usa": "48453",
    "Travis Co": "48453",
    "Travis Co TX": "48453",
    "Travis 48453": "48453",
    "48453 Travis Co": "48453",
    "Fresno CO": "06019",
    "Fresno Co CA": "06019",
    "Frenso CO": "06019",
    "Denver CO": "0820000",
    "Boulder CO": "14500",
    "Weld CO": "08123",
    "Adams CO": "08001",
    "Macon Co GA": "13193",
    "Roanoke Co VA": "51161",
    "Richmond Co VA": "51159",
    "county of travis": "48453",
    "Dallas County, TX": "48113",
    "Dallas, Texas": "4819000",
    "Austin city": "4805000",
    "City of Austin": "4805000",
    "austin metro": "12420",
    "greater austin": "12420",
    "Austin metropolitan area": "12420",
    "Austin MSA": "12420",
    "austin county": "48015",
    "San Antonio": "41700",
    "New York City": "3651000",
    "NYC": "3651000",
    "nyc metro": "35620",
    "DC": "11001",
    "D.C.": "11001",
    "Washington city, DC": "1150000",
    "Washington County OR": "41067",
    "O’Fallon": "2954074",
    "Indianapolis": "26900",
    "Indianapolis city": "1836003",
    "indy": "1836003",
    "Philly": "4260000",
    "LA": "0644000",
    "la county": "06037",
    "SF": "0667000",
    "NOLA": "2255000",
    "Vegas": "3240000",
    "KC MO": "2938000",
    "kc ks": "2036000",
    "Brooklyn": "36047",
    "Manhattan": "36061",
    "Manhattan KS": "31740",
    "Staten Island": "36085",
    "DFW": "19100",
    "Twin Cities": "33460",
    "O’Fallon city": "2954074",
    "O'Fallon, MO": "2954074",
    "o fallon missouri": "2954074",
    "Lee’s Summit": "2941348",
    "Prince George’s": "24033",
    "prince georges county": "24033",
    "Coeur d’Alene": "17660",
    "Mayaguez": "32420",
    "Mayagüez Municipio": "72097",
    "MAYAGÜEZ, PR": "32420",
    "dona ana": "35013",
    "Canon City": "15860",
    "Española": "21580",
    "Hawaiʻi County": "15001",
    "Fersno": "06019",
    "Fersno, CA": "06019",
    "Fersno CA": "06019",
    "California Fersno": "06019",
    "La Cross": "29100",
    "Indianapolis city (balance), Indiana": "1836003",
    "Urban Honolulu CDP": "1571550",
    "Nashville-Davidson metropolitan government (balance), Tennessee": "4752006",
    "Cook cty": "17031",
    "Travis County, TX 48453": "48453",
    "48453 Travis": "48453",
    "Austin TX 78701": "4805000",
    "N Las Vegas": "3251800",
    "Travs Co Texas": "48453",
    "Kansas Citty": "28140",
    "Fersno metro": "23420",
    "Misoula": "30063",
    "Missuola County": "30063",
    "Pheonix": "38060",
    "Albuqerque": "10740",
    "Milwakee": "33340",
    "Cincinatti": "17140",
    "Pittsburg PA": "38300",
    "Travis Cuonty": "48453",
    "Travis County, Texsa": "48453",
    "Shannon County SD": "46102",
    "Wade Hampton": "02158",
    "Bedford city VA": "51019",
    "Valdez-Cordova": "02261",
    "Fairfield County CT": "09001",
    "Clifton Forge": "51005",
    "Dade County FL": "12086",
    "St Louis": "41180",
    "Saint Louis city": "29510",
    "Ft. Worth city": "4827000",
    "Fort Worth city": "4827000",
    "Mt Vernon": "34580",
    "Winston Salem": "49180",
    "de kalb county georgia": "13089",
    "DeKalb County, GA": "13089",
    "Louisville": "31140",
    "Louisville city": "2148006",
    "Nashville city": "4752006",
    "Lexington, KY": "30460",
    "Honolulu": "15003",
    "Ventura city": "0665042",
    "Boise": "14260",
    "Carson City": "16180",
    "Kansas City": "28140",
    "Orleans Parish": "22071",
    "Orleans County, LA": "22071",
    "Kodiak Island Borough": "02150",
    "Juneau City and Borough": "02110",
    "king county": "53033",
    "Virginia Beach": "47260",
    "West Virginia Kanawha": "54039",
    "48453": "48453",
    "12420": "12420",
    "6037": "06037",
    "4805000": "4805000",
}

# More of the same kinds: short words of addresses, states with errors or in two single letters, names joined in one
# text, older and newer titles of metro areas, regions, nicknames, codes as files write them, what was in former times.
MORE = {
    "No. Little Rock": "30780",
    "So. Bend": "43780",
    "Pt St Lucie": "38940",
    "Pt. Arthur": "13140",
    "Colo Springs": "17820",
    "Colo. Spgs": "17820",
    "Va. Beach": "47260",
    "Arlington Hts": "1702154",
    "the city of Los Angeles": "0644000",
    "The Villages": "45540",
    "the Quad Cities": "19340",
    "Charlotte, N. C.": "3712000",
    "washington d c": "1150000",
    "Kanawha County W. Va.": "54039",
    "Kanawha WVa": "54039",
    "Louisville Kentuky": "31140",
    "Boston Massachussetts": "2507000",
    "Springfield Missourri": "44180",
    "Hartford Conneticut": "0937000",
    "Raleigh-Durham": "39580",
    "Raleigh–Durham": "39580",
    "Austin-Round Rock": "12420",
    "Austin-Round Rock-San Marcos, TX": "12420",
    "Houston-Pasadena-The Woodlands, TX": "26420",
    "San Francisco-Oakland-Fremont, CA": "41860",
    "Atlanta-Sandy Springs-Roswell, GA": "12060",
    "Virginia Beach-Chesapeake-Norfolk, VA-NC": "47260",
    "Cleveland-Akron": "17460",
    "Denver-Boulder": "19740",
    "Dallas and Fort Worth": "19100",
    "Minneapolis & St. Paul": "33460",
    "Buffalo-Niagara Falls": "15380",
    "Chicago-Naperville-Elgin, IL-IN-WI Metropolitan Statistical Area": "16980",
    "San Francisco Bay Area": "41860",
    "Dallas–Fort Worth metroplex": "19100",
    "Tampa Bay": "45300",
    "Research Triangle": "39580",
    "Tri-Cities": "28420",
    "Lehigh Valley": "10900",
    "South Florida": "33100",
    "Big Apple": "3651000",
    "the big apple": "3651000",
    "Windy City": "1714000",
    "Beantown": "2507000",
    "Sin City": "3240000",
    "City of Brotherly Love": "4260000",
    "Motor City": "2622000",
    "Crescent City": "18860",
    "PG County": "24033",
    "San Juan": "41980",
    "Richmond County": "36085",
    "Jefferson County": "21111",
    "05000US48453": "48453",
    "0500000US48453": "48453",
    "1600000us4805000": "4805000",
    "310M500US12420": "12420",
    "FIPS 48453": "48453",
    "fips: 6037": "06037",
    "48-453": "48453",
    "48453.0": "48453",
    "048453": "48453",
    "Uastin": "12420",
    "Bustin": "12420",
    "Ouston": "26420",
    "Astin": "12420",
    "Hampa FL": "45300",
    "Ffort Worth": "19100",
    "Foort Wayne": "23060",
    "Siant Paul": "33460",
    "Mouut Pleasant, SC": "4548535",
    "Yellowstone National Park, MT": "30031",
    "30113": "30031",
    "12025": "12086",
    "Dade County, Florida": "12086",
    "Dade County, GA": "13083",
    "South Boston city, VA": "51083",
    "Nansemond": "51800",
    "Princess Anne County": "51810",
    "Shannon, South Dakota": "46102",
    "Shannon County": "29203",
    "46113": "46113",
    "Wade Hampton AK": "02158",
    "Hartford County, Connecticut": "09003",
}


@pytest.mark.parametrize(("text", "first"), (TYPED | MORE).items())
def test_the_first_place_is_the_one_that_is_meant(text: str, first: str, embedded: SnapshotStore) -> None:
    places = embedded.search(text)
    assert [place.geoid for place in places][:1] == [first], places[:3]


@pytest.mark.parametrize("text", ["", "   ", "’", "—", "\x00", "zzz", "qwertyuiop", "\U0001f600", "東京"])
def test_what_is_no_name_finds_nothing(text: str, embedded: SnapshotStore) -> None:
    assert embedded.search(text) == ()


WRONG_STATE = ["Denver TX", "Portland TX", "Mount Vernon NY", "Travis NY", "Fresno AZ", "Seattle OR", "Nashville KY"]


@pytest.mark.parametrize("text", [*WRONG_STATE, "Maricopa County, NV", "Texas Denver", "Seattle CO"])
def test_a_state_is_no_typing_error(text: str, embedded: SnapshotStore) -> None:
    assert embedded.search(text) == ()
    assert embedded.nearest(text)


def test_no_place_is_taken_for_one_of_another_state(embedded: SnapshotStore) -> None:
    """Each place with a state that is not its own, in letters and in full: what comes of it lies in that state."""
    wrong = []
    states = sorted(STATES)
    for place in communities(embedded)[::3]:
        stem = place.name.rpartition(", ")[0] or place.name
        code = states[crc32(place.name.encode()) % len(states)]
        name = spoken(stem)
        if any(f" {spoken(word)} " in f" {name} " for word in STATES[code]) or code in states_of(place) or code == "08":
            continue  # a state that the name holds is a part of it, and "Co" is a county as well
        for text in (f"{name} {spoken(word)}" for word in STATES[code]):
            for other in embedded.search(text, 1):
                if code not in states_of(other) and not spoken(other.name.rpartition(", ")[0]).startswith(text):
                    wrong.append((text, other.name))
    assert wrong == []


def test_a_short_name_keeps_its_first_letter(embedded: SnapshotStore) -> None:
    """The Windy City is Chicago, not Indy with a letter before it. Only where nothing else is meant it may be wrong."""
    assert "1836003" not in [place.geoid for place in embedded.search("Windy City")]
    assert {place.name[0] for place in embedded.search("Dallaz")} == {"D"}


def test_what_begins_in_the_middle_of_a_word_is_one_word(embedded: SnapshotStore) -> None:
    """ "Wisconsin city" holds "sin city", and nobody means it."""
    assert "5553000" not in [place.geoid for place in embedded.search("Sin City", 40)]
    assert embedded.search("consin city") == ()


@pytest.mark.parametrize("retired", RETIRED_IN)
def test_a_code_finds_what_came_before_and_after_it(retired: str, embedded: SnapshotStore) -> None:
    after = replaced_by(retired)
    assert [place.geoid for place in embedded.search(retired, levels=("county",))] == [retired, *after]
    for code in after:
        assert next(place.geoid for place in embedded.search(code)) == code
        assert retired in [place.geoid for place in embedded.search(code)]


@pytest.mark.parametrize("code", GONE_BEFORE)
def test_a_county_that_was_before_all_figures_leads_to_that_of_today(code: str, embedded: SnapshotStore) -> None:
    name, after = GONE_BEFORE[code]
    assert embedded.place("county", code) is None
    assert {place.geoid for place in embedded.search(code)} == set(after)
    assert set(after) <= {place.geoid for place in embedded.search(f"{name}, {state_name(code[:2])}")}


def test_a_name_may_be_another_one_mistyped(embedded: SnapshotStore) -> None:
    places = [place.name for place in embedded.search("Pittsburg")]
    assert places[0] == "Pittsburg, California"
    assert "Pittsburgh, PA" in places


def test_a_text_without_end_is_cut(embedded: SnapshotStore) -> None:
    assert embedded.search("travis county " + "x" * 1_000_000) == embedded.search("travis county " + "x" * 500)
    assert embedded.search("travis " * 100_000) is not None


@pytest.mark.parametrize(
    ("text", "near"), [("Albuquerqueue City", "3502000"), ("Minneapples", "33460"), ("Tallahasse Countyy", "45220")]
)
def test_where_nothing_is_found_the_nearest_names_are_known(text: str, near: str, embedded: SnapshotStore) -> None:
    assert near in [place.geoid for place in (*embedded.search(text), *embedded.nearest(text))]


def communities(store: SnapshotStore) -> list[Geography]:
    places = [place for level in COMMUNITY_LEVELS for place in store.places(level)]
    return [place for place in places if store.principal_county(place.level, place.geoid)]


def ways(place: Geography) -> dict[str, str]:
    """How a place may be typed. A name that many places share is tried with its state alone."""
    stem, _, state = place.name.rpartition(", ")
    stem = stem or place.name
    codes = sorted(states_of(place))
    letters = {f"letters {code}": f"{stem}, {STATES[code][0]}" for code in codes}
    full = {f"state {code}": f"{STATES[code][1]} {stem}" for code in codes}
    kind = {"kind": f"{stem} {LEVEL_WORDS[place.level][0].split()[0]} {state}"}
    return {"name": place.name, "code": place.geoid, "folded": folded(place.name), **letters, **full, **kind}


def test_every_community_is_found_by_each_of_its_names(embedded: SnapshotStore) -> None:
    """Each by its whole name and its code, and by two more of its ways in turn."""
    misses = []
    for number, place in enumerate(communities(embedded)):
        ways_of_place = ways(place)
        names = list(ways_of_place)[2:]
        for how in {"name", "code", names[number % len(names)], names[(number + 1) % len(names)]}:
            if place not in embedded.search(ways_of_place[how], FIRST):
                misses.append((place, how, ways_of_place[how]))
    assert misses == []


def test_every_community_is_found_by_its_name_without_a_state(embedded: SnapshotStore) -> None:
    """There are some thirty Jacksons and Washingtons: more than a list holds, but not more than there are."""
    for place in communities(embedded):
        assert place in embedded.search(place.name.rpartition(", ")[0] or place.name, 60), place


def test_a_county_is_first_by_its_short_kind_and_beside_its_code(embedded: SnapshotStore) -> None:
    """ "Macon Co GA" is no city that another county speaks for, and "Roanoke Co VA" not the city that is no county."""
    wrong = []
    for place in [place for place in communities(embedded) if place.level == "county"][::5]:
        stem, _, _ = place.name.rpartition(", ")
        name = stem.removesuffix(" County")
        if name == stem or replaced_by(place.geoid):
            continue
        for text in (f"{name} Co {STATES[place.geoid[:2]][0]}", f"{place.geoid} {name}", f"{name} {place.geoid}"):
            first = embedded.search(text, 1)
            if not first or first[0] != place:
                wrong.append((text, [other.name for other in first]))
    assert wrong == []


def test_a_county_is_among_those_of_its_name_by_its_short_kind(embedded: SnapshotStore) -> None:
    """ "Co" is Colorado as well: what is first is a county, or lies there."""
    wrong = []
    for place in [place for place in communities(embedded) if place.level == "county"][::12]:
        name = place.name.rpartition(", ")[0].removesuffix(" County")
        matches = embedded.search(f"{name} CO", 60) if f"{name} County" in place.name else (place,)
        if place not in matches or (matches[0].level != "county" and "08" not in states_of(matches[0])):
            wrong.append((place.name, [other.name for other in matches[:2]]))
    assert wrong == []


def test_the_whole_name_comes_first(embedded: SnapshotStore) -> None:
    """But for a retired county that another has taken the place of: that one has the figures of today."""
    for place in communities(embedded):
        first = embedded.search(place.name, 1)[0]
        later = replaced_by(place.geoid) if place.level == "county" else ()
        assert first.name == place.name or (len(later) == 1 and first.geoid == later[0]), (place, first)


def mistyped(text: str) -> str:
    """One error, always the same for a text: two letters swapped, one left out, changed or doubled."""
    seed = crc32(text.encode())
    at = 1 + seed % (len(text) - 2)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    left_out, doubled = text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]
    changed = text[:at] + "abcdefghijklmnopqrstuvwxyz"[seed // 7 % 26] + text[at + 1 :]
    return (swapped, left_out, changed, doubled)[seed // 3 % 4]


@pytest.mark.parametrize("with_state", [True, False])
def test_one_typing_error_is_forgiven(with_state: bool, embedded: SnapshotStore) -> None:
    """Without its state a name may be meant for more places than a list holds: then one of the same name is enough."""
    tried, hit = 0, 0
    misses = []
    for place in communities(embedded):
        stem, _, state = place.name.rpartition(", ")
        if len(folded(stem).replace(" ", "")) < 6:
            continue
        tried += 1
        text = mistyped(stem) + (f", {state}" if with_state else "")
        places = embedded.search(text, FIRST)
        is_found = place in places or any((other.name.rpartition(", ")[0]) == stem for other in places)
        is_found = place in places if with_state else is_found
        hit += is_found
        if not is_found:
            misses.append((place.name, text))
    print(f"one typing error, {'with' if with_state else 'without'} state: {hit / tried:.2%} of {tried} places")
    assert hit / tried >= 0.95, misses[:20]


def test_the_search_that_is_restricted_to_a_level_has_room_for_all_of_it(embedded: SnapshotStore) -> None:
    counties = embedded.search("washington county", 40, ("county",))
    assert len(counties) >= 30
    assert {place.level for place in counties} == {"county"}
    cities = embedded.search("austin", 12, ("place",))
    assert cities[0].geoid == "4805000"
    assert {place.level for place in cities} == {"place"}


def test_every_nickname_is_of_a_place_that_is_there(embedded: SnapshotStore) -> None:
    assert ALIASES.is_file()
    assert aliases()
    for (level, geoid), names in aliases().items():
        assert level in COMMUNITY_LEVELS
        assert embedded.place(level, geoid) is not None, (level, geoid)
        for name, order in names.items():
            places = embedded.search(name)
            assert geoid in [place.geoid for place in places][: order + 2], (name, geoid)
    assert set(state_words().values()) == set(STATES)
