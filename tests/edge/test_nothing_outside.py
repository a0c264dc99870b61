"""Whatever comes in, no other host is asked; pages of other sites are refused before anything is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.edge.conftest import Outside, ask, handshake, watched
from tools.server import HOST, Server
from web.origins import hidden_host_hint

FOREIGN = (
    "http://evil.example",
    "https://evil.example",
    "http://evil.example:8501",
    "http://localhost.evil.example",
    "http://localhost:9",
    "http://127.0.0.1:9",
    "http://127.0.0.1",
    "http://[::1]:9",
    "http://0.0.0.0",
    "http://10.0.0.1",
    "http://203.0.113.9",
    "http://user@127.0.0.1",
    "null",
    "",
    "file://",
    "http://",
    "http://[",
    "chrome-extension://abc",
    "javascript:alert(1)",
    "http://127.0.0.1:{port}.evil.example",
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@evil.example",
    "ws://127.0.0.1:{port}",
    "HTTP://EVIL.EXAMPLE",
    "http://xn--e1afmkfd.example",
    "x" * 5000,
)
PATHS = (
    "/",
    "/segregation?place=http://evil.example",
    "/healthz",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/allowed-message-origins",
    "/_stcore/script-health-check",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/upload_file/a/b",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback?code=1&state=2",
    "/media/x.png",
    "/component/x/index.html",
    "/export/segregation/peers.csv",
    "/maps/x",
    "/figures/x",
    "/robots.txt",
)


@pytest.fixture(scope="module")
def open_to_a_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Outside]]:
    """Listens on every address, as a server behind a proxy in another container does."""
    options = {
        "server.address": "0.0.0.0",
        "server.corsAllowedOrigins": "https://partner.example",
        "browser.serverAddress": "dash.example.org",
    }
    with watched(tmp_path_factory.mktemp("open"), options) as started:
        yield started


@pytest.mark.parametrize("origin", FOREIGN, ids=lambda origin: origin[:40] or "empty")
def test_a_page_of_another_site_is_refused_and_nobody_is_asked(plain: tuple[Server, Outside], origin: str) -> None:
    server, outside = plain
    assert handshake(server, origin.format(port=server.port)).status == 403
    assert outside.all() == []


def test_the_sites_own_page_and_a_program_connect(plain: tuple[Server, Outside]) -> None:
    server, outside = plain
    assert handshake(server, f"http://{HOST}:{server.port}").status == 101
    assert handshake(server, None).status == 101
    assert handshake(server, "https://dash.example.org", host="dash.example.org").status == 101
    assert outside.all() == []


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://dash.example.org", "dash.example.org:443", 101),
        ("https://dash.example.org:443", "dash.example.org", 101),
        ("http://dash.example.org", "dash.example.org:80", 101),
        ("https://dash.example.org", "DASH.Example.ORG", 101),
        ("https://dash.example.org:8443", "DASH.example.org:8443", 101),
        ("https://[2001:db8::1]", "[2001:DB8::1]:443", 101),
        ("https://dash.example.org", "dash.example.org:80", 403),
        ("http://dash.example.org", "dash.example.org:443", 403),
        ("https://dash.example.org", "dash.example.org:8443", 403),
        ("https://dash.example.org:4430", "dash.example.org:443", 403),
    ],
)
def test_a_port_that_goes_without_saying_and_the_case_of_letters_make_no_other_site(
    plain: tuple[Server, Outside], origin: str, host: str, status: int
) -> None:
    server, outside = plain
    assert handshake(server, origin, host=host).status == status
    health = ask(server, "/_stcore/health", headers={"Host": host, "Referer": f"{origin}/segregation"})
    assert health.status == (200 if status == 101 else 421)
    assert outside.all() == []


@pytest.mark.parametrize(
    ("page", "address"),
    [("a.example", "a.example"), ("a.example:8443", "a.example"), ("[2001:db8::1]", "[2001:db8::1]")],
)
def test_what_to_set_is_an_address(page: str, address: str) -> None:
    assert f"--browser.serverAddress {address} (" in hidden_host_hint(page, "127.0.0.1:8501")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_no_route_asks_anybody(plain: tuple[Server, Outside], method: str) -> None:
    server, outside = plain
    for path in PATHS:
        answer = ask(server, path, method, {"Origin": "http://evil.example"})
        assert answer.status < 500, path
        assert answer.headers.get("Access-Control-Allow-Origin") != "http://evil.example", path
    assert outside.all() == []


def test_only_this_machine_is_served_by_default(plain: tuple[Server, Outside]) -> None:
    server, outside = plain
    assert re.search(rf"URL: http://localhost:{server.port}\s", server.output())
    assert "Network URL" not in server.output()
    assert outside.all() == []


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://dash.example.org", 101),
        ("http://dash.example.org:8080", 101),
        ("https://partner.example", 101),
        ("http://partner.example", 403),
        ("https://partner.example:8443", 403),
        ("https://other.dash.example.org", 403),
        ("http://evil.example", 403),
    ],
)
def test_a_network_is_served_without_asking(
    open_to_a_network: tuple[Server, Outside], origin: str, status: int
) -> None:
    server, outside = open_to_a_network
    assert handshake(server, origin).status == status
    assert "External URL" not in server.output()
    assert outside.all() == []


def test_the_log_says_whom_it_refused_and_where_to_read_on(plain: tuple[Server, Outside]) -> None:
    server, _ = plain
    handshake(server, "http://refused.example")
    handshake(server, "http://refused.example")
    assert server.output().count("http://refused.example") == 1
    assert "docs/deploying.md" in server.output()


def test_a_page_that_a_proxy_hides_the_host_of_is_told_what_to_set(plain: tuple[Server, Outside]) -> None:
    server, _ = plain
    page = {"Referer": "https://dash.example.org/segregation?level=county"}
    for path in ("/_stcore/health", "/segregation/_stcore/health"):
        answer = ask(server, path, headers=page)
        assert answer.status == 421
        assert b"proxy_set_header Host" in answer.body
        assert b"--browser.serverAddress dash.example.org" in answer.body
    assert ask(server, "/_stcore/health", headers=page | {"Host": "dash.example.org"}).status == 200
    assert ask(server, "/_stcore/health").status == 200
