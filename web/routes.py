"""The addresses that the server answers itself; Streamlit serves the pages."""

from __future__ import annotations

from importlib import import_module

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.figure_files import figures_file
from web.health import health
from web.map_files import map_file
from web.origins import origin_of


async def export_file(request: Request) -> Response:
    """Serve a chart, map or table as a file. It waits without a thread; a thread does the slow import."""
    answers = await run_in_threadpool(import_module, "web.exports.answers")
    answer: Response = await answers.answer(request, origin_of(request))
    return answer


ROUTES = (
    Route("/maps/{path:path}", map_file, methods=["GET"]),
    Route("/export/{page}/{name}", export_file, methods=["GET"]),
    Route("/figures/{name}", figures_file, methods=["GET"]),
    Route("/healthz", health, methods=["GET"]),
)
