"""No note or message writes a number as a computer does: 1e+02 for a hundred."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.reader.store import SNAPSHOTS, open_store
from indicators.core.plain_number import plain_number

PROJECT = Path(__file__).resolve().parents[2]
# Drawings, expressions and rounding, which computers read; grade points and seconds, which are small.
READ_BY_COMPUTERS = {
    "spec.py",
    "image.py",
    "svg_text.py",
    "base.py",
    "trend.py",
    "jumps.py",
    "numbers.py",
    "draw_processes.py",
}
POWER = re.compile(r"\d[eE][+-]\d")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (100.0, 2, "100"),
        (4835125.0, 12, "4,835,125"),
        (4835125.0, 4, "4,835,000"),
        (0.000012345, 3, "0.0000123"),
        (-0.5, 4, "-0.5"),
        (0.38278100000000004, 12, "0.382781"),
        (0.0, 4, "0"),
    ],
)
def test_numbers_are_written_as_people_do(value: float, digits: int, text: str) -> None:
    assert plain_number(value, digits) == text


def test_no_text_is_made_with_a_format_that_turns_to_powers() -> None:
    general = [
        f"{file.name}:{node.lineno}"
        for folder in ("indicators", "data", "pages", "web")
        for file in (PROJECT / folder).rglob("*.py")
        if file.name not in READ_BY_COMPUTERS and file.name != "plain_number.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue)
        and node.format_spec is not None
        and ast.unparse(node.format_spec).rstrip("'\"").endswith("g")
    ]
    assert general == []


def test_no_note_of_the_snapshot_has_a_power_of_ten() -> None:
    folder = SNAPSHOTS / open_store().snapshot
    notes = {
        note
        for file in sorted((folder / "figures").glob("*.parquet"))
        for note in pq.read_table(file, columns=["note"]).column("note").unique().to_pylist()
        if note
    }
    assert [note for note in notes if POWER.search(note)] == []
    assert [note for note in notes if re.search(r"\d %", note)] == []
