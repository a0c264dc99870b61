"""The view in the URL: read, checked, kept, written back."""

from __future__ import annotations

import re

import pytest

from indicators.compare.defaults import DEFAULT_PEERS
from pages.blocks.text import md
from pages.view import peer_choice
from tests.pages.conftest import buttons, go, heading, shared, texts, visit
from tests.pages.fake_store import FakeMaps, FakeStore

pytestmark = pytest.mark.usefixtures("fake")


def test_a_visitor_without_a_link_sees_austin_the_county() -> None:
    at = visit()
    assert not at.exception
    assert at.title[0].value == "How does Austin (Travis County), TX compare?"
    assert "the county, not the city of Austin" in texts(at)
    assert at.query_params == {}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"place": "48301"}, "Loving County, Texas"),
        ({"place": "12420"}, "Austin-Round Rock, TX"),
        ({"level": "cbsa", "place": "12420"}, "Austin-Round Rock, TX"),
        ({"level": "place", "place": "4805000"}, "Austin, Texas"),
        ({"place": "4805000"}, "Austin, Texas"),
    ],
)
def test_a_link_is_understood_on_the_first_request(query: dict[str, str], title: str) -> None:
    at = visit("segregation", **query)
    assert title in heading(at)
    assert not at.warning


@pytest.mark.parametrize("page", ["overview", "peers", "side_by_side", "methods"])
@pytest.mark.parametrize("query", [{"measure": "nonsense"}, {"period": "1066"}], ids=str)
def test_measure_and_period_are_read_on_every_page(page: str, query: dict[str, str]) -> None:
    at = visit(page, **query)
    assert not at.exception
    assert next(iter(query.values())) in at.warning[0].value


def test_a_second_community_that_nobody_knows_is_named() -> None:
    at = visit("side_by_side", other="99999")
    assert "99999" in at.warning[0].value
    assert not visit("side_by_side", other="48029", other_level="county").warning


def test_where_no_peer_of_a_link_is_known_the_usual_ones_are_shown() -> None:
    at = visit("segregation", peers="99999,99998")
    assert "you see the usual peers instead" in at.warning[0].value
    assert "15 peers" in texts(at)
    pinned = visit("segregation", pinned="99999").warning[0].value
    assert "(pinned peer)" in pinned
    assert "left out" in pinned


def test_a_place_picked_on_another_map_is_not_looked_for_on_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the embedded snapshot's maps
    at = visit("income_inequality", view="map", picked="48453002214")
    (tract_map,) = at.get("deck_gl_json_chart")
    assert "48453002214" not in tract_map.proto.json
    assert "focus-county_2023-48453" in tract_map.proto.json


def test_a_good_link_says_nothing() -> None:
    good = {
        "view": "map",
        "map": "counties.county",
        "classing": "equal",
        "layers": "none",
        "picked": "48453",
        "period": "2020",
    }
    assert not visit("segregation", **good).warning


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"place": "99999"}, "99999"),
        ({"level": "galaxy", "place": "48453"}, "galaxy"),
        ({"level": "county", "place": "48453", "peers": "48029,99998"}, "99998"),
        ({"measure": "nonsense"}, "nonsense"),
        ({"period": "1066"}, "1066"),
        ({"snapshot": "ffffffffffff"}, "ffffffffffff"),
        ({"place": "../../etc/passwd"}, "../../etc/passwd"),
        ({"level": "cbsa"}, "no place"),
        ({"map": "globe"}, "globe"),
        ({"classing": "magic"}, "magic"),
        ({"layers": "names,roads"}, "names,roads"),
        ({"picked": "zz"}, "zz"),
        ({"group": "weather"}, "weather"),
        ({"view": "hologram"}, "hologram"),
    ],
)
def test_what_is_not_understood_is_named_and_the_default_shown(query: dict[str, str], named: str) -> None:
    at = visit("segregation", **query)
    assert not at.exception
    assert named in at.warning[0].value
    assert "Austin (Travis County)" in heading(at)


def test_a_measure_of_another_factor_is_said_to_be_elsewhere() -> None:
    at = visit("income_inequality", measure="dissimilarity_black_white")
    assert "Segregation" in at.warning[0].value


def test_peers_of_the_link_are_shown() -> None:
    at = visit("segregation", level="county", place="48453", peers="48029,48113")
    assert "2 peers" in texts(at)


def test_peers_that_a_rule_gives_keep_their_rule_when_a_link_names_them() -> None:
    alike = peer_choice.likeness("county", "48453").geoids
    page_text = texts(visit("peers", level="county", place="48453", peers=",".join(alike)))
    assert "Chosen by hand" not in page_text
    assert page_text.count("10 counties most alike in") == 1
    default = ",".join(DEFAULT_PEERS["48453"][1])
    assert texts(visit("peers", peers=default)).count("15 counties of large, growing regions") == 1


def test_most_alike_is_a_click_away_and_says_so() -> None:
    at = visit("peers")
    buttons(at, "peers_how").set_value("alike").run()
    assert texts(at).count("10 counties most alike in") == 1
    assert at.session_state["peers_how"] == "alike"
    assert at.query_params["peer_rule"] == "alike"
    buttons(at, "peers_how").set_value("growing").run()
    assert {"peers", "peer_rule"}.isdisjoint(at.query_params)


def test_one_peer_chosen_by_hand_is_one_county() -> None:
    at = visit("peers", level="county", place="48453", peers="48029")
    assert "1 county. Chosen by hand." in texts(at)
    assert at.session_state["peers_how"] == "hand"


def test_pinned_peers_are_named_and_can_be_pinned_one_by_one() -> None:
    at = visit("segregation")
    at.session_state["peers_open"] = True
    at.run()
    buttons(at, "peers_pinned").set_value(["48029"]).run()
    assert at.query_params["pinned"] == "48029"
    assert "Pinned: " in texts(at)


def test_the_selection_survives_a_change_of_page() -> None:
    at = visit("segregation", level="cbsa", place="12420")
    at.query_params.clear()
    go(at, "family_stability")
    assert "Austin-Round Rock, TX" in heading(at)
    assert at.query_params["place"] == "12420"


def test_who_looks_at_maps_sees_the_next_pages_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the embedded snapshot's maps
    at = visit("segregation", view="map", map="nation.county")
    at.query_params.clear()
    go(at, "family_stability")
    assert at.get("deck_gl_json_chart")
    assert at.query_params["view"] == "map"
    assert "map" not in at.query_params


def test_the_back_button_wins_over_the_session() -> None:
    at = visit("segregation", level="county", place="48301")
    at.query_params.clear()
    at.query_params["place"] = "48453"
    at.run()
    assert "Austin (Travis County)" in heading(at)


def test_a_measure_chosen_is_written_to_the_url_and_shown() -> None:
    at = visit("segregation")
    at.selectbox(key="measure").set_value("dissimilarity_asian_white").run()
    assert at.query_params["measure"] == "dissimilarity_asian_white"
    assert at.selectbox(key="measure").value == "dissimilarity_asian_white"
    at.selectbox(key="period").set_value("2010").run()
    assert at.query_params["period"] == "2010"
    assert at.query_params["measure"] == "dissimilarity_asian_white"


def test_a_community_is_found_by_name() -> None:
    at = visit("segregation")
    at.text_input(key="community_text").set_value("loving").run()
    buttons(at, "community_match").set_value("county:48301").run()
    assert "Loving County, Texas" in heading(at)
    assert at.query_params["place"] == "48301"


def test_the_level_switch_goes_to_the_metro() -> None:
    at = visit("segregation")
    buttons(at, "level_switch").set_value("cbsa").run()
    assert "Austin-Round Rock, TX" in heading(at)


def test_the_link_to_copy_has_every_field() -> None:
    link = shared(visit("segregation"))[1]
    for field in ("level=county", "place=48453", "peers=48029,48113", "measure=", "period=", "snapshot=0123456789ab"):
        assert field in link


def test_the_link_to_copy_gives_the_same_view() -> None:
    at = visit("segregation", measure="isolation_black", period="2010", peers="48029")
    link = shared(at)[1]
    fields = dict(part.split("=") for part in link.split("?")[1].split("&"))
    again = visit("segregation", **fields)
    assert shared(again)[1] == link
    assert without_exports(texts(again)) == without_exports(texts(at))
    assert not again.warning


def without_exports(text: str) -> str:
    """Addresses of files repeat the fields of the address."""
    return re.sub(r'<details class="cm-export.*?</details>', "", text, flags=re.DOTALL)


def test_names_from_data_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.runtime import snapshots

    odd = "<script>alert(1)</script> **x** [y](http://z) $a$ :red[b], Texas"
    monkeypatch.setattr(snapshots, "shared_maps", lambda: FakeMaps(FakeStore(odd)))
    at = visit("overview", place="48301")
    assert at.title[0].value == md(f"How does {odd} compare?")
    scripts = [element.value for element in at.get("html") if "<script" in element.value]
    assert not any("alert" in script for script in scripts)
    assert not any("Texas" in script for script in scripts)
