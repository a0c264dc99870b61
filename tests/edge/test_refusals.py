"""Odd requests get a plain answer below 500 that tells nothing of the server; files that nobody asked for stay away."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from pages.runtime import uploads
from pages.runtime.streamlit_patches import UPLOADS_PATH
from tests.edge.conftest import Outside, ask
from tools.server import HOST, ROOT, Server
from web.request_gate import MOST_QUERY, refusal

MEGABYTE = 1_000_000
ROUTES = ("/", "/segregation", "/healthz", "/maps/x", "/export/segregation/peers.csv", "/figures/x", "/static/x.js")
HOSTS = (
    "[",
    "[::1",
    "a b",
    "a/b",
    "a@b",
    "a?b",
    "a#b",
    "a\\b",
    "a:99999999",
    "a:x",
    '"><script>alert(1)</script>',
    "a" * 3000,
    "é",
    "-",
    ":80",
    "http://a",
)
NASTY = (
    "/export/segregation/peers.csv?place=48453%0d%0aX-Injected:%201",
    "/export/segregation/peers%0d%0aX-Injected:%201.csv",
    "/export/segregation%0d%0aX-Injected:1/peers.csv",
    "/export/%2e%2e/%2e%2e/etc/passwd.csv",
    "/export/segregation/..%2f..%2fapp.py",
    "/export/segregation/peers.csv?measure=%00&period=%ff%fe",
    "/export/segregation/peers.csv?" + "peers=" + ",".join(["48453"] * 1000),
    "/export/segregation/peers.csv?" + "&".join(f"a{number}=1" for number in range(900)),
    "/export/segregation/inside-tract%22;x=%22.csv",
    "/figures/..%2f..%2fapp.py",
    "/figures/%00",
    "/figures/county.parquet%0d%0aX-Injected:1",
    "/maps/..%5c..%5capp.py",
    "/maps/%c0%ae%c0%ae/app.py",
    "/maps/" + "a/" * 800,
    "//evil.example/",
    "//evil.example/%2e%2e",
    "/\\evil.example/",
    "/segregation/",
    "/segregation//",
    "/%2f%2fevil.example",
    "/.streamlit/config.toml",
    "/../app.py",
    "/%2e%2e/app.py",
    "/static/../../app.py",
    "/static/%2e%2e/%2e%2e/app.py",
    "/app/static/x",
    "/component/../../x",
    "/media/../../x",
    "/_stcore/stream",
    "/_stcore/bidi-components/x/y",
    "*",
)


def raw(server: Server, request: bytes) -> bytes:
    """The answer's head to what is written byte by byte."""
    with socket.create_connection((HOST, server.port), timeout=30) as connection:
        connection.sendall(request)
        return connection.recv(100_000)


def is_silent(answer: bytes) -> bool:
    """Whether the answer names no file and no line of the program."""
    ours = (str(ROOT), "site-packages", "Traceback", 'File "', "/lib/python", str(Path.home()) + "/")
    return not any(text.encode() in answer for text in ours)


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path[:50])
def test_a_nasty_address_is_answered_and_tells_nothing(plain: tuple[Server, Outside], path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        answer = ask(plain[0], path, method)
        assert answer.status < 500
        assert is_silent(answer.body)
        assert "X-Injected" not in answer.headers
        assert not answer.headers.get("Location", "").startswith(("//", "/\\", "http://evil"))


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host[:20])
def test_a_host_that_can_be_none_is_refused_everywhere(plain: tuple[Server, Outside], host: str) -> None:
    for route in ROUTES:
        head = f"GET {route} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        answer = raw(plain[0], head)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert is_silent(answer)
        assert b"<script>" not in answer


def test_hosts_that_there_are_get_an_answer(plain: tuple[Server, Outside]) -> None:
    for host in ("dash.example.org", "dash.example.org:8443", "10.0.0.1:80", "[::1]:8501", "app_1:8501", "LOCALHOST"):
        assert ask(plain[0], "/healthz", headers={"Host": host}).status == 200
    assert raw(plain[0], b"GET /healthz HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    assert raw(plain[0], b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 300])
def test_a_method_that_nothing_answers_to_is_named_so(plain: tuple[Server, Outside], method: str) -> None:
    for route in (*ROUTES, "/_stcore/health", "/_stcore/agent/mcp", "/_stcore/agent/interact"):
        answer = ask(plain[0], route, method)
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_address_longer_than_any_link_is_refused(plain: tuple[Server, Outside]) -> None:
    for route in ROUTES:
        assert ask(plain[0], f"{route}?place={'9' * MOST_QUERY}").status == 414
        assert ask(plain[0], f"{route}/{'9' * 5000}").status == 414
    assert raw(plain[0], b"GET /?place=\xff HTTP/1.1\r\nHost: a\r\n\r\n").startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_file_that_no_page_asked_for_is_refused_before_it_is_read(plain: tuple[Server, Outside], method: str) -> None:
    for size in (f"Content-Length: {50 * MEGABYTE}", "Transfer-Encoding: chunked"):
        for path in ("/_stcore/upload_file/a/b", "/x/_stcore/upload_file/a/b", "/", "/healthz"):
            head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n{size}\r\n\r\n".encode()
            answer = raw(plain[0], head)  # not a byte of the file was sent
            assert re.match(rb"HTTP/1\.1 (403|405) ", answer)
            assert b"connection: close" in answer.lower()


def put(session: str, **headers: str) -> int | None:
    """Status of the answer to a file of the session; None where it is let through."""
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "PUT", "path": f"/dash{UPLOADS_PATH}{session}/file", "query_string": b""}
    answer = refusal({**scope, "headers": sent})
    return answer.status_code if answer else None


def test_a_page_with_an_uploader_opens_it_for_its_own_session_alone() -> None:
    uploads.take_from("mine", 1000)
    try:
        assert put("another", content_length="10") == 403
        assert put("", content_length="10") == 403
        assert put("mine") == 411
        assert put("mine", content_length="-1") == 411
        assert put("mine", content_length="1001") == 413
        assert put("mine", content_length="600") is None
        assert put("mine", content_length="600") == 413, "the files of a session count together"
        uploads.take_from("mine", 1000)
        assert put("mine", content_length="600") == 413, "a rerun gives nothing new"
    finally:
        uploads.stop("mine")
    assert put("mine", content_length="10") == 403


def test_the_oldest_session_gives_way() -> None:
    sessions = [str(number) for number in range(uploads.MOST_SESSIONS + 1)]
    for session in sessions:
        uploads.take_from(session, 10)
    assert [uploads.is_open(sessions[at]) for at in (0, 1, -1)] == [False, True, True]
    for session in sessions:
        uploads.stop(session)
