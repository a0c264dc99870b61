"""Changes from one period to the next that hardly any other place of the measure shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from data.builder.figure_frames import plain
from data.builder.places.levels import Places
from data.builder.review.tables import Amendment, Key, Tables, amend, names_of, of_run, runs, wide
from indicators.core.estimate import Flag, Quality, Status
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

USUAL = 0.999  # so many of a measure's changes are no larger than those that are doubted
FEWEST = 1_000  # fewer changes can't tell one in a thousand
OWN_PERIODS = 2  # so many other periods of a place tell what is usual there


def review_jumps(tables: Tables, places: Places) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Doubt a figure that changes by more, beyond its margins, than the measure's other places do.

    Returns what is usual, by measure and level, and the cases.
    """
    limits, cases = [], []
    amendments: dict[Key, dict[str, Amendment]] = defaultdict(dict)
    for spec, level, changes in _changes(tables):
        limit = float(changes["excess"].quantile(USUAL)) if len(changes) >= FEWEST else np.inf
        beyond = changes[changes["excess"] > limit].sort_values(
            ["excess", "geoid", "late"], ascending=[False, True, True]
        )
        usual = round(limit, 6) if np.isfinite(limit) else None
        judged = {"changes": len(changes), "usual": usual, "beyond": len(beyond)}
        limits.append({"indicator": spec.key, "level": level} | judged)
        names = names_of(places, level)
        for row in map(_named, beyond.to_dict("records")):
            case = _case(spec, level, row, names[row["geoid"]])
            cases.append(case)
            for period in case["doubted"]:
                amendments[Key(spec.key, level, period)].setdefault(row["geoid"], _amendment(spec, level, row))
    for key, by_place in amendments.items():
        tables[key] = amend(tables[key], list(by_place.values()))
    return limits, cases


def _changes(tables: Tables) -> Iterator[tuple[IndicatorSpec, Level, pd.DataFrame]]:
    """By measure and level a row a change: geoid, early, late, first, second, excess, doubts_early, doubts_late."""
    parts: dict[tuple[str, Level], list[pd.DataFrame]] = defaultdict(list)
    for spec, level, periods in runs(tables):
        if spec.labels:
            continue  # letters change by one of a few steps
        run = of_run(tables, spec.key, level, periods)
        columns = {name: wide(run, name) for name in ("value", "below", "above")}
        parts[spec.key, level] += [_between(columns, earlier, later) for earlier, later in pairwise(periods)]
    for (key, level), frames in parts.items():
        yield specs()[key], level, pd.concat(frames, ignore_index=True)


def _between(columns: dict[str, pd.DataFrame], earlier: str, later: str) -> pd.DataFrame:
    value = columns["value"]
    first, second = value[earlier], value[later]
    gap = second - first
    rises = gap > 0
    ends = [columns["above"][earlier].where(rises, columns["below"][earlier])]
    ends += [columns["below"][later].where(rises, columns["above"][later])]
    margin = pd.concat(ends, axis=1).fillna(0.0).pow(2).sum(axis=1).pow(0.5)
    far = [(value[period] - _usual_of(value, (earlier, later), period)).abs() for period in (earlier, later)]
    frame = pd.DataFrame(
        {
            "early": earlier,
            "late": later,
            "first": first,
            "second": second,
            "margin": margin,
            "excess": (gap.abs() - margin).clip(lower=0.0),
            "doubts_early": far[0] >= far[1],
            "doubts_late": far[1] >= far[0],
        }
    )
    return frame[gap.notna()].reset_index(names="geoid")


def _usual_of(value: pd.DataFrame, pair: tuple[str, str], period: str) -> pd.Series:
    """The usual figure of a place: its median over the other periods, else the median of all places in this one."""
    others = value.drop(columns=list(pair))
    usual = others.median(axis=1).where(others.notna().sum(axis=1) >= OWN_PERIODS)
    return usual.fillna(value[period].median())


def _named(row: dict[Hashable, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _case(spec: IndicatorSpec, level: Level, row: dict[str, Any], name: str) -> dict[str, Any]:
    doubted = [row[end] for end in ("early", "late") if row[f"doubts_{end}"]]
    figures = {
        end: {"period": row[end], "value": row[column]} for end, column in (("early", "first"), ("late", "second"))
    }
    numbers = {"margin": float(f"{row['margin']:.6g}"), "excess": float(f"{row['excess']:.6g}")}
    where = {"indicator": spec.key, "level": level, "geoid": row["geoid"], "name": name}
    return where | figures | numbers | {"doubted": doubted}


def _amendment(spec: IndicatorSpec, level: Level, row: dict[str, Any]) -> Amendment:
    ends = [f"{plain(row[column], spec, 3)} ({row[end]})" for end, column in (("early", "first"), ("late", "second"))]
    beyond = ", even allowing for margins" if row["margin"] > 0 else ""
    sentence = f"From {ends[0]} to {ends[1]}: a larger change than in 999 of 1,000 {LEVEL_WORDS[level][1]}{beyond}."
    return Amendment(row["geoid"], sentence, Flag.IMPLAUSIBLE, Status.UNRELIABLE, Quality.POOR)
