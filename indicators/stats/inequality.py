"""How unequal a set of values is: the Gini coefficient (Narwhals, one row per place out)."""

from __future__ import annotations

import narwhals as nw

from indicators.stats.frames import PLACE, NativeT, at_least_zero, ratio, read_counts, to_native_like, whole_number


def gini(frame: NativeT, values: str, by: str = PLACE) -> NativeT:
    """Gini coefficient of the units' values, each unit once: sum_i (2 i - n - 1) x_i / (n sum x), x sorted.

    Gini 1912; Dorfman 1979. 0 where all values are equal, at most (n - 1)/n. Values must not be negative. Returns one
    row per place: ``by``, value (null where the values sum to 0), units (number of values).
    """
    # Ties share their mean rank, which leaves the sum as it is and does not depend on the order of rows.
    rows = read_counts(frame, {"x": values}, [by]).with_columns(rank=nw.col("x").rank("average").over(by))
    rows = rows.with_columns(ranked=nw.col("rank").cast(nw.Float64()) * nw.col("x"), units=nw.lit(1))
    places = rows.group_by(by).agg(*[nw.col(name).sum() for name in ("ranked", "x", "units")])
    units = whole_number(nw.col("units"))
    above = 2 * nw.col("ranked") - (units + 1) * nw.col("x")
    return to_native_like(places.select(by, value=at_least_zero(ratio(above, units * nw.col("x"))), units=units), frame)
