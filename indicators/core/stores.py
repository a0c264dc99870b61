"""The two doors to data. The builder reads inputs; the app, exports and command line read figures."""

from __future__ import annotations

from typing import Any, Protocol

from indicators.core.geography import Geography, Level
from indicators.core.result import Result
from indicators.core.spec import Input


class InputStore(Protocol):
    """Builder only: tidy inputs."""

    def table(self, wanted: Input, period: str) -> Any:
        """A frame with ``geoid`` and the columns named in ``wanted.columns``, rows of one period."""
        ...


class FigureStore(Protocol):
    """Everything that shows figures."""

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
