"""Boxes to type in, without a browser: what is offered, what is said, and what a choice does."""

from __future__ import annotations

import pytest

from indicators.core.geography import Level
from pages.blocks import search, typed_places
from pages.runtime.snapshots import store
from pages.view import place_names
from tests.pages.conftest import heading, texts, visit

BOXES = [("overview", "community"), ("side_by_side", "other"), ("peers", "peer")]


def typed_into(page: str, box: str, text: str):  # type: ignore[no-untyped-def]
    at = visit(page)
    if box == "peer":
        at.session_state["peers_open"] = True
        at.run()
    at.text_input(key=f"{box}_text").set_value(text).run()
    assert not at.exception
    return at


def offered(at, box: str) -> list[str]:  # type: ignore[no-untyped-def]
    """Labels of the matches under a box, best first."""
    groups = [group for group in at.get("button_group") if group.key == f"{box}_match"]
    return [option.content for group in groups for option in group.proto.options]


@pytest.mark.parametrize(("page", "box"), BOXES)
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Dallas County, TX", "Dallas County, Texas · county"),
        ("Mayaguez municipio", "Mayagüez Municipio, Puerto Rico · county"),
        ("prince george’s county", "Prince George's County, Maryland · county"),
        ("Fersno county", "Fresno County, California · county"),
        ("shannon county sd", "Oglala Lakota County, South Dakota · county"),
    ],
)
def test_every_search_box_finds_what_people_type(page: str, box: str, text: str, first: str) -> None:
    assert offered(typed_into(page, box, text), box)[0] == first


@pytest.mark.parametrize(
    ("text", "level", "geoid"),
    [
        ("NYC", "county", "36047"),
        ("Big Apple", "cbsa", "35620"),
        ("SLC", "county", "49035"),
        ("DFW", "place", "4819000"),
        ("Twin Cities", "county", "27053"),
        ("Travis County", "place", "4805000"),
        ("Travis County", "cbsa", "12420"),
        ("48453", "cbsa", "12420"),
        ("Austin metro", "county", "48453"),
        ("Brooklyn", "place", "3651000"),
        ("Oahu", "cbsa", "46520"),
    ],
)
def test_a_box_of_one_level_finds_what_belongs_to_the_place_that_is_meant(text: str, level: str, geoid: str) -> None:
    assert search.matches(text, (level,))[0].geoid == geoid  # type: ignore[arg-type]


def test_a_city_of_several_counties_offers_each_of_them() -> None:
    boroughs = ["36047", "36061", "36081", "36005", "36085"]
    assert [place.geoid for place in search.matches("NYC", ("county",))] == boroughs
    assert [place.geoid for place in search.matches("NYC")][:2] == ["3651000", "35620"]


# What is typed into a box of one level that has nothing of that name -> what is said of it, and the nearest there.
ELSEWHERE = {
    ("DeKalb", "place"): ("DeKalb County, Georgia is here as a county, not as a city.", "1304000"),
    ("Mount Vernon WA", "place"): ("Mount Vernon-Anacortes, WA is here as a metro or micro area", "5363000"),
    ("Austin CO", "place"): ("Austin County, Texas is here as a county, not as a city.", "4805000"),
    ("Queens County", "place"): ("Queens County, New York is here as a county", "3651000"),
    ("10001", "place"): ("New York County, New York is here as a county", "3651000"),
    ("Oglala Lakota", "cbsa"): ("Oglala Lakota County, South Dakota is here as a county, not as a metro", "43620"),
    ("Newark DE", "county"): ("Nothing is called “Newark DE” here", "36061"),
}


@pytest.mark.parametrize(("typed", "answer"), ELSEWHERE.items())
def test_a_box_of_one_level_says_where_a_place_is_and_offers_the_nearest(
    typed: tuple[str, Level], answer: tuple[str, str]
) -> None:
    (text, level), (page_text, nearest) = typed, answer
    other = next(iter(search.matches(text)), None)
    near = place_names.nearest(text, other, search.NEAREST, (level,))
    assert search.matches(text, (level,)) == ()
    assert search.why_none(text, other, (level,)).startswith(page_text)
    assert nearest in [place.geoid for place in near]
    assert {place.level for place in near} == {level}


def test_no_county_leaves_the_boxes_of_other_levels_without_an_offer() -> None:
    """Every twelfth one: found, or said to be a county with something near. Puerto Rico has no city here."""
    silent = []
    for county in store().places("county")[::12]:
        for level in ("cbsa", "place"):
            text, levels = county.name, (level,)
            if not search.matches(text, levels) and not place_names.nearest(text, county, 3, levels):
                silent.append((text, level))
    states_with_a_city = {place.geoid[:2] for place in store().places("place")}
    codes = {place.name: place.geoid[:2] for place in store().places("county")}
    assert [(text, level) for text, level in silent if level != "place" or codes[text] in states_with_a_city] == []


def test_the_matches_say_what_they_answer() -> None:
    """By this the browser knows that the first match is one of what was typed, before Enter takes it."""
    at = typed_into("overview", "community", 'travis "tx" <b>')
    assert 'class="cm-answers" data-text="travis &quot;tx&quot; &lt;b&gt;"' in texts(at)


def test_what_is_not_found_is_said_with_the_nearest_names() -> None:
    at = typed_into("overview", "community", "Albuquerqueue Cityy")
    assert "Nothing is called “Albuquerqueue Cityy” here" in texts(at)
    assert any("Albuquerque" in label for label in offered(at, "community"))
    assert 'class="cm-answers"' not in texts(at), "Enter takes no guess"


def test_what_is_like_no_name_is_said() -> None:
    at = typed_into("overview", "community", "qwertyuiop **x**")
    assert r"Nothing is called “qwertyuiop \*\*x\*\*” here" in texts(at)
    assert offered(at, "community") == []


def test_a_text_that_is_too_long_is_said_to_be() -> None:
    at = typed_into("overview", "community", "Travis County, Texas " * 20)
    assert "No name has 420 letters" in texts(at)
    assert 'class="cm-answers"' not in texts(at)
    assert "Type the name of a county, city or metro" in texts(at)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("78704", ["48453", "12420"]),
        ("78704-1234", ["48453", "12420"]),
        ("ZIP 78704", ["48453", "12420"]),
        ("Zip code: 78704", ["48453", "12420"]),
        ("01001", ["25013", "01001"]),
        ("787041234", []),
    ],
)
def test_a_zip_code_finds_what_lies_around_it_and_a_code_its_place(text: str, places: list[str]) -> None:
    codes = [place.geoid for place in search.matches(text)]
    assert set(places) <= set(codes)
    assert bool(codes) == bool(places)


# Boxes with a list: what the browser does not find there is sent as it was typed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("anasco", "72011"),
        ("Mayaguez", "72097"),
        ("mayagüez municipio, pr", "72097"),
        ("Poncee", "72113"),
        ("Travis County", ""),
        ("nowhere at all", ""),
    ],
)
def test_a_name_typed_into_a_list_of_counties_is_one_of_them(text: str, code: str) -> None:
    names = {place.geoid: place.name for place in store().places("county") if place.geoid.startswith("72")}
    assert typed_places.place_typed(text, "county", names) == code


def test_a_list_says_what_it_has_that_is_nearest() -> None:
    names = {place.geoid: place.name for place in store().places("county") if place.geoid.startswith("72")}
    sentence = "Nothing on this list is called “Poncelet”. The nearest: Ponce Municipio, Puerto Rico."
    assert typed_places.not_here("Poncelet", "county", names) == sentence
    assert typed_places.not_here("xyzzy", "county", names) == "Nothing on this list is called “xyzzy”."


def test_the_boxes_with_a_list_take_what_is_not_on_it() -> None:
    """AppTest can't type into them; the browser does (tests/browser/test_search.py)."""
    peers, places = (
        visit("side_by_side").selectbox(key="both_peer"),
        visit("segregation", view="map").selectbox(key="map_place"),
    )
    assert peers.proto.accept_new_options
    assert places.proto.accept_new_options


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("480000002", "480000002"),
        ("O’Henry elementary", "480000001"),
        ("ohenry", "480000001"),
        ("San Jose", "480000002"),
        ("Cassis", "480000003"),
        ("Lycee", "480000003"),
        ("", ""),
        ("zebra", ""),
    ],
)
def test_names_of_schools_are_read_in_the_same_way(text: str, code: str) -> None:
    names = {"480000001": "O'Henry Elementary", "480000002": "San José High", "480000003": "Lycée Cassis"}
    assert typed_places.place_typed(text, "campus", names) == code


# Links


@pytest.mark.parametrize(
    ("level", "text", "level_shown", "place"),
    [
        ("county", "dallas county tx", "county", "48113"),
        ("", "Mayaguez Municipio", "county", "72097"),
        ("place", "o’fallon", "place", "2954074"),
        ("cbsa", "austin", "cbsa", "12420"),
        ("cbsa", "NYC", "cbsa", "35620"),
        ("county", "Big Apple", "county", "36047"),
    ],
)
def test_a_link_may_name_its_place(level: str, text: str, level_shown: str, place: str) -> None:
    at = visit("overview", **({"level": level} if level else {}), place=text)
    name = store().place(level_shown, place)  # type: ignore[arg-type]
    assert name
    assert name.name.split(",")[0] in heading(at)
    assert f"“{text}” is a name, not a code; you see" in at.warning[0].value


@pytest.mark.parametrize(("code", "today"), [("30113", "30031"), ("12025", "12086"), ("51780", "51083")])
def test_a_link_to_a_county_that_was_shows_the_one_of_today(code: str, today: str) -> None:
    at = visit("overview", level="county", place=code)
    name = store().place("county", today)
    assert name
    assert name.name.split(",")[0] in heading(at)
    assert f"“{code}” is a code of former times; you see" in at.warning[0].value


@pytest.mark.parametrize("text", ["99999", "zzzzzz", "x" * 5000])
def test_a_link_that_names_nothing_is_said_to(text: str) -> None:
    at = visit("overview", place=text)
    assert "is not the code of a county, metro or city that we know" in at.warning[0].value
