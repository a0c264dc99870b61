"""Finish what a publisher or a formula gives: add limits, status and grade, one row per place.

The rules are those of docs/methods: estimates, margins and comparisons; and minimum sizes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from data.builder.figure_frames import Floats, add_flag, add_note, numeric, objects, plain, sentence, text
from data.builder.grades import graded
from indicators.core.estimate import Z90, Z95, Flag, Interval, Quality, Status
from indicators.core.spec import IndicatorSpec
from indicators.stats.minimum_sizes import SizeVerdict, size_verdict

NUMBERS = ("value", "moe", "lower", "upper")
FIGURE = ("geoid", *NUMBERS, "interval", "status", "quality", "note", "flags")
ABSENT = (Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE)
# Two sides of an interval are equal where they differ by less than the last digit that is written of the figure.
SYMMETRIC = 1e-6
DIGITS = 6
NOTHING: Mapping[str, str] = MappingProxyType({})
CODED = "The publisher gives only an open limit here, and no figure can be made from it."


def finish_figures(given: pd.DataFrame, spec: IndicatorSpec, shared: Mapping[str, str] = NOTHING) -> pd.DataFrame:
    """Return finished figures (columns FIGURE), one row for each row of ``given``.

    given: geoid with any of value, moe, se, lower95, upper95, lower, upper, interval, status, note, flags, quality,
    units, smallest_group, noise_shift. shared: geoid -> why its figure is that of an area larger than the place.
    """
    figures = _start(given)
    _status_of_blanks(figures)
    _published_limits(figures, given, spec)
    _margins(figures, given)
    _bounds(figures, given)
    _minimum_sizes(figures, given)
    _grade(figures, given, spec, shared)
    _cut_at_bounds(figures, spec)
    _clear_absent(figures)
    for name in NUMBERS:
        values = figures[name].to_numpy(dtype=float)
        figures[name] = np.round(values) if spec.is_whole else significant(values)
    return figures[list(FIGURE)]


def _start(given: pd.DataFrame) -> pd.DataFrame:
    texts = {name: objects(text(given, name)) for name in ("interval", "status", "note", "flags")}
    numbers = {name: pd.Series(numeric(given, name)) for name in NUMBERS}
    figures = pd.DataFrame({"geoid": objects(text(given, "geoid")), **numbers, **texts})
    sentences = {note: sentence(note) for note in figures["note"].unique()}
    return figures.assign(note=figures["note"].map(sentences), grade=0)


def _status_of_blanks(figures: pd.DataFrame) -> None:
    """Fill the status where none is given: ok with a figure, else missing. A code without a limit: not applicable."""
    has_figure = figures["value"].notna() | (figures["lower"].notna() & figures["upper"].notna())
    default = np.where(has_figure, Status.OK.value, Status.MISSING.value)
    without_figure = (figures["status"] == Status.OK.value) & ~has_figure
    figures["status"] = figures["status"].mask(
        (figures["status"] == "") | without_figure, pd.Series(default, index=figures.index)
    )
    has_limit = has_figure | figures["lower"].notna() | figures["upper"].notna()
    empty = figures["status"].isin([Status.TOP_CODED.value, Status.BOTTOM_CODED.value]) & ~has_limit
    figures["status"] = figures["status"].mask(empty, Status.NOT_APPLICABLE.value)
    add_note(figures, empty & (figures["note"] == ""), CODED)


def _published_limits(figures: pd.DataFrame, given: pd.DataFrame, spec: IndicatorSpec) -> None:
    """Published 95% limits to 90 %, each side by itself; the published ones go into the note."""
    low, high, value = numeric(given, "lower95"), numeric(given, "upper95"), figures["value"].to_numpy()
    usable = np.isfinite(low) & np.isfinite(high) & np.isfinite(value)
    encloses = usable & (low <= value) & (value <= high)
    factor = Z90 / Z95
    below, above = (value - low) * factor, (high - value) * factor
    figures.loc[encloses, "lower"] = (value - below)[encloses]
    figures.loc[encloses, "upper"] = (value + above)[encloses]
    figures.loc[encloses, "interval"] = Interval.SAMPLING.value
    largest = np.maximum(np.abs(value), np.maximum(above, below))
    symmetric = encloses & (np.abs(above - below) <= SYMMETRIC * largest)
    figures.loc[symmetric, "moe"] = ((above + below) / 2)[symmetric]
    limits = [
        f"Published 95% limits: {plain(a, spec)} to {plain(b, spec)}." if known else ""
        for a, b, known in zip(low, high, usable, strict=True)
    ]
    add_note(figures, usable, limits)
    add_note(figures, usable & ~encloses, "They do not enclose the figure and are not used.")
    lowest, highest = spec.bounds
    if lowest is not None:
        add_flag(figures, encloses & (low <= lowest), Flag.LOWER_CUT)
    if highest is not None:
        add_flag(figures, encloses & (high >= highest), Flag.UPPER_CUT)


def _margins(figures: pd.DataFrame, given: pd.DataFrame) -> None:
    """Compute margins from standard errors, and limits around the value from margins."""
    se = numeric(given, "se")
    figures["moe"] = figures["moe"].fillna(pd.Series(Z90 * se, index=figures.index))
    around = figures["moe"].notna() & figures["value"].notna() & figures["lower"].isna() & figures["upper"].isna()
    figures.loc[around, "lower"] = figures["value"] - figures["moe"]
    figures.loc[around, "upper"] = figures["value"] + figures["moe"]
    figures.loc[around, "interval"] = Interval.SAMPLING.value


def _bounds(figures: pd.DataFrame, given: pd.DataFrame) -> None:
    """Keep a value between bounds only where both are equal. A formula's limits are bounds unless it says otherwise."""
    limited = figures["lower"].notna() & figures["upper"].notna()
    unnamed = limited & (figures["interval"] == "")
    figures["interval"] = figures["interval"].mask(unnamed, Interval.BOUNDS.value)
    figures["interval"] = figures["interval"].mask(figures["interval"] == "", Interval.NONE.value)
    bounded = figures["interval"] == Interval.BOUNDS.value
    point = bounded & (figures["lower"] == figures["upper"])
    figures["value"] = figures["value"].mask(bounded, np.nan).mask(point, figures["lower"])
    figures["moe"] = figures["moe"].mask(bounded, np.nan)


def _minimum_sizes(figures: pd.DataFrame, given: pd.DataFrame) -> None:
    if "units" not in given:
        return
    units, smallest = numeric(given, "units"), numeric(given, "smallest_group")
    judged = np.isfinite(units) & np.isfinite(smallest)
    fine = SizeVerdict(Status.OK)
    verdicts = [size_verdict(u, s) if known else fine for u, s, known in zip(units, smallest, judged, strict=True)]
    status = objects(np.array([verdict.status.value for verdict in verdicts], dtype=object))
    figures["status"] = figures["status"].mask(status != Status.OK.value, status)
    figures["grade"] = [int(verdict.grade_limit.value) if verdict.grade_limit else 0 for verdict in verdicts]
    add_note(figures, judged, [verdict.note for verdict in verdicts])
    for flag in Flag:
        add_flag(figures, [flag in verdict.flags for verdict in verdicts], flag)


def _grade(figures: pd.DataFrame, given: pd.DataFrame, spec: IndicatorSpec, shared: Mapping[str, str]) -> None:
    grade, limits = graded(figures, given, spec, shared)
    figures["grade"] = np.maximum(figures["grade"], grade)
    for limit in limits:
        add_note(figures, limit.rows, limit.note)
        add_flag(figures, limit.rows, limit.flag)
    unreliable = np.logical_or.reduce([limit.rows for limit in limits if limit.flag is Flag.OPEN_MARGIN])
    is_ok = figures["status"] == Status.OK.value
    figures["status"] = figures["status"].mask(is_ok & unreliable, Status.UNRELIABLE.value)


def _cut_at_bounds(figures: pd.DataFrame, spec: IndicatorSpec) -> None:
    """Cut sampling limits at the bounds of the measure and flag the figure. The margin itself stays."""
    sampled = figures["interval"] == Interval.SAMPLING.value
    for name, bound, flag in zip(("lower", "upper"), spec.bounds, (Flag.LOWER_CUT, Flag.UPPER_CUT), strict=True):
        if bound is not None:
            beyond = sampled & ((figures[name] < bound) if name == "lower" else (figures[name] > bound))
            figures[name] = figures[name].mask(beyond, bound)
            add_flag(figures, beyond, flag)


def _clear_absent(figures: pd.DataFrame) -> None:
    """Remove margin, limits and grade where there is no figure, and write grades as text."""
    absent = figures["status"].isin([status.value for status in ABSENT])
    for name in NUMBERS:
        figures[name] = figures[name].mask(absent, np.nan)
    figures["interval"] = figures["interval"].mask(absent, Interval.NONE.value)
    grades = np.array([Quality.NOT_GRADED.value, *(grade.value for grade in list(Quality)[:3])], dtype=object)
    figures["quality"] = objects(grades[figures["grade"].mask(absent, 0).to_numpy()])


def significant(values: Floats, digits: int = DIGITS) -> Floats:
    """Round to significant digits, so that the shortest decimal of the float64 has no more."""
    known = np.isfinite(values) & (values != 0)
    exponent = np.zeros(values.shape)
    exponent[known] = digits - 1 - np.floor(np.log10(np.abs(values[known])))
    up, down = 10.0 ** np.maximum(exponent, 0), 10.0 ** np.maximum(-exponent, 0)
    return np.asarray(np.where(known, np.round(values * up / down) / up * down, values) + 0.0)


def missing_rows(geoids: Sequence[str], notes: Sequence[str]) -> pd.DataFrame:
    """Return rows without a figure, each with its reason."""
    blank = {name: np.full(len(geoids), np.nan) for name in NUMBERS}
    fixed = {"interval": Interval.NONE.value, "status": Status.MISSING.value, "quality": Quality.NOT_GRADED.value}
    fixed |= {"flags": ""}
    texts = {"geoid": np.array(geoids, dtype=object), "note": np.array(notes, dtype=object)}
    texts |= {name: np.full(len(geoids), word, dtype=object) for name, word in fixed.items()}
    return pd.DataFrame(blank | {name: objects(values) for name, values in texts.items()})[list(FIGURE)]
