"""Which map a community is shown on, and the sentence where it is not one of tracts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.core.geography import Level
from indicators.present.maps.choices import TRACT_KEYS, MapChoices, Surroundings, map_choices
from indicators.registry import specs

AUSTIN = Surroundings(
    county="48453",
    county_name="Travis County, Texas",
    state="48",
    state_name="Texas",
    cbsa="12420",
    cbsa_name="Austin-Round Rock-Georgetown, TX",
    members=("48021", "48055", "48209", "48453", "48491"),
    tract_counties={"2010": frozenset({"48029"}), "2020": frozenset({"48021", "48055", "48209", "48453", "48491"})},
    tract_metros={"12420": ("48021", "48055", "48209", "48453", "48491")},
    has_tracts=lambda key, period, counties: True,
    has_points=lambda level: True,
)
BEXAR = replace(AUSTIN, county="48029", county_name="Bexar County, Texas", cbsa="41700", members=("48029",))
NEW_YORK = replace(AUSTIN, county="36061", state="36", state_name="New York", cbsa="35620", members=("36061", "34003"))
CAPITOL = replace(AUSTIN, county="09110", state="09", state_name="Connecticut", cbsa="25540", members=("09110",))


def choose(key: str, level: Level, period: str, around: Surroundings = AUSTIN) -> MapChoices:
    geoid = {"county": around.county, "cbsa": around.cbsa, "place": "4805000"}[level]
    return map_choices(specs()[key], level, geoid, period, around)


def options_of(choices: MapChoices) -> list[tuple[str, str, str]]:
    return [(option.kind, option.key, option.area) for option in choices.options]


def test_travis_sees_its_tracts_its_metro_its_state_and_the_nation() -> None:
    choices = choose("dissimilarity_black_white", "county", "2020")
    assert options_of(choices) == [
        ("residents", "share_black", "12420"),
        ("tracts", "part_of_dissimilarity_black_white", "48453"),
        ("counties", "dissimilarity_black_white", "48"),
        ("nation", "dissimilarity_black_white", "us"),
    ]
    assert [option.title.partition(":")[0] for option in choices.options[:2]] == [
        "Who lives where",
        "Parts of the index",
    ]
    assert choices.sentence == ""
    labels = ["Tracts: who lives where", "Tracts: part of the index", "Counties of Texas", "Counties of the nation"]
    assert [option.label for option in choices.options] == labels


@pytest.mark.parametrize(
    ("key", "level"), [("economic_connectedness", "county"), ("campus_score", "county"), ("wage_ratio_90_10", "cbsa")]
)
def test_labels_tell_maps_apart_and_fit_their_box(key: str, level: Level) -> None:
    labels = [option.label for option in choose(key, level, "2022", NEW_YORK).options]
    assert len(set(labels)) == len(labels) > 0
    assert all(0 < len(label) <= 27 for label in labels), labels


@pytest.mark.parametrize("level", ["county", "place", "cbsa"])
def test_tracts_of_the_whole_metro_come_first(level: Level) -> None:
    first = choose("isolation_black", level, "2020").options[0]
    assert (first.kind, first.key, first.area) == ("tracts", "share_black", "12420")
    assert first.title == "Census tracts of the Austin-Round Rock-Georgetown, TX area"


def test_a_metro_sees_the_map_of_all_its_tracts_before_one_countys() -> None:
    choices = choose("dissimilarity_black_white", "cbsa", "2020")
    assert [area for _, _, area in options_of(choices)][:3] == ["12420", "48453", "12420"]


def test_tracts_of_another_vintage_are_never_drawn() -> None:
    choices = choose("dissimilarity_black_white", "county", "2010")
    assert choices.options[0].level == "county"
    assert "Outlines of the 2010 census tracts are not here for Travis County, Texas" in choices.sentence
    assert "those of 2020 are" in choices.sentence


def test_without_figures_there_are_no_tracts() -> None:
    bare = replace(AUSTIN, has_tracts=lambda key, period, counties: False)
    choices = choose("isolation_black", "county", "2020", bare)
    assert choices.options[0].kind == "counties"
    assert choices.sentence.startswith("There are no census tract figures of 2020 for Travis County")


def test_a_measure_without_tracts_says_so() -> None:
    choices = choose("gini_household_income", "county", "2019-2023")
    assert [option.kind for option in choices.options] == ["counties", "nation"]
    assert choices.sentence == "There are no figures for census tracts here, so the map shows larger areas."


def test_a_metro_across_state_lines_is_shown_whole() -> None:
    choices = choose("dissimilarity_black_white", "county", "2020", NEW_YORK)
    assert options_of(choices)[0] == ("counties", "dissimilarity_black_white", "36061")
    assert choices.options[0].title == "Counties of New York and of the metro area"


def test_connecticut_says_why_its_map_is_empty() -> None:
    assert (
        "eight counties that Connecticut had before 2022"
        in choose("dissimilarity_black_white", "county", "2020", CAPITOL).sentence
    )
    assert "eight" not in choose("income_ratio_80_20", "county", "2019-2023", CAPITOL).sentence


def test_wages_are_shown_by_metro() -> None:
    choices = choose("wage_ratio_90_10", "cbsa", "2025-05")
    assert options_of(choices) == [("metros", "wage_ratio_90_10", "us")]
    assert choices.options[0].focus == "12420"


def test_schools_are_points_where_they_have_a_location() -> None:
    assert choose("economic_connectedness", "county", "2022").options[-1].kind == "points"
    nowhere = replace(AUSTIN, has_points=lambda level: False)
    assert all(
        option.kind != "points" for option in choose("economic_connectedness", "county", "2022", nowhere).options
    )


def test_every_map_can_be_told_from_the_others() -> None:
    for spec in specs().values():
        for level in ("county", "cbsa"):
            for period in spec.periods(level):
                options = choose(spec.key, level, period).options
                assert len({(option.kind, option.level) for option in options}) == len(options)


def test_what_tracts_show_exists() -> None:
    for key, fine in TRACT_KEYS.items():
        assert key in specs()
        assert all("tract" in specs()[key].levels for key in fine)
