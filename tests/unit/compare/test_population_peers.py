"""Peers of the nearest population, and the census regions that they are looked for in."""

from __future__ import annotations

import pytest

from data.core.county_changes import STATES
from indicators.compare.census_regions import REGION_OF_STATE, REGIONS, states_of
from indicators.compare.population_peers import Pool, nearest_in_population, ratio_words
from indicators.core.estimate import Estimate, Status
from indicators.core.peers import PeerGroup
from indicators.core.result import Result
from tests.unit.peer_figures import spec

PEOPLE = {"48001": 100.0, "48003": 50.0, "48005": 200.0, "48007": 110.0, "40001": 101.0}
ALL = frozenset({*PEOPLE, "48009"})
TEXAS = Pool("state", frozenset(code for code in ALL if code[:2] == "48"), "Texas")


def group(pool: Pool, focus: str = "48001", n: int = 2, **more: Estimate) -> PeerGroup:
    figures = {code: Estimate(count) for code, count in PEOPLE.items()}
    figures |= {"48009": Estimate(None, status=Status.MISSING), **more}
    return nearest_in_population(Result(spec(key="population"), "county", "2023", figures, ()), focus, pool, n)


def test_nearness_is_by_ratio_and_ties_go_by_code() -> None:
    assert group(TEXAS, n=3).geoids == ("48007", "48003", "48005")  # half and twice as many are as far
    assert group(TEXAS, n=1).rule == "The 1 counties of Texas with the nearest population."
    assert group(Pool("size", ALL, "the nation")).geoids == ("40001", "48007")


def test_the_group_says_its_rule_and_each_peer_how_far_it_is() -> None:
    near = group(TEXAS)
    assert (near.rule, near.chosen_by) == ("The 2 counties of Texas with the nearest population.", "state")
    assert [peer.reason for peer in near.members] == ["10% more people", "50% fewer people"]


@pytest.mark.parametrize(
    ("ratio", "words"), [(0.998, "as many people"), (0.96, "4% fewer people"), (3.64, "3.6 times the people")]
)
def test_a_ratio_in_words(ratio: float, words: str) -> None:
    assert ratio_words(ratio) == words


def test_too_few_places_are_told() -> None:
    assert group(TEXAS, n=10).rule == "Only 3 other counties of Texas have figures here: all are shown."
    only = Pool("state", frozenset({"48001", "48003"}), "Texas")
    assert group(only, n=10).rule == "The only other county of Texas with figures here."
    alone = group(Pool("state", frozenset({"48001"}), "Texas"))
    assert (alone.members, alone.rule) == ((), "No peers: there is no other county of Texas with figures here.")
    unknown = group(TEXAS, focus="48009")
    assert (unknown.members, unknown.rule) == ((), "No peers: the population of this county is not known here.")


def test_a_note_on_the_pool_is_said() -> None:
    noted = Pool("state", TEXAS.geoids, "Texas", "A note.")
    assert group(noted).rule.endswith("nearest population. A note.")


def test_regions_are_those_of_the_census_bureau() -> None:
    """Four regions, nine divisions, each state and the District of Columbia once (us_regdiv.pdf)."""
    assert {region: len(states_of(region)) for region in REGIONS} == {
        "Northeast": 9,
        "Midwest": 12,
        "South": 17,
        "West": 13,
    }
    assert sum(len(divisions) for divisions in REGIONS.values()) == 9
    listed = [code for divisions in REGIONS.values() for codes in divisions.values() for code in codes.split()]
    assert len(listed) == len(set(listed)) == 51
    assert set(REGION_OF_STATE) == set(STATES) - {"66", "72", "78"}
    assert [REGION_OF_STATE[code] for code in ("48", "11", "39", "42", "15")] == [
        *("South", "South", "Midwest", "Northeast", "West")
    ]
