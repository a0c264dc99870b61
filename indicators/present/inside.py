"""How the parts of a county differ, in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from indicators.core.estimate import Estimate, Flag, Status
from indicators.core.geography import LEVEL_WORDS
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.present.numbers import STATUS_WORDS, format_value
from indicators.present.phrases import sentence_case
from indicators.present.wording import period_words

# Reasons that a sentence names; the table has them all.
MOST_REASONS = 3


def spread(result: Result, geoids: Sequence[str], where: str) -> str:
    """Letters counted, or lowest, highest and the middle half; doubtful figures are left out. where: the county."""
    figures = [figure for code in geoids if (figure := result.get(code)) is not None]
    usable = [figure for figure in figures if figure.is_ranked]
    values = [figure.value for figure in usable if figure.value is not None]
    when, (singular, plural) = period_words(result.period), LEVEL_WORDS[result.level]
    if not values:
        return f"{where}: no {singular} has a figure for {result.spec.title} ({when})."
    count = f"{len(values):,} {singular if len(values) == 1 else plural}"
    rest = _absent([figure for figure in figures if figure not in usable or figure.value is None])
    if result.spec.format == "letter":
        return f"Of {count} in {where} with a letter, {letters_counted(result.spec, values)} ({when}).{rest}"
    return f"{sentence_case(count)} in {where}, {result.spec.title}: {_middle(result.spec, values)} ({when}).{rest}"


def _absent(figures: Sequence[Estimate]) -> str:
    """The reasons why other places have no usable figure, the commonest first."""
    reasons = Counter(_reason(figure).rstrip(".") for figure in figures)
    return "".join(f" {count:,} more: {reason}." for reason, count in reasons.most_common(MOST_REASONS))


def _reason(figure: Estimate) -> str:
    if Flag.INSTITUTIONS in figure.flags:
        return figure.note
    if figure.status is Status.OK:
        return "published as a range" if figure.value is None else "too uncertain to act on (quality 3)"
    return figure.note or STATUS_WORDS[figure.status]


def letters_counted(spec: IndicatorSpec, values: Sequence[float]) -> str:
    """``2 have an A, 3 have a B and 1 has a C``: the best letter first."""
    counts = Counter(values)
    best_first = sorted(counts, reverse=spec.direction != "lower_is_better")
    parts = [
        f"{counts[value]:,} {'has' if counts[value] == 1 else 'have'} {_with_article(spec.labels[value])}"
        for value in best_first
    ]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _with_article(letter: str) -> str:
    return f"{'an' if letter[0] in 'AF' else 'a'} {letter}"


def _middle(spec: IndicatorSpec, values: Sequence[float]) -> str:
    lowest, highest = format_value(spec, min(values)), format_value(spec, max(values))
    if len(values) < 4:
        return f"from {lowest} to {highest}"
    low, high = np.quantile(np.asarray(values, dtype=np.float64), (0.25, 0.75))
    between = f"half of them between {format_value(spec, float(low))} and {format_value(spec, float(high))}"
    return f"from {lowest} to {highest}, {between}"
