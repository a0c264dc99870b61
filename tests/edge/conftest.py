"""Servers whose every look outside is recorded: connections, look-ups of names, and what a proxy is asked for."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from tools.server import HOST, Server, running

# Read by Python itself at its start: writes down every address that the process connects to or looks up.
RECORDER = """
import os, sys

def heard(event, details):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        text = repr(details[1] if event in ("socket.connect", "socket.sendto") else details[0])
        own = ("127.0.0.1", "'localhost'", "'::1'", "'::'", "'0.0.0.0'", "None")
        if not any(name in text for name in own):
            with open(os.environ["OUTSIDE"], "a", encoding="utf-8") as file:
                file.write(f"{event} {text}\\n")

sys.addaudithook(heard)
"""

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@dataclass
class Outside:
    """What a server looked for outside of its machine."""

    log: Path
    requests: list[str] = field(default_factory=list)

    def all(self) -> list[str]:
        looked = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [*looked, *self.requests]


@contextmanager
def swallowing() -> Iterator[tuple[int, list[str]]]:
    """A proxy that takes every request and never answers; its port, and what it was asked for."""
    requests: list[str] = []
    with socket.create_server((HOST, 0)) as listening:
        kept_open: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                kept_open.append(connection)
                requests.append(connection.recv(200).decode("latin-1").split("\r\n")[0])

        Thread(target=take, daemon=True).start()
        yield listening.getsockname()[1], requests
        for connection in kept_open:
            connection.close()


@contextmanager
def watched(
    folder: Path, options: Mapping[str, str | None] | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[Server, Outside]]:
    """A server behind such a proxy, recorded from its first line on."""
    (folder / "sitecustomize.py").write_text(RECORDER, encoding="utf-8")
    outside = Outside(folder / "outside.txt")
    with swallowing() as (port, outside.requests):
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), f"http://{HOST}:{port}")
        proxies |= {name.upper(): value for name, value in proxies.items()}
        setting = {"PYTHONPATH": str(folder), "OUTSIDE": str(outside.log), "NO_PROXY": "", "no_proxy": "", **proxies}
        with running(options=options, environment=setting | dict(environment or {})) as server:
            yield server, outside


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Outside]]:
    """As ``streamlit run app.py`` starts it: address and all else from the configuration."""
    with watched(tmp_path_factory.mktemp("plain"), {"server.address": None}) as started:
        yield started


@dataclass
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(
    server: Server, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """One request, as it is written here: nothing is normalized."""
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=30)) as connection:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None and "Content-Length" not in (headers or {}):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, b"" if answer.status == 101 else answer.read())


def handshake(server: Server, origin: str | None, host: str | None = None, base: str = "") -> Answer:
    """A websocket's first request."""
    headers = {"Host": host or f"{HOST}:{server.port}", **HANDSHAKE}
    return ask(server, f"{base}/_stcore/stream", headers=headers if origin is None else headers | {"Origin": origin})
