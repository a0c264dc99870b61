"""Files from a real server: who draws, what a client sees, and what is left when the server is gone."""

from __future__ import annotations

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from select import select

import psutil
import pytest

from tools.server import HOST, Server, running
from web.exports.answers import FULL, PICTURES_IN_QUEUE

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
PICTURE = "/export/segregation/peers.png?place=48453"
# Austin beside one county of Texas each.
OTHERS = [f"{PICTURE}&peers={code}" for code in range(48001, 48453, 2)]
WAIT = 60


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def request(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(HOST, server.port, timeout=WAIT)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@contextmanager
def leaving(server: Server, paths: list[str]) -> Iterator[list[socket.socket]]:
    """Clients that ask for something each, and leave at the end of the block."""
    with ExitStack() as stack:
        clients = []
        for path in paths:
            client = stack.enter_context(socket.create_connection((HOST, server.port), timeout=WAIT))
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            clients.append(client)
        yield clients


def received(clients: list[socket.socket]) -> list[str]:
    """What has come to any of them."""
    return [client.recv(10_000).decode("latin-1") for client in select(clients, (), (), 0)[0]]


def children(server: Server) -> list[psutil.Process]:
    return psutil.Process(server.process.pid).children(recursive=True)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_file_as_a_client_sees_it(server: Server) -> None:
    assert not children(server), "nothing starts before somebody asks for a picture"
    answer, body = request(server, PICTURE)
    assert (answer.status, body[:4]) == (200, b"\x89PNG")
    assert answer.getheader("Content-Type") == "image/png"
    assert len(children(server)) == 1
    head, nothing = request(server, PICTURE, "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.getheader("Content-Length") == str(len(body))
    assert head.getheader("ETag") == answer.getheader("ETag")
    again, nothing = request(server, PICTURE, If_None_Match=str(answer.getheader("ETag")))
    assert (again.status, nothing) == (304, b"")
    assert request(server, "/export/segregation/peers.exe")[0].status == 404
    assert request(server, f"{PICTURE}&measure=nonsense")[0].status == 400
    assert request(server, PICTURE, "POST")[0].status == 405


@needs_signals
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_that_ends_leaves_no_process(server: Server, end: signal.Signals) -> None:
    request(server, PICTURE)
    with leaving(server, OTHERS[:3]):
        drawers = children(server)
        assert drawers
        server.process.send_signal(end)
        server.process.wait(WAIT)
        assert not psutil.wait_procs(drawers, WAIT)[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts what a process writes")
def test_pictures_for_those_who_left_are_not_drawn(server: Server) -> None:
    _, picture = request(server, OTHERS[-1])
    with leaving(server, OTHERS[:-1]) as clients:
        answers: list[str] = []
        until(lambda: any(text.startswith("HTTP/1.1 503") for text in answers) or answers.extend(received(clients)))
        full = next(text for text in answers if text.startswith("HTTP/1.1 503"))
        assert FULL in full
        assert "retry-after: " in full.lower()
        assert request(server, OTHERS[-1])[0].status == 200, "it is cached"
        assert request(server, PICTURE.replace("png", "csv"))[0].status == 200, "it has a line of its own"
    until(lambda: request(server, PICTURE)[0].status == 200)
    pictures = sum(child.io_counters().write_chars for child in children(server)) / len(picture)
    assert pictures < PICTURES_IN_QUEUE / 2
