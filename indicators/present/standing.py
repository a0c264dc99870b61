"""Where a community stands among its peers, in sentences: rank, counts of verdicts, ends. Never a causal word."""

from __future__ import annotations

from indicators.compare.comparison import Comparison, Row, Verdict
from indicators.core.estimate import Estimate, Flag, Status
from indicators.core.spec import IndicatorSpec
from indicators.present.numbers import in_sentence, is_doubtful
from indicators.present.phrases import listed, sentence_case
from indicators.present.wording import direction_words, is_told_in_headline, quality_words, rank_words

# Of peers that a visitor chose, all may lie in the county that stands for the community.
NO_PEERS = "There are no peers to compare it with."


def standing(comparison: Comparison) -> str:
    """Where the community stands among its peers, in two or three short sentences."""
    if not comparison.peers:
        return NO_PEERS
    focus = comparison.focus
    is_shaky = focus.is_shown and is_doubtful(focus.estimate)
    against = (
        [doubt_sentence(focus.estimate)] if is_shaky else [_rank_sentence(comparison), _counts_sentence(comparison)]
    )
    parts = [*against, _ends_sentence(comparison)]
    return " ".join(part for part in parts if part)


def doubt_sentence(figure: Estimate) -> str:
    """In place of a rank: the community's own figure is not fit for one. The headline tells of institutions."""
    if Flag.INSTITUTIONS in figure.flags:
        return f"It is not ranked ({quality_words(figure.quality)})."
    why = "unreliable" if figure.status is Status.UNRELIABLE else "quality 3: do not act on it"
    is_new = figure.note and not is_told_in_headline(figure)  # else the headline has it
    because = f" {sentence_case(figure.note).rstrip('.')}." if is_new else ""
    return f"This figure is too uncertain to rank ({why}).{because}"


def _rank_sentence(comparison: Comparison) -> str:
    if comparison.focus.rank_low is None:
        return untested_sentence(comparison)
    return f"It ranks {rank_words(comparison.focus, comparison.ranked)} ({direction_or_order(comparison.spec)})."


def untested_sentence(comparison: Comparison) -> str:
    """Why the community has no rank, "" where it has one or has no figure."""
    focus = comparison.focus
    if focus.rank_low is not None or not focus.is_shown:
        return ""
    if not focus.estimate.is_ranked:
        return "It is not ranked."
    if not any(row.estimate.is_ranked for row in comparison.peers):
        return "No peer has a figure that it can be ranked against."
    return "Differences can’t be tested here: no margin of error is published."


def direction_or_order(spec: IndicatorSpec) -> str:
    """What a rank counts from: the direction, or, for a neutral measure, from the highest."""
    return "counted from the highest" if spec.direction == "neutral" else direction_words(spec)


def _counts_sentence(comparison: Comparison) -> str:
    return f"{sentence_case(counts_words(comparison))}." if comparison.tested else ""


# Verb for one peer and for several.
_PEERS_DO: dict[Verdict, tuple[str, str]] = {
    Verdict.BETTER: ("does better", "do better"),
    Verdict.WORSE: ("does worse", "do worse"),
    Verdict.HIGHER: ("is higher", "are higher"),
    Verdict.LOWER: ("is lower", "are lower"),
    Verdict.NO_CLEAR_DIFFERENCE: ("shows no clear difference", "show no clear difference"),
    Verdict.CANNOT_TEST: ("can’t be tested", "can’t be tested"),
}


def counts_words(comparison: Comparison) -> str:
    """``9 peers do better, 2 do worse and 4 show no clear difference``; empty without peers."""
    counts = {verdict: sum(row.verdict is verdict for row in comparison.peers) for verdict in _PEERS_DO}
    parts = [f"{number} {_PEERS_DO[verdict][number != 1]}" for verdict, number in counts.items() if number]
    if not parts:
        return ""
    first, _, rest = parts[0].partition(" ")
    return listed([f"{first} peer{'' if first == '1' else 's'} {rest}", *parts[1:]])


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
