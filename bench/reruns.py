"""One viewer: rerun time of every page, bytes of a first view, memory after every page was visited."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

from bench.table import Row, at_most
from bench.viewers import Reply, Viewer, open_viewer, quantile
from bench.views import PAGES, View, views_of
from tools.server import Server, running

MEGABYTE = 1_000_000
ROUNDS = 5


@dataclass(frozen=True)
class Visit:
    """What one viewer got of one page: replies to views that the server had not made yet, and to seen ones."""

    page: str
    new: list[Reply]
    seen: list[Reply]


def rows() -> Iterator[Row]:
    """Measure on a fresh server; then first views, each in a tab of its own."""
    with running() as server:
        visits = asyncio.run(_visits(server))
        memory = resident(server)
        first = asyncio.run(_first_views(server))
    yield from _times(visits)
    size, page = max((reply.size, page or "overview") for page, reply in first.items())
    yield at_most("Websocket bytes of a first view, largest page", size / 1000, 150, "KB", page)
    yield at_most("Resident memory after one viewer visited every page", memory, 350, "MB")
    errors = [error for visit in visits for reply in visit.new + visit.seen for error in reply.errors]
    yield Row("Errors while visiting", str(len(errors)) + (f": {errors[0]}" if errors else ""), "0", not errors)


def resident(server: Server) -> float:
    """Megabytes that the server and its children hold."""
    process = psutil.Process(server.process.pid)
    return float(sum(each.memory_info().rss for each in [process, *process.children(recursive=True)])) / MEGABYTE


async def _visits(server: Server) -> list[Visit]:
    viewer = await open_viewer(server.url)
    await viewer.show(View(""))  # imports and the store's start are another row's matter
    visits = [Visit(page, await _each(viewer, views_of(page)), []) for page in PAGES]
    for _ in range(ROUNDS):
        for visit in visits:
            visit.seen.extend(await _each(viewer, views_of(visit.page)))
    await viewer.socket.close()
    return visits


async def _each(viewer: Viewer, views: list[View]) -> list[Reply]:
    return [await viewer.show(view) for view in views]


async def _first_views(server: Server) -> dict[str, Reply]:
    replies = {}
    for page in PAGES:
        viewer = await open_viewer(server.url)
        replies[page] = await viewer.show(View(page))
        await viewer.socket.close()
    return replies


def _times(visits: list[Visit]) -> Iterator[Row]:
    for visit in visits:
        yield _row(f"/{visit.page}: rerun, view seen before", visit.seen, 25, 60)
        yield _row(f"/{visit.page}: rerun, new view", visit.new, 120, 300)


def _row(name: str, replies: list[Reply], median: float, p95: float) -> Row:
    times = [reply.seconds * 1000 for reply in replies]
    middle, high = quantile(times, 0.5), quantile(times, 0.95)
    limit = f"median <= {median:g}, p95 <= {p95:g} ms"
    return Row(
        name, f"median {middle:.0f}, p95 {high:.0f} ms (n = {len(times)})", limit, middle <= median and high <= p95
    )
