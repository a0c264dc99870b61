"""The launcher: ``streamlit run app.py``. Streamlit serves the pages; the routes here map files, exports and health.

The pages' script lies in a folder of its own, without a ``pages`` folder beside it, so that a shared link works as the
very first request of a fresh server.
"""

# What only some requests need is imported by them: the first page waits for every import made here.
from __future__ import annotations

from gzip import decompress
from importlib import import_module

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from data.core.errors import BUILD_HINT, SnapshotError
from data.reader.maps.files import CONTENT_TYPE
from indicators.core.selection import SNAPSHOT
from pages.blocks.no_figures import reason
from pages.runtime import snapshots
from pages.runtime.base_path import below_base
from pages.runtime.no_delay import NoDelay
from pages.runtime.theme_once import read_theme_once
from web.edge import edge
from web.origins import origin_of as _origin
from web.security_headers import failed
from web.warm_up import ReadyWhileLoading, warming

# OSError: a file vanishes, or its disk fails, while it is read.
UNREADABLE = (SnapshotError, OSError)
FOREVER = "public, max-age=31536000, immutable"


def map_file(request: Request) -> Response:
    """A file below /maps/: compressed beforehand, never changing, or a plain 404. Runs in a worker thread."""
    path = request.path_params["path"]
    try:
        maps = snapshots.maps_of(path.partition("/")[0])
        found = maps.file(path) if maps else None
    except UNREADABLE as error:
        return _unreadable(error)
    if found is None:
        return PlainTextResponse("Not found", status_code=404)
    lasting = {
        "Cache-Control": FOREVER,
        "ETag": found.etag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == found.etag:
        return Response(status_code=304, headers=lasting)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(decompress(found.body), media_type=CONTENT_TYPE, headers=lasting)
    return Response(found.body, media_type=CONTENT_TYPE, headers=lasting | {"Content-Encoding": "gzip"})


async def export_file(request: Request) -> Response:
    """A chart, map or table as a file. Waits for it without a thread; imports in one, so that nobody else waits."""
    files = await run_in_threadpool(import_module, "web.exports.answers")
    answer: Response = await files.answer(request, _origin(request))
    return answer


def figures_file(request: Request) -> Response:
    """All figures of one kind of place, as they lie in the snapshot that the address names."""
    from pages.screens.methods_page import figure_file

    name, asked = request.path_params["name"], request.query_params.get(SNAPSHOT, "")
    try:
        with snapshots.showing(asked):
            if asked not in ("", snapshots.store().snapshot):
                return PlainTextResponse("These figures are not kept here any more.", status_code=404)
            found = figure_file(name)
            if found is None:
                return PlainTextResponse("Not found", status_code=404)
            with found.reading() as path:
                return FileResponse(path, media_type="application/vnd.apache.parquet", filename=name)
    except UNREADABLE as error:
        return _unreadable(error)


def _unreadable(error: Exception) -> Response:
    """Says what is wrong, without a path; the log has it."""
    return PlainTextResponse(reason(error), status_code=503, headers={"Cache-Control": "no-store"})


def health(request: Request) -> Response:
    """Whether the current figures can be shown, and of which snapshot. Files changed since the last call are read."""
    try:
        shown = snapshots.shared_maps().store
    except UNREADABLE as error:
        return JSONResponse({"status": "no snapshot", "detail": reason(error)}, status_code=503)
    problems = shown.files.problems()
    if problems:
        detail = f"{'; '.join(problems)}. {BUILD_HINT}"
        return JSONResponse({"status": "damaged", "snapshot": shown.snapshot, "detail": detail}, status_code=503)
    return JSONResponse({"status": "ok", "snapshot": shown.snapshot})


read_theme_once()
routes = below_base(
    [
        Route("/maps/{path:path}", map_file, methods=["GET"]),
        Route("/export/{page}/{name}", export_file, methods=["GET"]),
        Route("/figures/{name}", figures_file, methods=["GET"]),
        Route("/healthz", health, methods=["GET"]),
    ]
)
app = st.App(
    "pages/router.py",
    routes=routes,
    middleware=[Middleware(NoDelay), *edge(routes), Middleware(ReadyWhileLoading)],
    exception_handlers={500: failed},
    lifespan=warming,
)
