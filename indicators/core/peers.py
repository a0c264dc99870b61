"""The places that a community is compared with, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.core.geography import Level


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer: distance in z-scores from the focus (None where chosen by hand) and what drives it, in words."""

    geoid: str
    distance: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """A focus and its peers, all of one level. rule: how they were found, in words."""

    level: Level
    focus: str
    members: tuple[Peer, ...] = field(default_factory=tuple)
    rule: str = ""

    @property
    def geoids(self) -> tuple[str, ...]:
        """The peers' geoids, in order, without the focus."""
        return tuple(peer.geoid for peer in self.members)

    @property
    def cache_key(self) -> tuple[object, ...]:
        """What tells it from other groups: distances and reasons follow from the rule and the places."""
        return (self.level, self.focus, self.geoids, self.rule)
