"""Warm up: read and compute what an address needs while the browser still loads the app's own files.

On a fresh server the first view of a page opens tables and imports what reads them, half a second and more; the browser
needs longer than that before it asks for the script to run. So the server opens what every visitor needs as soon as it
has started, and what an address asks for when the address is asked for. The answer names the map's figures, so that the
browser fetches them with the app's files (rel=preload, W3C Preload).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.core.selection import SNAPSHOT
from indicators.factors import FACTORS, SUBJECTS
from pages.runtime.script_queue import in_script_queue
from pages.view.site import HOME, PAGES
from pages.view.view_names import OPTION

if TYPE_CHECKING:
    from pages.view.session import View

_LOGGER = logging.getLogger(__name__)

# Seconds that an answer waits for the address of its map. A warm server needs a few thousandths.
PATIENCE = 0.05


class WarmUpMiddleware:
    """ASGI middleware: a request for a page starts a thread that opens its figures, one page at a time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self._busy = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the call."""
        page = _page(scope)
        if page is not None and self._busy.acquire(blocking=False):
            query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
            figures = await _within(PATIENCE, self._worker.submit(self._open, page, query))
            send = _with_preload_header(figures, send) if figures else send
        await self.app(scope, receive, send)

    def _open(self, page: str, query: Mapping[str, str]) -> str | None:
        try:
            return open_safely(page, query)
        finally:
            self._busy.release()


def _page(scope: Scope) -> str | None:
    """The page that a request is for; None where it is for something else."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    name = scope["path"].rstrip("/").rpartition("/")[2] or HOME
    return name if name in PAGES else None


async def _within(seconds: float, future: Future[str | None]) -> str | None:
    """The result of a thread; None where it takes longer, and then it goes on alone."""
    try:
        return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), seconds)
    except TimeoutError:
        return None


def _with_preload_header(address: str, send: Send) -> Send:
    """Wrap ``send``: add a header that lets the browser fetch ``address`` early, as a script of the page would."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("link", f"<{address}>; rel=preload; as=fetch; crossorigin")
        await send(message)

    return sent


def open_safely(page: str, query: Mapping[str, str]) -> str | None:
    """Call ``open_figures`` and ignore errors: the page itself shows them to its visitor."""
    try:
        return open_figures(page, query)
    except Exception as error:
        _LOGGER.debug("could not prepare %s: %s", page, error)
        return None


def open_figures(page: str, query: Mapping[str, str]) -> str | None:
    """Fill the caches that the page of an address reads: figures, comparison, map. Returns the map figures' address."""
    from pages.runtime.snapshots import showing
    from pages.view.session import view_of

    with showing(query.get(SNAPSHOT, "")):
        view = view_of(page, query)
        if page in FACTORS:
            return _open_factor(view, page)
        _open_other(view, page)
        return None


def _open_other(view: View, page: str) -> None:
    from pages.view.subjects import changes, subjects, widest_gap

    if page == HOME:
        subjects(view)
        for factor in SUBJECTS:
            changes(view, factor)
            widest_gap(view, factor)


def _open_factor(view: View, factor: str) -> str | None:
    from pages.view import map_choice, panel
    from pages.view.figures import comparison_of
    from pages.view.measure_choice import chosen
    from pages.view.parts import is_inside

    measure, _ = chosen(view, factor)
    if measure is None:
        return None
    if not is_inside(measure):
        comparison_of(measure)
    if panel.shown(view, measure) != "map":
        return None
    options, _ = map_choice.options_of(measure)
    map_view = map_choice.drawn_of(map_choice.shown_of(view, options, "light"))
    return map_view.url if map_view else None


@asynccontextmanager
async def warming(_app: object) -> AsyncIterator[None]:
    """Lifespan of the app: from its start, a thread opens what the first visitors will need."""
    Thread(target=warm_up, name="warm up", daemon=True).start()
    yield


def _open_search() -> None:
    """Read the names of places and import the library that corrects typing errors."""
    from pages.runtime.snapshots import store

    try:
        store().search("a name that nobody has")
    except Exception as error:
        _LOGGER.debug("could not prepare the search: %s", error)


def warm_up() -> None:
    """Open the default community's overview and first factor, and what every map needs, between visitors' scripts."""
    for page, query in ((HOME, {}), (SUBJECTS[0].key, {OPTION: "map"})):
        with in_script_queue():
            open_safely(page, query)
    with in_script_queue():
        _open_search()
    with in_script_queue():
        import_module("pandas")  # Streamlit asks for its version when it draws a map
