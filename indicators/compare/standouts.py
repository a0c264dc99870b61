"""Find what stands out in a community: the widest gap between groups, the clearest change, the worst and best part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import numpy as np

from indicators.compare.columns import columns
from indicators.compare.groups import GroupFigure
from indicators.compare.trend import Change
from indicators.compare.verdicts import Verdict, contrast, decide
from indicators.core.estimate import Estimate
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec

# Fewer parts than this have no ends worth naming.
FEWEST_PARTS = 5


@dataclass(frozen=True, slots=True)
class GroupGap:
    """The groups furthest apart in one measure. size: the gap in standard deviations between places.

    tested: True where the gap is larger than the margins allow, False where no margin is published.
    """

    worse_off: GroupFigure
    better_off: GroupFigure
    size: float
    tested: bool


@dataclass(frozen=True, slots=True)
class Ends:
    """Parts of a community with the worst and the best figure, by code, and how many have one."""

    worst: str
    best: str
    count: int


def group_gap(groups: Sequence[GroupFigure], spread: float) -> GroupGap | None:
    """The two single groups that are furthest apart; None where no two differ, or nothing says which end is good.

    Pairs are tested together (Holm) at 90 %. Where no figure has a margin, the widest gap is given as untested.
    spread: standard deviation of the measure between places, in its own units.
    """
    usable = [group for group in groups if len(group.spec.groups) == 1 and _is_exact(group.estimate)]
    pairs = list(combinations(usable, 2))
    if not pairs or spread <= 0 or usable[0].spec.direction == "neutral":
        return None
    contrasts = [contrast(group.spec, group.estimate, other.estimate) for group, other in pairs]
    decided = decide(contrasts)
    tested = [pair for pair, differs in zip(pairs, decided, strict=True) if differs]
    if not tested and any(differs is not None for differs in decided):
        return None
    first, second = max(tested or pairs, key=lambda pair: abs(_value(pair[0]) - _value(pair[1])))
    lower_is_better = first.spec.direction == "lower_is_better"
    worse_off, better_off = sorted((first, second), key=_value, reverse=lower_is_better)
    return GroupGap(worse_off, better_off, abs(_value(first) - _value(second)) / spread, bool(tested))


def spread_of(result: Result) -> float:
    """Standard deviation between the places that may be ranked, in the measure's units; 0 of fewer than two."""
    figures = columns(result)
    values = figures.value[figures.is_ranked() & ~np.isnan(figures.value)]
    return float(np.std(values)) if len(values) > 1 else 0.0


def clearest_change(changes: Mapping[str, Change]) -> str | None:
    """Key of the measure that changed most clearly for better or worse: by change over margin. None where none did."""
    clear = {
        key: _clearness(difference)
        for key, difference in changes.items()
        if difference.verdict in (Verdict.BETTER, Verdict.WORSE)
    }
    return max(clear, key=lambda key: clear[key]) if clear else None


def ends(spec: IndicatorSpec, figures: Iterable[tuple[str, Estimate]]) -> Ends | None:
    """The parts with the worst and the best figure that may be ranked; None of fewer than FEWEST_PARTS.

    figures: code, figure. Of equal figures the one with the lower code is given.
    """
    usable = sorted((code, figure.value) for code, figure in figures if _is_exact(figure) and figure.value is not None)
    if len(usable) < FEWEST_PARTS or spec.direction == "neutral":
        return None
    by_value = sorted(usable, key=lambda part: part[1], reverse=spec.direction == "lower_is_better")
    worst, best = by_value[0], by_value[-1]
    return Ends(worst[0], best[0], len(usable)) if worst[1] != best[1] else None


def _clearness(difference: Change) -> float:
    first, last = difference.first.estimate, difference.last.estimate
    if first.value is None or last.value is None:
        return 0.0
    margin = (first.half_width(last) ** 2 + last.half_width(first) ** 2) ** 0.5
    return abs(last.value - first.value) / margin if margin else inf


def _is_exact(figure: Estimate) -> bool:
    """Whether a figure is a value that may be ranked."""
    return figure.is_ranked and figure.value is not None


def _value(group: GroupFigure) -> float:
    return group.estimate.value if group.estimate.value is not None else 0.0
