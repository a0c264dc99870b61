"""Errors that people read as one clear line: mistakes at the command line, and a snapshot that can't be read."""

from __future__ import annotations

import os
from pathlib import Path


class UserError(Exception):
    """One clear line that says what is wrong and what to do; the command ends with exit code 2."""


BUILD_HINT = "Run: python -m data build --inputs DIR --out DIR"


class SnapshotError(Exception):
    """There is no snapshot, or it is broken: one line that every visitor may read, so it never holds a path.

    problem: without what to run. where: the folder or file that was read, for the command line and the log.
    """

    def __init__(self, problem: str, where: Path | None = None) -> None:
        super().__init__(f"{problem}. {BUILD_HINT}")
        self.problem, self.where = problem, where


def without_path(error: Exception) -> str:
    """The message of an OSError without the path in it; of any other error, its type."""
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno).lower()
    return "its content is not as expected"


def one_line(error: Exception) -> str:
    """The message of an error, without its line breaks."""
    return " ".join(str(error).split())[:200]
