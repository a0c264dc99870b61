"""Answer 503 where a snapshot can't be read: say what is wrong without a path; the log has the path."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from data.core.errors import SnapshotError
from pages.blocks.no_figures import reason

# OSError: a file vanishes, or its disk fails, while it is read.
UNREADABLE = (SnapshotError, OSError)


def unreadable(error: Exception) -> Response:
    """Answer 503 with the problem; no cache stores it."""
    return PlainTextResponse(reason(error), status_code=503, headers={"Cache-Control": "no-store"})
