"""A strip for one line of a table, as SVG: peers, their median and the community, the good side at the right.

Every mark is placed in percent, so that the picture may be as wide as its place is, without being stretched.
"""

from __future__ import annotations

from indicators.compare.comparison import Comparison, Row
from indicators.compare.verdicts import limits
from indicators.core.estimate import Estimate
from indicators.present.numbers import is_doubtful
from indicators.present.theme import FOCUS, GRID, INK, PEER

HEIGHT = 26
MIDDLE = HEIGHT // 2
# Percent of the width that stays free at either end, so that no mark is cut off.
EDGE = 4.0


def mini_strip(comparison: Comparison, dark: bool) -> str:
    """``<svg>`` as wide as its place, "" where there is nothing to draw. dark: for a dark ground.

    Dots are peers, hollow where nobody should act on the figure; bars are ranges; the diamond is the community.
    """
    rows = [row for row in comparison.rows if row.is_shown and row.estimate.is_plain]
    figures = [row.estimate for row in rows] + ([comparison.median] if comparison.median else [])
    ends = [end for figure in figures for end in _ends(figure)]
    if len(rows) < 2 or not ends or not any(row.is_focus for row in rows):
        return ""
    scale = _Scale(min(ends), max(ends), flipped=comparison.spec.direction == "lower_is_better")
    ink, focus, peer, grid = (pair[dark] for pair in (INK, FOCUS, PEER, GRID))
    marks = [f'<line x1="0" x2="100%" y1="{MIDDLE}" y2="{MIDDLE}" stroke="{grid}"/>']
    marks += [_peer(row, scale, peer) for row in rows if not row.is_focus]
    marks += [_median(comparison.median, scale, ink)] if comparison.median else []
    marks += [_focus_mark(row, scale, focus) for row in rows if row.is_focus]
    return f'<svg xmlns="http://www.w3.org/2000/svg" height="{HEIGHT}">{"".join(marks)}</svg>'


class _Scale:
    """Convert a figure to percent of the width."""

    def __init__(self, low: float, high: float, flipped: bool) -> None:
        self._low, self._span, self._flipped = low, (high - low) or 1.0, flipped

    def at(self, value: float) -> float:
        part = (value - self._low) / self._span
        return round(EDGE + (100 - 2 * EDGE) * (1 - part if self._flipped else part), 1)

    def bar(self, figure: Estimate) -> tuple[float, float]:
        """Left end and width."""
        first, last = sorted(self.at(end) for end in _ends(figure))
        return first, round(last - first, 1)


def _ends(figure: Estimate) -> list[float]:
    """The value, or both limits of a range."""
    ends = (figure.value,) if figure.value is not None else limits(figure)
    return [end for end in ends if end is not None]


def _peer(row: Row, scale: _Scale, color: str) -> str:
    if row.estimate.value is None:
        return _bar(row.estimate, scale, color, 4, 0.6)
    paint = f'fill="none" stroke="{color}"' if is_doubtful(row.estimate) else f'fill="{color}" fill-opacity="0.75"'
    return f'<circle cx="{scale.at(row.estimate.value)}%" cy="{MIDDLE}" r="4" {paint}/>'


def _focus_mark(row: Row, scale: _Scale, color: str) -> str:
    if row.estimate.value is None:
        return _bar(row.estimate, scale, color, 8, 1)
    paint = f'fill="none" stroke="{color}" stroke-width="2"' if is_doubtful(row.estimate) else f'fill="{color}"'
    where = scale.at(row.estimate.value)
    return f'<svg x="{where}%" y="{MIDDLE}" overflow="visible"><path d="M0-8 8 0 0 8-8 0z" {paint}/></svg>'


def _median(figure: Estimate, scale: _Scale, color: str) -> str:
    if figure.value is None:
        return _bar(figure, scale, color, 10, 0.3)
    where = scale.at(figure.value)
    return f'<line x1="{where}%" x2="{where}%" y1="2" y2="{HEIGHT - 2}" stroke="{color}" stroke-width="3"/>'


def _bar(figure: Estimate, scale: _Scale, color: str, half: int, opacity: float) -> str:
    left, width = scale.bar(figure)
    return (
        f'<rect x="{left}%" width="{max(width, 0.6)}%" y="{MIDDLE - half}" height="{2 * half}" fill="{color}" '
        f'fill-opacity="{opacity}"/>'
    )
