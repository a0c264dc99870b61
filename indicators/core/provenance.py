"""Where a figure comes from. Never holds an API key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """One dataset of one publisher, as it was read.

    dataset: catalog id. table: the publisher's table id (B19083), empty where it has none. version: release or
    vintage. sha256: of the input files, name -> hex. retrieved: ISO date.
    """

    dataset: str
    producer: str
    title: str
    table: str
    version: str
    url: str
    licence: str
    retrieved: str
    citation: str
    sha256: tuple[tuple[str, str], ...] = ()

    @property
    def source_line(self) -> str:
        """The words of the `source` column and of the line under a chart."""
        parts = [self.producer, self.title, self.table]
        return ", ".join(part for part in parts if part)
