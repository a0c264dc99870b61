"""Take what is shown away: figures, picture, citation. Files are made on click, never in a rerun."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from indicators.core.exhibit import Exhibit
from indicators.export.csv import csv_bytes
from indicators.export.image import png_bytes, svg_bytes

Make = Callable[[], Exhibit]


def menu(what: str, name: str, make: Make, picture: bool = True) -> None:
    """A menu of downloads for one chart, map or table.

    what: one word for the thing, unique on the page. name: the file's name without its ending. The exhibit is made
    on a thread of its own when a file is asked for, so ``make`` must not read the session.
    """
    box = st.popover(
        "Export", key=f"export_{what}", on_change="rerun", type="tertiary", icon=":material/download:", help=None
    )
    if box.open:
        with box:
            buttons(what, name, make, picture)


def buttons(what: str, words: str, make: Make, picture: bool = True) -> None:
    """The downloads themselves."""
    name = file_name(words)
    _button(what, "Figures as CSV", f"{name}.csv", "text/csv", lambda: csv_bytes(make().table))
    if picture:
        _button(what, "Picture as PNG", f"{name}.png", "image/png", lambda: _drawn(png_bytes, make()))
        _button(what, "Picture as SVG", f"{name}.svg", "image/svg+xml", lambda: _drawn(svg_bytes, make()))
    _button(what, "Citation as text", f"{name}.txt", "text/plain", lambda: make().citation.encode())


def _drawn(draw: Callable[..., bytes], exhibit: Exhibit) -> bytes:
    """The chart or map as a picture that carries its source, notes and address."""
    return draw(exhibit.chart or exhibit.map or {}, permalink=exhibit.permalink, notes=exhibit.notes)


def _button(what: str, label: str, name: str, mime: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        label, make, name, mime, key=f"{what}_{name[-3:]}", on_click="ignore", width="stretch", type="tertiary"
    )


def file_name(words: str) -> str:
    """A name that every system takes: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-").lower()[:100]
