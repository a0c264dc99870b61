"""Pictures of every page at desktop and phone width in screenshots/, and the README's in docs/images/.

``python -m tools.screenshots [page ...]``: only those pages, and not the README's pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from pages.view import site
from tools.browser import chromium
from tools.server import ROOT, Server, running

PAGES = {name: "" if name == site.HOME else name for name in site.PAGES}
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
SCREENSHOTS = ROOT / "screenshots"
IMAGES = ROOT / "docs" / "images"
STILL = """() => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "notRunning"
  && !document.querySelector("[data-stale=true]")"""
# Streamlit scrolls inside the page: the window is made as tall as what is in it.
HEIGHT = """() => Math.max(...[...document.querySelectorAll("[data-testid=stMain], [data-testid=stSidebarContent]")]
  .map(element => element.scrollHeight))"""


def take_screenshot(
    browser: Browser, server: Server, path: str, size: tuple[int, int], target: Path, full_page: bool = True
) -> None:
    """One picture of a page; whole: of all of it, not only of the first screen."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{server.url}/{path}")
    _settle(page)
    if full_page:
        page.set_viewport_size({"width": width, "height": min(9000, max(height, int(page.evaluate(HEIGHT))))})
        _settle(page)
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target, timeout=120_000)
    page.close()
    print(target.relative_to(ROOT))


def _settle(page: Page) -> None:
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.wait_for_function(STILL, timeout=60_000)
    page.wait_for_timeout(2500)  # maps and charts draw after the script has ended
    expect(page.get_by_test_id("stException")).to_have_count(0)


def main() -> None:
    """Every page, or those named."""
    wanted = sys.argv[1:] or list(PAGES)
    with running() as server, chromium() as browser:
        for name in wanted:
            for device, size in WIDTHS.items():
                take_screenshot(browser, server, PAGES[name], size, SCREENSHOTS / f"{name}-{device}.png")
        if not sys.argv[1:]:
            take_screenshot(browser, server, "", (1440, 900), IMAGES / "overview.png", full_page=False)


if __name__ == "__main__":
    main()
