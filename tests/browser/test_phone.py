"""The menu on a phone: it names the product, leads to another community, and then leaves the page to be read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.steps import settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def menu(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


def choose(page: Page, words: str, label: str) -> None:
    box = page.get_by_label("Community")
    box.click()
    box.press_sequentially(words, delay=50)
    found = page.locator(".st-key-community_match").get_by_text(label)
    expect(found).to_be_visible(timeout=20_000)
    found.click()


def test_the_menu_closes_when_a_community_is_chosen_and_stays_closed(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    visit(page, server, "segregation")
    opener = page.get_by_test_id("stExpandSidebarButton")
    expect(opener).to_have_css("content", re.compile("Common Measure"), pseudo="after")
    opener.click()
    expect(menu(page)).to_have_attribute("data-collapsed", "false")
    choose(page, "king county, wash", "King County, Washington")
    expect(menu(page)).to_have_attribute("data-collapsed", "true", timeout=20_000)
    expect(page.locator(".cm-over")).to_contain_text("King County")
    page.reload()
    settle(page)
    expect(menu(page)).to_have_attribute("data-collapsed", "true")
    context.close()


def test_the_menu_stays_on_a_wide_screen(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, server, "segregation")
    choose(page, "king county, wash", "King County, Washington")
    expect(page.locator(".cm-over")).to_contain_text("King County")
    settle(page)
    expect(menu(page)).to_have_attribute("data-collapsed", "false")
