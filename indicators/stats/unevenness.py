"""How unevenly groups are spread over small areas: dissimilarity and the multigroup entropy index.

Written once with Narwhals: the same code runs on pandas, DuckDB and PySpark frames. Every function takes one row per
small area ("unit", a census tract) with counts of people as columns without gaps, and gives back a frame of the same
kind. A result that is not defined is null, never NaN or infinity.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
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

# Below this share of T E, a sum of t_j (E - E_j) is rounding alone: the units are alike and have no part in H.
ROUNDING = 1e-12


def dissimilarity(frame: NativeT, a: str, b: str, by: str = PLACE) -> NativeT:
    """Share of either group that would have to move for both to be spread alike: 1/2 sum_j abs(a_j/A - b_j/B).

    Over the two groups only (Duncan & Duncan 1955; Massey & Denton 1988). Returns one row per place: ``by``, value
    (0..1; null where a group is absent), units (areas where either group lives), smallest_group (people).
    """
    gaps = _share_gaps(frame, a, b, [by], by).with_columns(units=(nw.col("a") + nw.col("b") > 0).cast(nw.Int64()))
    sums, firsts = ("gap", "units"), ("all_a", "all_b")
    places = gaps.group_by(by).agg(*[nw.col(c).sum() for c in sums], *[nw.col(c).max() for c in firsts])
    smallest = nw.min_horizontal(*firsts)
    value = nw.when(smallest > 0).then(at_most_one(nw.col("gap") / 2))
    return to_native_like(
        places.select(by, value=value, units=whole_number(nw.col("units")), smallest_group=smallest), frame
    )


def part_of_dissimilarity(frame: NativeT, a: str, b: str, by: str = PLACE, key: str = KEY) -> NativeT:
    """A unit's share of its place's dissimilarity: abs(a_j/A - b_j/B) over the sum of these in the place.

    Returns one row per unit: ``key``, value (0..1, summing to 1 in a place; null where D is undefined or 0).
    """
    gaps = _share_gaps(frame, a, b, [key, by], by).with_columns(whole=nw.col("gap").sum().over(by))
    return to_native_like(gaps.select(key, value=ratio(nw.col("gap"), nw.col("whole"))), frame)


def entropy_index(frame: NativeT, groups: Sequence[str], by: str = PLACE) -> NativeT:
    """Multigroup entropy index H = sum_j t_j (E - E_j) / (T E), natural logs (the base cancels).

    t_j is the sum of the groups (Theil & Finizza 1971; Reardon & Firebaugh 2002). Returns one row per place: ``by``,
    value (0..1; null where the place has one group only, E = 0), units (populated areas), smallest_group (people
    outside the largest group: with two groups, the smaller one).
    """
    units, names = _groups(frame, groups, [by])
    units = units.with_columns(mixed=_entropy_sum(names), units=(nw.col("total") > 0).cast(nw.Int64()))
    places = units.group_by(by).agg(*[nw.col(name).sum() for name in ("mixed", "units", *names)])
    places = places.with_columns(total=nw.sum_horizontal(*names))
    places = places.with_columns(whole=_entropy_sum(names), smallest=nw.col("total") - nw.max_horizontal(*names))
    value = nw.when(nw.col("smallest") > 0).then(at_least_zero(1 - ratio(nw.col("mixed"), nw.col("whole"))))
    return to_native_like(
        places.select(by, value=value, units=whole_number(nw.col("units")), smallest_group=nw.col("smallest")), frame
    )


def part_of_entropy_index(frame: NativeT, groups: Sequence[str], by: str = PLACE, key: str = KEY) -> NativeT:
    """A unit's share of its place's entropy index: t_j (E - E_j) over the sum of these in the place.

    Negative where the unit is more mixed than its place. Returns one row per unit: ``key``, value (summing to 1 in a
    place; null where H is undefined or 0).
    """
    units, names = _groups(frame, groups, [key, by])
    units = units.with_columns(nw.col(*names).sum().over(by).name.prefix("all_"), mixed=_entropy_sum(names))
    units = units.with_columns(all_total=nw.sum_horizontal(*[f"all_{name}" for name in names]))
    units = units.with_columns(all_mixed=_entropy_sum(names, "all_"))
    expected = ratio(nw.col("total") * nw.col("all_mixed"), nw.col("all_total"))
    units = units.with_columns(excess=expected - nw.col("mixed"))
    units = units.with_columns(whole=nw.col("excess").sum().over(by))
    uneven = nw.col("whole") > ROUNDING * nw.col("all_mixed")
    return to_native_like(
        units.select(key, value=nw.when(uneven).then(ratio(nw.col("excess"), nw.col("whole")))), frame
    )


def diversity(frame: NativeT, groups: Sequence[str], key: str = KEY) -> NativeT:
    """Evenness of the mix within each unit: E_j / ln(number of groups), 0 one group only, 1 all alike in size.

    Returns one row per unit: ``key``, value (null where nobody lives).
    """
    units, names = _groups(frame, groups, [key])
    value = ratio(at_least_zero(_entropy_sum(names)), nw.col("total") * log(len(names)))
    return to_native_like(units.select(key, value=at_most_one(value)), frame)


def _groups(frame: Any, groups: Sequence[str], keep: Sequence[str]) -> tuple[Any, list[str]]:
    """The counts under short names, with their total, and these names."""
    names = [f"group_{number}" for number in range(len(groups))]
    units = read_counts(frame, dict(zip(names, groups, strict=True)), keep)
    return units.with_columns(total=nw.sum_horizontal(*names)), names


def _share_gaps(frame: Any, a: str, b: str, keep: Sequence[str], by: str) -> Any:
    units = read_counts(frame, {"a": a, "b": b}, keep)
    units = units.with_columns(nw.col("a", "b").sum().over(by).name.prefix("all_"))
    return units.with_columns(gap=(ratio(nw.col("a"), nw.col("all_a")) - ratio(nw.col("b"), nw.col("all_b"))).abs())


def _entropy_sum(names: Sequence[str], prefix: str = "") -> nw.Expr:
    """T E of one row: -sum_k n_k ln(n_k / T). Zeros are masked before the log: pandas evaluates both branches."""
    counts = [nw.col(f"{prefix}{name}") for name in names]
    shares = [nw.when(n > 0).then(n / nw.col(f"{prefix}total")).otherwise(nw.lit(1.0)) for n in counts]
    return -nw.sum_horizontal(*[n * share.log() for n, share in zip(counts, shares, strict=True)])
