"""For whom: one measure by group of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.compare.comparison import peers_median
from indicators.core.estimate import Estimate, Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec
from indicators.core.stores import FigureStore

EVERYONE = "Everyone"


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group's figure here and the median of the peers that have one, None of fewer than three."""

    label: str
    spec: IndicatorSpec
    estimate: Estimate
    median: Estimate | None = None


def by_group(
    store: FigureStore,
    family: Iterable[IndicatorSpec],
    level: Level,
    geoid: str,
    period: str,
    peers: Collection[str] = (),
) -> tuple[GroupFigure, ...]:
    """Figures of the keys of one family at a place, in the order given, of one period.

    A key that does not have this level or period is left out; a place without a figure stays, with its reason.
    """
    figures = []
    for spec in family:
        if spec.find(level, period) is None:
            continue
        result = store.result(spec.key, level, period)
        absent = Estimate(None, status=Status.MISSING, note=f"not among the places of this source in {period}")
        median = peers_median(result.get(peer) for peer in peers)
        figures.append(GroupFigure(label_of(spec), spec, result.get(geoid) or absent, median))
    return tuple(figures)


def label_of(spec: IndicatorSpec) -> str:
    """``Everyone``, ``Black``; an index of two groups names both: ``Black and White``."""
    if spec.group in ("", "all"):
        return EVERYONE
    named = spec.groups if len(spec.groups) == 2 and spec.group in spec.groups else (spec.group,)
    return " and ".join(group[:1].upper() + group[1:] for group in named)
