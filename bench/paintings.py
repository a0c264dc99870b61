"""Fresh server, cold browser: seconds until the Austin tract map is painted, beside a page with one polygon."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.table import Row
from bench.views import TRACT_MAP
from tools.browser import chromium
from tools.painted import wait_until_painted, watch
from tools.server import ROOT, running

ONE_POLYGON = """import pydeck as pdk
import streamlit as st

ring = [[-98.2, 30.0], [-97.4, 30.0], [-97.4, 30.6], [-98.2, 30.6], [-98.2, 30.0]]
feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}
features = {"type": "FeatureCollection", "features": [feature]}
layer = pdk.Layer("GeoJsonLayer", features, id="one", get_fill_color=[0, 90, 160])
view = pdk.ViewState(longitude=-97.8, latitude=30.3, zoom=8.5)
st.pydeck_chart(pdk.Deck([layer], initial_view_state=view, map_provider=None))
"""
# The layers of a map arrive in another order in one visit of five or so, and its first frame then holds them all.
REPEATS = 7
FACTOR = 1.5


def rows() -> Iterator[Row]:
    """Alternate the two, each time with a new server and a new browser."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "app.py").write_text(ONE_POLYGON)
        pairs = [(_painted(folder, ""), _painted(ROOT, TRACT_MAP)) for _ in range(REPEATS)]
    times = [ours for _, ours in pairs]
    polygon, ours = statistics.median(polygon for polygon, _ in pairs), statistics.median(times)
    spread = f"{min(times):.2f} to {max(times):.2f}"
    measured = f"{ours:.2f} s ({spread}) against {polygon:.2f} s = {ours / polygon:.2f} times"
    yield Row(
        "Fresh server, cold browser: Austin tract map painted", measured, f"<= {FACTOR} times", ours <= FACTOR * polygon
    )


def _painted(folder: Path, path: str) -> float:
    with running("app.py", folder) as server, chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        watch(page)
        started = time.time()
        page.goto(f"{server.url}/{path}", wait_until="commit")
        return wait_until_painted(page) - started
