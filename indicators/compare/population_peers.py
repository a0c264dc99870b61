"""Peers of the nearest population: within a state, a census region or the nation (METHODS: peers)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.compare.columns import columns
from indicators.core.estimate import Status
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.peers import Peer, PeerGroup, PeerRule
from indicators.core.result import Result


@dataclass(frozen=True, slots=True)
class Pool:
    """Where peers are looked for. name: as in "counties of Texas". note: what to know of it, as a sentence, or ""."""

    rule: PeerRule
    geoids: frozenset[str]
    name: str
    note: str = ""


def nearest_in_population(population: Result, focus: str, pool: Pool, n: int) -> PeerGroup:
    """The n places of the pool whose population is nearest to that of the focus, nearest first.

    Nearness is by ratio: twice as many people is as far as half as many. Of two that are as near, the one with the
    lower code comes first. Where the focus has no figure, or the pool no other place, the group is empty and says so.
    """
    level = population.level
    people = _people(population)
    if focus not in people:
        why = f"No peers: the population of this {LEVEL_WORDS[level][0]} is not known here."
        return PeerGroup(level, focus, (), why, pool.rule)
    others = sorted(code for code in people if code in pool.geoids and code != focus)
    sizes, own = np.array([people[code] for code in others]), people[focus]
    gaps = np.maximum(sizes, own) / np.minimum(sizes, own)
    codes = [others[i] for i in np.argsort(gaps, kind="stable")[:n]]
    members = tuple(Peer(code, None, ratio_words(people[code] / people[focus])) for code in codes)
    return PeerGroup(level, focus, members, _rule(level, pool, len(codes), n), pool.rule)


def ratio_words(ratio: float) -> str:
    """How many people another place has beside one's own: ``4% fewer people``."""
    if ratio >= 2:
        return f"{ratio:.1f} times the people"
    share = f"{abs(ratio - 1):.0%}"
    if share == "0%":
        return "as many people"
    return f"{share} {'more' if ratio > 1 else 'fewer'} people"


def _people(population: Result) -> dict[str, float]:
    table = columns(population)
    usable = table.is_status(Status.OK, Status.UNRELIABLE) & (table.value > 0)
    return {table.geoids[i]: float(table.value[i]) for i in np.flatnonzero(usable)}


def _rule(level: Level, pool: Pool, count: int, n: int) -> str:
    word, words = LEVEL_WORDS[level]
    if count == 0:
        sentence = f"No peers: there is no other {word} of {pool.name} with figures here."
    elif count == n:
        sentence = f"The {n} {words} of {pool.name} with the nearest population."
    elif count == 1:
        sentence = f"The only other {word} of {pool.name} with figures here."
    else:
        sentence = f"Only {count} other {words} of {pool.name} have figures here: all are shown."
    return f"{sentence} {pool.note}".strip()
