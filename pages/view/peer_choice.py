"""The peers of a community: chosen by hand, the default ones, or the nearest by context; pinned ones stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from indicators.compare.peers import CONTEXT, ContextTable, chosen, context_table, default_group, nearest, stability
from indicators.core.geography import Level
from indicators.core.peers import Peer, PeerGroup
from indicators.core.result import Result
from indicators.core.selection import Selection
from pages.runtime.cache import cached
from pages.runtime.snapshots import store

How = Literal["default", "nearest", "by hand"]

NEAREST = 10


def group_of(selection: Selection) -> PeerGroup:
    """Peers of a selection, with the rule by which they were found."""
    return _group(Selection(selection.level, selection.place, selection.peers, selection.pinned))


@cached
def likeness(level: Level, focus: str) -> PeerGroup:
    """The nearest places by context, whatever was chosen."""
    return nearest(context_of(level), level, focus, NEAREST)


@cached
def explained(group: PeerGroup) -> dict[str, Peer]:
    """Distance of every peer and what drives it, also of those chosen by hand; {} where the context is not known."""
    table = context_of(group.level)
    ranked = nearest(table, group.level, group.focus, len(table.geoids))
    return {peer.geoid: peer for peer in ranked.members if peer.geoid in group.geoids}


def is_chosen_for_all(level: Level, focus: str) -> bool:
    """Whether this community starts with peers chosen by people."""
    return default_group(level, focus) is not None


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


def how(selection: Selection) -> How:
    """By which rule the peers of a selection are chosen; peers that a link names one by one may be those of a rule."""
    level, focus = selection.level, selection.place
    default = default_group(level, focus)
    if selection.peers is None:
        return "default" if default else "nearest"
    if default and _same(selection, default):
        return "default"
    return "nearest" if _same(selection, likeness(level, focus)) else "by hand"


def _same(selection: Selection, group: PeerGroup) -> bool:
    """Whether the selection names the peers of a group; pinned ones are there in any case."""
    return set(selection.peers or ()).difference(selection.pinned) == set(group.geoids).difference(selection.pinned)


@cached
def _group(selection: Selection) -> PeerGroup:
    level, focus, rule = selection.level, selection.place, how(selection)
    if rule == "by hand":
        group = chosen(level, focus, selection.peers or ())
    else:
        group = (default_group(level, focus) if rule == "default" else None) or likeness(level, focus)
    extra = [code for code in selection.pinned if code != focus and code not in group.geoids]
    pinned = tuple(Peer(code, None, "pinned by you") for code in extra)
    said = f"{group.rule} {len(pinned)} more pinned by you." if pinned else group.rule
    return replace(group, members=group.members + pinned, rule=said)
