"""Words around the figures: periods, directions, verdicts, ranks and headline sentences. Never a causal word."""

from __future__ import annotations

from calendar import month_name
from dataclasses import replace

from indicators.compare.alternative import Alternative
from indicators.compare.comparison import Comparison, Row, Verdict
from indicators.compare.trend import Trend, change
from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status
from indicators.core.spec import IndicatorSpec, Series
from indicators.present.institutions import institutions_sentence
from indicators.present.numbers import (
    CODED,
    DASH,
    STATUS_WORDS,
    format_estimate,
    format_value,
    half_width,
    in_sentence,
    is_doubtful,
    margin_words,
    ordinal,
)
from indicators.present.phrases import lower_first, sentence_case

__all__ = ["format_estimate", "format_value", "headline", "margin_words", "ordinal", "rank_words"]

DIRECTION_WORDS = {
    "higher_is_better": "higher is better",
    "lower_is_better": "lower is better",
    "neutral": "neither high nor low is better in itself",
}
VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.HIGHER: "higher",
    Verdict.LOWER: "lower",
    Verdict.NO_CLEAR_DIFFERENCE: "no clear difference",
    Verdict.CANNOT_TEST: "can’t be tested",
}
# What a peer does beside the community.
PEER_WORDS: dict[Verdict, str] = VERDICT_WORDS | {
    Verdict.BETTER: "peer does better",
    Verdict.WORSE: "peer does worse",
    Verdict.HIGHER: "peer is higher",
    Verdict.LOWER: "peer is lower",
}
# Signs that every common font has; + and - say better and worse, arrows say higher and lower.
VERDICT_MARKS: dict[Verdict, str] = {
    Verdict.BETTER: "+",
    Verdict.WORSE: "\N{MINUS SIGN}",
    Verdict.HIGHER: "↑",
    Verdict.LOWER: "↓",
    Verdict.NO_CLEAR_DIFFERENCE: "≈",
    Verdict.CANNOT_TEST: "?",
}
QUALITY_WORDS: dict[Quality, str] = {
    Quality.GOOD: "1 – use it",
    Quality.CARE: "2 – use with care",
    Quality.POOR: "3 – do not act on it",
    Quality.NOT_GRADED: "not graded",
}


def period_words(period: str) -> str:
    """``2019–2023``, ``school year 2021–22``, ``May 2025``; a single year stays as it is."""
    if len(period) == 9:
        return period.replace("-", DASH)
    if len(period) != 7:
        return period
    year, rest = period.split("-")
    if int(rest) == (int(year) + 1) % 100:
        return f"school year {year}{DASH}{rest}"
    return f"{month_name[int(rest)]} {year}"


def unit_words(spec: IndicatorSpec) -> str:
    """The unit as people read the values, not as they are stored: ranks as percentiles, ratings as letters."""
    return spec.shown_unit or spec.unit


def direction_words(spec: IndicatorSpec) -> str:
    """``lower is better``."""
    return DIRECTION_WORDS[spec.direction]


def axis_direction(spec: IndicatorSpec, upright: bool = False) -> str:
    """``← lower is better``: the words with an arrow to the good side of an axis. upright: of one that goes up."""
    low, high = ("↓ ", " ↑") if upright else ("← ", " →")
    signs = {"lower_is_better": (low, ""), "higher_is_better": ("", high)}.get(spec.direction, ("", ""))
    return f"{signs[0]}{direction_words(spec)}{signs[1]}"


def verdict_words(verdict: Verdict | None) -> str:
    """``peer does better``, ``no clear difference``; empty for the community itself."""
    return PEER_WORDS[verdict] if verdict else ""


def verdict_mark(verdict: Verdict | None) -> str:
    """A sign that goes with the word; empty for the community itself."""
    return VERDICT_MARKS[verdict] if verdict else ""


def quality_words(quality: Quality) -> str:
    """``2 – use with care``."""
    return QUALITY_WORDS[quality]


def rank_words(row: Row, n: int) -> str:
    """``between 3rd and 7th of 16``, ``3rd of 16``, ``not ranked``."""
    if row.rank_low is None or row.rank_high is None:
        return "not ranked"
    if row.rank_low == row.rank_high:
        return f"{ordinal(row.rank_low)} of {n}"
    return f"between {ordinal(row.rank_low)} and {ordinal(row.rank_high)} of {n}"


def rank_range(row: Row) -> str:
    """The rank in little space: ``3–7``; empty where the place is not ranked."""
    if row.rank_low is None or row.rank_high is None:
        return ""
    return str(row.rank_low) if row.rank_low == row.rank_high else f"{row.rank_low}{DASH}{row.rank_high}"


def headline(spec: IndicatorSpec, comparison: Comparison, place_name: str) -> str:
    """One sentence with number, margin and period; says why where there is no number."""
    when = period_source(comparison)
    text = sentence(spec, comparison.focus.estimate, place_name, when, comparison.counts_adults, comparison.alternative)
    return f"{text} {comparison.caution}".rstrip()


def sentence(
    spec: IndicatorSpec,
    estimate: Estimate,
    place_name: str,
    when: str,
    counts_adults: bool = False,
    alternative: Alternative | None = None,
) -> str:
    """The headline of one figure. when: period in words, from period_source. counts_adults: no children.

    alternative: the figure without institutional tracts, where this one is flagged for them.
    """
    if estimate.value is None and estimate.interval is not Interval.BOUNDS:
        return f"{place_name}: no figure for {lower_first(spec.title)}, {when} ({why_no_figure(estimate)})."
    if Flag.INSTITUTIONS in estimate.flags:
        return institutions_sentence(spec, estimate, place_name, when, alternative)
    figure = _figure_sentence(spec, estimate, place_name, when, counts_adults)
    note = f" {sentence_case(estimate.note).rstrip('.')}." if is_told_in_headline(estimate) else ""
    return f"{figure}{note}"


def is_told_in_headline(estimate: Estimate) -> bool:
    """Whether the note changes the reading of the figure itself: who is counted in it, and what it is without them."""
    return Flag.BEYOND_COUNTY in estimate.flags


def _figure_sentence(spec: IndicatorSpec, estimate: Estimate, place_name: str, when: str, counts_adults: bool) -> str:
    figure = in_sentence(spec, estimate)
    if is_doubtful(estimate):
        plain = in_sentence(spec, replace(estimate, status=Status.OK))
        return f"{place_name}: the figure for {lower_first(spec.title)}, {when}, is too uncertain to act on: {plain}."
    person = "adult" if counts_adults else "resident"
    values = {"place": place_name, "value": figure, "person": person, "people": f"{person}s"}
    if spec.sentence and spec.per_100 and estimate.value is not None:
        text = spec.sentence.format(**values, per100=round(estimate.value * spec.per_100))
        return f"{text} ({lower_first(spec.short)} {figure}, {when})."
    if spec.sentence and not spec.per_100:
        return f"{spec.sentence.format(**values)} ({when})."
    return f"{place_name}: {lower_first(spec.title)} {figure} ({when})."


def why_no_figure(estimate: Estimate) -> str:
    """The reason of a figure that is absent, as words inside a sentence."""
    return lower_first(estimate.note.rstrip(".")) or STATUS_WORDS[estimate.status] or "not published"


def period_source(comparison: Comparison) -> str:
    """``2010 Census``, ``2020 Census, adults`` for decennial counts, else the period in words."""
    return series_words(comparison.series, comparison.period)


def series_words(series: Series | None, period: str) -> str:
    """The period of a series in words: the census that it is of, and that adults alone were counted."""
    census = " Census" if series is not None and series.is_census else ""
    return f"{period_words(period)}{census}{', adults' if series is not None and series.counts_adults else ''}"


def change_words(trend: Trend) -> str:
    """``From 5.12 ± 0.31 (2014) to 4.75 ± 0.28 (2023): no clear difference.``; empty where nothing may be compared."""
    moved = change(trend)
    if moved is None:
        return ""
    ends = [f"{in_sentence(trend.spec, p.estimate)} ({period_words(p.period)})" for p in (moved.first, moved.last)]
    because = f" ({moved.reason})" if moved.reason else ""
    return f"From {ends[0]} to {ends[1]}: {VERDICT_WORDS[moved.verdict]}{because}."


def median_words(comparison: Comparison) -> str:
    """``Peers’ median 0.523``, as exact as the community's own figure; for ranges the limits of the median."""
    if comparison.median is None:
        usable = sum(row.estimate.is_ranked for row in comparison.peers)
        peers = "no peer has" if not usable else "only one peer has" if usable == 1 else "only two peers have"
        return f"No peers’ median: {peers} a figure that one may act on"
    moe, value = half_width(comparison.focus.estimate), comparison.median.value
    if comparison.spec.format == "rank" and moe is not None and value is not None:
        return f"Peers’ median percentile {format_value(comparison.spec, value, moe, unit=False)}"
    return f"Peers’ median {line_words(comparison, comparison.median)}"


def line_words(comparison: Comparison, figure: Estimate) -> str:
    """A figure to read against, as exact as the community's own, so that chart, table and text say the same."""
    if figure.value is None or figure.interval is not Interval.NONE:
        return format_estimate(comparison.spec, figure)
    return format_value(comparison.spec, figure.value, half_width(comparison.focus.estimate))


def plain_words(comparison: Comparison, figure: Estimate) -> str:
    """The same without a margin; ranges and coded figures keep their limits, ranks have no word for the percentile."""
    if figure.value is None or figure.status in CODED:
        return format_estimate(comparison.spec, figure)
    width = half_width(comparison.focus.estimate)
    return format_value(comparison.spec, figure.value, width, unit=comparison.spec.format != "rank")
