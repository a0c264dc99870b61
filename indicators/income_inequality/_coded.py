"""Incomes at the open ends of the survey's tables: the publisher writes "250,000 or more" as 250001.

Such a figure is a bound, with a status, never a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.estimate import Interval, Status

if TYPE_CHECKING:
    import pandas as pd

TOP_CODE, TOP = 250_001, 250_000.0  # dollars: code, and what it means at least
BOTTOM_CODE, BOTTOM = 2_499, 2_500.0  # dollars: code, and what it means at most


def is_top(income: pd.Series) -> pd.Series:
    """Where the income is the code for "250,000 or more"."""
    return income == TOP_CODE


def is_bottom(income: pd.Series) -> pd.Series:
    """Where the income is the code for "2,500 or less"."""
    return income == BOTTOM_CODE


def with_bound(figures: pd.DataFrame, where: pd.Series, status: Status, bound: pd.Series, note: str) -> pd.DataFrame:
    """A copy of figures (value, moe, lower, upper, interval, status, note) with a bound in place of a figure.

    top_coded: the bound is the least possible value (lower); bottom_coded: the greatest (upper).
    """
    side = "lower" if status is Status.TOP_CODED else "upper"
    return figures.assign(
        value=figures["value"].mask(where),
        moe=figures["moe"].mask(where),
        **{side: figures[side].mask(where, bound)},
        interval=figures["interval"].mask(where, Interval.BOUNDS.value),
        status=figures["status"].mask(where, status.value),
        note=figures["note"].mask(where, note),
    )


def plain_figures(geoid: pd.Series, value: pd.Series, moe: pd.Series) -> pd.DataFrame:
    """Figures without bounds, statuses and notes so far."""
    import pandas as pd

    blank = pd.Series("", index=geoid.index, dtype="str")
    none = pd.Series(float("nan"), index=geoid.index)
    return pd.DataFrame(
        {"geoid": geoid, "value": value, "moe": moe, "lower": none, "upper": none}
        | dict.fromkeys(("interval", "status", "note"), blank)
    )
