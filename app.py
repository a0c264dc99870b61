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

from data.errors import SnapshotError
from data.mapfiles import CONTENT_TYPE, shared_maps
from pages.components.no_delay import NoDelay
from pages.components.ready import ReadyWhileLoading, warming
from pages.components.theme_once import read_theme_once

FOREVER = "public, max-age=31536000, immutable"


def map_file(request: Request) -> Response:
    """A file below /maps/: compressed beforehand, never changing, or a plain 404. Runs in a worker thread."""
    try:
        found = shared_maps().file(request.path_params["path"])
    except SnapshotError as error:
        return PlainTextResponse(str(error), status_code=503)
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
    files = await run_in_threadpool(import_module, "pages.components.export_files")
    answer: Response = await files.answer(request, _origin(request))
    return answer


def figures_file(request: Request) -> Response:
    """All figures of one kind of place, as they lie in the snapshot."""
    from pages.components.methods_page import figure_files

    try:
        found = next((path for path in figure_files() if path.name == request.path_params["name"]), None)
    except SnapshotError as error:
        return PlainTextResponse(str(error), status_code=503)
    if found is None:
        return PlainTextResponse("Not found", status_code=404)
    return FileResponse(found, media_type="application/vnd.apache.parquet", filename=found.name)


def _origin(request: Request) -> str:
    """Scheme and host as the visitor sees them; a proxy may speak another scheme with us than with the visitor."""
    host = request.headers.get("host", "")
    secure = request.headers.get("referer", "").startswith(f"https://{host}/")
    return f"{'https' if secure else request.url.scheme}://{host}"


def health(request: Request) -> Response:
    """Whether figures can be shown, and of which snapshot."""
    try:
        return JSONResponse({"status": "ok", "snapshot": shared_maps().store.snapshot})
    except SnapshotError as error:
        return JSONResponse({"status": "no snapshot", "detail": str(error)}, status_code=503)


read_theme_once()
app = st.App(
    "pages/router.py",
    routes=[
        Route("/maps/{path:path}", map_file, methods=["GET"]),
        Route("/export/{page}/{name}", export_file, methods=["GET"]),
        Route("/figures/{name}", figures_file, methods=["GET"]),
        Route("/healthz", health, methods=["GET"]),
    ],
    middleware=[Middleware(NoDelay), Middleware(ReadyWhileLoading)],
    lifespan=warming,
)
