"""Where a figure comes from. Never holds an API key."""

from __future__ import annotations

from collections.abc import Iterable
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


def source_line(sources: Iterable[Provenance]) -> str:
    """The publishers, each named once, with all that is theirs: the line under a chart, and the column ``source``."""
    of_producer: dict[str, dict[str, None]] = {}
    for source in sources:
        what = ", ".join(part for part in (source.title, source.table) if part)
        of_producer.setdefault(source.producer, {})[what] = None
    return "; ".join(f"{producer}, {' and '.join(titles)}" for producer, titles in of_producer.items())
