"""How closely two measures go together across areas, with an interval that knows areas of a state are alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from indicators.core.estimate import Z90, Estimate
from indicators.core.geography import Level
from indicators.core.provenance import Provenance
from indicators.core.spec import IndicatorSpec
from indicators.core.stores import FigureStore

Role = Literal["focus", "peer", "other"]


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's r with a 90 % interval, over n areas in so many clusters."""

    r: float
    lower: float
    upper: float
    n: int
    clusters: int


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """One area: two figures, and whether it is the community's, a peer's or any other."""

    geoid: str
    name: str
    x: float
    y: float
    role: Role


@dataclass(frozen=True, slots=True)
class Scatter:
    """Two indicators over the areas that have both, each of its own period: ``period`` is that of y.

    correlation: None where it can't be worked out.
    """

    x_spec: IndicatorSpec
    y_spec: IndicatorSpec
    level: Level
    period: str
    x_period: str
    points: tuple[ScatterPoint, ...]
    correlation: Correlation | None
    provenance: tuple[Provenance, ...]


def correlation(x: ArrayLike, y: ArrayLike, clusters: Sequence[str]) -> Correlation | None:
    """Pearson's correlation with a cluster-robust 90 % interval; None with under 3 clusters or a constant.

    x, y: shape (n,), no NaN. clusters: n labels (states). With zx, zy in standard deviations, r changes by
    (zx zy - r (zx^2 + zy^2) / 2) / n with each area; these influences are summed within clusters, and
    variance = G / (G - 1) * sum of squared sums. The interval is made on Fisher's scale with Student's t on G - 1
    degrees of freedom and turned back, so it stays within -1 and 1. Sources: Hampel et al. 1986, "Robust Statistics"
    (influence function); Liang & Zeger 1986, Biometrika 73 (sums within clusters); Fisher 1915 (scale).
    """
    first, second = (np.asarray(values, dtype=float) for values in (x, y))
    labels, cluster = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    if len(labels) < 3 or first.std() == 0 or second.std() == 0:
        return None
    zx, zy = ((values - values.mean()) / values.std() for values in (first, second))
    r = float((zx * zy).mean())
    if abs(r) >= 1 - 1e-12:
        return Correlation(r, r, r, len(first), len(labels))
    sums = np.bincount(cluster, weights=zx * zy - r * (zx**2 + zy**2) / 2)
    variance = len(labels) / (len(labels) - 1) * float((sums**2).sum()) / len(first) ** 2
    width = _student_90(len(labels) - 1) * sqrt(variance) / (1 - r**2)
    return Correlation(r, tanh(atanh(r) - width), tanh(atanh(r) + width), len(first), len(labels))


def scatter_points(
    store: FigureStore,
    x_key: str,
    y_key: str,
    focus: str,
    peers: Collection[str],
    name_of: Callable[[str], str],
    state_of: Callable[[str], str],
    level: Level = "cz",
) -> Scatter:
    """Every area that has both figures, of the newest period of each. focus, peers: geoids of ``level``."""
    x_result, y_result = store.result(x_key, level), store.result(y_key, level)
    points = []
    for geoid, y in y_result.estimates.items():
        x = x_result.get(geoid)
        if x is None or (pair := _both(x, y)) is None:
            continue
        role: Role = "focus" if geoid == focus else "peer" if geoid in peers else "other"
        points.append(ScatterPoint(geoid, name_of(geoid), *pair, role))
    r_with_interval = correlation([p.x for p in points], [p.y for p in points], [state_of(p.geoid) for p in points])
    provenance = tuple(dict.fromkeys([*y_result.provenance, *x_result.provenance]))
    periods = y_result.period, x_result.period
    return Scatter(x_result.spec, y_result.spec, level, *periods, tuple(points), r_with_interval, provenance)


def _both(x: Estimate, y: Estimate) -> tuple[float, float] | None:
    if not (x.is_ranked and y.is_ranked) or x.value is None or y.value is None:
        return None
    return x.value, y.value


def _student_90(df: int) -> float:
    """95th percentile of Student's t, by the expansion around the normal (Fisher & Cornish 1960); 0.4 % off at df 3."""
    z = Z90
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / df + second / df**2 + third / df**3
