"""Tell institutions (prisons, dormitories, barracks, nursing homes) from neighborhoods (METHODS: institutions).

A census counts people where they are held or quartered; a survey of households does not see them there. Narwhals, like
indicators/stats/unevenness: one row per small area in; undefined is null.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from indicators.stats.frames import KEY, PLACE, NativeT, ratio, read_counts, to_native_like, whole_number

# Of everyone counted: this share and this many are not in households.
SHARE_OF_ALL, LEAST_OF_ALL = 0.30, 200
# Of one group: the same, and beyond the survey's 90 % margin.
SHARE_OF_GROUP, LEAST_OF_GROUP = 0.50, 100

# 1 where the area is institutional, 0 where it is not, null where the survey does not know the area.
INSTITUTIONAL = "institutional"
# The same by everyone counted alone: surer of one single area, where a survey can miss a small group.
BY_EVERYONE = "institutional_by_everyone"


@dataclass(frozen=True, slots=True)
class Counted:
    """Names of three columns: people counted, the same people in households, and the 90 % margin of the latter."""

    counted: str
    in_households: str
    moe: str


def institutional(frame: NativeT, everyone: Counted, groups: Sequence[Counted], key: str = KEY) -> NativeT:
    """Which areas are institutional.

    Over 30 % and over 200 of all people counted are not in households, or over half and over 100 of a group, beyond
    the margin. Where adults are counted and the households have people of all ages, the rule errs on the side of a
    neighborhood.

    Returns one row per area: ``key``, institutional and institutional_by_everyone (1.0, 0.0; null without a figure for
    everyone in households).
    """
    columns = [name for kind in (everyone, *groups) for name in (kind.counted, kind.in_households, kind.moe)]
    areas = read_counts(frame, dict(zip(columns, columns, strict=True)), [key])
    by_everyone = _is_outside(nw.col(everyone.counted), nw.col(everyone.in_households), SHARE_OF_ALL, LEAST_OF_ALL)
    by_any = by_everyone
    for group in groups:
        at_most = nw.col(group.in_households) + nw.col(group.moe)
        by_any = by_any | _is_outside(nw.col(group.counted), at_most, SHARE_OF_GROUP, LEAST_OF_GROUP)
    known = ~nw.col(everyone.in_households).is_null()
    judged = {INSTITUTIONAL: by_any, BY_EVERYONE: by_everyone}
    numbers = {name: nw.when(is_one).then(nw.lit(1.0)).otherwise(nw.lit(0.0)) for name, is_one in judged.items()}
    return to_native_like(
        areas.select(key, **{name: nw.when(known).then(number) for name, number in numbers.items()}), frame
    )


def counted_in_institutions(frame: NativeT, groups: Sequence[str], by: str = PLACE) -> NativeT:
    """How much of each group is counted in institutional areas.

    frame: ``by``, a column of people for each of ``groups``, and institutional. Returns one row per place: ``by``, for
    each group its name (share, 0..1; null where it has nobody) and ``all_<name>`` (people), institutional_areas, and
    judged_areas (that the survey knows).
    """
    areas = read_counts(frame, {name: name for name in (*groups, INSTITUTIONAL)}, [by])
    is_one, is_known = is_institutional(), ~nw.col(INSTITUTIONAL).is_null()
    counted = {f"inside_{name}": nw.when(is_one).then(nw.col(name)).otherwise(nw.lit(0.0)) for name in groups}
    areas = areas.with_columns(
        **counted, institutional_areas=is_one.cast(nw.Int64()), judged_areas=is_known.cast(nw.Int64())
    )
    counts = ("institutional_areas", "judged_areas")
    sums = (*groups, *(f"inside_{name}" for name in groups), *counts)
    places = areas.group_by(by).agg(*[nw.col(name).sum() for name in sums])
    shares = {name: ratio(nw.col(f"inside_{name}"), nw.col(name)) for name in groups}
    people = {f"all_{name}": nw.col(name) for name in groups}
    numbers = {name: whole_number(nw.col(name)) for name in counts}
    return to_native_like(places.select(by, **shares, **people, **numbers), frame)


def is_institutional() -> nw.Expr:
    """Of an area's row, true or false: an area that the survey does not know is taken for a neighborhood."""
    return nw.when(nw.col(INSTITUTIONAL) == 1).then(nw.lit(True)).otherwise(nw.lit(False))


def without_institutions(frame: NativeT, counts: Sequence[str]) -> NativeT:
    """The frame with ``counts`` of 0 in institutional areas: every place and every area keeps its row."""
    areas: Any = nw.from_native(frame)
    emptied = {
        name: nw.when(is_institutional()).then(nw.lit(0.0)).otherwise(nw.col(name).cast(nw.Float64()))
        for name in counts
    }
    return to_native_like(areas.with_columns(**emptied), frame)


def _is_outside(counted: nw.Expr, at_most: nw.Expr, share: float, least: float) -> nw.Expr:
    """Whether over ``share`` and over ``least`` of those counted are outside households that hold ``at_most``."""
    return (counted - at_most > share * counted) & (counted - at_most > least)
