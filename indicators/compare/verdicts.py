"""Tell whether two figures differ, and which is better (METHODS: estimates, margins and comparisons)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, isfinite, sqrt

from indicators.core.estimate import Z90, Estimate, Flag, Interval
from indicators.core.spec import Direction, IndicatorSpec
from indicators.stats.ranks import ALPHA, holm


class Verdict(StrEnum):
    """How a place stands to the focus: better and worse where the measure has a direction, else higher and lower."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NO_CLEAR_DIFFERENCE = "no_clear_difference"
    CANNOT_TEST = "cannot_test"


@dataclass(frozen=True, slots=True)
class Contrast:
    """One figure against another. sign: +1 where the first is larger, -1 smaller, 0 neither.

    p: of the two-sided test where both are samples; None where the rule is not a test. differs: what the rule says
    before Holm's adjustment; None where nothing can be said, with the reason in plain words.
    """

    sign: int
    differs: bool | None
    p: float | None = None
    reason: str = ""


def contrast(spec: IndicatorSpec, figure: Estimate, other: Estimate) -> Contrast:
    """Compare two figures of one indicator, level and period.

    Samples: z test on the 90 % margins. Bounds: they differ only when disjoint. Full counts without margin: they
    differ only by ``spec.minimum_difference`` or more. Anything else can't be tested.
    """
    for either in (figure, other):
        if not either.is_ranked:
            return Contrast(0, None, reason=_why_not_ranked(either))
    if Interval.BOUNDS in (figure.interval, other.interval):
        return _bounds(figure, other, spec.minimum_difference)
    if Interval.NONE not in (figure.interval, other.interval):
        return _samples(figure, other)
    if spec.basis == "full_count" and spec.minimum_difference > 0 and figure.interval is other.interval:
        return _counts(figure, other, spec.minimum_difference)
    return Contrast(0, None, reason="no margin of error is published")


def decide(contrasts: Sequence[Contrast]) -> list[bool | None]:
    """Holm's step-down over the tests of one family at 90 %; rules that are no tests stand as they are."""
    adjusted = holm([math.nan if pair.p is None else pair.p for pair in contrasts])
    return [
        pair.differs if pair.p is None else bool(p < ALPHA)
        for pair, p in zip(contrasts, adjusted.tolist(), strict=True)
    ]


def verdict(direction: Direction, sign: int, differs: bool | None) -> Verdict:
    """The word for a figure whose difference from the focus has this sign."""
    if differs is None:
        return Verdict.CANNOT_TEST
    if not differs:
        return Verdict.NO_CLEAR_DIFFERENCE
    if direction == "neutral":
        return Verdict.HIGHER if sign > 0 else Verdict.LOWER
    is_better = (sign > 0) == (direction == "higher_is_better")
    return Verdict.BETTER if is_better else Verdict.WORSE


def _samples(figure: Estimate, other: Estimate) -> Contrast:
    if figure.value is None or other.value is None:
        return Contrast(0, None, reason="no figure is published")
    difference = figure.value - other.value
    margin = sqrt(figure.half_width(other) ** 2 + other.half_width(figure) ** 2)
    sign = (difference > 0) - (difference < 0)
    if not isfinite(margin):
        return Contrast(sign, None, reason="no margin of error is published")
    if margin == 0:
        return Contrast(sign, difference != 0, p=float(difference == 0))
    p = erfc(abs(difference) / margin * Z90 / sqrt(2))
    return Contrast(sign, p < ALPHA, p=p)


def _bounds(figure: Estimate, other: Estimate, least: float) -> Contrast:
    low1, high1 = limits(figure)
    low2, high2 = limits(other)
    if low1 is None or high1 is None or low2 is None or high2 is None:
        return Contrast(0, None, reason="no margin of error is published")
    if low1 > high2 and low1 - high2 >= least:
        return Contrast(1, True)
    if high1 < low2 and low2 - high1 >= least:
        return Contrast(-1, True)
    return Contrast(0, False)


def _counts(figure: Estimate, other: Estimate, least: float) -> Contrast:
    if figure.value is None or other.value is None:
        return Contrast(0, None, reason="no figure is published")
    difference = figure.value - other.value
    sign = (difference > 0) - (difference < 0)
    # A difference of exactly the least one counts; figures carry 6 digits, so a float's rounding must not decide.
    return Contrast(sign, abs(difference) >= least - 1e-9)


def limits(figure: Estimate) -> tuple[float | None, float | None]:
    """Lower and upper limit; a figure without limits stands for itself."""
    lower = figure.value if figure.lower is None else figure.lower
    upper = figure.value if figure.upper is None else figure.upper
    return lower, upper


def _why_not_ranked(figure: Estimate) -> str:
    """Why a figure is not tested, in plain words."""
    if Flag.INSTITUTIONS in figure.flags:
        return "one figure counts many people in prisons, dormitories or barracks (quality 3)"
    if figure.is_plain:
        return "one figure is too uncertain to act on (quality 3)"
    return f"one figure is {figure.status.value.replace('_', ' ')}"
