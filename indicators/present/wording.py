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
    DASH,
    STATUS_WORDS,
    format_estimate,
    format_value,
    in_sentence,
    is_doubtful,
    margin_words,
    ordinal,
)
from indicators.present.phrases import listed, lower_first, sentence_case

__all__ = ["format_estimate", "format_value", "headline", "margin_words", "ordinal", "rank_words", "standing"]

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


def verdict_words(verdict: Verdict | None) -> str:
    """``no clear difference``; empty for the community itself."""
    return VERDICT_WORDS[verdict] if verdict else ""


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
    """The same in little space: ``3–7``; empty where the place is not ranked."""
    if row.rank_low is None or row.rank_high is None:
        return ""
    return str(row.rank_low) if row.rank_low == row.rank_high else f"{row.rank_low}{DASH}{row.rank_high}"


def headline(spec: IndicatorSpec, comparison: Comparison, place_name: str) -> str:
    """One sentence with number, margin and period; says why where there is no number."""
    when = period_source(comparison)
    words = sentence(
        spec, comparison.focus.estimate, place_name, when, comparison.counts_adults, comparison.alternative
    )
    return f"{words} {comparison.caution}".rstrip()


def sentence(
    spec: IndicatorSpec,
    estimate: Estimate,
    place_name: str,
    when: str,
    counts_adults: bool = False,
    beside: Alternative | None = None,
) -> str:
    """The headline of one figure. when: period in words, from period_source. counts_adults: no children.

    beside: the figure without institutional tracts, where this one is flagged for them.
    """
    if estimate.value is None and estimate.interval is not Interval.BOUNDS:
        return f"{place_name}: no figure for {lower_first(spec.title)}, {when} ({why_no_figure(estimate)})."
    if Flag.INSTITUTIONS in estimate.flags:
        return institutions_sentence(spec, estimate, place_name, when, beside)
    figure = _figure_sentence(spec, estimate, place_name, when, counts_adults)
    return " ".join([figure, *_what_changes_it(estimate)])


def _what_changes_it(estimate: Estimate) -> list[str]:
    """The note where it changes the reading of the figure itself: who is counted in it, and what it is without them."""
    return [f"{sentence_case(estimate.note).rstrip('.')}."] if Flag.BEYOND_COUNTY in estimate.flags else []


def _figure_sentence(spec: IndicatorSpec, estimate: Estimate, place_name: str, when: str, counts_adults: bool) -> str:
    figure = in_sentence(spec, estimate)
    if is_doubtful(estimate):
        plain = in_sentence(spec, replace(estimate, status=Status.OK))
        return f"{place_name}: the figure for {lower_first(spec.title)}, {when}, is too uncertain to act on: {plain}."
    person = "adult" if counts_adults else "resident"
    words = {"place": place_name, "value": figure, "person": person, "people": f"{person}s"}
    if spec.sentence and spec.per_100 and estimate.value is not None:
        text = spec.sentence.format(**words, per100=round(estimate.value * 100))
        return f"{text} ({lower_first(spec.short)} {figure}, {when})."
    if spec.sentence and not spec.per_100:
        return f"{spec.sentence.format(**words)} ({when})."
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


def standing(comparison: Comparison) -> str:
    """Where the community stands among its peers, in two or three short sentences."""
    if not comparison.peers:
        return "No peers are chosen."
    focus = comparison.focus
    is_shaky = focus.is_shown and is_doubtful(focus.estimate)
    against = (
        [_doubt_sentence(focus.estimate)] if is_shaky else [_rank_sentence(comparison), _counts_sentence(comparison)]
    )
    parts = [*against, _ends_sentence(comparison)]
    return " ".join(part for part in parts if part)


def change_words(found: Trend) -> str:
    """``From 5.12 ± 0.31 (2014) to 4.75 ± 0.28 (2023): no clear difference.``; empty where nothing may be compared."""
    moved = change(found)
    if moved is None:
        return ""
    ends = [f"{in_sentence(found.spec, p.estimate)} ({period_words(p.period)})" for p in (moved.first, moved.last)]
    because = f" ({moved.reason})" if moved.reason else ""
    return f"From {ends[0]} to {ends[1]}: {VERDICT_WORDS[moved.verdict]}{because}."


def median_words(comparison: Comparison) -> str:
    """``Peers’ median 0.523``, as exact as the community's own figure; for ranges the limits of the median."""
    if comparison.median is None:
        usable = sum(row.estimate.is_ranked for row in comparison.peers)
        peers = "no peer has" if not usable else "only one peer has" if usable == 1 else "only two peers have"
        return f"No peers’ median: {peers} a figure that one may act on"
    moe, value = comparison.focus.estimate.moe, comparison.median.value
    if comparison.spec.format == "rank" and moe is not None and value is not None:
        return f"Peers’ median percentile {format_value(comparison.spec, value, moe, unit=False)}"
    return f"Peers’ median {line_words(comparison, comparison.median)}"


def line_words(comparison: Comparison, figure: Estimate) -> str:
    """A figure to read against, as exact as the community's own, so that chart, table and text say the same."""
    if figure.value is None or figure.interval is not Interval.NONE:
        return format_estimate(comparison.spec, figure)
    return format_value(comparison.spec, figure.value, comparison.focus.estimate.moe)


def _doubt_sentence(figure: Estimate) -> str:
    """In place of a rank: the community's own figure is not fit for one. Of institutions the headline has told."""
    if Flag.INSTITUTIONS in figure.flags:
        return f"It is not ranked ({quality_words(figure.quality)})."
    why = "unreliable" if figure.status is Status.UNRELIABLE else "quality 3: do not act on it"
    is_new = figure.note and not _what_changes_it(figure)  # else the headline has it
    because = f" {sentence_case(figure.note).rstrip('.')}." if is_new else ""
    return f"This figure is too uncertain to rank ({why}).{because}"


def _rank_sentence(comparison: Comparison) -> str:
    focus = comparison.focus
    if focus.rank_low is None:
        if not focus.estimate.is_ranked:
            return "It is not ranked." if focus.is_shown else ""
        if not any(row.estimate.is_ranked for row in comparison.peers):
            return "No peer has a figure that it can be ranked against."
        return "Differences can’t be tested here: no margin of error is published."
    return f"It ranks {rank_words(focus, comparison.ranked)} ({direction_or_order(comparison.spec)})."


def direction_or_order(spec: IndicatorSpec) -> str:
    """What a rank counts from: the direction, or, for a neutral measure, from the highest."""
    return "counted from the highest" if spec.direction == "neutral" else direction_words(spec)


def _counts_sentence(comparison: Comparison) -> str:
    counts = {word: sum(row.verdict is word for row in comparison.peers) for word in Verdict}
    if not comparison.tested:
        return ""
    found = [
        f"{counts[word]} {'peer is' if counts[word] == 1 else 'peers are'} {VERDICT_WORDS[word]}"
        for word in (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
        if counts[word]
    ]
    if counts[Verdict.NO_CLEAR_DIFFERENCE]:
        count = counts[Verdict.NO_CLEAR_DIFFERENCE]
        peers = "" if found else " peer" if count == 1 else " peers"
        found.append(f"{count}{peers} {'shows' if count == 1 else 'show'} no clear difference")
    if counts[Verdict.CANNOT_TEST]:
        found.append(f"{counts[Verdict.CANNOT_TEST]}{'' if found else ' peers'} can’t be tested")
    return sentence_case(listed(found)) + "."


def _ends_sentence(comparison: Comparison) -> str:
    ranked = [row for row in comparison.rows if row.estimate.is_ranked]
    # Among ranges that overlap nobody is best.
    if len(ranked) < 3 or any(row.estimate.value is None for row in ranked):
        return ""
    if _may_share_a_rank(ranked[0], ranked[-1]):
        return ""
    best, worst = ranked[0], ranked[-1]
    first, last = _end_words(comparison, best, worst)
    figures = [in_sentence(comparison.spec, row.estimate) for row in (best, worst)]
    names = ["here" if row.is_focus else row.name for row in (best, worst)]
    return f"{first}: {names[0]}, {figures[0]}; {last}: {names[1]}, {figures[1]}."


def _may_share_a_rank(best: Row, worst: Row) -> bool:
    """Whether the margins leave open that the last is as good as the first."""
    return best.rank_high is not None and worst.rank_low is not None and worst.rank_low <= best.rank_high


def _end_words(comparison: Comparison, best: Row, worst: Row) -> tuple[str, str]:
    """What the first and the last are called: best and worst where no other may share their rank, else by height."""
    if comparison.spec.direction == "neutral":
        return "Highest", "lowest"
    if best.rank_high != 1 or worst.rank_low != comparison.ranked:
        return ("Lowest", "highest") if comparison.spec.direction == "lower_is_better" else ("Highest", "lowest")
    return "Best", "worst"
