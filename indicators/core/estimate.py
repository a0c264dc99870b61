"""A figure with its uncertainty, its status and its grade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Z90 = 1.645  # the Census Bureau's factor for 90 % margins (ACS handbook 2020, ch. 8)
Z95 = 1.96


class Status(StrEnum):
    """Why a figure is shown as it is, or why it is not there."""

    OK = "ok"
    UNRELIABLE = "unreliable"
    SUPPRESSED = "suppressed"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    TOP_CODED = "top_coded"
    BOTTOM_CODED = "bottom_coded"


class Interval(StrEnum):
    """What lower and upper mean: 90 % sampling limits, hard bounds of a blurred figure, or nothing published."""

    SAMPLING = "sampling"
    BOUNDS = "bounds"
    NONE = "none"


class Quality(StrEnum):
    """1 use it; 2 use it with care; 3 do not act on it."""

    GOOD = "1"
    CARE = "2"
    POOR = "3"
    NOT_GRADED = "not graded"


class Flag(StrEnum):
    """What is particular about one figure, for programs: no behaviour reads it from the words of the note."""

    SMALL_GROUP = "small_group"  # an index whose smaller group has under 1,000 people
    SMALL_BASE = "small_base"  # a share of under 100 people or households
    SHARED_AREA = "shared_area"  # a survey area larger than the place
    NOISE = "noise"  # sampling noise moves the figure by more than its margin
    WIDE_MARGIN = "wide_margin"  # the margin is as wide as the places differ
    OPEN_MARGIN = "open_margin"  # the margin leaves open every value that the measure can have
    AT_BOUND = "at_bound"  # a sample's estimate of nobody or everybody
    LOWER_CUT = "lower_cut"  # the lower limit stops at the measure's lowest value
    UPPER_CUT = "upper_cut"  # the upper limit stops at the measure's highest value
    UNKNOWN_MARGIN = "unknown_margin"  # a sample's figure whose margin is given as exactly 0
    PUBLISHER = "publisher"  # the lowest of the publisher's own grades
    INSTITUTIONS = "institutions"  # over a quarter of a group is counted in prisons, dormitories or barracks
    BEYOND_COUNTY = "beyond_county"  # an agency that serves far beyond the county moves the figure
    IMPLAUSIBLE = "implausible"  # a jump beyond what places do, two figures of one area, a rate no district has
    WITHHELD = "withheld"  # published, but the source contradicts itself at this level: not shown


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure with its uncertainty (METHODS: estimates, margins and comparisons).

    value: in the indicator's unit, None where there is none. moe: 90 % margin, None where limits are not
    symmetric or none is published. lower, upper: see Interval. note: plain words that belong
    to this one figure (why it is absent, what to mind). flags: the same as fields.
    """

    value: float | None
    moe: float | None = None
    lower: float | None = None
    upper: float | None = None
    interval: Interval = Interval.NONE
    status: Status = Status.OK
    quality: Quality = Quality.NOT_GRADED
    note: str = ""
    flags: frozenset[Flag] = frozenset()

    @property
    def is_cut(self) -> bool:
        """True where a limit stops at the measure's bound: the interval is not symmetric then, whatever the margin."""
        return bool(self.flags & {Flag.LOWER_CUT, Flag.UPPER_CUT})

    @property
    def is_plain(self) -> bool:
        """True for a value or range that is not unreliable, coded or absent, of any grade."""
        return self.status is Status.OK and (self.value is not None or self.interval is Interval.BOUNDS)

    @property
    def is_ranked(self) -> bool:
        """True where the figure may be ranked, counted, tested and named: plain, and not of grade 3."""
        return self.is_plain and self.quality is not Quality.POOR

    def half_width(self, towards: Estimate) -> float:
        """The 90 % half-width on the side that faces another figure; 0 where there is none.

        Where that side stops at the measure's bound, the other side stands for it.
        """
        if self.moe is not None:
            return self.moe
        if self.value is None or towards.value is None:
            return 0.0
        faces_up = towards.value >= self.value
        if (Flag.UPPER_CUT if faces_up else Flag.LOWER_CUT) in self.flags:
            faces_up = not faces_up
        limit = self.upper if faces_up else self.lower
        return abs(limit - self.value) if limit is not None else 0.0
