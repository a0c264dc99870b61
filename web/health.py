"""GET /healthz: whether the current figures can be shown, and of which snapshot."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from data.core.errors import BUILD_HINT
from pages.blocks.no_figures import reason
from pages.runtime import snapshots
from web.unreadable_snapshot import UNREADABLE


def health(request: Request) -> Response:
    """200 or 503, with what is wrong. Files that changed since the last call are read."""
    try:
        current = snapshots.shared_maps().store
    except UNREADABLE as error:
        return JSONResponse({"status": "no snapshot", "detail": reason(error)}, status_code=503)
    problems = current.files.problems()
    if problems:
        detail = f"{'; '.join(problems)}. {BUILD_HINT}"
        return JSONResponse({"status": "damaged", "snapshot": current.snapshot, "detail": detail}, status_code=503)
    return JSONResponse({"status": "ok", "snapshot": current.snapshot})
