"""The kinds of files that a chart, map or table leaves as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from indicators.core.exhibit import Exhibit
from indicators.core.folding import folded
from indicators.export.csv import csv_bytes
from indicators.export.drawing import Drawing

# The longest key, name with its state, level and period together have 140 letters; systems take 255.
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. make: its content, or the drawing of it, None where the exhibit has nothing to put in it.

    is_dated: whether the file names the day on which it was made.
    """

    label: str
    mime: str
    make: Callable[[Exhibit], bytes | Drawing | None]
    is_dated: bool = False


def _table(exhibit: Exhibit) -> bytes | None:
    return None if exhibit.table is None else csv_bytes(exhibit.table, exhibit.periods)


def _citation(exhibit: Exhibit) -> bytes | None:
    return exhibit.citation.encode() or None


def _picture(kind: str, exhibit: Exhibit) -> Drawing | None:
    """The chart or map with its source, notes and address in it."""
    spec = exhibit.chart or exhibit.map
    return Drawing(kind, spec, exhibit.permalink, exhibit.notes) if spec else None


FORMATS = {
    "csv": Format("Figures as CSV", "text/csv; charset=utf-8", _table),
    "png": Format("Picture as PNG", "image/png", partial(_picture, "png")),
    "svg": Format("Picture as SVG", "image/svg+xml", partial(_picture, "svg")),
    "txt": Format("Citation as text", "text/plain; charset=utf-8", _citation, is_dated=True),
}
PICTURES = ("png", "svg")


def file_name(name: str) -> str:
    """A name that every system takes: letters without accents, digits and hyphens."""
    return folded(name).replace(" ", "-")[:LONGEST_NAME].strip("-")
