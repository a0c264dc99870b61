"""Every page, on the snapshot that the project carries, for places of every kind."""

from __future__ import annotations

import pytest

from data.core.county_changes import REGIONS_OF
from data.core.errors import SnapshotError
from indicators.core.geography import COMMUNITY_LEVELS
from indicators.factors import FACTORS
from pages.blocks import search
from pages.runtime import snapshots
from tests.pages.conftest import FACTOR_PAGES, PAGES, heading, shared, texts, to_copy, visit

PLACES = {
    "Austin": ("county", "48453", "Austin (Travis County)"),
    "a rural county": ("county", "48301", "Loving County, Texas"),
    "another rural county": ("county", "31005", "Arthur County, Nebraska"),
    "a metro": ("cbsa", "12420", "Austin-Round Rock"),
    "a city": ("place", "4805000", "Austin, Texas"),
    "an old county of Connecticut": ("county", "09001", "Fairfield County"),
    "a planning region of Connecticut": ("county", "09110", "Capitol Planning Region"),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", PLACES)
def test_a_page_shows_a_place(page: str, kind: str) -> None:
    level, geoid, name = PLACES[kind]
    at = visit(page, level=level, place=geoid)
    assert not at.exception
    assert not [box for box in at.warning if "understood" in box.value]
    assert name in f"{texts(at)} {[box.proto for box in at.main.get('popover')]}"
    assert len(at.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_what_is_kept_of_a_page_is_shown_to_the_next_visitor(page: str) -> None:
    first = visit(page)
    again = visit(page)
    assert not again.exception
    assert texts(again) == texts(first)


@pytest.mark.parametrize("page", FACTOR_PAGES)
def test_a_factor_page_has_all_its_parts(page: str) -> None:
    at = visit(page)
    assert at.title[0].value == FACTORS[page].question
    for part in ("cm-headline", "cm-badge", "## What it means"):
        assert part in texts(at)
    assert {"Good to know", "How this is measured"} <= {box.label for box in at.main.get("expander")}
    assert at.get("vega_lite_chart")
    assert visit(page, view="map").get("deck_gl_json_chart")
    table = visit(page, view="table").get("html")
    assert next(box.value for box in table if "cm-sort" in box.value).count("<tr") > 16


def test_the_page_says_that_the_county_is_not_the_city() -> None:
    assert "the county, not the city of Austin" in texts(visit())
    assert "This is Loving County, Texas." in texts(visit(place="48301"))


def test_figures_of_travis_county_are_those_published() -> None:
    page_text = texts(visit())
    for figure in ("0.499", "4.59 ± 0.11", "0.81 ± 0.01", "21.4% ± 1.4", "39.1 (± 0.3)"):
        assert figure in page_text


@pytest.mark.parametrize("key", ["dissimilarity_black_white", "isolation_black", "entropy_index"])
def test_a_county_whose_index_counts_a_prison_says_so_and_shows_the_figure_without(key: str) -> None:
    at = visit("segregation", level="county", place="54077", measure=key)
    page_text = texts(at)
    assert (
        "96% of the Black adults counted are in census tracts where many adults do not live in households" in page_text
    )
    assert "; without them it is " in page_text
    table = texts(visit("segregation", level="county", place="54077", measure=key, view="table"))
    assert "Preston County, West Virginia, without institutions" in table
    assert "would have to move" not in page_text.partition("## What it means")[0]
    assert f"offer_{key}_in_households" in {button.key for button in at.button}
    assert "It is not ranked" in page_text


def test_2010_says_that_institutions_cannot_be_told() -> None:
    at = visit("segregation", level="county", place="54077", measure="dissimilarity_black_white", period="2010")
    assert "2010 can’t be checked in this way" in texts(at)


def test_a_city_without_a_figure_is_shown_its_county_by_name() -> None:
    at = visit("segregation", level="place", place="4805000")
    assert "Travis County, Texas" in at.info[0].value
    assert "principal county" in at.info[0].value


def test_a_place_without_data_is_offered_the_level_that_has_it() -> None:
    at = visit("family_stability", level="county", place="09001")
    assert "no figure" in texts(at).lower()
    for region in ("09190", "09120", "09140"):
        assert at.button(key=f"offer_county_{region}")
    at.button(key="offer_county_09120").click().run()
    assert "Greater Bridgeport Planning Region" in heading(at)


def test_an_old_county_of_connecticut_leads_to_the_regions_instead_of_an_empty_map() -> None:
    at = visit(place="09001")
    assert "is on no map of today" in texts(at)
    links = [link.proto for link in at.get("page_link")]
    assert [link.query_string for link in links[:3]] == [f"level=county&place={code}" for code in REGIONS_OF["09001"]]
    assert "outlined" not in texts(at)


def test_every_region_of_connecticut_succeeds_an_old_county() -> None:
    from pages.runtime.snapshots import store

    codes = {place.geoid for place in store().places("county") if place.geoid.startswith("09")}
    assert set(REGIONS_OF) == {code for code in codes if code < "09100"}
    assert {region for regions in REGIONS_OF.values() for region in regions} == {
        code for code in codes if code > "09100"
    }


def test_a_place_without_a_figure_leads_to_the_nearest_that_has_one() -> None:
    at = visit("school_quality", place="48301")
    button = at.button(key="offer_nearest")
    assert button.label == "Reeves County, Texas, 31 miles away"
    button.click().run()
    assert "Reeves County, Texas" in heading(at)
    assert "Reeves County, Texas, 31 miles away" in texts(visit(place="48301"))
    assert "offer_nearest" not in {box.key for box in visit("school_quality", place="72127").button}


def test_where_nothing_has_a_figure_only_what_there_is_is_named() -> None:
    assert "No other measure of this page has a figure for Arthur County, Nebraska." in texts(
        visit("mobility", place="31005")
    )
    assert "The metro or micro area has no figure on this factor either." in texts(visit("mobility", place="48301"))


@pytest.mark.parametrize(
    ("text", "first"), [("78704", "48453"), ("99999", None), ("787", None), ("travis county, texas", "48453")]
)
def test_a_community_is_found_by_zip_code_or_name(text: str, first: str | None) -> None:
    places = search.matches(text)
    assert next((place.geoid for place in places), None) == first
    assert all(place.level in COMMUNITY_LEVELS for place in places)


def test_a_metro_is_told_of_its_own_measure_where_its_county_stands_in() -> None:
    at = visit("income_inequality", level="cbsa", place="12420")
    assert at.info[0].value.endswith("Of the area itself:")
    at.button(key="offer_wage_ratio_90_10").click().run()
    assert at.query_params["measure"] == "wage_ratio_90_10"
    assert not at.info


def test_the_select_box_names_a_tract_of_the_map() -> None:
    at = visit("segregation", view="map")
    box = at.selectbox(key="map_place")
    box.set_value("48453001100").run() if "48453001100" in box.options else box.set_value(_first(box)).run()
    assert "picked" in at.query_params
    assert at.query_params["picked"] in at.session_state["map_place"]


def _first(box: object) -> str:
    from pages.runtime.snapshots import store

    return store().children("tract", "48453")[0]


def test_map_options_are_in_the_link() -> None:
    link = shared(visit("segregation", view="map", map="nation.county", classing="equal", layers="names"))[1]
    for field in ("map=nation.county", "classing=equal", "layers=names"):
        assert field in link


def test_upward_mobility_names_the_zone_and_no_cause() -> None:
    page_text = texts(visit("mobility", view="zones")).lower()
    assert "commuting zone austin" in page_text
    for word in ("causes", "because of", "leads to", "effect of"):
        assert word not in page_text


def test_a_missing_snapshot_is_one_clear_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise SnapshotError("there is no snapshot in data/snapshots. Run: python -m data build")

    monkeypatch.setattr(snapshots, "shared_maps", missing)
    at = visit("segregation")
    assert not at.exception
    assert at.title[0].value == "There are no figures to show"
    assert "Run: python -m data build" in texts(at)


def test_a_snapshot_that_vanishes_is_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def vanished() -> None:
        raise FileNotFoundError("data/snapshots/x/figures/county.parquet")

    monkeypatch.setattr(snapshots, "shared_maps", vanished)
    at = visit("peers")
    assert not at.exception
    assert at.title[0].value == "There are no figures to show"
    assert "A file can’t be read just now." in texts(at)
    assert "snapshots/x" not in texts(at)


@pytest.mark.parametrize(
    ("page", "key", "sentence"),
    [
        ("school_quality", "campus_rating", "school campuses in Austin (Travis County), TX with a letter"),
        ("school_quality", "campus_score", "school campuses in Austin (Travis County), TX"),
        ("school_quality", "district_rating", "school districts in Austin (Travis County), TX with a letter"),
        ("segregation", "share_black", "census tracts in Austin (Travis County), TX"),
    ],
)
@pytest.mark.parametrize(("level", "geoid"), [("county", "48453"), ("cbsa", "12420"), ("place", "4805000")])
def test_measures_of_a_countys_parts_are_in_the_switch(
    page: str, key: str, sentence: str, level: str, geoid: str
) -> None:
    at = visit(page, level=level, place=geoid, measure=key)
    assert not at.exception
    assert not at.warning
    assert sentence in texts(at)
    assert at.selectbox(key="measure").value == key
    assert bool(at.get("deck_gl_json_chart")) == (key != "district_rating")
    table = visit(page, level=level, place=geoid, measure=key, view="table")
    assert len(table.dataframe[0].value) > 10
    citation = to_copy(at)
    assert "“" in citation
    assert "Austin (Travis County)" in citation


def test_schools_are_points_on_the_map() -> None:
    at = visit("school_quality", view="map", measure="campus_rating")
    assert "School campuses of Travis County, Texas" in texts(at)
    assert "pointRadius" in at.get("deck_gl_json_chart")[0].proto.json
    schools = visit("social_capital", view="map", map="points.high_school")
    assert "High schools of Travis County, Texas" in texts(schools)
    elsewhere = visit("school_quality", place="09110", measure="campus_rating")
    assert "is there for school campuses only" in elsewhere.warning[0].value


def test_a_measure_of_the_metro_alone_is_a_click_away() -> None:
    at = visit("income_inequality")
    at.button(key="see_cbsa_wage_ratio_90_10").click().run()
    assert not at.exception
    assert "Austin-Round Rock" in heading(at)
    assert at.query_params["measure"] == "wage_ratio_90_10"


@pytest.mark.parametrize(("place", "sentence"), [("09110", "a planning region"), ("09001", "as it was until 2022")])
def test_connecticut_says_which_of_its_two_sets_of_counties_it_is(place: str, sentence: str) -> None:
    assert sentence in texts(visit(place=place))


def test_a_view_without_anything_to_show_is_not_offered() -> None:
    def offered(page: str, **query: str) -> list[str]:
        boxes = [box for box in visit(page, **query).get("button_group") if box.key == "panel"]
        return [option for box in boxes for option in box.options]

    assert offered("segregation") == ["Peers", "Map", "Groups", "Over time", "Table"]
    assert offered("income_inequality") == ["Peers", "Map", "Table"]
    assert offered("income_inequality", measure="median_household_income") == ["Peers", "Map", "Groups", "Table"]
    assert offered("segregation", peers="none") == ["Map", "Groups", "Over time", "Table"]
    assert offered("segregation", measure="share_black") == ["Map", "Table"]
    assert offered("school_quality", measure="district_rating") == []
    assert "Map" not in offered("social_capital", place="72127"), "no county of Puerto Rico has a figure"
    assert "Map" in offered("school_quality", place="48301"), "other counties of Texas have"


def test_a_view_that_a_measure_lacks_is_missed_in_words() -> None:
    def captions(view: str, measure: str) -> list[str]:
        return [caption.value for caption in visit("segregation", view=view, measure=measure).caption]

    assert "“Over time” has nothing to show for this measure." in captions("time", "share_black")
    for view, measure in (("time", "dissimilarity_black_white"), ("map", "share_black"), ("nonsense", "share_black")):
        assert not [caption for caption in captions(view, measure) if "nothing to show" in caption]
