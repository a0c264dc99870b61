"""The places that a community is compared with, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from indicators.core.geography import Level

# How the peers of a community are chosen. growing: the list that people made for Austin. hand: a visitor named them.
PeerRule = Literal["growing", "alike", "state", "region", "size", "hand"]
PEER_RULES: tuple[PeerRule, ...] = get_args(PeerRule)


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer, and why it is one, in words.

    distance: z-scores from the focus, None where likeness did not choose it. alike, unlike: the context in which it is
    nearest and farthest, in words, "" where that is not known. is_pinned: it stays whatever chose the others.
    """

    geoid: str
    distance: float | None = None
    reason: str = ""
    alike: str = ""
    unlike: str = ""
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """A focus and its peers, all of one level. rule: how they were chosen, in words; chosen_by: the same as a field."""

    level: Level
    focus: str
    members: tuple[Peer, ...] = field(default_factory=tuple)
    rule: str = ""
    chosen_by: PeerRule = "hand"

    @property
    def geoids(self) -> tuple[str, ...]:
        """The peers' geoids, in order, without the focus."""
        return tuple(peer.geoid for peer in self.members)

    @property
    def cache_key(self) -> tuple[object, ...]:
        """What tells it from other groups: distances and reasons follow from the rule and the places."""
        pinned = tuple(peer.geoid for peer in self.members if peer.is_pinned)
        return (self.level, self.focus, self.geoids, pinned, self.rule, self.chosen_by)
