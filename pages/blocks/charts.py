"""What is finished once and sent again: Vega-Lite specifications, and parts of a page without widgets."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.runtime.cache import kept

Spec = dict[str, Any]

MOST = 1500
_numbers = count()


def ready(key: tuple[Hashable, ...], make: Callable[[], Spec | None]) -> Spec | None:
    """The chart kept under ``key``, ready to send; None where there is nothing to draw."""
    return kept(("chart", *key), lambda: _ready(make()))


def draw(spec: Spec, alt: str) -> None:
    """A chart that ``ready`` gave."""
    st.vega_lite_chart(spec, alt=alt, width="stretch")


def still(key: tuple[Hashable, ...], part: Callable[[], None]) -> None:
    """Draw a part of a page that holds no widget. ``key``: everything that it depends on, the snapshot included.

    Streamlit sends its messages again on later calls, and neither our functions nor Streamlit's build them anew.
    """
    _drawn(kept(("part", *key), lambda: next(_numbers)), part)


@st.cache_resource(show_spinner=False, max_entries=MOST)
def _drawn(number: int, _part: Callable[[], None]) -> None:
    _part()


def _ready(spec: Spec | None) -> Spec | None:
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
