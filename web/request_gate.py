"""What no part of the site has a use for is refused before anything of it is read.

A Host that can't be one (400), an address that is too long or not ASCII (414, 400), a method that nothing answers to
(405), and a file that no page has asked for (403, 411, 413).
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.runtime import uploads
from pages.runtime.streamlit_patches import UPLOADS_PATH
from web.origins import SAFE_METHODS, is_host

# Longer than any link of the site: forty peers and forty pinned ones are some 700 letters.
MOST_QUERY = 8_000
MOST_PATH = 2_000
# A body that nobody reads must not keep the connection.
_CLOSE = {"Connection": "close"}


class RequestGate:
    """ASGI middleware that answers such requests itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the call, or refuse it."""
        answer = refusal(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)


def refusal(scope: Scope) -> Response | None:
    """The refusal of a request that no part of the site uses; None for all others."""
    headers = Headers(scope=scope)
    if len(headers.getlist("host")) > 1 or not is_host(headers.get("host", "localhost")):
        return PlainTextResponse("The Host of this request is not an address.", status_code=400, headers=_CLOSE)
    query: bytes = scope["query_string"]
    if len(query) > MOST_QUERY or len(scope["path"]) > MOST_PATH:
        return PlainTextResponse("This address is too long.", status_code=414, headers=_CLOSE)
    if not query.isascii():
        return PlainTextResponse("This address is not understood.", status_code=400, headers=_CLOSE)
    return None if scope["method"] in SAFE_METHODS else _of_method(scope, headers)


def _of_method(scope: Scope, headers: Headers) -> Response | None:
    _, is_upload, rest = scope["path"].partition(UPLOADS_PATH)
    if not is_upload or scope["method"] not in ("PUT", "DELETE"):
        allowed = {"Allow": ", ".join(SAFE_METHODS)}
        return PlainTextResponse("Nothing can be sent here.", status_code=405, headers=_CLOSE | allowed)
    session = rest.partition("/")[0]
    if not uploads.is_open(session):
        return PlainTextResponse("No page here takes files.", status_code=403, headers=_CLOSE)
    return _of_size(session, headers) if scope["method"] == "PUT" else None


def _of_size(session: str, headers: Headers) -> Response | None:
    size = headers.get("content-length", "")
    if not (size.isascii() and size.isdecimal()):
        return PlainTextResponse("The size of this file is not given.", status_code=411, headers=_CLOSE)
    if not uploads.may_send(session, int(size)):
        return PlainTextResponse("This file is too large.", status_code=413, headers=_CLOSE)
    return None
