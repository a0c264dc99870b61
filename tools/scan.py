"""What changed between two snapshots, by measure and level, and why: ``python -m tools.scan OLD NEW``.

OLD and NEW are folders of one snapshot each. The answer is Markdown: a row for each measure, level and reason. A reason
is the flags that a figure gained, else the words that its note gained (numbers as #), else what else is new of it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Hashable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

KEY = ["level", "indicator", "period", "geoid"]
NUMBERS = ["value", "moe", "lower", "upper"]
TEXTS = ["interval", "status", "quality", "note", "flags"]
KINDS = ["gone", "new", "value", "limits", "status", "grade", "rank lost", "rank won", "note"]
SAME = 1e-9  # relative
LONGEST = 90


def figures(folder: Path) -> pd.DataFrame:
    """Every figure of a snapshot: KEY, NUMBERS, TEXTS. A snapshot of an older format may lack a column of text."""
    parts = []
    for path in sorted((folder / "figures").glob("*.parquet")):
        frame = pq.read_table(path).to_pandas()
        frame = frame.assign(**{name: "" for name in TEXTS if name not in frame}, level=path.stem)
        parts.append(frame[[*KEY, *NUMBERS, *TEXTS]].astype(dict.fromkeys([*KEY, *TEXTS], "str")))
    if not parts:
        raise SystemExit(f"no figures in {folder}: name the folder of one snapshot")
    figures: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return figures


def changes(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Figures that differ: KEY, ``reason``, and a column of true and false for each of KINDS."""
    both = old.merge(new, on=KEY, how="outer", suffixes=("_old", "_new"), indicator=True)
    figures = both[KEY].assign(gone=both["_merge"] == "left_only", new=both["_merge"] == "right_only")
    stays = both["_merge"] == "both"
    ranked = [_is_ranked(both, end) for end in ("_old", "_new")]
    figures = figures.assign(
        value=stays & ~_alike(both, "value"),
        limits=stays & ~(_alike(both, "moe") & _alike(both, "lower") & _alike(both, "upper")),
        status=stays & (both["status_old"] != both["status_new"]),
        grade=stays & (both["quality_old"] != both["quality_new"]),
        note=stays & (both["note_old"] != both["note_new"]),
        **{"rank lost": stays & ranked[0] & ~ranked[1], "rank won": stays & ~ranked[0] & ranked[1]},
    )
    differs = figures[KINDS].any(axis=1)
    reasons = [_reason(row) for row in both[differs].to_dict("records")]
    return figures[differs].assign(reason=pd.Series(reasons, index=figures.index[differs], dtype="str"))


def _alike(both: pd.DataFrame, name: str) -> pd.Series:
    old, new = both[f"{name}_old"], both[f"{name}_new"]
    close = (old - new).abs() <= SAME * old.abs().clip(lower=new.abs())
    return close | (old == new) | (old.isna() & new.isna())


def _is_ranked(both: pd.DataFrame, end: str) -> pd.Series:
    """Estimate.is_ranked, on columns."""
    has_figure = both[f"value{end}"].notna() | (both[f"interval{end}"] == "bounds")
    return (both[f"status{end}"] == "ok") & has_figure & (both[f"quality{end}"] != "3")


def _reason(row: dict[Hashable, object]) -> str:
    if row["_merge"] != "both":
        return "no such row before" if row["_merge"] == "right_only" else "no such row any more"
    gained = set(str(row["flags_new"]).split()) - set(str(row["flags_old"]).split())
    if gained:
        return f"flag {', '.join(sorted(gained))}"
    old, new = str(row["note_old"]), str(row["note_new"])
    sentences = [part for part in re.split(r"(?<=[.!?]) ", new) if part not in old]
    text = re.sub(r"[\d][\d.,]*", "#", " ".join(sentences))
    if text:
        return f"note: {text[:LONGEST]}{'…' if len(text) > LONGEST else ''}"
    return "shorter note" if old != new else "figure or grade alone"


def report(old: pd.DataFrame, new: pd.DataFrame, names: int) -> Iterator[str]:
    """Lines of Markdown. names: how many places a row of the table shows."""
    differing = changes(old, new)
    yield f"{len(old):,} figures before, {len(new):,} after; {len(differing):,} differ."
    yield ""
    yield f"| Measure | Level | Reason | Figures | {' | '.join(KINDS)} | For example |"
    yield f"|{'---|' * (len(KINDS) + 5)}"
    for (indicator, level, reason), rows in differing.groupby(["indicator", "level", "reason"], sort=True):
        counts = [f"{int(rows[kind].sum()):,}" for kind in KINDS]
        shown = ", ".join(f"{row.geoid} {row.period}" for row in rows.head(names).itertuples())
        cells = [f"`{indicator}`", str(level), str(reason).replace("|", "/"), f"{len(rows):,}", *counts, shown]
        yield f"| {' | '.join(cells)} |"
    counts = [f"{int(differing[kind].sum()):,}" for kind in KINDS]
    yield f"| {' | '.join(['**all**', '', '', f'{len(differing):,}', *counts, ''])} |"


def main(arguments: list[str] | None = None) -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description="What changed between two snapshots, and why.")
    parser.add_argument("old", type=Path, metavar="OLD", help="folder of a snapshot")
    parser.add_argument("new", type=Path, metavar="NEW", help="folder of another one")
    parser.add_argument("--names", type=int, default=3, help="places to show for each row (3)")
    options = parser.parse_args(arguments)
    for line in report(figures(options.old), figures(options.new), options.names):
        print(line)


if __name__ == "__main__":
    main()
