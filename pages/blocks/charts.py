"""Draw charts and parts of a page without widgets from cached results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import count
from typing import Any, ParamSpec

import pyarrow as pa
import streamlit as st

from indicators.core.provenance import Provenance, source_line
from pages.blocks.text import html
from pages.runtime.cache import remembered

Spec = dict[str, Any]
Arguments = ParamSpec("Arguments")

MOST = 1500
_numbers = count()


def draw(spec: Spec, alt: str) -> None:
    """A chart that is ``sendable``."""
    st.vega_lite_chart(spec, alt=alt, width="stretch")


def source(provenance: Iterable[Provenance], note: str = "") -> str:
    """HTML below a chart: a note on its figures, and who published them."""
    before = f"{html(note)} " if note else ""
    return f'<p class="cm-words">{before}Source: {html(source_line(provenance))}.</p>'


def replayed(part: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Decorate a function that draws a part of a page without widgets, from its arguments and the snapshot alone.

    Streamlit sends its messages again on later calls, and neither our functions nor Streamlit's build them anew.
    Arguments are as those of ``pages.runtime.cache.cached``.
    """

    @wraps(part)
    def draw(*args: Arguments.args, **named: Arguments.kwargs) -> None:
        number = remembered(part, args, named, lambda: next(_numbers))
        _draw_part(number, lambda: part(*args, **named))

    return draw


@st.cache_resource(show_spinner=False, max_entries=MOST)
def _draw_part(number: int, _part: Callable[[], None]) -> None:
    _part()


def sendable(spec: Spec | None) -> Spec | None:
    """The spec with its rows as Arrow bytes, which Streamlit passes on as they are instead of through pandas."""
    if spec is None:
        return None
    shown = {name: value for name, value in spec.items() if name != "description"}
    rows = spec.get("data", {}).get("values")
    if rows:
        shown["data"] = {"name": "shown"}
        shown["datasets"] = {"shown": _arrow(rows)}
    return shown


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
