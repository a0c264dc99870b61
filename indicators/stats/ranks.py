"""Many tests at once: what counts as a difference, and Holm's adjustment.

The tests of pairs and the rank ranges that follow from them are in indicators/compare, which knows what figures are
(full counts and blurred rates are compared by rules that are no tests).
"""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.core.estimate import Z90

# The level at which abs(z) = 1.645 is just not significant: 0.09997, so that one test agrees with the Census rule.
ALPHA = erfc(Z90 / sqrt(2))


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Holm's step-down adjusted p-values (Holm 1979), in the order given; NaN (no test) stays NaN, uncounted."""
    p = np.asarray(p_values, dtype=float)
    adjusted = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    steps = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * steps), 1.0)
    return adjusted
