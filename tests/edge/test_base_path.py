"""Below a base path everything answers, and every address begins with it; who is asked under another path says so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import streamlit as st
from starlette.requests import HTTPConnection
from starlette.routing import Route

from pages.runtime import base_path
from tests.edge.conftest import ask, handshake
from tools.server import HOST, Server, running
from web.origins import origin_of


@pytest.fixture(scope="module", params=["/dash", "city/dash/", "東京 & städte"])
def below(request: pytest.FixtureRequest) -> Iterator[tuple[Server, str]]:
    base = f"/{quote(request.param.strip('/'))}"  # as addresses have it
    with running(options={"server.baseUrlPath": request.param}) as server:
        yield server, base


def test_routes_answer_below_the_path_and_nowhere_else(below: tuple[Server, str]) -> None:
    server, base = below
    routes = {
        "/healthz": "application/json",
        "/figures/places.parquet": "application/vnd.apache.parquet",
        "/export/segregation/peers.csv": "text/csv; charset=utf-8",
        "/maps/nothing": "text/plain; charset=utf-8",
    }
    for route, kind in routes.items():
        answer = ask(server, f"{base}{route}")
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert ask(server, route).status == 404
    assert ask(server, f"{base}/segregation").headers["Content-Type"].startswith("text/html")


def preloaded(server: Server, page: str) -> str:
    """What the page's answer has the browser fetch, once the server knows it."""
    for _ in range(300):
        link = ask(server, page).headers.get("Link", "")
        if link:
            return link.partition(">")[0]
        time.sleep(0.1)
    raise AssertionError("no answer names the map's figures")


def test_addresses_begin_with_the_path(below: tuple[Server, str]) -> None:
    server, base = below
    citation = ask(server, f"{base}/export/segregation/peers.txt", headers={"Host": "dash.example.org"}).body.decode()
    assert f"http://dash.example.org{base}/segregation?" in citation
    link = preloaded(server, f"{base}/segregation?view=map")
    assert link.startswith(f"<{base}/maps/")
    assert ask(server, link[1:]).status == 200


def test_the_gate_is_before_them_too(below: tuple[Server, str]) -> None:
    server, base = below
    assert ask(server, f"{base}/_stcore/upload_file/a/b", "PUT", body=b"x").status == 403
    assert handshake(server, "http://evil.example", base=base).status == 403
    assert handshake(server, f"http://{HOST}:{server.port}", base=base).status == 101
    assert ask(server, f"{base}/_stcore/health", headers={"Referer": "http://evil.example/x"}).status == 421


def option(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    read = st.get_option
    named = {name.replace("_", ".", 1): value for name, value in values.items()}
    monkeypatch.setattr(st, "get_option", lambda name: named[name] if name in named else read(name))


@pytest.mark.parametrize(
    ("base", "url", "page", "hidden"),
    [
        ("", "https://a.example/", "", None),
        ("", "https://a.example", "", None),
        ("", "https://a.example/segregation", "segregation", None),
        ("", "https://a.example/dash/segregation", "segregation", "/dash"),
        ("", "https://a.example/dash/", "", "/dash"),
        ("dash", "https://a.example/dash/segregation", "segregation", None),
        ("/dash/", "https://a.example/dash", "", None),
        ("dash", "https://a.example/segregation", "segregation", "/"),
        ("städte und länder", "https://a.example/st%C3%A4dte%20und%20l%C3%A4nder/peers", "peers", None),
        ("", "https://a.example/st%C3%A4dte/peers", "peers", "/städte"),
        ("dash", "https://a.example/city/dash/segregation", "segregation", "/city/dash"),
    ],
)
def test_another_path_than_the_servers_is_noticed(
    monkeypatch: pytest.MonkeyPatch, base: str, url: str, page: str, hidden: str | None
) -> None:
    option(monkeypatch, server_baseUrlPath=base)
    assert base_path.hidden_prefix(url, page) == hidden
    text = base_path.notice(url, page)
    assert (f"--server.baseUrlPath {hidden}" in text) if hidden else text == ""


def test_routes_keep_their_methods(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer() -> None: ...

    option(monkeypatch, server_baseUrlPath="dash")
    moved = base_path.below_base([Route("/maps/{path:path}", answer, methods=["GET"])])[0]
    assert (moved.path, moved.methods) == ("/dash/maps/{path:path}", {"GET", "HEAD"})


OWN = {"host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("headers", "address", "origin"),
    [
        ({"host": "dash.example.org"}, "localhost", "http://dash.example.org"),
        (
            {"host": "dash.example.org", "referer": "https://dash.example.org/x"},
            "localhost",
            "https://dash.example.org",
        ),
        ({"host": "dash.example.org", "referer": "https://evil.example/x"}, "localhost", "http://dash.example.org"),
        (OWN | {"referer": "https://dash.example.org/x"}, "dash.example.org", "https://dash.example.org"),
        (OWN | {"referer": "https://evil.example/x"}, "dash.example.org", "http://dash.example.org"),
        (OWN, "dash.example.org", "http://dash.example.org"),
        (OWN, "[2001:db8::1]", "http://[2001:db8::1]"),
        (
            {"host": "dash.example.org:443", "referer": "https://dash.example.org/x"},
            "localhost",
            "https://dash.example.org",
        ),
        (OWN, "localhost", "http://127.0.0.1:8501"),
        (OWN | {"referer": "http://["}, "localhost", "http://127.0.0.1:8501"),
        (OWN | {"referer": 'https://dash.example.org"><b>/'}, "dash.example.org", "http://dash.example.org"),
        ({}, "localhost", ""),
    ],
)
def test_files_have_the_address_that_visitors_have(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], address: str, origin: str
) -> None:
    option(monkeypatch, browser_serverAddress=address)
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert origin_of(HTTPConnection({"type": "http", "scheme": "http", "headers": sent})) == origin
