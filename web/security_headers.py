"""Add security headers to every answer: which scripts run, who may frame the page, which referrer it sends.

As strict as Streamlit 1.67 bears (docs/decisions/edge.md): its style sheets are made in the page, its pictures are
blobs and data, its map compiles WebAssembly, and no text is run as a script.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.runtime.own_scripts import SCRIPTS
from pages.runtime.streamlit_patches import page_scripts
from web.origins import is_host

EMBEDDERS = "COMMON_MEASURE_EMBEDDERS"

Pairs = tuple[tuple[bytes, bytes], ...]

_SITE = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*)(?::(?:\d{1,5}|\*))?")
# Features that the site has no use for; a browser that does not know one of them ignores it.
_UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "usb",
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # permalinks in files need the site's own address, other sites need none
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
}
# Files to take away and figures of maps: nothing in them runs, whatever they are opened with.
_OF_DATA = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class SecurityHeaders:
    """ASGI middleware that adds the headers to every answer. data: starts of paths below which no page is."""

    def __init__(self, app: ASGIApp, data: Sequence[str], embedders: Sequence[str] = ()) -> None:
        self.app = app
        self._data = tuple(data)
        self._page = _of_pages(embedders)
        framing = {} if embedders else {"X-Frame-Options": "SAMEORIGIN"}
        self._with_page = _encoded(_ALWAYS | framing)
        self._with_data = _encoded(_ALWAYS | {"X-Frame-Options": "DENY", "Content-Security-Policy": _OF_DATA})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the call."""
        if scope["type"] == "http":
            send = _with_headers(self._headers(scope), send)
        await self.app(scope, receive, send)

    def _headers(self, scope: Scope) -> Pairs:
        if scope["path"].startswith(self._data):
            return self._with_data
        host = Headers(scope=scope).get("host", "")
        # 'self' means the site's websocket too, but not to every browser that is in use.
        sockets = f" ws://{host} wss://{host}" if is_host(host) else ""
        return (*self._with_page, (b"content-security-policy", f"{self._page}{sockets}".encode("latin-1")))


def internal_error(_request: Request, _error: Exception) -> PlainTextResponse:
    """Answer 500. The error is in the log alone: it may name files."""
    headers = _ALWAYS | {"X-Frame-Options": "DENY", "Content-Security-Policy": _OF_DATA}
    return PlainTextResponse("Something went wrong here.", status_code=500, headers=headers)


def embedders() -> tuple[str, ...]:
    """Sites that may frame the pages, of the environment variable COMMON_MEASURE_EMBEDDERS; none by default.

    Ends the program where an entry is no address of a site: a policy that no browser understands protects nobody.
    """
    sites = tuple(os.environ.get(EMBEDDERS, "").replace(",", " ").split())
    for site in sites:
        if site != "*" and not _SITE.fullmatch(site):
            raise SystemExit(f"{EMBEDDERS}: {site!r} is not the address of a site, such as https://city.example.org")
    return sites


def _of_pages(embedders: Sequence[str]) -> str:
    """The policy of pages; connect-src is last, so that the site's own host can follow."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *_hashes()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "frame-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(["'self'", *embedders]),
        "connect-src": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@cache
def _hashes() -> tuple[str, ...]:
    """Of the scripts that stand in Streamlit's page, and of the site's own."""
    return tuple(_hash(script) for script in (*page_scripts(), *SCRIPTS.values()))


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _encoded(headers: dict[str, str]) -> Pairs:
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())


def _with_headers(headers: Pairs, send: Send) -> Send:
    """Wrap ``send``: add these headers where the answer has none of the name."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers_of_app = list(message.get("headers", ()))
            names = {name.lower() for name, _ in headers_of_app}
            message = {**message, "headers": [*headers_of_app, *(pair for pair in headers if pair[0] not in names)]}
        await send(message)

    return sent
