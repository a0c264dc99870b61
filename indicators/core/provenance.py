"""Where a figure comes from. Never holds an API key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """One dataset of one publisher, as it was read.

    dataset: catalog id. table: the publisher's table in words, empty where it has none. tables: the same as ids
    (B19083), empty where the publisher's tables have none. version: release or vintage. licence_believed: True where
    no statement of the publisher's own confirms the licence. sha256: of the input files, name -> hex. retrieved: ISO
    date.
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
    tables: tuple[str, ...] = ()
    licence_believed: bool = False

    @property
    def licence_words(self) -> str:
        """The license; where a publisher's own statement was not found, that it is believed and not confirmed."""
        return f"believed to be {self.licence}, not confirmed" if self.licence_believed else self.licence

    @property
    def source_line(self) -> str:
        """The words of the `source` column and of the line under a chart."""
        parts = [self.producer, self.title, self.table]
        return ", ".join(part for part in parts if part)
