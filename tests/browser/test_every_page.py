"""What must hold on every page: nothing outside, nothing inaccessible, nothing wider than a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pages.view.view_names import TITLES
from tests.browser.steps import PAGES, settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
LOOKS = 5
PHONE = {"width": 390, "height": 844}
# Of a field of a chart's data ("row: 3"), as Vega names a mark that has no name of its own.
SPOKEN = """() => [...document.querySelectorAll("[aria-label]")].map(mark => mark.getAttribute("aria-label"))
  .filter(label => /^[a-z_]+: /.test(label))"""
FITS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .every(element => element.scrollWidth <= element.clientWidth)"""

TOP_OF = "selector => document.querySelector(selector).getBoundingClientRect().top"
BOTTOM_OF = "selector => document.querySelector(selector).getBoundingClientRect().bottom"
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(head => head.checkVisibility()).map(head => Number(head.tagName[1]))"""

VIEWS = (*(f"segregation?view={name}" for name in TITLES if name != "zones"), "mobility?view=zones")


@pytest.fixture(scope="module", params=(*PAGES, *VIEWS), ids=lambda path: path or "overview")
def opened(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """One visit to each page, for all that is looked at there."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    visit(page, server, request.param)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def test_the_title_names_the_place(opened: Page) -> None:
    expect(opened).to_have_title(re.compile(r"Austin \(Travis County\), TX – Common Measure$"))


def test_no_serious_accessibility_violation(opened: Page) -> None:
    assert serious(opened) == []


def test_headings_come_in_order(opened: Page) -> None:
    levels = opened.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_nothing_is_spoken_by_the_name_of_a_field(opened: Page) -> None:
    assert opened.evaluate(SPOKEN) == []


def test_no_sideways_scroll_on_a_phone(opened: Page) -> None:
    opened.set_viewport_size(PHONE)
    opened.wait_for_function(FITS, timeout=10_000)


def test_no_serious_violation_in_the_dark_and_on_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme="dark", has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    visit(page, server, "segregation")
    page.wait_for_load_state("networkidle")
    violations, fits = serious(page), page.evaluate(FITS)
    context.close()
    assert violations == []
    assert fits


def test_print_keeps_the_place_and_drops_the_controls(page: Page, server: Server) -> None:
    visit(page, server, "segregation")
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".st-key-header_bar")).to_be_hidden()
    expect(page.locator(".cm-over")).to_contain_text("Austin")
    expect(page.locator(".cm-copy")).to_be_hidden()
    assert page.evaluate(BOTTOM_OF, ".cm-over") <= page.evaluate(TOP_OF, "h1")
    assert "Austin" in page.evaluate(
        """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
          .filter(rule => rule instanceof CSSPageRule).map(rule => rule.cssText).join(" ")"""
    )


def test_the_place_stays_when_the_page_changes(page: Page, server: Server) -> None:
    visit(page, server, "segregation?level=county&place=48029")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Income inequality").click()
    expect(page.locator(".cm-over")).to_contain_text("Income inequality")
    settle(page)
    expect(page.locator(".cm-over")).to_contain_text("San Antonio (Bexar County)")


def serious(page: Page) -> list[str]:
    """Serious and critical violations that stay: text that is still fading in has too little contrast for a moment."""
    violations = _violations(page)
    for _ in range(LOOKS):
        if not violations:
            break
        page.wait_for_timeout(2000)
        violations = _violations(page)
    return violations


def _violations(page: Page) -> list[str]:
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]}"
        for rule in violations
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
