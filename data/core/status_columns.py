"""Name the columns of a tidy frame that belong to a variable: its status, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterable


def status_of(variable: str) -> str:
    """Name of the column that holds the status of a variable."""
    return f"{variable}__status"


def note_of(variable: str) -> str:
    """Name of the column that holds the reason of a variable's status."""
    return f"{variable}__note"


def statuses(columns: Iterable[object]) -> list[str]:
    """The columns that hold the status of another column."""
    names = [str(name) for name in columns]
    return [status_of(name) for name in names if status_of(name) in names]


def notes(columns: Iterable[object]) -> list[str]:
    """The columns that hold the reason of another column's status."""
    names = [str(name) for name in columns]
    return [note_of(name) for name in names if note_of(name) in names]
