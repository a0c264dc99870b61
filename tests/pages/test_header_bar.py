"""The bar at the top of every page, and the addresses that it gives."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from indicators.core.geography import COMMUNITY_LEVELS, Level
from indicators.core.selection import LEVEL, PLACE
from pages.runtime.snapshots import store
from pages.view.session import view_of
from pages.view.short_address import short_address
from pages.view.shown_measure import measure_of
from tests.pages.conftest import PAGES, heading, shared, texts, visit
from tests.pages.fake_store import FakeStore

EVERY_CODE = sorted((place.geoid, level) for level in COMMUNITY_LEVELS for place in store().places(level))


def keys(at: AppTest) -> list[str]:
    """Keys of everything that has one, in the order of the page."""
    protos = [getattr(element, "proto", None) for element in at._tree]
    ids = [str(getattr(proto, "id", "")) or str(getattr(getattr(proto, "popover", None), "id", "")) for proto in protos]
    return [match.group() for name in ids if (match := re.search(r"[a-z_]+$", name.replace("-", " ")))]


@pytest.mark.parametrize("page", PAGES)
def test_the_bar_comes_first_on_every_page(page: str) -> None:
    at = visit(page)
    bar = ["header_bar", "community_text", "place", "level_switch", "peers_open", "share"]
    assert [key for key in keys(at) if key in bar] == bar
    assert len(at.sidebar) == 0, "the menu alone"


def test_the_place_says_what_it_is_and_how_it_differs_from_its_city() -> None:
    assert "the county, not the city of Austin" in texts(visit("methods"))
    assert "The two are not alike." in texts(visit("methods", place="04013"))


def test_a_place_that_is_alone_has_no_switch() -> None:
    assert "level_switch" not in keys(visit("methods", place="01011"))


def test_who_the_peers_are_is_sent_when_it_is_asked_for() -> None:
    at = visit("segregation")
    assert "often compared with" not in texts(at)
    at.session_state["peers_open"] = True
    at.run()
    assert "15 counties of large, growing regions that Austin is often compared with." in texts(at)


# Addresses


def query_of(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query))


def short(path: str, query: dict[str, str]) -> str:
    return short_address(view_of(path, query), measure_of, origin="")


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("overview", {}, "/?place=48453"),
        ("segregation", {"level": "county", "place": "48453"}, "/segregation?place=48453"),
        ("segregation", {"level": "cbsa", "place": "12420"}, "/segregation?place=12420"),
        ("segregation", {"level": "place", "place": "4805000"}, "/segregation?place=4805000"),
        ("segregation", {"measure": "dissimilarity_black_white", "period": "2020"}, "/segregation?place=48453"),
        ("segregation", {"measure": "isolation_black"}, "/segregation?place=48453&measure=isolation_black"),
        ("segregation", {"period": "2010"}, "/segregation?place=48453&period=2010"),
        ("peers", {"peers": "48029,48113"}, "/peers?place=48453&peers=48029,48113"),
        ("peers", {"peers": "none"}, "/peers?place=48453&peers=none"),
        ("segregation", {"classing": "equal"}, "/segregation?place=48453&classing=equal"),
        ("side_by_side", {"measure": "dissimilarity_black_white"}, "/side_by_side?place=48453"),
        ("side_by_side", {"other": "48029"}, "/side_by_side?place=48453&other=48029"),
    ],
)
def test_the_short_address_names_what_differs(path: str, query: dict[str, str], address: str) -> None:
    assert short(path, query) == address


def test_peers_that_are_the_usual_ones_are_not_named() -> None:
    usual = view_of("peers", {}).peers.geoids
    assert short("peers", {"peers": ",".join(usual)}) == "/peers?place=48453"


@pytest.mark.parametrize(("code", "level"), EVERY_CODE[::100])
def test_a_code_alone_leads_to_the_same_place(code: str, level: Level) -> None:
    query = query_of(short("peers", {LEVEL: level, PLACE: code}))
    view = view_of("peers", query)
    assert query == {PLACE: code}
    assert view.community == (level, code)
    assert not view.problems


def test_a_code_of_a_county_and_a_metro_names_the_metros_level(fake: FakeStore) -> None:
    fake.names["cbsa"]["48301"] = "Metro 48301"
    for level, address in (("county", "/peers?place=48301"), ("cbsa", "/peers?level=cbsa&place=48301")):
        assert short("peers", {LEVEL: level, PLACE: "48301"}) == address
        assert view_of("peers", query_of(address)).community == (level, "48301")


VIEWS = [
    ("overview", {"level": "place", "place": "4805000"}),
    ("segregation", {"level": "cbsa", "place": "12420", "measure": "isolation_black", "period": "2010"}),
    ("school_quality", {"place": "48301", "pinned": "48029"}),
    ("side_by_side", {"place": "48453", "other": "48029", "other_level": "county", "map": "counties.county"}),
    ("methods", {"picked": "gini_household_income"}),
]


@pytest.mark.parametrize(("page", "query"), VIEWS)
@pytest.mark.parametrize("which", [0, 1], ids=["short", "exact"])
def test_both_addresses_show_the_same_view(page: str, query: dict[str, str], which: int) -> None:
    at = visit(page, **query)
    links = shared(at)
    again = visit(page, **query_of(links[which]))
    assert [warning.value for warning in again.warning] == [warning.value for warning in at.warning]
    assert heading(again) == heading(at)
    assert shared(again) == links


def test_only_the_exact_address_names_peers_and_snapshot() -> None:
    brief, exact = (query_of(link) for link in shared(visit("segregation")))
    assert brief == {"place": "48453"}
    assert exact["snapshot"] == store().snapshot
    assert exact["measure"] == "dissimilarity_black_white"
    assert len(exact["peers"].split(",")) == 15
