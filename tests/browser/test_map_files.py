"""/maps answers for what exists, compressed and for ever, and for nothing else."""

from __future__ import annotations

import http.client
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from bench.sizes import MAPS, addresses, transferred
from data.reader.store import open_store
from tests.browser.steps import visit
from tools.server import HOST, Server

pytestmark = pytest.mark.browser


def ask(server: Server, path: str) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer


def test_a_map_file_is_compressed_and_immutable(server: Server) -> None:
    for address in addresses(*MAPS[0][1]):
        answer = ask(server, address)
        assert answer.status == 200
        assert answer.getheader("Content-Encoding") == "gzip"
        assert answer.getheader("Cache-Control") == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(("name", "shown", "limit"), MAPS)
def test_maps_are_light(server: Server, name: str, shown: tuple[str, str, str, str], limit: int) -> None:
    assert sum(transferred(server, address) for address in addresses(*shown)) <= limit * 1000, name


@pytest.mark.parametrize(
    "path",
    [
        "/maps/",
        "/maps/nothing/figures/tract/12420/share_black/2020.json",
        "/maps/{snapshot}/figures/tract/12420/share_black/1999.json",
        "/maps/{snapshot}/figures/tract/12420/nonsense/2020.json",
        "/maps/{snapshot}/figures/tract/99999/share_black/2020.json",
        "/maps/{snapshot}/overlay/nonsense.json",
        "/maps/{snapshot}/snapshot.json",
        "/maps/{snapshot}/../../../../etc/passwd",
        "/maps/{snapshot}/..%2f..%2f..%2fapp.py",
        "/maps/{snapshot}/figures/tract/..%2f..%2f/share_black/2020.json",
        "/maps/%2e%2e/%2e%2e/pyproject.toml",
        "/maps//etc/passwd",
        "/maps/{snapshot}/overlay/....//....//app.py.json",
        "/maps/{snapshot}/overlay/%00.json",
    ],
)
def test_anything_else_is_not_found(server: Server, path: str) -> None:
    assert ask(server, path.format(snapshot=open_store().snapshot)).status in (400, 403, 404)


def test_a_table_does_not_leave_by_streamlits_own_button(page: Page, server: Server) -> None:
    """That one writes no guard against formulas, no source and no state in the file's name."""
    visit(page, server, "segregation?view=map")
    page.get_by_role("button", name="Figures on the map").click()
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    table.hover()
    expect(page.get_by_role("button", name="Search").first).to_be_visible()
    expect(page.locator("[aria-label^='Download as CSV']")).not_to_have_count(0)
    for button in page.locator("[aria-label^='Download as CSV']").all():
        expect(button).to_be_hidden()
