"""Tables to sort.

Of a few rows as HTML: light, open to keyboards and screen readers, the same on paper. Of many as a
grid that draws only what is in sight, with a plain table in its place on paper (docs/decisions/tables.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import isnan
from typing import Any

import pyarrow as pa
import streamlit as st

from indicators.present.tables import Readable
from pages.blocks.text import css_text, html
from pages.runtime import own_scripts

# Widths in pixels of the columns of words; numbers need what their heads need.
WIDTHS = {"Place": 232, "Against your community": 190, "Quality": 170}
NUMBER = 104
# Letters of a cell that is a sentence.
LONG = 40
# More rows than this are not for paper: the file of figures has them.
MOST_PRINTED = 400


def small(table: Readable, name: str, as_cards: bool = False) -> None:
    """A table of a few rows; its heads sort it. as_cards: on a phone each row is a card, for tables of many columns."""
    st.html(_sorted_by_heads(table, name, as_cards))
    own_scripts.run("sort")


def _sorted_by_heads(table: Readable, name: str, as_cards: bool = False) -> str:
    heads = list(table.frame.columns)
    rows_of_frame = enumerate(table.frame.itertuples(index=False, name=None))
    rows = [_readable_row(table, heads, row, is_own=i == table.marked_row) for i, row in rows_of_frame]
    places, lines = rows[: len(rows) - table.lines], rows[len(rows) - table.lines :]
    head = "".join(f'<th scope="col"{_side(table, word)}>{_button(word)}</th>' for word in heads)
    body = f"<tbody>{''.join(places)}</tbody><tbody class=cm-lines>{''.join(lines)}</tbody>"
    look = "cm-table cm-sort cm-cards" if as_cards else "cm-table cm-sort"
    whole = f'<table class="{look}"><thead><tr>{head}</tr></thead>{body}</table>'
    return f'<div class="cm-wide" role="region" tabindex="0" aria-label="{html(name)}">{whole}</div>'


def _button(word: str) -> str:
    return f'<button type="button">{html(word)}</button>'


def _readable_row(table: Readable, heads: Sequence[str], row: Sequence[Any], is_own: bool) -> str:
    first, *others = (html(table.written(head, value)) for head, value in zip(heads, row, strict=True))
    sides = (f'{_side(table, head, value)} data-head="{html(head)}"' for head, value in zip(heads, row, strict=True))
    cells = "".join(f"<td{side}>{text}</td>" for side, text in zip(islice(sides, 1, None), others, strict=True))
    return f'<tr{" class=cm-own" if is_own else ""}><th scope="row">{first}</th>{cells}</tr>'


def _side(table: Readable, head: str, value: Any = None) -> str:
    """Attributes of a cell: numbers stand on the right, with the number to sort by; sentences have room."""
    if head not in table.formats:
        return " class=cm-long" if len(str(value)) > LONG else ""
    number = "" if value is None else f' data-v="{"" if isnan(value) else value}"'
    return f" class=cm-number{number}"


def draw(table: Readable, alt: str) -> None:
    """A table of many rows."""
    st.dataframe(
        arrow(table),
        hide_index=True,
        placeholder="–",
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
    """HTML of the table in print alone; the screen does not show it."""
    if len(rows) > MOST_PRINTED:
        return f'<p class="cm-print">The table has {len(rows):,} rows, too many for paper: export it from the page.</p>'
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    head = "".join(f"<th>{html(word)}</th>" for word in heads)
    return f'<table class="cm-print cm-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    url: str


def grouped(
    name: str, heads: Sequence[str], groups: Iterable[tuple[str, Sequence[Sequence[str | Link]]]], foot: str = ""
) -> None:
    """A table whose words wrap: rows under a line for each group, sorted within it, in a box that scrolls.

    foot: of the printed sheet. Alone in an element, a style sheet would lie outside the page, and not be kept with it.
    """
    head = "".join(f'<th scope="col">{_button(word)}</th>' for word in heads)
    body = "".join(_group(title, len(heads), rows) for title, rows in groups if rows)
    table = f'<table class="cm-table cm-sort"><thead><tr>{head}</tr></thead>{body}</table>'
    st.html(f'<div class="cm-scroll" role="region" tabindex="0" aria-label="{html(name)}">{table}</div>{foot}')
    own_scripts.run("sort")


def _group(title: str, width: int, rows: Sequence[Sequence[str | Link]]) -> str:
    body = "".join(f'<tr><th scope="row">{_cell(row[0])}</th>{_cells(row[1:])}</tr>' for row in rows)
    return f'<tbody><tr><th colspan="{width}" scope="rowgroup">{html(title)}</th></tr>{body}</tbody>'


def _cells(row: Iterable[str | Link]) -> str:
    return "".join(f"<td>{_cell(cell)}</td>" for cell in row)


def _cell(cell: str | Link) -> str:
    return html(cell) if isinstance(cell, str) else f'<a href="{html(cell.url)}">{html(cell.text)}</a>'


def foot(link: str, today: date) -> str:
    """The address of the view, and the day, at the foot of every printed sheet."""
    # Room for a new line after each mark: an address has no blanks.
    address = re.sub(r"([&?,/=])", "\\1\N{ZERO WIDTH SPACE}", link)
    text = css_text(f"{address} · {today:%B} {today.day}, {today.year}")
    return f'<style>@media print {{ @page {{ @bottom-left {{ content: "{text}"; }} }} }}</style>'
