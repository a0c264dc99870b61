"""GET /figures/...: the file of all figures of one level, from the snapshot that the address names."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from indicators.core.selection import SNAPSHOT
from pages.runtime import snapshots
from web.unreadable_snapshot import UNREADABLE, unreadable


def figures_file(request: Request) -> Response:
    """A Parquet file, or a plain 404. Runs in a worker thread."""
    from pages.screens.methods_page import figure_file

    name, snapshot = request.path_params["name"], request.query_params.get(SNAPSHOT, "")
    try:
        with snapshots.showing(snapshot):
            if snapshot not in ("", snapshots.store().snapshot):
                return PlainTextResponse("These figures are not kept here any more.", status_code=404)
            file = figure_file(name)
            if file is None:
                return PlainTextResponse("Not found", status_code=404)
            with file.reading() as path:
                return FileResponse(path, media_type="application/vnd.apache.parquet", filename=name)
    except UNREADABLE as error:
        return unreadable(error)
