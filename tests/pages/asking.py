"""A visitor who asks the launcher for a file, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from web.routes import export_file

HOST = b"measure.example"


async def stays() -> Message:
    """What comes from a visitor who waits for the answer: nothing."""
    await asyncio.Event().wait()
    return {}


async def get(address: str, receive: Callable[[], Awaitable[Message]] = stays, **headers: str) -> Response:
    """What the server answers to a link. Names of headers have underscores for hyphens."""
    url = urlsplit(address)
    _, _, page, name = url.path.split("/")
    sent = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": url.path,
        "headers": [(b"host", HOST), *sent],
        "query_string": url.query.encode(),
        "path_params": {"page": page, "name": name},
    }
    return await export_file(Request(scope, receive))


def ask(address: str, **headers: str) -> Response:
    """The same, for one visitor at a time."""
    return asyncio.run(get(address, **headers))
