"""When a place is too small for a segregation index (METHODS: segregation, minimum sizes)."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.core.estimate import Flag, Quality, Status

FEWEST_UNITS = 2
FEW_UNITS = 5
TINY_GROUP = 100
SMALL_GROUP = 1000


@dataclass(frozen=True, slots=True)
class SizeVerdict:
    """What the size of a place allows.

    grade_limit: the best grade that the figure may still have, None where size sets no limit. note: why, in plain
    words, empty where there is nothing to say. flags: the same as fields.
    """

    status: Status
    grade_limit: Quality | None = None
    note: str = ""
    flags: frozenset[Flag] = frozenset()


def size_verdict(units: float, smallest_group: float, areas: str = "census tracts") -> SizeVerdict:
    """Verdict for an index over ``units`` populated areas with ``smallest_group`` people in the smaller group.

    areas: what they are, in words.
    """
    if smallest_group <= 0:
        return SizeVerdict(Status.NOT_APPLICABLE, note="A group that the index needs has nobody here.")
    if units < FEWEST_UNITS:
        return SizeVerdict(Status.NOT_APPLICABLE, note=f"An index needs at least two populated {areas}.")
    if units < FEW_UNITS:
        return SizeVerdict(Status.UNRELIABLE, Quality.POOR, f"Only {units:.0f} populated {areas}.")
    if smallest_group < TINY_GROUP:
        small = "The smaller group has fewer than 100 people here."
        return SizeVerdict(Status.UNRELIABLE, Quality.POOR, small, frozenset({Flag.SMALL_GROUP}))
    if smallest_group < SMALL_GROUP:
        small = "The smaller group has fewer than 1,000 people here."
        return SizeVerdict(Status.OK, Quality.CARE, small, frozenset({Flag.SMALL_GROUP}))
    return SizeVerdict(Status.OK)
