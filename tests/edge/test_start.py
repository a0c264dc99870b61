"""However the server is started, the configuration beside app.py holds, the limits of messages too."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.edge.conftest import Outside, ask, handshake, watched
from tools.server import HOST, ROOT, Server, running


def test_from_another_folder_this_machine_alone_is_served(tmp_path: Path) -> None:
    with running(ROOT / "app.py", tmp_path, options={"server.address": None}) as server:
        assert f"URL: http://localhost:{server.port}" in server.output()
        assert "Network URL" not in server.output()
        assert b'"allowedOrigins":[]' in ask(server, "/_stcore/host-config").body
        assert ask(server, "/segregation").headers["Content-Security-Policy"]


def test_on_every_address_nobody_is_asked_at_the_start_either(tmp_path: Path) -> None:
    with watched(tmp_path, {"server.address": "0.0.0.0"}) as (server, outside):
        assert ask(server, "/healthz").status == 200
        assert handshake(server, "http://evil.example").status == 403
    assert outside.all() == []


async def closed_with(server: Server, size: int) -> int | None:
    """The code with which the server ends a websocket that a message of this size comes over."""
    async with connect(f"ws://{HOST}:{server.port}/_stcore/stream", max_size=None) as socket:
        try:
            await socket.send(b"\0" * size)
            while True:
                await asyncio.wait_for(socket.recv(), 30)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


@pytest.mark.parametrize(("size", "code"), [(30_000_000, 1009), (3_000_000, 1009), (10, 1002)])
def test_a_message_that_is_too_large_ends_the_connection(plain: tuple[Server, Outside], size: int, code: int) -> None:
    assert asyncio.run(closed_with(plain[0], size)) == code
    assert ask(plain[0], "/healthz").status == 200
