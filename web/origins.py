"""Decide which sites' pages may talk to the server, and tell under which address visitors know it.

Everything is decided by the request and the configuration: no name is looked up and nobody is asked
(docs/decisions/edge.md).
"""

from __future__ import annotations

import logging
import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from pages.runtime.notices import warn_once
from pages.runtime.streamlit_patches import HEALTH_PATH

_LOGGER = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

# A name or an address of version 4, or one of version 6 in brackets, and a port (RFC 3986, section 3.2.2).
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*)|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_USUAL_PORTS = {"http": "80", "https": "443"}


def is_host(text: str) -> bool:
    """Whether the text can stand in a Host header."""
    return len(text) <= 260 and _HOST.fullmatch(text) is not None


def origin_of(request: HTTPConnection) -> str:
    """Scheme and host as the visitor sees them, for permalinks in files; "" where neither is known.

    The browser's own word counts where it names this site: a proxy may speak another scheme with us than with the
    visitor, or hide the Host that it was asked for.
    """
    host, referer = request.headers.get("host", ""), _parts(request.headers.get("referer", ""))
    if referer and (_is_same(referer, host) or _is_ours(referer)):
        return _text(referer)
    public = _public_address()
    if public and urlsplit(f"//{host}").hostname != public:
        return f"{request.scope['scheme']}://{_in_address(public)}{_public_port()}"
    return f"{request.scope['scheme']}://{host}" if host else ""


def is_allowed(origin: str | None, host: str | None) -> bool:
    """Whether a page of ``origin`` may talk to the server that was asked as ``host``.

    Programs send no Origin. A page may where it is of the same host, of ``browser.serverAddress``, or listed in
    ``server.corsAllowedOrigins``; any page where ``server.enableCORS`` is off.
    """
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    parts = _parts(origin)
    if parts is None or _text(parts) != origin:
        return False
    return _is_same(parts, host or "") or _is_ours(parts) or origin in _listed()


class Origins:
    """ASGI middleware: refuses other sites' pages, and says what to set where a proxy makes this site look like one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the call, or answer it with 403; a hidden Host with 421, which the page shows."""
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refusal(scope)
            await (answer or self.app)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host")
        if is_allowed(origin, host) and (host is None or is_host(host)):
            await self.app(_with_host_of_page(scope, origin or "", host or ""), receive, send)
            return
        _notice(origin or "", host or "")
        await WebSocket(scope, receive, send).close(code=1008)  # before the handshake: 403

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host")
        if scope["method"] not in SAFE_METHODS and not is_allowed(headers.get("origin"), host):
            return PlainTextResponse("Pages of other sites can’t send anything here.", status_code=403)
        if not scope["path"].endswith(HEALTH_PATH):
            return None
        # The page itself asks for this before it opens its websocket, and shows what it gets.
        page = _parts(headers.get("referer", ""))
        if page is None or is_allowed(_text(page), host):
            return None
        _notice(_text(page), host or "")
        return JSONResponse(hidden_host_hint(page.netloc, host or ""), status_code=421)  # the page reads JSON alone


def _notice(origin: str, host: str) -> None:
    warn_once(_LOGGER, "refused a page of %r: the server was asked as %r (docs/deploying.md)", origin[:200], host[:200])


def hidden_host_hint(page: str, host: str) -> str:
    """Tell the operator what to set for the page to work."""
    return (
        f"Your browser has this site at {page}, but the server was asked as {host or 'nothing'}. Whoever runs it: have "
        f"the proxy pass the Host header on (nginx: proxy_set_header Host $http_host), or start the server with "
        f"--browser.serverAddress {_in_address(urlsplit(f'//{page}').hostname or page)} (docs/deploying.md)."
    )


def _parts(address: str) -> SplitResult | None:
    """Split the address of a page; None where the text is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and is_host(parts.netloc) else None


def _text(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"


def _is_same(page: SplitResult, host: str) -> bool:
    """Whether a Host is the one of the page: in any case of letters, with or without the scheme's usual port."""
    usual = f":{_USUAL_PORTS[page.scheme]}"
    return bool(host) and page.netloc.lower().removesuffix(usual) == host.lower().removesuffix(usual)


def _with_host_of_page(scope: Scope, origin: str, host: str) -> Scope:
    """Write the Host as the page does, where both are the same: Streamlit compares them letter by letter."""
    page = _parts(origin)
    if page is None or not _is_same(page, host):
        return scope
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [*others, (b"host", page.netloc.encode("latin-1"))]}


def _in_address(name: str) -> str:
    """Write a host as addresses do: brackets around IP version 6."""
    return f"[{name}]" if ":" in name else name


def _listed() -> set[str]:
    return {origin.strip().rstrip("/") for origin in st.get_option("server.corsAllowedOrigins")}


def _is_ours(page: SplitResult) -> bool:
    public = _public_address()
    return bool(public) and page.hostname == public


def _public_address() -> str:
    """``browser.serverAddress`` where it names this site alone; "" for names that every machine gives itself."""
    address = st.get_option("browser.serverAddress") or ""
    name = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return "" if name == "localhost" or _is_of_no_machine(name) else name


def _is_of_no_machine(name: str) -> bool:
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _public_port() -> str:
    """The port in visitors' addresses: a proxy's is the usual one, unless ``browser.serverPort`` says otherwise."""
    port, server_port = st.get_option("browser.serverPort"), st.get_option("server.port")
    return f":{port}" if port and port != server_port else ""
