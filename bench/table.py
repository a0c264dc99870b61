"""The table that `python -m bench` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured thing. limit: what it should be, in words; met: whether it is (None where there is no limit)."""

    name: str
    measured: str
    limit: str = ""
    met: bool | None = None


def at_most(name: str, value: float, limit: float, unit: str, note: str = "") -> Row:
    """A row whose value should not exceed a limit."""
    measured = f"{value:,.0f} {unit}" if value >= 10 else f"{value:.2f} {unit}"
    return Row(name, f"{measured}{f' ({note})' if note else ''}", f"<= {limit:g} {unit}", value <= limit)


def written(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    cells = [("What", "Measured", "Limit", "")] + [(row.name, row.measured, row.limit, _word(row)) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _word(row: Row) -> str:
    return {True: "met", False: "MISSED", None: ""}[row.met]
