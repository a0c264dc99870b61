"""The interface to figures, for the app, exports and the command line."""

from __future__ import annotations

from typing import Protocol

from indicators.core.geography import Geography, Level
from indicators.core.result import Result


class FigureStore(Protocol):
    """Read access to figures and places."""

    @property
    def snapshot(self) -> str:
        """Id of the snapshot that is read."""
        ...

    def result(self, key: str, level: Level, period: str | None = None) -> Result:
        """Figures of one indicator (period None: the latest). Raises KeyError with a clear message."""
        ...

    def place(self, level: Level, geoid: str) -> Geography | None:
        """A place by code, None where there is none."""
        ...
