"""A page whose map is painted, for the tests of what a map does and how it looks."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.steps import settle, visit
from tools.painted import wait_until_painted, watch
from tools.server import Server

MAP, CARD = ".stDeckGlJsonChart", ".st-key-map_card"
PHONE = {"width": 390, "height": 844}
COUNTY = "segregation?level=county&place=48453&view=map"


def opened(page: Page, server: Server, path: str = COUNTY) -> Page:
    """A page with its map painted, which stands at the top of the window."""
    watch(page)
    visit(page, server, path)
    wait_until_painted(page)
    settle(page)
    page.locator(CARD).evaluate("card => card.scrollIntoView()")
    page.wait_for_timeout(1500)
    return page
