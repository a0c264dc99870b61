"""What people are told in one clear line: mistakes at the command line, and a snapshot that can't be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UserError(Exception):
    """One clear line that says what is wrong and what to do; the command ends with exit code 2."""


BUILD_HINT = "Run: python -m data build --inputs DIR --out data/snapshots"


class SnapshotError(Exception):
    """There is no snapshot, or it is broken: one line that says what to run."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Read a file of a snapshot. Raises SnapshotError where it is damaged or gone (pyarrow's errors are of these)."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{path.name} of the snapshot can't be read ({one_line(error)}). {BUILD_HINT}") from error


def one_line(error: Exception) -> str:
    """What an error says, without its line breaks."""
    return " ".join(str(error).split())[:200]
