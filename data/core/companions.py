"""Columns that stand beside a variable in a tidy frame: its status, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterable


def status_of(variable: str) -> str:
    """Name of the column that holds the status of a variable."""
    return f"{variable}__status"


def note_of(variable: str) -> str:
    """Name of the column that holds the reason of a variable's status."""
    return f"{variable}__note"


def statuses(columns: Iterable[object]) -> list[str]:
    """Those of the columns that are the status of another one."""
    every = [str(name) for name in columns]
    return [status_of(name) for name in every if status_of(name) in every]


def notes(columns: Iterable[object]) -> list[str]:
    """Those of the columns that are the reason of another one."""
    every = [str(name) for name in columns]
    return [note_of(name) for name in every if note_of(name) in every]
