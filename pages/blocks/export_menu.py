"""Take what is shown away: a menu of links to files, which the server makes when one is asked for.

The menu is plain HTML: it costs a rerun nothing, works by keyboard, and every file has an address of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from indicators.core.exhibit import Exhibit
from indicators.core.folding import folded
from indicators.export.csv import csv_bytes
from indicators.export.drawing import Drawing
from pages.blocks.text import html
from pages.runtime.base_path import base
from pages.runtime.snapshots import store
from pages.view.session import View

ROOT = "export"


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
    return None if exhibit.table is None else csv_bytes(exhibit.table)


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


def menu(view: View, what: str, measure: str | None = None, period: str | None = None, picture: bool = True) -> str:
    """HTML of a menu of downloads for one chart, map or table of the view's page.

    what: which one, a name that web/exports/exhibits.py knows. measure, period: those of the exhibit, where they
    are not the view's.
    """
    return (
        f'<details class="cm-export"><summary>Export</summary>{links(view, what, measure, period, picture)}</details>'
    )


def links(view: View, what: str, measure: str | None = None, period: str | None = None, picture: bool = True) -> str:
    """HTML of the links alone."""
    chosen = replace(view.selection, snapshot=store().snapshot)  # the file shows what the page does, whatever is built
    chosen = chosen if measure is None else replace(chosen, measure=measure)
    chosen = chosen if period is None else replace(chosen, period=period)
    query = urlencode(chosen.to_query(), safe=",")
    kinds = [kind for kind in FORMATS if picture or kind not in PICTURES]
    return "".join(
        f'<a download href="{html(f"{base()}/{ROOT}/{view.path}/{what}.{kind}?{query}")}">{FORMATS[kind].label}</a>'
        for kind in kinds
    )


def file_name(words: str) -> str:
    """A name that every system takes: letters without accents, digits and hyphens."""
    return folded(words).replace(" ", "-")[:100].strip("-")
