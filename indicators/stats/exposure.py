"""Isolation and exposure: the share of a group, or of another, in the areas where the group lives.

Narwhals, like indicators/stats/unevenness: one row per small area in, one row per place out, undefined is null.
The denominator is everyone in the universe, not only the groups named. Always show the group's share beside it:
isolation rises with the size of the group.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from indicators.stats.frames import (
    KEY,
    PLACE,
    NativeT,
    at_least_zero,
    at_most_one,
    ratio,
    read_counts,
    to_native_like,
    whole_number,
)


def isolation(frame: NativeT, x: str, total: str, by: str = PLACE) -> NativeT:
    """Share of x in the area of an average member of x: xPx = sum_j (x_j/X)(x_j/t_j).

    Lieberson 1981; Massey & Denton 1988. Returns one row per place: ``by``, value (share of x .. 1; null where x is
    absent), units (populated areas), smallest_group (people in x), share (of x among everyone in the place).
    """
    return to_native_like(_table(_surroundings(frame, x, x, total, by), by, nw.col("seen")), frame)


def exposure(frame: NativeT, x: str, y: str, total: str, by: str = PLACE) -> NativeT:
    """Share of y in the area of an average member of x: xPy = sum_j (x_j/X)(y_j/t_j).

    Not symmetric: xPy is not yPx (same references). Returns the columns of ``isolation``; smallest_group is the
    smaller of x and y.
    """
    return to_native_like(_table(_surroundings(frame, x, y, total, by), by, nw.col("seen")), frame)


def normalised_isolation(frame: NativeT, x: str, total: str, by: str = PLACE) -> NativeT:
    """Isolation with the group's own share taken out: eta squared, V = (xPx - P_x)/(1 - P_x).

    0 where x is spread evenly, 1 where nobody of x has another for a neighbour (same references). Null also where x is
    everyone. Returns the columns of ``isolation``.
    """
    places = _surroundings(frame, x, x, total, by)
    value = at_least_zero(ratio(nw.col("seen") - nw.col("share"), 1 - nw.col("share")))
    return to_native_like(_table(places, by, value), frame)


def share(frame: NativeT, part: str, total: str, key: str = KEY) -> NativeT:
    """part / total of each row: ``key``, value (0..1; null where nobody lives)."""
    units = read_counts(frame, {"part": part, "whole": total}, [key])
    return to_native_like(units.select(key, value=ratio(nw.col("part"), nw.col("whole"))), frame)


def _surroundings(frame: Any, x: str, y: str, total: str, by: str) -> Any:
    """Per place: seen (xPy), units, x, y, t (sums) and share (P_x)."""
    units = read_counts(frame, {"x": x, "y": y, "t": total}, [by])
    seen = nw.when(nw.col("t") > 0).then(nw.col("x") * nw.col("y") / nw.col("t")).otherwise(nw.lit(0.0))
    units = units.with_columns(seen=seen, units=(nw.col("t") > 0).cast(nw.Int64()))
    places = units.group_by(by).agg(*[nw.col(name).sum() for name in ("seen", "units", "x", "y", "t")])
    return places.with_columns(seen=ratio(nw.col("seen"), nw.col("x")), share=ratio(nw.col("x"), nw.col("t")))


def _table(places: Any, by: str, value: nw.Expr) -> Any:
    units = whole_number(nw.col("units"))
    smallest = nw.min_horizontal("x", "y")
    return places.select(by, value=at_most_one(value), units=units, smallest_group=smallest, share=nw.col("share"))
