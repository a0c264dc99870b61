"""A table on the screen, to sort, and the same table on paper, where the screen's grid would be cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import streamlit as st

from indicators.present.tables import OWN, Readable
from pages.components.text import css_text, html

# Widths in pixels of the columns of words; numbers need what their heads need.
WIDTHS = {"Place": 232, "Against your community": 190, "Quality": 170}
NUMBER = 104
# More rows than this are not for paper: the file of figures has them.
MOST_PRINTED = 400


def draw(table: Readable, alt: str, height: Any = "auto") -> None:
    """The table on the screen."""
    st.dataframe(
        arrow(table),
        hide_index=True,
        placeholder="–",
        height=height,
        column_config={head: _column(table, head) for head in table.frame.columns},
        alt=alt,
    )


def arrow(table: Readable) -> pa.Table:
    """The rows, ready to send."""
    return pa.Table.from_pandas(table.frame, preserve_index=False).replace_schema_metadata()


def _column(table: Readable, head: str) -> Any:
    printf = table.formats.get(head)
    if printf is None:
        return st.column_config.TextColumn(width=WIDTHS.get(head))
    if printf == "$":
        return st.column_config.NumberColumn(format="dollar", step=1, width=NUMBER)
    return st.column_config.NumberColumn(format=printf, width=NUMBER)


def on_paper(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """HTML of the table in print alone; the screen does not show it. The community's own row is bold."""
    if len(rows) > MOST_PRINTED:
        return f'<p class="cm-print">The table has {len(rows):,} rows, too many for paper: export it from the page.</p>'
    body = "".join(f"<tr{_own(row)}>{_cells(row)}</tr>" for row in rows)
    head = "".join(f"<th>{html(word)}</th>" for word in heads)
    return f'<table class="cm-print cm-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    url: str


def plain(name: str, heads: Sequence[str], groups: Iterable[tuple[str, Sequence[Sequence[str | Link]]]]) -> str:
    """HTML of a table to read, whose words wrap: rows under a line for each group, in a box that scrolls."""
    head = "".join(f'<th scope="col">{html(word)}</th>' for word in heads)
    body = "".join(_group(title, len(heads), rows) for title, rows in groups if rows)
    table = f'<table class="cm-table"><thead><tr>{head}</tr></thead>{body}</table>'
    return f'<div class="cm-scroll" role="region" tabindex="0" aria-label="{html(name)}">{table}</div>'


def _group(title: str, width: int, rows: Sequence[Sequence[str | Link]]) -> str:
    found = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    return f'<tbody><tr><th colspan="{width}" scope="rowgroup">{html(title)}</th></tr>{found}</tbody>'


def _cells(row: Iterable[str | Link]) -> str:
    return "".join(f"<td>{_cell(cell)}</td>" for cell in row)


def _cell(cell: str | Link) -> str:
    return html(cell) if isinstance(cell, str) else f'<a href="{html(cell.url)}">{html(cell.text)}</a>'


def _own(row: Sequence[str]) -> str:
    return " class=cm-own" if row[0].startswith(OWN) else ""


def foot(link: str, today: date) -> str:
    """The address of the view, and the day, at the foot of every printed sheet."""
    # Room for a new line after each mark: an address has no blanks.
    address = re.sub(r"([&?,/=])", "\\1\N{ZERO WIDTH SPACE}", link)
    words = css_text(f"{address} · {today:%B} {today.day}, {today.year}")
    return f'<style>@media print {{ @page {{ @bottom-left {{ content: "{words}"; }} }} }}</style>'
