"""Presets of peers: in the address, in words, and as the snapshot's own population figures have them."""

from __future__ import annotations

import csv
import io
from math import log
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from data.reader.live_snapshots import LiveSnapshots
from data.reader.store import SNAPSHOTS
from indicators.core.geography import Level
from indicators.core.peers import PEER_RULES
from indicators.core.selection import Selection, from_query
from pages.screens import peers_page
from pages.view import peer_choice
from pages.view.session import address, understood, view_of
from tests.pages.asking import ask
from tests.pages.conftest import shared, texts, visit

SOUTH = ["01", "05", "10", "11", "12", "13", "21", "22", "24", "28", "37", "40", "45", "47", "48", "51", "54"]
PACIFIC_AND_MOUNTAIN = ["02", "04", "06", "08", "15", "16", "30", "32", "35", "41", "49", "53", "56"]
PLACES: list[tuple[Level, str, list[str]]] = [
    ("county", "48453", SOUTH),
    ("county", "06019", PACIFIC_AND_MOUNTAIN),
    ("cbsa", "12420", SOUTH),
    ("cbsa", "23420", PACIFIC_AND_MOUNTAIN),
    ("place", "4805000", SOUTH),
    ("place", "0627000", PACIFIC_AND_MOUNTAIN),
]


def people_and_states(level: Level) -> tuple[dict[str, float], dict[str, str]]:
    """Population and state of every place, read from the snapshot's files without the product's reader."""
    folder = SNAPSHOTS / (SNAPSHOTS / "CURRENT").read_text(encoding="utf-8").strip()
    figures = pq.ParquetFile(folder / "figures" / f"{level}.parquet").read().to_pylist()
    people = {row["geoid"]: row["value"] for row in figures if row["indicator"] == "population" and row["value"]}
    places = pq.ParquetFile(folder / "places.parquet").read().to_pylist()
    return people, {row["geoid"]: row["state"] for row in places if row["level"] == level}


def expected(level: Level, focus: str, states: list[str] | None, n: int = 10) -> list[str]:
    people, state_of = people_and_states(level)
    others = [code for code in people if code != focus and (states is None or state_of[code] in states)]
    return sorted(others, key=lambda code: (abs(log(people[code] / people[focus])), code))[:n]


@pytest.mark.parametrize(("level", "focus", "region"), PLACES)
def test_presets_by_population_are_the_nearest_of_the_snapshot(level: Level, focus: str, region: list[str]) -> None:
    home = people_and_states(level)[1][focus]
    for rule, states in (("state", [home]), ("region", region), ("size", None)):
        group = peer_choice.by_rule(rule, level, focus)  # type: ignore[arg-type]  # one of the rules
        assert list(group.geoids) == expected(level, focus, states)
        assert group.chosen_by == rule


@pytest.mark.parametrize(
    ("level", "place", "rule", "sentence"),
    [
        ("county", "48453", "state", "The 10 counties of Texas with the nearest population."),
        ("county", "48453", "region", "The 10 counties of the South with the nearest population."),
        ("county", "48453", "size", "The 10 counties of the nation with the nearest population."),
        ("place", "4805000", "state", "The 10 cities of Texas with the nearest population."),
        ("cbsa", "12420", "state", "Texas with the nearest population. A metro or micro area is in the state of its"),
        (
            "county",
            "11001",
            "state",
            "No peers: there is no other county of the District of Columbia with",
        ),
        ("county", "15003", "state", "Only 4 other counties of Hawaii have figures here: all are shown."),
        ("county", "44007", "state", "Only 4 other counties of Rhode Island have figures here: all are shown."),
        ("cbsa", "39300", "state", "No peers: there is no other metro or micro area of Rhode Island"),
        ("place", "1571550", "state", "No peers: there is no other city of Hawaii with figures here."),
        ("county", "72127", "size", "No peers: the population of this county is not known here."),
        ("county", "72127", "region", "No peers: the population of this county is not known here."),
    ],
)
def test_the_rule_is_said_on_the_page(level: str, place: str, rule: str, sentence: str) -> None:
    at = visit("peers", level=level, place=place, peer_rule=rule)
    assert not at.exception
    assert not at.warning
    assert sentence in texts(at)
    assert at.session_state["peers_how"] == rule


@pytest.mark.parametrize("rule", PEER_RULES)
def test_a_rule_goes_through_an_address_and_back(rule: Any) -> None:
    selection = Selection("county", "48453", ("48029",), peer_rule=rule)
    assert from_query(selection.to_query(), "cbsa", "12420") == selection


@pytest.mark.parametrize("rule", ["growing", "alike", "state", "region", "size"])
def test_a_link_names_rule_and_peers_and_gives_both_back(rule: str) -> None:
    view = view_of("peers", {"peer_rule": rule})
    again = view_of("peers", dict(parse_qsl(urlsplit(address(view)).query)))
    assert again.selection.peer_rule == rule
    assert again.peers == view.peers
    assert address(again) == address(view)
    assert not again.problems


def test_peers_of_a_link_stay_when_a_new_snapshot_would_choose_others() -> None:
    """What a link names counts; the rule is said only where it still gives these places."""
    alike = peer_choice.by_rule("state", "county", "48453").geoids
    other = (*alike[:-1], "48301")
    view = view_of("peers", {"peer_rule": "state", "peers": ",".join(other)})
    assert view.peers.geoids == other
    assert view.peers.chosen_by == "hand"
    assert "Chosen by hand" in view.peers.rule


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"peer_rule": "magic"}, "“magic” is not a way to choose the peers of this place; you see the usual peers."),
        ({"place": "48029", "peer_rule": "growing"}, "“growing” is not a way to choose the peers of this place"),
        ({"peer_rule": "hand"}, "chosen by hand, but names none; you see the usual peers."),
    ],
)
def test_a_rule_that_is_none_is_named_and_the_usual_peers_shown(query: dict[str, str], named: str) -> None:
    selection, problems = understood(query)
    assert selection.peer_rule == ""
    assert [named in problem.on_page for problem in problems] == [True]
    assert ask(f"/export/peers/peers.csv?{urlencode(query)}").status_code == 400


def pills(at: AppTest, key: str) -> Any:
    return next(one for one in at.get("button_group") if one.key == key)


def test_a_preset_is_chosen_by_a_button_and_stays_with_the_next_community() -> None:
    at = visit("peers")
    pills(at, "peers_how").set_value("state").run()
    assert at.query_params["peer_rule"] == "state"
    assert "The 10 counties of Texas" in texts(at)
    pills(at, "level_switch").set_value("cbsa").run()
    assert at.query_params["peer_rule"] == "state"
    assert "The 10 metro and micro areas of Texas" in texts(at)
    assert "peer_rule=state" in shared(at)[1]


def test_what_was_picked_by_hand_is_there_again_after_a_preset() -> None:
    at = visit("peers", peers="48029,48301")
    assert at.session_state["peers_how"] == "hand"
    pills(at, "peers_how").set_value("size").run()
    assert "peers" not in at.query_params
    pills(at, "peers_how").set_value("hand").run()
    assert at.query_params["peers"] == "48029,48301"
    assert at.query_params["peer_rule"] == "hand"


def test_by_hand_begins_with_the_peers_that_are_shown() -> None:
    at = visit("peers", peer_rule="size")
    shown = peer_choice.by_rule("size", "county", "48453").geoids
    pills(at, "peers_how").set_value("hand").run()
    assert at.query_params["peers"] == ",".join(shown)
    assert "Chosen by hand" in texts(at)


def test_the_editor_has_the_presets_and_a_change_there_is_by_hand() -> None:
    at = visit("segregation", peer_rule="size")
    at.session_state["peers_open"] = True
    at.run()
    assert pills(at, "peers_how_editor").value == "size"
    box = at.multiselect(key="peers_chosen")
    box.set_value(box.value[1:]).run()
    assert at.query_params["peer_rule"] == "hand"
    assert len(at.query_params["peers"].split(",")) == 9


def test_files_carry_the_rule() -> None:
    answer = ask("/export/peers/peers.csv?place=48453&peer_rule=state")
    rows = list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))
    assert len(rows) == 11
    assert {row["Chosen by"] for row in rows} == {"state"}
    assert "people" in rows[1]["Why it is here"]
    cited = bytes(ask("/export/peers/peers.txt?place=48453&peer_rule=state").body).decode()
    assert "The 10 counties of Texas with the nearest population" in cited
    assert "peer_rule=state" in cited
    figures = bytes(ask("/export/segregation/peers.csv?place=48453&peer_rule=state").body).decode("utf-8-sig")
    names = {row["name"] for row in csv.DictReader(io.StringIO(figures)) if row["role"] == "peer"}
    assert len(names) == 10
    assert all("Tex" in name or ", TX" in name for name in names)


def test_a_snapshot_named_in_the_link_decides_who_is_nearest() -> None:
    snapshot = LiveSnapshots(SNAPSHOTS).current().store.snapshot
    view = view_of("peers", {"peer_rule": "size", "snapshot": snapshot})
    assert view.selection.snapshot == snapshot
    assert not view.problems


@pytest.mark.parametrize("rule", ["growing", "alike", "state", "region", "size"])
def test_no_column_of_the_table_repeats_another_or_says_one_thing(rule: str) -> None:
    table = peers_page._context(view_of("peers", {"peer_rule": rule}).peers).frame
    columns = [tuple(map(str, table[head])) for head in table]
    assert len(set(columns)) == len(columns) == len(set(table))
    assert all(len(set(column[1:])) > 1 for column in columns)


def test_a_pinned_peer_is_marked_in_the_table() -> None:
    table = peers_page._context(view_of("peers", {"peer_rule": "state", "pinned": "08031"}).peers).frame
    assert [name for name in table["Place"] if "(pinned)" in name] == ["Denver (Denver County), CO (pinned)"]
