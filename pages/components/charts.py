"""Finished Vega-Lite specifications on the page, ready to send."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.components.kept import kept

Spec = dict[str, Any]

MOST = 1500
_numbers = count()


def has_chart(key: tuple[Hashable, ...], make: Callable[[], Spec | None]) -> bool:
    """Whether there is something to draw under ``key``."""
    return kept(("chart", *key), lambda: _ready(make())) is not None


def chart(key: tuple[Hashable, ...], make: Callable[[], Spec | None], alt: str) -> bool:
    """Draw the chart kept under ``key``; False where there is nothing to draw."""
    ready = kept(("chart", *key), lambda: _ready(make()))
    if ready is None:
        return False
    _drawn(kept(("chart number", *key), lambda: next(_numbers)), alt, ready)
    return True


@st.cache_resource(show_spinner=False, max_entries=MOST)
def _drawn(number: int, alt: str, _ready: Spec) -> None:
    """Streamlit replays the finished message on every later call: no spec is parsed and written again in a rerun."""
    st.vega_lite_chart(_ready, alt=alt, width="stretch")


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
