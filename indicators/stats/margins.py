"""Margins of error of derived figures (Census Bureau, ACS handbook 2020, ch. 8).

All margins are at 90 %. The formulas take the parts to be independent and ignore their covariance: true margins can be
larger or smaller. Arrays or plain numbers in, arrays or numbers of the same shape out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def sum_moe(estimates: ArrayLike, moes: ArrayLike) -> Any:
    """Margin of a sum over the last axis: sqrt(sum MOE_i^2).

    Of the parts whose estimate is zero only the largest margin counts, once: their margins come from one model and
    would otherwise pile up.
    """
    values, margins = np.broadcast_arrays(np.asarray(estimates, dtype=float), np.asarray(moes, dtype=float))
    zero = values == 0
    counted = np.where(zero, 0.0, margins**2).sum(axis=-1)
    largest_zero = np.where(zero, margins, 0.0).max(axis=-1, initial=0.0)
    return np.sqrt(counted + largest_zero**2)[()]


def proportion_moe(part: ArrayLike, part_moe: ArrayLike, whole: ArrayLike, whole_moe: ArrayLike) -> Any:
    """Margin of p = part / whole, part within whole: sqrt(MOE_n^2 - p^2 MOE_d^2) / d, plus where the root is negative.

    NaN where the whole is not above 0.
    """
    n, n_moe, d, d_moe = (np.asarray(x, dtype=float) for x in (part, part_moe, whole, whole_moe))
    d = np.where(d > 0, d, np.nan)
    of_part, of_whole = n_moe**2, (n / d) ** 2 * d_moe**2
    return (np.sqrt(np.where(of_part >= of_whole, of_part - of_whole, of_part + of_whole)) / d)[()]


def ratio_moe(top: ArrayLike, top_moe: ArrayLike, bottom: ArrayLike, bottom_moe: ArrayLike) -> Any:
    """Margin of R = top / bottom, neither within the other: sqrt(MOE_n^2 + R^2 MOE_d^2) / d; NaN where d is not > 0."""
    n, n_moe, d, d_moe = (np.asarray(x, dtype=float) for x in (top, top_moe, bottom, bottom_moe))
    d = np.where(d > 0, d, np.nan)
    return (np.sqrt(n_moe**2 + (n / d) ** 2 * d_moe**2) / d)[()]
