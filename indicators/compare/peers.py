"""Peers: who a community is compared with, and why (METHODS: peers)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.compare.census_regions import REGION_OF_STATE
from indicators.compare.columns import columns
from indicators.compare.defaults import CITY_OF_COUNTY, DEFAULT_PEERS
from indicators.core.estimate import Z90, Status
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.peers import Peer, PeerGroup
from indicators.core.result import Result

__all__ = ["CITY_OF_COUNTY", "CONTEXT", "DEFAULT_PEERS", "ContextKey", "ContextTable", "chosen", "context_table"]
__all__ += ["default_group", "likened", "nearest", "stability"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ContextKey:
    """One thing that likeness is measured by.

    label: as in "most alike in ..."; short: the same for a narrow column; logged: compared as a logarithm.
    """

    key: str
    label: str
    short: str
    logged: bool = False


CONTEXT: tuple[ContextKey, ...] = (
    ContextKey("population", "population", "population", logged=True),
    ContextKey("population_growth", "growth", "growth"),
    ContextKey("population_density", "density", "density", logged=True),
    ContextKey("share_foreign_born", "share born abroad", "born abroad"),
    ContextKey("share_bachelors", "share with a bachelor’s degree", "bachelor’s degree"),
    ContextKey("share_owner_occupied", "share of homes lived in by their owners", "owned homes"),
)

# Cities are matched by size alone, since that is all that is known of all of them.
PLACE_CONTEXT = ("population", "population_growth")
# How much farther away a city of another census region counts, in standard deviations.
OTHER_REGION = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class ContextTable:
    """What places of one level are like.

    geoids: n places. z: n by k (as many as ``keys``), deviations from the mean in standard deviations, on the
    logarithm where the key says so, NaN where a figure is missing. errors: n by k, standard errors on the same scale,
    0 where no margin is published.
    """

    level: Level
    keys: tuple[ContextKey, ...]
    geoids: tuple[str, ...]
    z: Numbers
    errors: Numbers

    def known_of(self, focus: str) -> ContextTable | None:
        """The part that a place can be likened by: the keys it has, and the places that have all of them.

        None where the place has fewer than two keys, or is not there at all.
        """
        if focus not in self.geoids:
            return None
        has = ~np.isnan(self.z[self.geoids.index(focus)])
        if has.sum() < 2:
            return None
        z = self.z[:, has]
        rows = np.flatnonzero(~np.isnan(z).any(axis=1))
        keys = tuple(key for key, known in zip(self.keys, has, strict=True) if known)
        geoids = tuple(self.geoids[i] for i in rows)
        return ContextTable(self.level, keys, geoids, z[rows], self.errors[:, has][rows])


def context_table(context: Mapping[str, Result], level: Level) -> ContextTable:
    """Standardise the context of a level. context: key -> result of that level; keys that are absent are left out."""
    wanted = [key for key in CONTEXT if key.key in context and (level != "place" or key.key in PLACE_CONTEXT)]
    tables = [columns(context[key.key]) for key in wanted]
    geoids = tuple(dict.fromkeys(geoid for table in tables for geoid in table.geoids))
    row_of = {geoid: i for i, geoid in enumerate(geoids)}
    values, errors = np.full((2, len(geoids), len(wanted)), np.nan)
    for column, table in enumerate(tables):
        usable = np.flatnonzero(table.is_status(Status.OK, Status.UNRELIABLE))
        rows = [row_of[table.geoids[i]] for i in usable]
        values[rows, column], errors[rows, column] = table.value[usable], table.moe[usable]
    known = ~np.isnan(values).all(axis=0)
    keys = tuple(key for key, some in zip(wanted, known, strict=True) if some)
    return _standardise(level, keys, geoids, values[:, known], np.nan_to_num(errors[:, known]) / Z90)


def nearest(context: Mapping[str, Result] | ContextTable, level: Level, focus: str, n: int = 10) -> PeerGroup:
    """The n places that are most like the focus.

    Distance: root mean square of the differences in standard deviations over the context keys that the focus has;
    for a city, ``OTHER_REGION`` is added where the census region differs. Where the focus has fewer than two keys, the
    group is empty and its rule says so.
    """
    full_table = context if isinstance(context, ContextTable) else context_table(context, level)
    table = full_table.known_of(focus)
    if table is None:
        why = "No peers could be found: what likeness is measured by is not known here."
        return PeerGroup(level, focus, (), why, "alike")
    focus_row = table.geoids.index(focus)
    gaps = table.z - table.z[focus_row]
    distances = _distances(table, gaps, focus)
    order = _nearest_rows(distances, focus_row, n)
    members = tuple(_peer(table, gaps[i], focus, i, float(distances[i])) for i in order)
    return PeerGroup(level, focus, members, _rule(table, full_table, n), "alike")


def likened(context: ContextTable, focus: str, geoids: Collection[str]) -> dict[str, Peer]:
    """How far some places are from the focus, and in what; those that can't be likened to it are left out."""
    table = context.known_of(focus)
    if table is None:
        return {}
    gaps = table.z - table.z[table.geoids.index(focus)]
    distances = _distances(table, gaps, focus)
    rows = ((geoid, table.geoids.index(geoid)) for geoid in geoids if geoid in table.geoids)
    return {geoid: _peer(table, gaps[i], focus, i, float(distances[i])) for geoid, i in rows}


def default_group(level: Level, focus: str) -> PeerGroup | None:
    """The peers chosen by people for this community, None where there are none."""
    chosen = DEFAULT_PEERS.get(focus)
    if chosen is None or chosen[0] != level:
        return None
    reason = "a large, growing region that Austin is often compared with"
    rule = f"{len(chosen[1])} {LEVEL_WORDS[level][1]} of large, growing regions that Austin is often compared with."
    return PeerGroup(level, focus, tuple(Peer(geoid, None, reason) for geoid in chosen[1]), rule, "growing")


def chosen(level: Level, focus: str, geoids: tuple[str, ...]) -> PeerGroup:
    """Peers that a visitor named."""
    members = tuple(Peer(geoid, None, "chosen by hand") for geoid in dict.fromkeys(geoids) if geoid != focus)
    return PeerGroup(level, focus, members, "Chosen by hand.", "hand")


def stability(context: ContextTable, focus: str, n: int = 10, draws: int = 100) -> dict[str, float]:
    """How often each place is among the n nearest when every figure is drawn anew within its margin: geoid -> share.

    Places that were never among them are left out; empty where the focus can't be likened to any or nothing has a
    margin. The draws are the same each time for one focus. Figures without a published margin stay as they are, so
    the shares are too high where much has none.
    """
    table = context.known_of(focus)
    if table is None or not table.errors.any():
        return {}
    # Places far away can't come in: only the nearest few dozen are drawn, which keeps this fast.
    everyone = table.z - table.z[table.geoids.index(focus)]
    part = _part(table, np.argsort(_distances(table, everyone, focus), kind="stable")[: max(12 * n, 60)])
    home = part.geoids.index(focus)
    generator = np.random.default_rng(int(focus))
    counts: Counter[str] = Counter()
    for noise in generator.standard_normal((draws, *part.z.shape)):
        z = part.z + noise * part.errors
        counts.update(part.geoids[i] for i in _nearest_rows(_distances(part, z - z[home], focus), home, n))
    return {geoid: count / draws for geoid, count in counts.most_common()}


def _standardise(
    level: Level, keys: tuple[ContextKey, ...], geoids: tuple[str, ...], values: Numbers, errors: Numbers
) -> ContextTable:
    for column, key in enumerate(keys):
        if key.logged:
            floor = np.maximum(values[:, column], 1e-9)
            errors[:, column] /= np.where(np.isnan(floor), 1.0, floor)
            values[:, column] = np.log(floor)
    if not geoids:
        return ContextTable(level, keys, geoids, values, errors)
    spread = np.nanstd(values, axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return ContextTable(level, keys, geoids, (values - np.nanmean(values, axis=0)) / spread, errors / spread)


def _distances(table: ContextTable, gaps: Numbers, focus: str) -> Numbers:
    distances: Numbers = np.sqrt((gaps**2).mean(axis=1))
    if table.level == "place":
        home = REGION_OF_STATE.get(focus[:2])
        distances += [0.0 if REGION_OF_STATE.get(geoid[:2]) == home else OTHER_REGION for geoid in table.geoids]
    return distances


def _nearest_rows(distances: Numbers, focus_row: int, n: int) -> list[int]:
    return [int(i) for i in np.argsort(distances, kind="stable") if i != focus_row][:n]


def _part(table: ContextTable, rows: NDArray[Any]) -> ContextTable:
    geoids = tuple(table.geoids[i] for i in rows)
    return ContextTable(table.level, table.keys, geoids, table.z[rows], table.errors[rows])


def _peer(table: ContextTable, gap: Numbers, focus: str, row: int, distance: float) -> Peer:
    order = np.argsort(np.abs(gap), kind="stable")
    alike, unlike = table.keys[order[0]], table.keys[order[-1]]
    more = f" ({'higher' if gap[order[-1]] > 0 else 'lower'})"
    reason = f"most alike in {alike.label}, most different in {unlike.label}{more}"
    if table.level == "place":
        is_near = REGION_OF_STATE.get(table.geoids[row][:2]) == REGION_OF_STATE.get(focus[:2])
        reason += ", same region" if is_near else ", another region"
    return Peer(table.geoids[row], distance, reason, alike.short, unlike.short + more)


def _rule(table: ContextTable, full_table: ContextTable, n: int) -> str:
    labels = [key.label for key in table.keys]
    listed = f"{', '.join(labels[:-1])} and {labels[-1]}"
    if table.level == "place":
        return f"The {n} nearest cities by size: {listed}, cities of the same census region preferred."
    left_out = [key.label for key in full_table.keys if key not in table.keys]
    unknown = f" Left out, because not known here: {', '.join(left_out)}." if left_out else ""
    return f"The {n} {LEVEL_WORDS[table.level][1]} most alike in {listed}.{unknown}"
