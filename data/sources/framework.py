"""Files of the Urban Institute's Upward Mobility Framework: one row per place and year, codes in pieces.

Every file has ``year``, the place in pieces (``state`` with ``county`` or ``place``; metros: ``place`` alone) and
figures with ``_lb`` and ``_ub`` (95 % limits, where given) and ``_quality`` (1 to 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.sources import tidy
from indicators.core.geography import GEOID_WIDTHS, Level

Range = tuple[float | None, float | None]

QUALITY: Range = (1.0, 3.0)
_PIECES: dict[str, tuple[str, ...]] = {"county": ("state", "county"), "place": ("state", "place"), "cbsa": ("place",)}
_WIDTHS = {"state": 2, "county": 3}


def read(inputs: Path, file: str, level: Level, figures: Mapping[str, Range]) -> pd.DataFrame:
    """Key and figures of one file, figures as float64, blank where the publisher gives none.

    figures: column -> lowest and highest possible value. Raises InputError for an unknown or missing column, a cell
    that is no number, a figure beyond its range, limits that do not enclose the figure, or a place given twice a year.
    """
    pieces = _PIECES[level]
    frame = tidy.read_table(inputs, file, ("year", *pieces, *figures))
    frame = tidy.numbers(frame, list(figures), file)
    geoid = frame[pieces[0]].pipe(tidy.pad, _WIDTHS.get(pieces[0], 5))
    for piece in pieces[1:]:
        geoid = geoid + tidy.pad(frame[piece], _WIDTHS.get(piece, 5))
    key = pd.DataFrame({"geoid": geoid, "level": level, "period": frame["year"]}, index=frame.index)
    keyed = check(pd.concat([key, frame[list(figures)]], axis=1), file, figures)
    for lower in (name for name in figures if name.endswith("_lb")):
        figure = lower.removesuffix("_lb")
        tidy.check_limits(keyed, figure, lower, f"{figure}_ub", file)
    return keyed


def check(frame: pd.DataFrame, file: str, figures: Mapping[str, Range]) -> pd.DataFrame:
    """Return the frame. Raises InputError where a code is cut, a figure impossible or a key doubled."""
    widths = GEOID_WIDTHS[frame["level"].iloc[0]] if len(frame) else (5,)
    digits = "|".join(rf"\d{{{width}}}" for width in widths)
    codes = {"geoid": digits, "level": "[a-z_]+", "period": r"\d{4}"}
    return tidy.check(frame, tidy.schema(codes=codes, numbers=figures), file)
