"""Every answer tells the browser what it may do with it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

import app as launcher
from data.reader.store import open_store
from tests.edge.conftest import Outside, ask
from tools.server import HOST, Server
from web.edge import edge
from web.security_headers import EMBEDDERS, SecurityHeaders, embedders, internal_error

ALWAYS = (
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "X-Frame-Options",
    "Content-Security-Policy",
)
OF_PAGES = (
    "/",
    "/segregation",
    "/nothing/here",
    "/static/js/nothing.js",
    "/favicon.png",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/a/b",
    "/_stcore/agent/mcp",
    "/media/nothing",
    "//evil.example",
    "/segregation/",
)
OF_DATA = (
    "/healthz",
    "/maps/nothing",
    "/maps/{snapshot}/overlay/us.json",
    "/export/nothing/at.all",
    "/export/segregation/peers.csv",
    "/export/segregation/peers.csv?place=x",
    "/figures/nothing",
    "/figures/places.parquet",
)


def rules(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (rule.split() for rule in policy.split(";"))}


@pytest.mark.parametrize("path", [*OF_PAGES, *OF_DATA])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT"])
def test_every_answer_has_every_header(plain: tuple[Server, Outside], path: str, method: str) -> None:
    answer = ask(plain[0], path.format(snapshot=open_store().snapshot), method)
    for name in ALWAYS:
        assert len(answer.headers.get_all(name, [])) == 1, name
    policy = rules(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == (["'none'"] if path in OF_DATA else ["'self'"])
    assert policy["frame-ancestors"] == (["'none'"] if path in OF_DATA else ["'self'"])
    assert "Access-Control-Allow-Origin" not in answer.headers or path.startswith("/_stcore/upload_file")


def test_no_text_of_a_page_is_run(plain: tuple[Server, Outside]) -> None:
    policy = rules(ask(plain[0], "/").headers["Content-Security-Policy"])
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(policy["script-src"])
    assert all(
        value in ("'self'", "'wasm-unsafe-eval'") or value.startswith("'sha256-") for value in policy["script-src"]
    )
    assert set(policy["connect-src"]) == {"'self'", f"ws://{HOST}:{plain[0].port}", f"wss://{HOST}:{plain[0].port}"}
    assert policy["object-src"] == policy["base-uri"] == policy["frame-src"] == ["'none'"]


def test_what_has_not_changed_keeps_its_policy(plain: tuple[Server, Outside]) -> None:
    """A browser puts the headers of a 304 in the place of those that it kept with the page."""
    page = ask(plain[0], "/")
    again = ask(plain[0], "/", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status == 304
    assert again.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]


def test_no_page_around_the_site_steers_it(plain: tuple[Server, Outside]) -> None:
    assert b'"allowedOrigins":[]' in ask(plain[0], "/_stcore/host-config").body


def test_what_fails_tells_nothing_and_has_the_headers() -> None:
    answer = internal_error(Request({"type": "http"}), KeyError("a/path/of/the/server"))
    assert answer.status_code == 500
    assert bytes(answer.body) == b"Something went wrong here."
    assert all(name in answer.headers for name in ALWAYS)


def test_a_route_that_breaks_is_answered_so() -> None:
    def breaks(_request: Request) -> None:
        raise KeyError("a/path/of/the/server")

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    whole = Starlette(
        routes=[Route("/x", breaks)], middleware=edge(()), exception_handlers=launcher.app._exception_handlers
    )
    scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": [(b"host", b"a")]}
    with pytest.raises(KeyError):  # the server logs it
        asyncio.run(whole(scope, None, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 500
    assert {name.decode() for name, _ in sent[0]["headers"]} >= {name.lower() for name in ALWAYS}
    assert sent[1]["body"] == b"Something went wrong here."


def headers_of(app: SecurityHeaders, path: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    app.app = inner
    asyncio.run(app({"type": "http", "path": path, "headers": [(b"host", b"[")]}, None, send))  # type: ignore[arg-type]
    return list(sent[0]["headers"])


async def _nothing(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError


def test_embedding_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EMBEDDERS, "https://city.example.org, https://*.example.net:8443")
    app = SecurityHeaders(_nothing, data=("/maps/",), embedders=embedders())
    headers = dict(headers_of(app, "/segregation", []))
    assert (
        b"frame-ancestors 'self' https://city.example.org https://*.example.net:8443;"
        in headers[b"content-security-policy"]
    )
    assert b"x-frame-options" not in headers
    assert b"ws://" not in headers[b"content-security-policy"], "a Host that is none is not in the policy"
    assert dict(headers_of(app, "/maps/x", []))[b"x-frame-options"] == b"DENY"


def test_a_route_that_has_a_policy_keeps_it() -> None:
    app = SecurityHeaders(_nothing, data=())
    assert headers_of(app, "/", [(b"Referrer-Policy", b"no-referrer")]).count((b"referrer-policy", b"same-origin")) == 0


@pytest.mark.parametrize(
    "wrong", ["city.example.org", "https://a b; script-src *", "javascript:x", "https://a/b", "'none'"]
)
def test_a_setting_that_is_no_site_ends_the_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv(EMBEDDERS, wrong)
    with pytest.raises(SystemExit, match=EMBEDDERS):
        embedders()
