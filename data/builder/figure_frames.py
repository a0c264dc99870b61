"""Read and change the columns of a frame of figures: numbers, text, notes and flags."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.core.estimate import Flag
from indicators.core.plain_number import plain_number
from indicators.core.spec import IndicatorSpec

Floats = NDArray[np.float64]


def objects(values: NDArray[np.object_]) -> pd.Series:
    """Convert text to Python objects: they are quicker to mask and to look up than columns of Arrow text."""
    return pd.Series(values, dtype=object)


def numeric(frame: pd.DataFrame, name: str) -> Floats:
    """A column as float64; all NaN where the frame has none."""
    if name not in frame:
        return np.full(len(frame), np.nan)
    return pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def text(frame: pd.DataFrame, name: str) -> NDArray[np.object_]:
    """A column as text, blank for none."""
    if name not in frame:
        return np.full(len(frame), "", dtype=object)
    values = frame[name].to_numpy(dtype=object, na_value="")
    return np.array([str(value) for value in values], dtype=object)


def sentence(text: str) -> str:
    """Give a text a capital and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def add_note(figures: pd.DataFrame, where: Any, note: Any) -> None:
    """Append a text to the notes of the rows in ``where``. note: one text for all rows, or one a row."""
    rows = np.flatnonzero(where)
    new_notes = [note] * len(figures) if isinstance(note, str) else note
    notes = figures["note"].to_numpy(dtype=object, copy=True)
    for row in rows:
        notes[row] = f"{notes[row]} {new_notes[row]}".strip()
    figures["note"] = objects(notes)


def add_flag(figures: pd.DataFrame, where: Any, flag: Flag) -> None:
    """Add a flag to the rows in ``where``; the names stay in the order of ``Flag``, each once."""
    names = figures["flags"].to_numpy(dtype=object, copy=True)
    for row in np.flatnonzero(where):
        names[row] = " ".join(sorted({*names[row].split(), flag.value}))
    figures["flags"] = objects(names)


def plain(value: float, spec: IndicatorSpec, digits: int = 4) -> str:
    """Write a limit for a note, as people write it."""
    if spec.format == "percent":
        return f"{plain_number(100 * value, digits)}%"
    return f"${value:,.0f}" if spec.format == "dollars" else plain_number(value, digits)
