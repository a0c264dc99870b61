"""Files from a real server: who draws, what a client sees, and what is left when the server is gone."""

from __future__ import annotations

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse

import psutil
import pytest

from pages.components.export_files import FULL, PICTURES_IN_LINE
from tools.server import HOST, Server, running

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
PICTURE = "/export/segregation/peers.png?place=48453"
# Austin beside one county of Texas each.
OTHERS = [f"{PICTURE}&peers={code}" for code in range(48001, 48453, 2)]
WAIT = 60


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def request(
    server: Server, path: str, method: str = "GET", wait: float = WAIT, **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(HOST, server.port, timeout=wait)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def leave(server: Server, path: str) -> socket.socket:
    """Ask, and do not wait; closing the socket is leaving."""
    client = socket.create_connection((HOST, server.port), timeout=WAIT)
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    return client


def is_refused(server: Server, path: str) -> bool:
    """Whether the server has no place in its line; who gets one leaves soon."""
    try:
        answer, line = request(server, path, wait=1)
    except TimeoutError:
        return False
    assert (answer.status, line.decode()) == (503, FULL)
    assert int(answer.getheader("Retry-After") or 0) > 0
    return True


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
    clients = [leave(server, path) for path in OTHERS[:3]]
    drawers = children(server)
    assert drawers
    server.process.send_signal(end)
    server.process.wait(WAIT)
    assert not psutil.wait_procs(drawers, WAIT)[1]
    for client in clients:
        client.close()


@needs_signals
def test_those_who_leave_make_room_for_others(server: Server) -> None:
    request(server, PICTURE)
    (drawer,) = children(server)
    drawer.suspend()
    clients = [leave(server, path) for path in OTHERS[:PICTURES_IN_LINE]]
    until(lambda: is_refused(server, OTHERS[-1]))
    assert request(server, PICTURE)[0].status == 200, "it is remembered"
    assert request(server, PICTURE.replace("png", "csv"))[0].status == 200
    for client in clients:
        client.close()
    drawer.resume()
    until(lambda: request(server, OTHERS[-1])[0].status == 200)
