"""While a browser loads the app's own files, what its address asks for is opened: the script then finds it ready.

On a fresh server the first view of a page opens tables and imports what reads them, half a second and more; the browser
needs longer than that before it asks for the script to run. On a warm server there is nothing left to do.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.components.site import HOME, PAGES

_LOGGER = logging.getLogger(__name__)


class ReadyWhileLoading:
    """ASGI middleware: a request for a page starts the opening of its figures, one page at a time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self._busy = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the call."""
        page = scope["path"].rstrip("/").rpartition("/")[2] if scope["type"] == "http" else None
        if page is not None and scope["method"] == "GET" and "." not in page and self._busy.acquire(blocking=False):
            self._worker.submit(self._open, page, dict(parse_qsl(scope["query_string"].decode("latin-1"))))
        await self.app(scope, receive, send)

    def _open(self, page: str, query: Mapping[str, str]) -> None:
        try:
            open_figures(page, query)
        except Exception as error:  # the page itself will say what is wrong, to the one who asked
            _LOGGER.debug("could not prepare %s: %s", page, error)
        finally:
            self._busy.release()


def open_figures(page: str, query: Mapping[str, str]) -> None:
    """Make what the page of an address keeps: its figures, comparison and map. Does nothing for what is no page."""
    page = page or HOME
    if page not in PAGES:
        return
    from pages.components import locator, map_shown, overview_rows
    from pages.components.factor_page import chosen
    from pages.components.figures import comparison_of, headline_measure
    from pages.components.inside import is_inside
    from pages.components.selection import view_of

    view = view_of(page, query)
    if page in overview_rows.SHOWN:
        measure, _ = chosen(view, page)
        if measure is not None:
            options, _ = map_shown.options_of(measure)
            map_shown.drawn_of(map_shown.shown_of(view, options, "light") if options else None)
            if not is_inside(measure):
                comparison_of(measure)
    elif page == HOME:
        for factor in overview_rows.SHOWN:
            shown = headline_measure(view, factor)
            if shown is not None:
                comparison_of(shown)
        locator.block(view, "light")
