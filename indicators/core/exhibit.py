"""What every export writes: one chart, map or table with title, sources and link, so that it can stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.core.provenance import Provenance, source_line


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart, map or table as it leaves the screen.

    title: what it shows, with place and period. takeaway: the headline sentence. chart, map: Vega-Lite
    specifications with inline data, None where there is none. table: pandas frame of the figures shown, None where
    there is none. notes: what a reader must know (how differences were judged, why something is missing).
    periods: the columns of the table that hold periods. citation: text. permalink: address of the exact view.
    """

    title: str
    takeaway: str = ""
    chart: Mapping[str, Any] | None = None
    map: Mapping[str, Any] | None = None
    table: Any = None
    notes: tuple[str, ...] = ()
    citation: str = ""
    permalink: str = ""
    provenance: tuple[Provenance, ...] = field(default_factory=tuple)
    periods: tuple[str, ...] = ("period",)

    @property
    def source_line(self) -> str:
        """The publishers, each once."""
        return source_line(self.provenance)
