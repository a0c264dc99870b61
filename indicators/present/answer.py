"""The answer of an overview: does a community fare better than its peers, and what to talk about first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indicators.compare.comparison import Comparison
from indicators.compare.standouts import Ends, GroupGap
from indicators.compare.subjects import Position, Tally, tally
from indicators.compare.trend import Change
from indicators.core.geography import LEVEL_WORDS
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.present.numbers import format_estimate, format_value, half_width
from indicators.present.phrases import listed, lower_first, sentence_case
from indicators.present.wording import VERDICT_WORDS, line_words, period_words

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
# Of a figure that nobody should act on: it is shown, and compared with nothing.
POOR_WORDS = "quality 3: do not act on it"
POSITION_MARKS: dict[Position, str] = {
    Position.BETTER: "▲",
    Position.WORSE: "▼",
    Position.BETWEEN: "≈",
    Position.UNTESTED: "?",
    Position.ABSENT: "–",
}
POSITION_WORDS: dict[Position, str] = {
    Position.BETTER: "better than most",
    Position.WORSE: "worse than most",
    Position.BETWEEN: "in between",
    Position.UNTESTED: "can’t be tested",
    Position.ABSENT: "no figure",
}


def answer(place: str, positions: Sequence[Position], peers: int, of_county: int = 0) -> str:
    """``Austin does better than most of its peers on two of six subjects and worse on one; …``.

    Subjects without a figure, of grade 3 or without a test are counted apart, never as better or worse. of_county: on
    how many subjects the principal county stands for a city or metro.
    """
    counts, total = Counter(positions), len(positions)
    if not peers:
        return f"{place} has no peers here, so nothing can be compared."
    if not any(counts[where] for where in (Position.BETTER, Position.WORSE, Position.BETWEEN)):
        return f"{place} can’t be compared with its peers: of {_number(total)} subjects, {_rest(counts)}."
    parts = [_clear(place, counts, total), _unclear(counts), _rest(counts)]
    return f"{'; '.join(part for part in parts if part)}.{_of_county(of_county, total)}"


def _clear(place: str, counts: Counter[Position], total: int) -> str:
    better, worse = counts[Position.BETTER], counts[Position.WORSE]
    if not better and not worse:
        return f"On none of {_number(total)} subjects does {place} do clearly better or worse than most of its peers"
    sides = [("better", better), ("worse", worse)]
    (first, count), *others = [(side, number) for side, number in sides if number]
    sentence = f"{place} does {first} than most of its peers on {_share_of_subjects(count, total)}"
    return sentence + "".join(f" and {side} on {_number(number)}" for side, number in others)


def _of_county(count: int, total: int) -> str:
    if not count:
        return ""
    whole = count == total
    return (
        " All figures are those of its county."
        if whole
        else f" {sentence_case(_number(count))} are figures of its county."
    )


def _share_of_subjects(count: int, total: int) -> str:
    return f"all {_number(total)} subjects" if count == total else f"{_number(count)} of {_number(total)} subjects"


def _unclear(counts: Counter[Position]) -> str:
    """The clause on subjects without a clear difference; "" where the sentence is already about those alone."""
    between = counts[Position.BETWEEN]
    if not between or not (counts[Position.BETTER] or counts[Position.WORSE]):
        return ""
    return f"on {_number(between)}, neither is clear"


def _rest(counts: Counter[Position]) -> str:
    untested, absent = counts[Position.UNTESTED], counts[Position.ABSENT]
    parts = [f"{_number(untested)} can’t be tested"] if untested else []
    parts += [f"{_number(absent)} {'has' if absent == 1 else 'have'} no figure"] if absent else []
    return listed(parts)


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def peers_words(counts: Tally) -> str:
    """``6 better, 5 no clear difference, 4 worse``: what the peers do, beside the community."""
    parts = [
        f"{number} {phrase}"
        for number, phrase in (
            (counts.better, "do better" if counts.better != 1 else "does better"),
            (counts.alike, "no clear difference"),
            (counts.worse, "do worse" if counts.worse != 1 else "does worse"),
            (counts.untested, "not tested"),
        )
        if number
    ]
    return ", ".join(parts)


def start_words(comparison: Comparison) -> str:
    """As in: ``On-time graduation 62%, against 87% for the median peer (2021–22). 12 of 15 peers do better``."""
    spec, counts, focus = comparison.spec, tally(comparison), comparison.focus.estimate
    figure = f"{sentence_case(lower_first(spec.short))} {format_estimate(spec, focus)}"
    median = comparison.median
    against = f", against {line_words(comparison, median)} for the median peer" if median else ""
    who = f"{counts.better} of {counts.tested} peers {'does' if counts.better == 1 else 'do'} better."
    return f"{figure}{against} ({period_words(comparison.period)}). {who}"


def gap_words(gap: GroupGap, period: str) -> str:
    """As in: ``Median household income: Black $62,000, Asian $128,000 (2019–2023)``."""
    spec = gap.worse_off.spec
    first, second = gap.worse_off, gap.better_off
    figures = (
        f"{first.label} {format_estimate(first.spec, first.estimate, unit=False)}, "
        f"{second.label} {format_estimate(second.spec, second.estimate)}"
    )
    rest = "" if gap.tested else " No margin is published, so the gap can’t be tested."
    return f"{spec.family_title or spec.title}: {figures} ({period_words(period)}).{rest}"


def ends_words(parts: Ends, result: Result, names: tuple[str, str], county: str = "") -> str:
    """As in: ``Economic connectedness: lowest in ZIP code 78744 (0.55), highest in ZIP code 78746 (1.21), …``.

    names: of the worst and the best part. county: that they are parts of, where the page is about another place.
    """
    spec = result.spec
    worst, best = (_figure(result, code) for code in (parts.worst, parts.best))
    low_high = ("lowest", "highest") if spec.direction == "higher_is_better" else ("highest", "lowest")
    among = f"in {county}" if county else f"of {parts.count:,} {LEVEL_WORDS[result.level][1]}"
    return (
        f"{sentence_case(spec.short)}: {low_high[0]} in {names[0]} ({worst}), {low_high[1]} in {names[1]} ({best}), "
        f"{among} ({period_words(result.period)})."
    )


def change_summary(spec: IndicatorSpec, change: Change) -> str:
    """As in: ``P80/P20 ratio: from 5.12 (2014) to 4.75 (2023), better``."""
    ends_ = [
        f"{format_value(spec, point.estimate.value, half_width(point.estimate))} ({period_words(point.period)})"
        for point in (change.first, change.last)
    ]
    return f"{sentence_case(spec.short)}: from {ends_[0]} to {ends_[1]}, {VERDICT_WORDS[change.verdict]}."


def _figure(result: Result, code: str) -> str:
    figure = result.get(code)
    return format_value(result.spec, figure.value if figure else None)
