"""A deep link as the very first request of a fresh server shows exactly that view; wrong links say what is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.steps import settle, visit
from tools.server import Server, running

pytestmark = pytest.mark.browser

LINK = "segregation?level=county&place=48029&measure=isolation_hispanic&period=2010&peers=48453,48113"


def test_a_deep_link_is_understood_by_a_fresh_server(page: Page) -> None:
    with running() as fresh:
        visit(page, fresh, LINK)
        main = page.get_by_test_id("stMain")
        expect(main.locator(".cm-over")).to_contain_text("San Antonio (Bexar County)")
        expect(page.locator(".st-key-header_bar")).to_contain_text("2 peers")
        expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Income inequality")
        expect(main).to_contain_text("2010")
        expect(main).to_contain_text("solation")


def test_the_link_is_kept_by_a_reload(page: Page, server: Server) -> None:
    visit(page, server, LINK)
    title = page.locator(".cm-over").inner_text()
    page.reload()
    settle(page)
    expect(page.locator(".cm-over")).to_have_text(title)
    expect(page.locator(".st-key-header_bar")).to_contain_text("2 peers")


def test_an_unknown_place_is_named_and_the_default_shown(page: Page, server: Server) -> None:
    visit(page, server, "segregation?level=county&place=99999&measure=nonsense")
    warning = page.get_by_test_id("stAlert").first
    expect(warning).to_contain_text("99999")
    expect(warning).to_contain_text("nonsense")
    expect(page.locator(".cm-over")).to_contain_text("Austin (Travis County)")


def test_a_page_that_there_is_not_is_called_so_and_no_proxy_is_blamed(page: Page, server: Server) -> None:
    visit(page, server, "segregatoin?level=county&place=48029")
    expect(page.get_by_role("dialog")).to_contain_text("Page not found")
    expect(page.get_by_text("Maps and files can’t be found")).to_have_count(0)


def test_markup_in_a_link_stays_text(page: Page, server: Server) -> None:
    visit(page, server, "segregation?place=%3Cimg%20src%3Dx%20onerror%3Dwindow.broken%3D1%3E")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("<img")
    assert page.evaluate("window.broken") is None


def test_the_maps_figures_are_fetched_with_the_app_and_only_once(page: Page, server: Server) -> None:
    """A browser holds for some seconds what it fetched early: on a busy machine one of three visits may be too slow."""
    visit(page, server, "segregation?view=map")  # the server has then seen this view
    visits = [requests_of_a_visit(page) for _ in range(3)]
    figures = [[number for number, url in enumerate(urls) if "/figures/tract/" in url] for urls in visits]
    assert 1 in map(len, figures)
    for urls, (first, *_) in zip(visits, figures, strict=True):
        (borders,) = (number for number, url in enumerate(urls) if "/overlay/borders-" in url)
        script = next(number for number, url in enumerate(urls) if "DeckGlJsonChart" in url and url.endswith(".js"))
        assert first < script < borders


def requests_of_a_visit(page: Page) -> list[str]:
    """Addresses that a reload asks for, in order, until the map's borders are there."""
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.on("request", note)
    page.reload()
    settle(page)
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(entry => entry.name.includes('/overlay/borders-'))",
        timeout=60_000,
    )
    page.wait_for_timeout(500)
    page.remove_listener("request", note)
    return requests
