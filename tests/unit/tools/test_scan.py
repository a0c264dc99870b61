"""What changed between two snapshots is counted by kind, with its reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.builder.figure_files import figure_table, write_figures
from tools import scan

START = {"value": 0.5, "moe": 0.1, "lower": 0.4, "upper": 0.6, "interval": "sampling", "status": "ok", "quality": "1"}
PLACES = ("48001", "48003", "48005")


def snapshot(root: Path, *figures: dict[str, object]) -> Path:
    rows = [
        START | {"note": "", "flags": "", "geoid": code} | given for code, given in zip(PLACES, figures, strict=False)
    ]
    folder = root / "figures"
    folder.mkdir(parents=True)
    write_figures([figure_table(pd.DataFrame(rows), "learning_rate", "2016", "urban")], folder / "county.parquet")
    return root


@pytest.mark.parametrize(
    ("given", "kinds", "reason"),
    [
        ({}, set(), ""),
        ({"value": 0.5 + 1e-13}, set(), ""),
        ({"value": 0.51}, {"value"}, "figure or grade alone"),
        ({"moe": np.nan}, {"limits"}, "figure or grade alone"),
        ({"quality": "2"}, {"grade"}, "figure or grade alone"),
        ({"quality": "3", "flags": "implausible"}, {"grade", "rank lost"}, "flag implausible"),
        (
            {"status": "unreliable", "note": "Only 3 tracts of 12."},
            {"status", "rank lost", "note"},
            "note: Only # tracts of #",
        ),
    ],
)
def test_each_change_has_its_kind_and_reason(
    tmp_path: Path, given: dict[str, object], kinds: set[str], reason: str
) -> None:
    old = scan.figures(snapshot(tmp_path / "old", {}))
    changes = scan.changes(old, scan.figures(snapshot(tmp_path / "new", given)))
    assert {kind for kind in scan.KINDS if changes[kind].any()} == kinds
    assert list(changes["reason"].str.rstrip(".")) == ([reason] if kinds else [])


def test_rows_that_come_and_go_are_said(tmp_path: Path) -> None:
    old, new = scan.figures(snapshot(tmp_path / "old", {}, {})), scan.figures(snapshot(tmp_path / "new", {}))
    assert list(scan.changes(old, new)["reason"]) == ["no such row any more"]
    assert list(scan.changes(new, old)["reason"]) == ["no such row before"]


def test_an_older_format_is_read_and_the_table_adds_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = snapshot(tmp_path / "old", {}, {}, {})
    file = old / "figures" / "county.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["flags"]), file)
    new = snapshot(tmp_path / "new", {"flags": "noise"}, {"flags": "noise", "value": 0.6}, {})
    scan.main([str(old), str(new)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 figures before, 3 after; 1 differ."
    assert "| flag noise | 1 |" in lines[4]
    assert lines[-1].startswith("| **all** |")
