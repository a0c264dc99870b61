"""What people are told in one clear line: mistakes at the command line, and a snapshot that can't be read."""

from __future__ import annotations

import os
from pathlib import Path


class UserError(Exception):
    """One clear line that says what is wrong and what to do; the command ends with exit code 2."""


BUILD_HINT = "Run: python -m data build --inputs DIR --out DIR"


class SnapshotError(Exception):
    """There is no snapshot, or it is broken: one line that every visitor may read, so it never holds a path.

    what: without what to run. where: what was looked at, for the command line and the log.
    """

    def __init__(self, what: str, where: Path | None = None) -> None:
        super().__init__(f"{what}. {BUILD_HINT}")
        self.what, self.where = what, where


def without_path(error: Exception) -> str:
    """What an error of the system says, without the path that it names; its kind for every other error."""
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno).lower()
    return "its content is not as expected"


def one_line(error: Exception) -> str:
    """What an error says, without its line breaks."""
    return " ".join(str(error).split())[:200]
