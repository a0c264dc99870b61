"""Figures as CSV that a spreadsheet can't mistake for formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
BYTE_ORDER_MARK = "\ufeff"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV, UTF-8, without its index.

    Text that begins with = + - @, tab or line end gets an apostrophe before it (OWASP, "CSV injection"), in cells and
    in column names; numbers, negative ones too, stay numbers. Every file begins with a byte order mark, without which
    spreadsheets garble letters beyond ASCII.
    """
    import pandas as pd

    safe = frame.rename(columns=safe_cell)
    for column, kind in safe.dtypes.items():
        if not pd.api.types.is_numeric_dtype(kind):
            safe[column] = safe[column].map(safe_cell, na_action="ignore")
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return (BYTE_ORDER_MARK + text).encode()


def safe_cell(cell: object) -> object:
    """The cell, with an apostrophe before text that a spreadsheet would run."""
    if isinstance(cell, str) and cell.startswith(_RISKY) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
