"""Shares that fall to almost nothing and come back: missing data look like this, a change seldom does."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.builder.figure_frames import plain
from data.builder.places.levels import Places
from data.builder.review.tables import Amendment, Key, Tables, amend, names_of, of_run, runs, wide
from indicators.core.estimate import Flag, Quality, Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec

FALL = 0.40  # a collapse takes at least this much of the whole
STEPS = 3  # within so many periods
LOW = 0.10  # and leaves at most this
BACK = 0.5  # it comes back when this part of what was lost is there again, and FALL is enough in any case
WITHHELD, END, SPIKE = "withheld", "grade 3", "grade 3, a spike"


@dataclass(frozen=True, slots=True)
class Collapse:
    """Places first..last (inclusive) of a series are low. before, after: the figures around, None at an end."""

    first: int
    last: int
    before: int | None
    after: int | None


def collapses(values: Sequence[float]) -> Iterator[Collapse]:
    """Collapses of one series of shares, oldest first, without gaps.

    One that comes back takes in all periods until then, and what it takes in is no height for a later one. One at the
    first or the last period has nothing on its other side that tells; a low that lasts until the end is no collapse.
    """
    if len(values) > 1 and values[0] <= LOW and values[1] - values[0] >= FALL:
        yield Collapse(0, 0, None, 1)
    index, standing, is_lasting = 1, [0], False
    while index < len(values):
        before, enough = _height(values, standing, index)
        after = next((later for later in range(index + 1, len(values)) if values[later] >= enough), None)
        if before is not None and after is not None:
            yield Collapse(index, after - 1, before, after)
            index, is_lasting = after, False
            continue
        if before in standing[-STEPS:] and index == len(values) - 1 and not is_lasting:
            yield Collapse(index, index, before, None)
        is_lasting = before in standing[-STEPS:]
        standing.append(index)
        index += 1


def _height(values: Sequence[float], standing: Sequence[int], index: int) -> tuple[int | None, float]:
    """The period that a low fell from, and the value from which on it has recovered.

    The period is the one before, else the highest of STEPS, else of all; None where there is no low or no fall. After a
    fall in more than STEPS periods all of FALL must be regained.
    """
    if values[index] <= LOW:
        for among in (standing[-1:], standing[-STEPS:], standing):
            before = max(among, key=lambda earlier: (values[earlier], earlier))
            fall = values[before] - values[index]
            if fall >= FALL:
                is_near = before in standing[-STEPS:]
                return before, values[index] + (min(FALL, BACK * fall) if is_near else FALL)
    return None, math.inf


def spikes(values: Sequence[float]) -> Iterator[int]:
    """Single periods at 1 - LOW or more that stand FALL or more above the periods on both sides."""
    for index in range(1, len(values) - 1):
        if values[index] >= 1 - LOW and values[index] - max(values[index - 1], values[index + 1]) >= FALL:
            yield index


def review_collapses(tables: Tables, places: Places) -> list[dict[str, Any]]:
    """Withhold collapsed shares, and grade those 3 that lie at an end of their series, or jump up for one period.

    Returns the cases.
    """
    cases: list[dict[str, Any]] = []
    amendments: dict[Key, list[Amendment]] = defaultdict(list)
    for spec, level, periods in runs(tables):
        if spec.format != "percent" or _is_withheld(spec, level, periods):
            continue
        names = names_of(places, level)
        values = wide(of_run(tables, spec.key, level, periods), "value")
        for geoid, row in zip(map(str, values.index), values.to_numpy(), strict=True):
            known = np.flatnonzero(np.isfinite(row))
            when = [periods[i] for i in known]
            for case in _cases(spec, when, row[known].tolist()):
                cases.append({"level": level, "geoid": geoid, "name": names[geoid]} | case)
                for period in case["periods"]:
                    amendments[Key(spec.key, level, period)].append(_amendment(geoid, spec, case))
    for key, changes in amendments.items():
        tables[key] = amend(tables[key], changes)
    return cases


def _is_withheld(spec: IndicatorSpec, level: Level, periods: Sequence[str]) -> bool:
    return all((series := spec.find(level, period)) and series.withheld for period in periods)


def _cases(spec: IndicatorSpec, when: Sequence[str], values: Sequence[float]) -> Iterator[dict[str, Any]]:
    low: set[int] = set()
    for collapse in collapses(values):
        low |= set(range(collapse.first, collapse.last + 1))
        yield _case(spec, when, values, collapse, WITHHELD if None not in (collapse.before, collapse.after) else END)
    shown = [index for index in range(len(values)) if index not in low]
    for index in spikes([values[i] for i in shown]):
        spike = Collapse(shown[index], shown[index], shown[index - 1], shown[index + 1])
        yield _case(spec, when, values, spike, SPIKE)


def _case(
    spec: IndicatorSpec, when: Sequence[str], values: Sequence[float], collapse: Collapse, decision: str
) -> dict[str, Any]:
    low = slice(collapse.first, collapse.last + 1)
    around = {
        side: None if index is None else {"period": when[index], "value": values[index]}
        for side, index in (("before", collapse.before), ("after", collapse.after))
    }
    periods, collapsed = list(when[low]), list(values[low])
    return {"indicator": spec.key, "periods": periods, "values": collapsed, **around, "decision": decision}


def _amendment(geoid: str, spec: IndicatorSpec, case: dict[str, Any]) -> Amendment:
    before, after = (_figure_text(spec, case[side]) for side in ("before", "after"))
    if case["decision"] == SPIKE:
        note = f"The publisher’s figure stands far above {before} and {after}: the data of the others may be missing."
        return Amendment(geoid, note, Flag.IMPLAUSIBLE, Status.UNRELIABLE, Quality.POOR)
    if case["decision"] == WITHHELD:
        note = (
            f"Withheld: the publisher’s figure falls from {before} to {plain(LOW, spec)} or less and is back at "
            f"{after}. Missing data look like this, a change seldom does."
        )
        return Amendment(geoid, note, Flag.IMPLAUSIBLE, Status.UNRELIABLE, Quality.POOR, removed=True)
    way = (
        f"falls to it from {before}, and it is the last" if before else f"rises from it to {after}, and it is the first"
    )
    note = f"The publisher’s figure {way}: no other period tells whether data are missing."
    return Amendment(geoid, note, Flag.IMPLAUSIBLE, Status.UNRELIABLE, Quality.POOR)


def _figure_text(spec: IndicatorSpec, figure: dict[str, Any] | None) -> str:
    return "" if figure is None else f"{plain(figure['value'], spec, 2)} ({figure['period']})"
