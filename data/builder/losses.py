"""List what a new snapshot has less than the one before; the builder prints it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.builder.editions import TOLERANCE, plural

Measure = tuple[str, str, str]


def losses(before: Path, after: Path) -> list[str]:
    """A line for each measure, level and period with figures of over one in a hundred fewer places than before.

    before, after: folders of snapshots. A snapshot that is absent or damaged has nothing to lose.
    """
    try:
        old = _figures(before)
    except (OSError, ValueError, KeyError):
        return []
    new = _figures(after)
    fewer = {name: count for name, count in old.items() if new.get(name, 0) < count * (1 - TOLERANCE)}
    return [_line(name, new.get(name, 0), count) for name, count in sorted(fewer.items())]


def _line(name: Measure, now: int, before: int) -> str:
    level, indicator, period = name
    return f"{indicator}: figures of {now:,} {plural(level)} in {period}, {before:,} in the snapshot before"


def _figures(folder: Path) -> Mapping[Measure, int]:
    """Level, indicator and period -> places with a value or with limits."""
    counts: dict[Measure, int] = {}
    for path in sorted((folder / "figures").glob("*.parquet")):
        table = pq.read_table(path, columns=["indicator", "period", "value", "lower"])
        known = table.filter(pc.or_(pc.is_valid(table["value"]), pc.is_valid(table["lower"])))
        rows = known.group_by(["indicator", "period"]).aggregate([([], "count_all")]).to_pylist()
        counts |= {(path.stem, row["indicator"], row["period"]): row["count_all"] for row in rows}
    return counts
