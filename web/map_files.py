"""GET /maps/...: the figures and outlines of a map, compressed beforehand and never changing."""

from __future__ import annotations

from gzip import decompress

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.reader.maps.files import CONTENT_TYPE
from pages.runtime import snapshots
from web.unreadable_snapshot import UNREADABLE, unreadable

FOREVER = "public, max-age=31536000, immutable"


def map_file(request: Request) -> Response:
    """A file below /maps/, or a plain 404. Runs in a worker thread."""
    path = request.path_params["path"]
    try:
        maps = snapshots.maps_of(path.partition("/")[0])
        file = maps.file(path) if maps else None
    except UNREADABLE as error:
        return unreadable(error)
    if file is None:
        return PlainTextResponse("Not found", status_code=404)
    headers = {
        "Cache-Control": FOREVER,
        "ETag": file.etag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(decompress(file.body), media_type=CONTENT_TYPE, headers=headers)
    return Response(file.body, media_type=CONTENT_TYPE, headers=headers | {"Content-Encoding": "gzip"})
