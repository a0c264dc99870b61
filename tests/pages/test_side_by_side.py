"""Two communities: an opening pair of one vintage, one map where both lie on it, never one map twice."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from indicators.registry import specs
from pages.view.map_pairs import opening_peer, paired_maps
from pages.view.session import Community, view_of
from tests.pages.asking import ask
from tests.pages.conftest import shared, texts, visit

SEGREGATION = specs()["dissimilarity_black_white"]
TRAVIS, DALLAS, BEXAR, DENVER = (("county", code) for code in ("48453", "48113", "48029", "08031"))


def decks(at: AppTest) -> list[dict[str, Any]]:
    return [json.loads(deck.proto.json) for deck in at.get("deck_gl_json_chart")]


def figures_of(deck: dict[str, Any]) -> str:
    return next(str(layer["data"]) for layer in deck["layers"] if layer["id"] == "figures")


def outlined(deck: dict[str, Any]) -> set[str]:
    return {layer["id"] for layer in deck["layers"] if layer["id"].startswith("focus-")}


def names(deck: dict[str, Any]) -> set[str]:
    return {row["name"] for layer in deck["layers"] if layer["id"] == "marks" for row in layer["data"]}


@pytest.mark.parametrize("place", ["48453", "48029", "53033", "06019", "36061", "48301"])
def test_the_opening_pair_is_of_one_level_and_vintage(place: str) -> None:
    at = visit("side_by_side", place=place)
    assert not at.warning
    parts = [figures_of(deck).split("/")[-4:] for deck in decks(at)]
    assert parts
    assert len({(level, key, period) for level, _, key, period in parts}) == 1
    assert len({area for _, area, _, _ in parts}) == len(parts), "one map twice"


def test_the_page_opens_with_the_first_peer_whose_tracts_are_of_the_same_vintage() -> None:
    """Travis and Dallas have outlines of 2020; Bexar, which is named first, those of 2010 alone."""
    assert opening_peer(TRAVIS, ("48029", "48113"), SEGREGATION) == "48113"
    assert "Dallas" in visit("side_by_side").title[0].value


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"other": "48113"}, "▲ Austin (Travis County), TX does better"),
        ({"other": "48029"}, "▲ San Antonio (Bexar County), TX does better"),
        ({"other": "41051", "measure": "isolation_white"}, "↑ Portland (Multnomah County), OR is higher"),
        ({"other": "48029", "measure": "gini_household_income"}, "? Can’t be tested"),
        ({"other": "48471"}, "? Can’t be tested"),  # over half of a group is in prisons
        ({"level": "place", "place": "4805000", "other": "48453"}, "Both figures are of one county."),
    ],
)
def test_the_page_says_which_of_the_two_does_better(query: dict[str, str], words: str) -> None:
    """A county is compared with a county, also where it stands in for its city."""
    at = visit("side_by_side", **{"place": "48453", "other_level": "county", **query})
    assert not at.exception
    assert words in texts(at)


def test_two_places_of_one_state_share_one_map_with_both_outlined_and_named() -> None:
    at = visit("side_by_side", place="48453", other="48029", other_level="county")
    (deck,) = decks(at)
    assert "/figures/county/48/dissimilarity_black_white/2020.json" in figures_of(deck)
    assert outlined(deck) == {"focus-county_2023-48453", "focus-county_2023-48029"}
    assert names(deck) == {"Travis County", "Bexar County"}
    text = texts(at)
    assert "dissimilarity 0.499, 2020 Census, adults" in text
    assert "dissimilarity 0.378, 2020 Census, adults" in text
    assert "Outlined: Travis County and Bexar County." in text


def test_two_metros_of_one_state_are_outlined_themselves() -> None:
    (deck,) = decks(visit("side_by_side", level="cbsa", place="12420", other="41700", other_level="cbsa"))
    assert outlined(deck) == {"focus-cbsa_2019-12420", "focus-cbsa_2019-41700"}
    assert "/figures/county/48/" in figures_of(deck)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (("place", "4805000"), ("county", "48453")),  # a city and its own county
        (("place", "0644000"), ("place", "0643000")),  # two cities of one county: Los Angeles and Long Beach
        (("county", "08031"), ("place", "0820000")),  # one area
    ],
)
def test_what_lies_in_one_county_is_one_map_with_one_outline(here: Community, there: Community) -> None:
    at = visit("side_by_side", level=here[0], place=here[1], other=there[1], other_level=there[0])
    (deck,) = decks(at)
    assert len(outlined(deck)) == len(names(deck)) == 1


def test_two_counties_of_one_metro_in_two_states_share_its_map() -> None:
    """Kansas City: Jackson County, Missouri, and Johnson County, Kansas."""
    (deck,) = decks(visit("side_by_side", place="29095", other="20091", other_level="county"))
    assert "/figures/county/28140/" in figures_of(deck)
    assert outlined(deck) == {"focus-county_2023-29095", "focus-county_2023-20091"}


PAIRS = [
    *(
        (TRAVIS, other)
        for other in (DALLAS, BEXAR, DENVER, ("county", "48491"), ("place", "4805000"), ("cbsa", "12420"))
    ),
    (("cbsa", "12420"), ("cbsa", "19100")),
    (("place", "4805000"), ("place", "4819000")),
    (("county", "29095"), ("county", "20091")),
]


@pytest.mark.parametrize("key", ["dissimilarity_black_white", "median_household_income", "economic_connectedness"])
@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_never_one_map_twice(here: Community, there: Community, key: str) -> None:
    pairs = paired_maps(here, there, specs()[key])
    assert pairs
    assert pairs[0].is_alike
    assert len({pair.name for pair in pairs}) == len(pairs)
    for pair in pairs:
        drawn = [(option.key, option.level, option.area, option.period) for option in pair.options]
        assert len(set(drawn)) == len(drawn)


def test_the_tracts_of_both_are_a_click_away_and_in_the_link() -> None:
    at = visit("side_by_side")
    next(one for one in at.get("button_group") if one.key == "both_map").set_value("residents.tract").run()
    first, second = decks(at)
    assert "/tract/48453/share_black/2020.json" in figures_of(first)
    assert "/tract/48113/share_black/2020.json" in figures_of(second)
    fields = dict(parse_qsl(urlsplit(unescape(shared(at)[1])).query))
    assert (fields["other"], fields["other_level"], fields["map"]) == ("48113", "county", "residents.tract")


def test_two_tracts_maps_of_different_vintages_say_so() -> None:
    at = visit("side_by_side", other="48029", other_level="county", map="residents.tract")
    text = texts(at)
    assert "**Share of residents who are Black: census tracts of Travis County, Texas, 2020 Census, adults**" in text
    assert "**Share of residents who are Black: census tracts of Bexar County, Texas, 2010 Census**" in text
    assert "Boundaries" in at.warning[0].value


def test_two_maps_are_of_the_newest_year_that_both_have() -> None:
    at = visit("side_by_side", place="13121", other="48029", other_level="county")
    assert all("/share_black/2010.json" in figures_of(deck) for deck in decks(at))
    assert not at.warning


def test_one_legend_counts_the_places_of_both_maps() -> None:
    at = visit("side_by_side", map="residents.tract")
    legend = next(element.value for element in at.get("html") if "map-legend" in element.value)
    lines = re.findall(r"<span>([^<]*)<small>\(([\d,]+)\)", legend)
    # What is hatched has the color of its class, and is counted there.
    assert sum(int(count.replace(",", "")) for text, count in lines if "hatched" not in text) == 290 + 645


def test_parts_of_one_countys_index_are_not_put_beside_anothers() -> None:
    at = visit("side_by_side", other="06073", measure="dissimilarity_black_white")
    assert len(decks(at)) == 2
    assert all("share_black" in figures_of(deck) for deck in decks(at))


def test_two_communities_of_which_one_has_no_outlines_are_told_so() -> None:
    at = visit("side_by_side", place="02261")
    assert not at.exception
    assert "There is no map of this measure for both" in at.info[0].value
    assert not decks(at)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"other": "00000"}, "00000"),
        ({"other": "48453"}, "The second community is the first one; you see another."),
        ({"map": "points.campus"}, "There is no map “points.campus” of this measure for both; you see another."),
    ],
)
def test_what_a_link_asks_for_in_vain_is_named(query: dict[str, str], named: str) -> None:
    at = visit("side_by_side", **query)
    assert named in at.warning[0].value
    assert decks(at)


def test_files_are_of_the_maps_that_are_shown() -> None:
    one = ask("/export/side_by_side/first.csv?place=48453&other=48029")
    assert one.headers["content-disposition"].count("and-san-antonio") == 1
    assert ask("/export/side_by_side/second.csv?place=48453&other=48029").status_code == 404
    two = ask("/export/side_by_side/second.csv?place=48453&other=48029&map=residents.tract")
    assert b"Bexar County" in bytes(two.body)
    assert ask("/export/side_by_side/first.csv?place=48453&other=48029&map=metro.county").status_code == 404


def test_a_picture_outlines_and_names_both() -> None:
    from pages.screens.side_by_side_page import exhibit_of

    named = exhibit_of(view_of("side_by_side", {"place": "48453", "other": "48029"}), 0, "")
    assert named is not None
    assert named[1].map is not None
    layers = named[1].map["layer"]
    written = {row["name"] for layer in layers if layer["mark"]["type"] == "text" for row in layer["data"]["values"]}
    assert written == {"Travis County", "Bexar County"}
    assert any(layer["mark"].get("filled") is False and len(layer["data"]["values"]) == 2 for layer in layers)
