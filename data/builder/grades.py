"""The grade of a figure: the worse of the publisher's and ours (METHODS: what makes a right figure mislead).

1 use it, 2 use it with care, 3 do not act on it; 0 for not graded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.builder.figure_frames import Floats, numeric, plain
from indicators.core.estimate import Z90, Flag, Interval, Quality, Status
from indicators.core.spec import IndicatorSpec

Booleans = NDArray[np.bool_]

POOR = int(Quality.POOR.value)
CARE_CV, POOR_CV = 0.15, 0.30
# Margin over the standard deviation between the places of the level.
POOR_SPREAD = Z90
CARE_SPREAD = POOR_SPREAD / 2
FEWEST_FOR_SPREAD = 10
FEWEST_BEHIND = 100

SMALL_BASE = f"Fewer than {FEWEST_BEHIND} people or households stand behind this figure."
UNKNOWN_MARGIN = "The margin is published as 0, which a sample can’t have: how sure the figure is, is not known."
AT_BOUND = "The sample shows nobody or everybody: how sure that is, no margin tells."
LARGE_MARGIN = "The margin is about half of the figure, or more."
PUBLISHED = "The publisher gives it the lowest of its grades."
BEYOND_BOUNDS = "The margin leaves open every value that the measure can have."
WIDE_MARGIN = "The margin is as wide as the differences between places."


@dataclass(frozen=True, slots=True)
class Limit:
    """A reason that limits the grade in some rows. note: one sentence, or one a row."""

    rows: Booleans
    grade: Quality
    flag: Flag
    note: str | Sequence[str] = ""


def graded(
    figures: pd.DataFrame, given: pd.DataFrame, spec: IndicatorSpec, shared: Mapping[str, str]
) -> tuple[NDArray[np.int_], list[Limit]]:
    """The grade of each row, and the limits that hold, for their flags and notes.

    figures: value, moe, lower, upper, interval, status, flags. given: quality (the publisher's), base (people or
    households behind the figure), controlled (True where a margin of 0 is certain), noise_shift. shared: geoid -> why
    its figure is that of an area larger than the place.
    """
    half = half_widths(figures)
    limits = [*_of_margin(figures, given, spec, half), *_of_circumstance(figures, given, spec, shared)]
    published = np.nan_to_num(numeric(given, "quality")).astype(int)
    grade = np.maximum(published, _grade_by_uncertainty(figures, spec, half))
    for limit in limits:
        grade = np.maximum(grade, np.where(limit.rows, int(limit.grade.value), 0))
    return grade, limits


def half_widths(figures: pd.DataFrame) -> Floats:
    """90 % half-width of each row, the mean of both sides; NaN where nothing is sampled."""
    below, above = sides(figures)
    return (below + above) / 2


def sides(figures: pd.DataFrame) -> tuple[Floats, Floats]:
    """90 % half-widths below and above each figure; NaN where nothing is sampled.

    A side that was cut at a bound counts as the other.
    """
    value, names = figures["value"].to_numpy(float), figures["flags"].to_numpy(dtype=object)
    below, above = value - figures["lower"].to_numpy(float), figures["upper"].to_numpy(float) - value
    low_cut, high_cut = (
        np.array([flag in text.split() for text in names]) for flag in (Flag.LOWER_CUT, Flag.UPPER_CUT)
    )
    sampled = figures["interval"] == Interval.SAMPLING.value
    down, up = np.where(low_cut, above, below), np.where(high_cut, below, above)
    return np.where(sampled, down, np.nan), np.where(sampled, up, np.nan)


def _grade_by_uncertainty(figures: pd.DataFrame, spec: IndicatorSpec, half: Floats) -> NDArray[np.int_]:
    """Grade by coefficient of variation where 0 of the scale means none, else by the spread between places."""
    value = figures["value"].to_numpy(float)
    cv = half / Z90 / np.where(value > 0, value, np.nan)
    spread = half / _spread(figures)
    by_spread = np.where(np.isnan(spread), 0, 1 + (spread >= CARE_SPREAD).astype(int) + (spread >= POOR_SPREAD))
    if not spec.has_ratio_scale:
        return by_spread
    by_cv = np.where(np.isnan(cv), 0, 1 + (cv > CARE_CV).astype(int) + (cv > POOR_CV))
    return np.where(_at_bound(value, spec), by_spread, by_cv)


def _spread(figures: pd.DataFrame) -> float:
    """Standard deviation between the places of the level that have a figure; NaN of a few, or of places all alike."""
    values = figures.loc[figures["status"] == Status.OK.value, "value"].dropna()
    spread = float(values.std()) if len(values) >= FEWEST_FOR_SPREAD else np.nan
    return spread if spread > 0 else np.nan


def _at_bound(value: Floats, spec: IndicatorSpec) -> Booleans:
    low, high = spec.bounds
    at_low = np.zeros(len(value), bool) if low is None else value == low
    return at_low if high is None else at_low | (value == high)


def _of_margin(figures: pd.DataFrame, given: pd.DataFrame, spec: IndicatorSpec, half: Floats) -> list[Limit]:
    low, high = spec.bounds
    sampled = np.isfinite(half)
    certain = numeric(given, "controlled") == 1
    full_range = np.inf if low is None or high is None else high - low
    is_open = sampled & (figures["upper"].to_numpy(float) - figures["lower"].to_numpy(float) >= full_range)
    # A share may be precise in itself and yet not tell apart places that are all alike: no grade 1 then.
    is_wide = sampled & ~is_open & (half / _spread(figures) >= POOR_SPREAD)
    grade = Quality.CARE if spec.has_ratio_scale else Quality.POOR
    value = figures["value"].to_numpy(float)
    is_large = spec.has_ratio_scale & sampled & ~is_open & (half / Z90 > POOR_CV * np.where(value > 0, value, np.inf))
    is_sample = sampled | (spec.basis == "sample")
    nobody = is_sample & _at_bound(figures["value"].to_numpy(float), spec) & ~certain & (half != 0)
    return [
        Limit(sampled & (half == 0) & ~certain, Quality.POOR, Flag.UNKNOWN_MARGIN, UNKNOWN_MARGIN),
        Limit(nobody, Quality.POOR, Flag.AT_BOUND, AT_BOUND),
        Limit(is_open, Quality.POOR, Flag.OPEN_MARGIN, BEYOND_BOUNDS),
        Limit(is_wide, grade, Flag.WIDE_MARGIN, WIDE_MARGIN),
        Limit(is_large & ~is_wide, Quality.POOR, Flag.WIDE_MARGIN, LARGE_MARGIN),
    ]


def _of_circumstance(
    figures: pd.DataFrame, given: pd.DataFrame, spec: IndicatorSpec, shared: Mapping[str, str]
) -> list[Limit]:
    shift, moe, base = numeric(given, "noise_shift"), figures["moe"].to_numpy(float), numeric(given, "base")
    noisy = np.isfinite(shift) & np.isfinite(moe) & (np.abs(shift) > moe)
    noise = [_of_noise(x, spec) if hit else "" for x, hit in zip(shift, noisy, strict=True)]
    is_there = np.asarray(figures["value"].notna())
    by_publisher = spec.compute is None or spec.passes_grade  # any other formula's grade is ours
    is_flagged = np.array([Flag.SHARED_AREA in names.split() for names in figures["flags"]], dtype=bool)
    larger = np.asarray(figures["geoid"].isin(list(shared)) & is_there & ~is_flagged)  # a formula has said why
    reasons = [shared.get(code, "") for code in figures["geoid"]]
    return [
        Limit(noisy, Quality.CARE, Flag.NOISE, noise),
        Limit(larger, Quality.POOR, Flag.SHARED_AREA, reasons),
        Limit((base < FEWEST_BEHIND) & is_there, Quality.POOR, Flag.SMALL_BASE, SMALL_BASE),
        Limit(is_there & by_publisher & (numeric(given, "quality") == POOR), Quality.POOR, Flag.PUBLISHER, PUBLISHED),
        Limit(is_flagged & is_there, Quality.POOR, Flag.SHARED_AREA),
    ]


def _of_noise(shift: float, spec: IndicatorSpec) -> str:
    return f"Sampling noise alone {'adds' if shift > 0 else 'takes away'} about {plain(abs(shift), spec, 2)}."
