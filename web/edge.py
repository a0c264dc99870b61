"""The middleware before the site, in the order in which a request meets it (docs/decisions/edge.md)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.routing import Route

from pages.runtime.streamlit_patches import look_up_no_address
from web.origins import Origins
from web.request_gate import RequestGate
from web.security_headers import SecurityHeaders, embedders


def edge(routes: Sequence[Route]) -> list[Middleware]:
    """Middleware for a server whose own ``routes`` give files and figures, no pages."""
    look_up_no_address()
    data = [route.path.partition("{")[0] for route in routes]
    return [
        Middleware(SecurityHeaders, data=data, embedders=embedders()),
        Middleware(RequestGate),
        Middleware(Origins),
    ]
