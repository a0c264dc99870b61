"""What a visitor does, in words."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from pages.view import site
from tools.server import Server

PAGES = ("", *(name for name in site.PAGES if name != site.HOME))
MAP = "[data-testid=stDeckGlJsonChart]"


def visit(page: Page, server: Server, path: str = "") -> None:
    """Open a page and wait until its script has run and drawn."""
    page.goto(f"{server.url}/{path}", wait_until="domcontentloaded")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the app stands still: a title, nothing running, no element from the run before, no error."""
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.wait_for_function(
        """() => {
          const app = document.querySelector("[data-testid=stApp]");
          return app && app.getAttribute("data-test-script-state") === "notRunning"
            && !document.querySelector("[data-stale=true]");
        }""",
        timeout=60_000,
    )
    expect(page.get_by_test_id("stException")).to_have_count(0)
