"""Where a community stands beside its peers: a badge of a few words, and the figure against the median peer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indicators.compare.comparison import FEWEST_PEERS, Comparison
from indicators.compare.subjects import Position, position
from indicators.compare.verdicts import Verdict
from indicators.present.answer import POSITION_MARKS, POSITION_WORDS
from indicators.present.numbers import is_doubtful
from indicators.present.phrases import sentence_case
from indicators.present.standing import NO_PEERS, counts_words, doubt_sentence, untested_sentence
from indicators.present.wording import plain_words

# good, bad: by the measure's direction. open: neither, or nothing may be said.
Tone = Literal["good", "bad", "open"]
_TONES: dict[Position, Tone] = {Position.BETTER: "good", Position.WORSE: "bad"}


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign and a few words."""

    mark: str
    label: str
    tone: Tone = "open"


def badge(comparison: Comparison) -> Badge | None:
    """``▲ Better than most peers``; None where the community has no figure or no peer is chosen."""
    where = position(comparison)
    if where is Position.ABSENT or not comparison.peers:
        return None
    if is_doubtful(comparison.focus.estimate):
        return Badge(POSITION_MARKS[Position.UNTESTED], "Too uncertain to compare")
    tested = [row for row in comparison.peers if row.verdict is not Verdict.CANNOT_TEST]
    if comparison.tested and len(tested) < FEWEST_PEERS:
        return Badge(POSITION_MARKS[Position.UNTESTED], "Too few peers to say")
    if comparison.spec.direction == "neutral":
        return _height(comparison)
    peers = " peers" if where in _TONES else ""
    return Badge(POSITION_MARKS[where], f"{sentence_case(POSITION_WORDS[where])}{peers}", _TONES.get(where, "open"))


def _height(comparison: Comparison) -> Badge:
    """Of a measure without a good side: higher or lower than over half of all peers, else in between."""
    verdicts = [row.verdict for row in comparison.peers]
    if not comparison.tested:
        return Badge(POSITION_MARKS[Position.UNTESTED], sentence_case(POSITION_WORDS[Position.UNTESTED]))
    if verdicts.count(Verdict.LOWER) * 2 > len(verdicts):
        return Badge("↑", "Higher than most peers")
    if verdicts.count(Verdict.HIGHER) * 2 > len(verdicts):
        return Badge("↓", "Lower than most peers")
    return Badge(POSITION_MARKS[Position.BETWEEN], sentence_case(POSITION_WORDS[Position.BETWEEN]))


def of_pair(comparison: Comparison, first: str, second: str) -> Badge | None:
    """Which of two places does better: ``▲ Dallas does better``, ``≈ No clear difference``, or that nothing tells.

    comparison: of the first place with the second as its one peer. None where one of them has no figure.
    """
    peer = comparison.peers[0]
    if not comparison.focus.is_shown or not peer.is_shown:
        return None
    labels: dict[Verdict | None, tuple[str, str]] = {
        Verdict.BETTER: (POSITION_MARKS[Position.BETTER], f"{second} does better"),
        Verdict.WORSE: (POSITION_MARKS[Position.BETTER], f"{first} does better"),
        Verdict.HIGHER: ("↑", f"{second} is higher"),
        Verdict.LOWER: ("↑", f"{first} is higher"),
        Verdict.NO_CLEAR_DIFFERENCE: (POSITION_MARKS[Position.BETWEEN], "No clear difference"),
    }
    return Badge(*labels.get(peer.verdict, (POSITION_MARKS[Position.UNTESTED], "Can’t be tested")))


def against(comparison: Comparison) -> str:
    """``62%, against 46% for the median peer: 9 peers do better, …``; says so where nothing can be tested."""
    focus = comparison.focus
    if not comparison.peers:
        return NO_PEERS
    if not focus.is_shown:
        return ""
    if is_doubtful(focus.estimate):
        return doubt_sentence(focus.estimate)
    untested = untested_sentence(comparison)
    counts = counts_words(comparison) if comparison.tested else ""
    parts = [_beside_median(comparison), counts]
    sentence = ": ".join(part for part in parts if part)
    return " ".join(part for part in (f"{sentence_case(sentence)}." if sentence else "", untested) if part)


def _beside_median(comparison: Comparison) -> str:
    """``62%, against 46% for the median peer``; empty of fewer than three peers with a figure."""
    if comparison.median is None:
        return ""
    figures = [plain_words(comparison, figure) for figure in (comparison.focus.estimate, comparison.median)]
    percentile = "percentile " if comparison.spec.format == "rank" else ""
    return f"{percentile}{figures[0]}, against {figures[1]} for the median peer"
