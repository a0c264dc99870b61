"""Figures as CSV that a spreadsheet can't mistake for formulas or dates."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from indicators.present.wording import period_words

if TYPE_CHECKING:
    import pandas as pd

# What starts a formula, as typed and in the full width of East Asian keyboards.
_STARTS = "=+-@＝＋－＠"
# Cells that begin so are guarded whatever follows (OWASP, "CSV injection").
_BREAKS = ("\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))  # Unicode categories: controls, formats, spaces, line ends
BYTE_ORDER_MARK = "\ufeff"
PERIOD, _IN_WORDS = "period", "_in_words"
PERIOD_IN_WORDS = PERIOD + _IN_WORDS


def csv_bytes(frame: pd.DataFrame, periods: Collection[str] = (PERIOD,)) -> bytes:
    """A frame as CSV for a spreadsheet, without its index; see ``spreadsheet_bytes``.

    Behind each column of periods stands another of the same name with ``_in_words``: a spreadsheet reads 2025-05, and
    the school year 2011-12, as a date.
    """
    shown = _with_period_in_words(frame, periods)
    objects = [shown.iloc[:, number].astype(object) for number in range(shown.shape[1])]
    cells = [column.where(column.notna(), None) for column in objects]
    return spreadsheet_bytes(shown.columns, zip(*cells, strict=True))


def spreadsheet_bytes(head: Iterable[object], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 as spreadsheets want it, with a byte order mark and their own line ends.

    Without the mark they garble letters beyond ASCII.
    """
    return (BYTE_ORDER_MARK + csv_text(head, rows, "\r\n")).encode()


def csv_text(head: Iterable[object], rows: Iterable[Sequence[object]], line_end: str = "\n") -> str:
    """CSV with a head; None is an empty cell, text a ``safe_cell``."""
    lines = _Lines(line_end)
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in head])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "".join(lines.lines)


class _Lines:
    """Collect the lines that csv writes and change their ends: given both letters, csv quotes cells with either."""

    def __init__(self, end: str) -> None:
        self.lines: list[str] = []
        self._end = end

    def write(self, line: str) -> None:
        """Take one line."""
        self.lines.append(line.removesuffix("\r\n") + self._end)


def safe_cell(cell: object) -> object:
    """The cell, with an apostrophe before text that a spreadsheet would run as a formula.

    That is text whose first visible sign is one of = + - @ (or their full-width forms), and text that begins with a
    tab or a line end. Numbers stay numbers, those written as text too: -5, +1.5e3.
    """
    if not isinstance(cell, str) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell.startswith(_BREAKS) or _first_visible(cell) in _STARTS else cell


def _first_visible(text: str) -> str:
    """The first sign that is not a space or a control; a space where there is none."""
    return next((sign for sign in text if unicodedata.category(sign) not in _UNSEEN), " ")


def period_in_words(period: object) -> str:
    """``May 2025``, ``school year 2011–12``; empty for what is no period."""
    return period_words(period) if isinstance(period, str) else ""


def _with_period_in_words(frame: pd.DataFrame, periods: Collection[str]) -> pd.DataFrame:
    shown = frame.copy(deep=False)
    for column in frame.columns:
        in_words = f"{column}{_IN_WORDS}"
        if column in periods and in_words not in frame:
            shown.insert(list(shown.columns).index(column) + 1, in_words, frame[column].map(period_in_words))
    return shown
