"""A rerun is many small messages: none may wait for the acknowledgement of the one before."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from pages.runtime.no_delay import NoDelay


class Transport:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def get_extra_info(self, name: str) -> socket.socket:
        assert name == "socket"
        return self.connection


class Protocol:
    """As uvicorn's: the function that sends is a method of what holds the transport."""

    def __init__(self, connection: socket.socket) -> None:
        self.transport = Transport(connection)

    async def send(self, message: Any) -> None:
        raise AssertionError(message)


def pass_through(kind: str, send: Any) -> list[str]:
    called: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        called.append(scope["type"])

    asyncio.run(NoDelay(app)({"type": kind}, None, send))  # type: ignore[arg-type]
    return called


def test_a_websocket_sends_at_once() -> None:
    with socket.socket() as connection:
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
        assert pass_through("websocket", Protocol(connection).send) == ["websocket"]
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_server_that_hides_its_transport_works_all_the_same() -> None:
    async def send(message: Any) -> None:
        raise AssertionError(message)

    assert pass_through("websocket", send) == ["websocket"]
    assert pass_through("http", send) == ["http"]
