"""Figures that are withheld are told with their reason, never shown as a shell, a number or a crash."""

from __future__ import annotations

import pytest

from indicators.registry import of_factor, specs
from tests.pages.conftest import texts, visit

AUSTIN, ROANOKE, ROANOKE_CITY = "4805000", "51770", "5168000"
WITHHELD = sorted(key for key, spec in specs().items() if spec.withheld("place"))


@pytest.mark.parametrize("key", WITHHELD)
def test_a_city_is_shown_its_county_and_why(key: str) -> None:
    spec = specs()[key]
    at = visit(spec.factor, level="place", place=AUSTIN, measure=key)
    assert not at.exception
    info = at.info[0].value
    assert "Figures for cities are withheld: " in info
    assert "Shown is Travis County, Texas, its principal county." in info
    assert "no figure for" not in texts(at)


def test_the_overview_of_a_city_speaks_of_no_withheld_figure() -> None:
    page_text = texts(visit(level="place", place=AUSTIN))
    assert "41 of 100 Facebook friends" in page_text
    assert "49.1%" not in page_text


def test_an_old_link_to_a_withheld_period_leads_to_the_county() -> None:
    at = visit("social_capital", level="place", place=AUSTIN, measure="social_associations", period="2016")
    assert not at.exception
    assert "Figures for cities are withheld: " in at.info[0].value


def test_no_page_prints_a_share_that_collapsed() -> None:
    for period in ("2018", "2019"):
        at = visit("school_quality", place=ROANOKE, measure="high_poverty_schools_black", period=period)
        assert not at.exception
        page_text = texts(at)
        assert f"no figure for Black students in high-poverty schools, {period} (withheld: " in page_text
        assert "falls from 77% (2017)" in page_text
        assert "0% of Black" not in page_text


def test_the_sentence_of_a_county_with_an_agency_from_beyond_says_what_it_is_without_it() -> None:
    page_text = texts(visit("school_quality", place="13311", measure="graduation_rate_4yr"))
    assert "too uncertain to act on: 26.1%" in page_text
    assert "without it the rate would be about 90%" in page_text
    assert "not ranked" in page_text or "too uncertain to rank" in page_text


def test_methods_names_no_level_that_is_withheld() -> None:
    assert {spec.key for spec in of_factor("social_capital") if "place" in spec.levels and spec.shown("place")} == set()
    at = visit("methods", picked="social_associations")
    assert not at.exception
    assert "Figures of cities are withheld." in texts(at)
