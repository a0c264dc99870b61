"""The peers of a community: by a rule, or chosen by hand; pinned ones stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from data.core.county_changes import state_name
from indicators.compare.census_regions import REGION_OF_STATE, states_of
from indicators.compare.peers import (
    CONTEXT,
    ContextTable,
    chosen,
    context_table,
    default_group,
    likened,
    nearest,
    stability,
)
from indicators.compare.population_peers import Pool, nearest_in_population
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.peers import Peer, PeerGroup, PeerRule
from indicators.core.result import Result
from indicators.core.selection import Selection
from pages.runtime.cache import cached
from pages.runtime.snapshots import store

# As many peers as a rule gives.
NEAREST = 10
PopulationRule = Literal["state", "region", "size"]
# Rules that hold for any community, so that they stay when another one is looked at.
LASTING_RULES: tuple[PeerRule, ...] = ("alike", "state", "region", "size")
DISTRICT_OF_COLUMBIA = "11"
METRO_NOTE = "A metro or micro area is in the state of its largest county."


def group_of(selection: Selection) -> PeerGroup:
    """Peers of a selection, with the rule by which they were chosen."""
    level, place = selection.level, selection.place
    return _group(Selection(level, place, selection.peers, selection.pinned, selection.peer_rule))


def usual_rule(level: Level, focus: str) -> PeerRule:
    """How the peers of a community are chosen where nobody asks for another way."""
    return "growing" if default_group(level, focus) is not None else "alike"


def rules_for(level: Level, focus: str) -> tuple[PeerRule, ...]:
    """The rules that a community can be given peers by, the usual one first."""
    usual = usual_rule(level, focus)
    return (*dict.fromkeys((usual, *LASTING_RULES)), "hand")


def rule_of(selection: Selection) -> PeerRule:
    """By which rule the peers of a selection are chosen; peers that a link names one by one may be those of a rule."""
    level, focus, named_rule = selection.level, selection.place, selection.peer_rule
    if named_rule == "hand":
        return "hand"
    if selection.peers is None:
        return named_rule or usual_rule(level, focus)
    rules = (named_rule,) if named_rule else dict.fromkeys((usual_rule(level, focus), "alike"))
    return next((rule for rule in rules if _is_group(selection, by_rule(rule, level, focus))), "hand")


@cached
def by_rule(rule: PeerRule, level: Level, focus: str) -> PeerGroup:
    """The peers that a rule gives; of "hand", which is none, those of the usual one."""
    if rule == "state" or rule == "region" or rule == "size":
        return _nearest_in_population(rule, level, focus)
    usual = default_group(level, focus) if rule != "alike" else None
    return usual or likeness(level, focus)


@cached
def likeness(level: Level, focus: str) -> PeerGroup:
    """The nearest places by context, whatever was chosen."""
    return nearest(context_of(level), level, focus, NEAREST)


@cached
def explained(group: PeerGroup) -> dict[str, Peer]:
    """Distance of every peer and what drives it, also of those chosen by hand; {} where the context is not known."""
    return likened(context_of(group.level), group.focus, group.geoids)


@cached
def context_of(level: Level) -> ContextTable:
    """What likeness is measured by, for all places of a level."""
    return context_table(context_results(level), level)


def context_results(level: Level) -> dict[str, Result]:
    """Context figures that exist at this level, in the order of CONTEXT."""
    return {key.key: store().result(key.key, level) for key in CONTEXT if store().periods(key.key, level)}


@cached
def survival(level: Level, focus: str) -> dict[str, float]:
    """How often each place stays a peer when the context is drawn anew within its margins."""
    return stability(context_of(level), focus, NEAREST)


def _nearest_in_population(rule: PopulationRule, level: Level, focus: str) -> PeerGroup:
    if not store().periods("population", level):
        return PeerGroup(level, focus, (), f"No peers: the population of {LEVEL_WORDS[level][1]} is not known.", rule)
    return nearest_in_population(store().result("population", level), focus, _pool(rule, level, focus), NEAREST)


def _pool(rule: PopulationRule, level: Level, focus: str) -> Pool:
    """The places among which a rule looks. A metro or micro area is in the state of its largest county."""
    if rule == "size":
        return Pool(rule, frozenset(place.geoid for place in store().places(level)), "the nation")
    state, note = store().parent(level, focus).get("state", ""), METRO_NOTE if level == "cbsa" else ""
    if rule == "state":
        return Pool(rule, _of_states(level, (state,)), _in_sentence(state), note)
    region = REGION_OF_STATE.get(state, "")
    if not region:
        return Pool(rule, frozenset(), "this census region")
    return Pool(rule, _of_states(level, states_of(region)), f"the {region}", note)


def _in_sentence(state: str) -> str:
    return f"{'the ' if state == DISTRICT_OF_COLUMBIA else ''}{state_name(state)}" or "this state"


def _of_states(level: Level, states: tuple[str, ...]) -> frozenset[str]:
    return frozenset(code for state in states for code in store().geoids_of_state(level, state))


def _is_group(selection: Selection, group: PeerGroup) -> bool:
    """Whether the selection names the peers of a group; pinned ones are there in any case."""
    return set(selection.peers or ()).difference(selection.pinned) == set(group.geoids).difference(selection.pinned)


@cached
def _group(selection: Selection) -> PeerGroup:
    level, focus, rule = selection.level, selection.place, rule_of(selection)
    group = chosen(level, focus, selection.peers or ()) if rule == "hand" else by_rule(rule, level, focus)
    extra = [code for code in selection.pinned if code != focus and code not in group.geoids]
    pinned = tuple(Peer(code, None, "pinned by you", is_pinned=True) for code in extra)
    sentence = f"{group.rule} {len(pinned)} more pinned by you." if pinned else group.rule
    members = tuple(replace(peer, is_pinned=peer.geoid in selection.pinned) for peer in group.members)
    return replace(group, members=members + pinned, rule=sentence)
