"""What pages say about a place: its name, what it is and is not, and what it was or became."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl

import pytest

from data.core.county_changes import REGIONS_OF, RETIRED_IN, STATES, SUCCESSORS, predecessors, replaced_by
from data.reader.places.names import states_of
from indicators.core.estimate import Estimate, Interval, Quality
from indicators.core.geography import COMMUNITY_LEVELS, Level
from indicators.registry import specs
from pages.blocks import county_and_city
from pages.runtime.snapshots import store
from pages.view import figures, place_names
from pages.view.session import view_of
from tests.pages.conftest import PAGES, texts, visit

RETIRED = tuple(SUCCESSORS | REGIONS_OF)
ONE_AREA = ("24510", "29510", "11001", "06075", "08031", "42101", "22071", "51760", "13021")
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


# One area, or two


@pytest.mark.parametrize("county", ONE_AREA)
@pytest.mark.parametrize("page", ["overview", "income_inequality", "school_quality"])
def test_a_city_that_is_its_county_is_one_area_said_once(page: str, county: str) -> None:
    city = store().coextensive("county", county)
    assert city
    for level, geoid in (("county", county), ("place", city)):
        shown = texts(visit(page, level=level, place=geoid))
        assert shown.count("city and county are one area") == 1
        assert "not the city" not in shown
        assert "not the county" not in shown
        assert "not alike" not in shown
        assert "principal county" not in shown
        assert "those of its county" not in shown


def test_no_city_is_said_to_differ_from_the_county_that_it_is() -> None:
    cities = [place.geoid for place in store().places("place")]
    whole = [city for city in cities if place_names.is_one_area("place", city)]
    assert len(whole) >= 20
    for city in whole:
        county = store().principal_county("place", city)
        assert county
        for level, geoid in (("county", county), ("place", city)):
            assert county_and_city.sentence(level, geoid) == ""
            view = view_of("overview", {"level": level, "place": geoid})
            for factor in ("segregation", "income_inequality", "school_quality", "social_capital", "family_stability"):
                for spec in figures.measures_of(view, factor):
                    target = figures.target_of(view, spec)
                    assert target
                    period = figures.periods_of(spec, target.level)[0]
                    note = figures.substitute_sentence(view, figures.Measure(spec, period, target))
                    assert "principal county" not in note
                    assert bool(note) == target.is_substitute


@pytest.mark.parametrize("level", ["county", "place"])
def test_county_and_city_differ_by_numbers_that_differ(level: Level) -> None:
    """Over every place: the sentence has two different numbers, and its figures are far apart for their margins."""
    sentences = {place.geoid: county_and_city.sentence(level, place.geoid) for place in store().places(level)}
    sentences = {geoid: sentence for geoid, sentence in sentences.items() if sentence}
    assert len(sentences) >= 20
    for geoid, sentence in sentences.items():
        county, city = sentence.partition("): ")[2].split(" in the county and ")
        numbers = [NUMBER.match(part) for part in (county, city)]
        assert all(numbers), sentence
        assert numbers[0][0] != numbers[1][0], (geoid, sentence)  # type: ignore[index]


def test_only_figures_of_one_method_are_put_beside_each_other() -> None:
    """Friends of low-income people: cities are built from ZIP codes, without limits, so they are another thing."""
    methods = {spec.key for spec in specs().values() if list(county_and_city.periods_of_one_method(spec))}
    assert "economic_connectedness_share" not in methods
    assert "learning_rate" not in methods
    assert "high_school_degree" in methods
    assert "not alike" not in texts(visit())


@pytest.mark.parametrize(
    ("county", "city", "differs"),
    [
        (Estimate(0.40, 0.02, interval=Interval.SAMPLING), Estimate(0.49, 0.02, interval=Interval.SAMPLING), True),
        (Estimate(0.40, 0.09, interval=Interval.SAMPLING), Estimate(0.49, 0.09, interval=Interval.SAMPLING), False),
        (Estimate(0.4001, 1e-6, interval=Interval.SAMPLING), Estimate(0.4002, 1e-6, interval=Interval.SAMPLING), False),
        (Estimate(0.40), Estimate(0.49), False),
        (Estimate(0.40, 0.02, interval=Interval.SAMPLING), Estimate(0.49), False),
        (
            Estimate(0.40, 0.02, interval=Interval.SAMPLING, quality=Quality.POOR),
            Estimate(0.49, 0.02, interval=Interval.SAMPLING),
            False,
        ),
    ],
)
def test_what_is_clearly_different(county: Estimate, city: Estimate, differs: bool) -> None:
    assert county_and_city.differ(specs()["high_school_degree"], county, city) is differs


# Names


@pytest.mark.parametrize("level", COMMUNITY_LEVELS)
def test_every_title_names_its_state_and_is_of_one_place(level: Level) -> None:
    titles = {place: place_names.title(level, place.geoid) for place in store().places(level)}
    twice = [title for title, count in Counter(titles.values()).items() if count > 1]
    assert twice == []
    for place, title in titles.items():
        names = [name for code in states_of(place) for name in STATES[code]]
        assert any(name in title for name in names) or place.geoid == "11001", title


@pytest.mark.parametrize(
    ("county", "title"),
    [
        ("48453", "Austin (Travis County), TX"),
        ("01073", "Birmingham (Jefferson County), AL"),
        ("21111", "Louisville (Jefferson County), KY"),
        ("47037", "Nashville (Davidson County), TN"),
        ("15003", "Honolulu (Honolulu County), HI"),
        ("36047", "Kings County, New York"),
        ("29510", "St. Louis city, Missouri"),
        ("11001", "Washington (District of Columbia)"),
    ],
)
def test_a_county_is_called_as_people_know_it(county: str, title: str) -> None:
    assert place_names.title("county", county) == title


# Codes that were and codes that are


def test_every_retired_code_of_the_snapshot_leads_to_codes_of_today() -> None:
    retired = {place.geoid for place in store().places("county") if place.vintage != "2022"}
    assert retired == set(RETIRED) == set(RETIRED_IN)
    for old in RETIRED:
        for new in replaced_by(old):
            assert old in predecessors(new)
            assert store().place("county", new)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("old", ["46113", "02261", "09007"])
def test_retired_and_new_codes_lead_to_each_other_on_every_page(page: str, old: str) -> None:
    assert linked(page, old) == list(replaced_by(old))
    for new in replaced_by(old):
        assert linked(page, new) == list(predecessors(new))


@pytest.mark.parametrize("old", RETIRED)
def test_every_retired_code_has_its_way_on_and_back(old: str) -> None:
    assert linked("peers", old) == list(replaced_by(old))
    assert all(old in linked("peers", new) for new in replaced_by(old)[:1])


def test_parts_of_a_county_are_never_called_by_a_zip_code_of_its_number() -> None:
    """1,210 counties have the code of a ZIP code that lies elsewhere: 48453 is Austin's county, and one in Michigan."""
    zips = {place.geoid for place in store().places("zip")}
    alike = [place.geoid for place in store().places("county") if place.geoid in zips]
    assert "48453" in alike
    names = {code: figures.Target("zip", code, ()).name for code in alike}
    assert [code for code, name in names.items() if name != place_names.title("county", code)] == []


def linked(page: str, place: str) -> list[str]:
    """Codes of the counties that the head of a page links to, each on the same page."""
    at = visit(page, level="county", place=place)
    assert not at.exception
    links = {code: link.proto for link in at.get("page_link") if (code := _place(link.proto.query_string)) != place}
    assert all(link.page in ("" if page == "overview" else page, page) for link in links.values()), links
    return list(links)


def _place(query: str) -> str:
    return dict(parse_qsl(query)).get("place", "")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("46113", "the county as it was until 2015. Oglala Lakota County took its place"),
        ("02261", "until 2019. Chugach Census Area and Copper River Census Area took its place"),
        ("51515", "the county as it was until 2013. Bedford County took its place"),
        ("09001", "the county as it was until 2022, not the city of Bridgeport"),
        ("09110", "a planning region drawn in 2022"),
        ("02066", "a county drawn in 2019. Figures of places as they were before are found under Valdez-Cordova"),
    ],
)
def test_a_county_says_of_which_years_it_is(place: str, text: str) -> None:
    assert text in place_names.kind_sentence("county", place)
