"""Where a community stands on each subject of an overview, counted from its comparison with its peers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.compare.comparison import FEWEST_PEERS, Comparison
from indicators.compare.verdicts import Verdict


class Position(StrEnum):
    """How a community does beside its peers on one subject.

    BETTER: better than most of the peers that can be tested; WORSE: worse than most. BETWEEN: neither. UNTESTED: there
    is a figure, but nothing may be said of it beside peers. ABSENT: there is no figure.
    """

    BETTER = "better"
    WORSE = "worse"
    BETWEEN = "between"
    UNTESTED = "untested"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Tally:
    """Peers that do better than the community, show no clear difference, and do worse; and those not tested."""

    better: int
    alike: int
    worse: int
    untested: int

    @property
    def tested(self) -> int:
        """Peers that the community can be tested against."""
        return self.better + self.alike + self.worse


_ORDER = (Position.WORSE, Position.BETWEEN, Position.BETTER, Position.UNTESTED, Position.ABSENT)


def tally(comparison: Comparison) -> Tally:
    """Count the verdicts on the peers. A measure without a good side has neither better nor worse ones."""
    verdicts = [row.verdict for row in comparison.peers]
    better, worse = verdicts.count(Verdict.BETTER), verdicts.count(Verdict.WORSE)
    alike = verdicts.count(Verdict.NO_CLEAR_DIFFERENCE)
    return Tally(better, alike, worse, untested=len(verdicts) - better - alike - worse)


def position(comparison: Comparison | None) -> Position:
    """The community's position: better or worse than most where over half of all peers are clearly so.

    UNTESTED with fewer than three peers that can be tested.
    """
    if comparison is None or not comparison.focus.is_shown:
        return Position.ABSENT
    counts = tally(comparison)
    if not comparison.focus.estimate.is_ranked or counts.tested < FEWEST_PEERS:
        return Position.UNTESTED
    peers = len(comparison.peers)
    if counts.worse * 2 > peers:
        return Position.BETTER
    return Position.WORSE if counts.better * 2 > peers else Position.BETWEEN


def concern(comparison: Comparison | None) -> tuple[int, float]:
    """Sort key: subjects on which most peers do better first, then by how many do; what can't be tested last."""
    where = position(comparison)
    if comparison is None or where in (Position.UNTESTED, Position.ABSENT):
        return (_ORDER.index(where), 0.0)
    counts = tally(comparison)
    return (_ORDER.index(where), (counts.worse - counts.better) / counts.tested)
