"""Send what is written at once, instead of waiting for the browser to acknowledge what came before.

The connections that Streamlit's listening socket accepts have TCP_NODELAY off. A rerun is many small messages, and with
the delayed acknowledgements of the other side that adds some 40 ms to each (Nagle 1984, RFC 896).
"""

from __future__ import annotations

from socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send


class NoDelay:
    """ASGI middleware that switches the delay off for every websocket of a server that shows its transport."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the call."""
        if scope["type"] == "websocket":
            _switch_off(send)
        await self.app(scope, receive, send)


def _switch_off(send: Send) -> None:
    server: Any = getattr(send, "__self__", None)
    transport = getattr(server, "transport", None)
    connection = transport.get_extra_info("socket") if transport is not None else None
    if connection is not None and connection.family in (AF_INET, AF_INET6):
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
