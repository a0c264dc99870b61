"""Margins by simulation, for indices over tracts that have no closed form (numpy, on pandas frames).

Each published count is drawn 500 times from N(estimate, MOE / 1.645) and clipped at 0, and the index is computed again
from every draw. Draws are keyed by the tract's geoid, so a place's margin does not depend on what else is built, and a
tract has the same draws in its county, its metro and its state. Memory: one block of places at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indicators.core.estimate import Z90
from indicators.stats.frames import KEY, PLACE

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Starts = NDArray[np.intp]

# counts (k, units, draws) and the first unit of each place -> one row per place or per unit, one column per draw.
Statistic = Callable[[Floats, Starts], Floats]

DRAWS = 500
# Units drawn at once, unless one place has more: 2 counts x 4,000 units x 500 draws = 32 MB.
BLOCK = 4_000


def simulated_margins(
    frame: pd.DataFrame,
    counts: Sequence[str],
    moes: Sequence[str],
    statistic: Statistic,
    label: str = PLACE,
    by: str = PLACE,
    key: str = KEY,
) -> pd.DataFrame:
    """Margins of an index per place (``label`` = ``by``) or per unit (``label`` = ``key``).

    frame: one row per unit with ``by``, ``key``, ``counts`` and their 90 % margins ``moes``. Returns ``label``, moe
    (1.645 standard deviations of the draws, to be put around the point), noise_shift (mean of the draws less the
    point: how much sampling noise alone adds). NaN where the index is undefined or a margin is missing.
    """
    import pandas as pd

    units = frame.sort_values([by, key], kind="stable", ignore_index=True)
    blocks = [_margins(block, counts, moes, statistic, label, by, key) for block in _blocks(units, by)]
    empty = pd.DataFrame({label: pd.Series(dtype="str"), "moe": pd.Series(dtype=float), "noise_shift": 0.0})
    return pd.concat(blocks, ignore_index=True) if blocks else empty.iloc[:0]


def draw_counts(geoids: Sequence[str], estimates: Floats, moes: Floats, draws: int = DRAWS) -> Floats:
    """Draws of shape (k, units, draws) from estimates and margins of shape (k, units), none below 0."""
    noise = np.empty((estimates.shape[0], len(geoids), draws))
    bits = np.random.Philox(key=0)
    generator, state = np.random.Generator(bits), bits.state
    row = np.empty((estimates.shape[0], draws))
    for unit, geoid in enumerate(geoids):
        state["state"]["key"] = np.frombuffer(blake2b(geoid.encode(), digest_size=16).digest(), dtype="<u8")
        bits.state = state  # counter 0, empty buffer: the same as a new Philox(key), at a third of its cost
        noise[:, unit, :] = generator.standard_normal(out=row)
    noise *= (moes / Z90)[:, :, None]
    noise += estimates[:, :, None]
    return np.maximum(noise, 0.0, out=noise)


def _blocks(units: pd.DataFrame, by: str) -> Iterator[pd.DataFrame]:
    """Whole places, about BLOCK units at a time; units are sorted by place."""
    ends = np.flatnonzero((units[by] != units[by].shift(-1)).to_numpy()) + 1
    start = 0
    for end, following in zip(ends, np.append(ends, np.inf)[1:], strict=True):
        if following - start > BLOCK:
            yield units.iloc[start:end]
            start = int(end)


def _margins(
    block: pd.DataFrame,
    counts: Sequence[str],
    moes: Sequence[str],
    statistic: Statistic,
    label: str,
    by: str,
    key: str,
) -> pd.DataFrame:
    import pandas as pd

    places, starts = np.unique(block[by].to_numpy(dtype=object).astype(str), return_index=True)
    estimates, margins = (block[list(c)].to_numpy(dtype=float).T for c in (counts, moes))
    names = places if label == by else block[key].to_numpy()
    point = statistic(estimates[:, :, None], starts)[:, 0]
    draws = statistic(draw_counts(block[key].tolist(), estimates, margins), starts)
    return pd.DataFrame({label: names, **_spread(point, draws)})


def _spread(point: Floats, draws: Floats) -> dict[str, Floats]:
    """Margin and shift; draws in which the index is undefined (a small group drawn empty) are left out."""
    known = np.isfinite(draws)
    number = np.where(known.any(axis=1) & np.isfinite(point), known.sum(axis=1), np.nan)
    mean = np.where(known, draws, 0.0).sum(axis=1) / number
    squares = np.where(known, (draws - mean[:, None]) ** 2, 0.0).sum(axis=1)
    deviation = np.sqrt(squares / np.where(number > 1, number - 1, np.nan))
    return {"moe": Z90 * deviation, "noise_shift": mean - point}


def dissimilarity_draws(counts: Floats, starts: Starts) -> Floats:
    """D of each place and draw; counts: the two groups."""
    gaps = _share_gaps(counts, starts)
    return np.asarray(np.add.reduceat(gaps, starts, axis=0) / 2)


def part_of_dissimilarity_draws(counts: Floats, starts: Starts) -> Floats:
    """Each unit's share of its place's D, per draw; counts: the two groups."""
    gaps = _share_gaps(counts, starts)
    whole = _spread_out(np.add.reduceat(gaps, starts, axis=0), starts, len(gaps))
    return np.asarray(gaps / _above_zero(whole))


def diversity_draws(counts: Floats, starts: Starts) -> Floats:
    """E_j / ln(number of groups) of each unit and draw; counts: all groups."""
    del starts  # a unit's own mix only
    return np.asarray(_entropy_sums(counts) / (_above_zero(counts.sum(axis=0)) * np.log(len(counts))))


def part_of_entropy_draws(counts: Floats, starts: Starts) -> Floats:
    """Each unit's share of its place's H, per draw; counts: all groups."""
    whole = np.add.reduceat(counts, starts, axis=1)
    entropy = _entropy_sums(whole) / _above_zero(whole.sum(axis=0))
    excess = counts.sum(axis=0) * _spread_out(entropy, starts, counts.shape[1]) - _entropy_sums(counts)
    return np.asarray(excess / _above_zero(_spread_out(np.add.reduceat(excess, starts, axis=0), starts, len(excess))))


def _share_gaps(counts: Floats, starts: Starts) -> Floats:
    totals = np.add.reduceat(counts, starts, axis=1)
    shares = counts / _above_zero(_spread_out(totals, starts, counts.shape[1], axis=1))
    return np.asarray(np.abs(shares[0] - shares[1]))


def _entropy_sums(counts: Floats) -> Floats:
    """T E of each unit and draw: -sum_k n_k ln(n_k / T); a group of 0 adds nothing."""
    total = counts.sum(axis=0)
    shares = np.divide(counts, total, out=np.ones_like(counts), where=counts > 0)
    return np.asarray(-(counts * np.log(shares)).sum(axis=0))


def _spread_out(places: Floats, starts: Starts, units: int, axis: int = 0) -> Floats:
    """A value per place, repeated for each of its units."""
    return np.repeat(places, np.diff(np.append(starts, units)), axis=axis)


def _above_zero(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)
