"""From starting the process to the end of the first script run, beside an empty app that imports altair and pydeck."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.table import Row
from bench.viewers import open_viewer
from bench.views import View
from tools.server import ROOT, running

EMPTY = """import altair
import pydeck
import streamlit as st

st.title("Empty")
"""
REPEATS = 5
FACTOR = 1.5


def rows() -> Iterator[Row]:
    """Alternate the two, so that both meet the same machine. The first pair writes compiled modules: it is left out."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "app.py").write_text(EMPTY)
        settings = (ROOT / ".streamlit" / "config.toml").read_text()
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "config.toml").write_text(settings)
        pairs = [(_first_run(folder), _first_run(ROOT)) for _ in range(REPEATS + 1)][1:]
    empty, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    measured = f"{ours:.2f} s against {empty:.2f} s = {ours / empty:.2f} times"
    yield Row("Start to first script run, against an empty app", measured, f"<= {FACTOR} times", ours <= FACTOR * empty)


def _first_run(folder: Path) -> float:
    with running("app.py", folder) as server:
        asyncio.run(_see(server.url))
        return time.perf_counter() - server.started


async def _see(address: str) -> None:
    viewer = await open_viewer(address)
    reply = await viewer.show(View(""))
    if reply.errors:
        raise RuntimeError(f"the first run failed: {reply.errors[0]}")
    await viewer.socket.close()
