"""On a phone search comes first, without the menu; what is chosen is then the page to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.steps import PAGES, settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
# By this Streamlit knows a phone, whose menu it closes.
AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, user_agent=AGENT)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def menu(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


def top_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


def test_a_place_is_found_without_the_menu_and_shown_at_once(phone: Page, server: Server) -> None:
    visit(phone, server, "segregation")
    expect(menu(phone)).to_have_attribute("data-collapsed", "true")
    box = phone.get_by_label("Community")
    box.tap()
    box.press_sequentially("king county, wash", delay=50)
    match = phone.locator(".st-key-community_match").get_by_text("King County, Washington")
    expect(match).to_be_visible(timeout=20_000)
    match.tap()
    expect(phone.locator(".cm-over")).to_contain_text("King County")
    expect(phone.locator("h1").first).to_be_in_viewport()
    expect(phone.locator(".st-key-matches-community")).to_have_count(0)


def test_enter_puts_the_keys_of_a_phone_away(phone: Page, server: Server) -> None:
    visit(phone, server, "methods")
    box = phone.get_by_label("Community")
    box.fill("king county, wash")
    box.press("Enter")
    expect(phone.get_by_role("button", name=re.compile("King County"))).to_be_visible(timeout=20_000)
    expect(box).not_to_be_focused()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_search_is_first_and_the_title_on_the_first_half_of_the_screen(phone: Page, server: Server, path: str) -> None:
    visit(phone, server, path)
    phone.wait_for_function(  # fonts and styles may come after the words
        "most => document.querySelector('h1').getBoundingClientRect().top < most", arg=PHONE["height"] / 2
    )
    search, others = phone.get_by_label("Community", exact=True), phone.locator(".st-key-header_bar button").all()
    assert top_of(search) < min(top_of(button) for button in others)


def test_the_menu_names_the_product_and_leads_to_a_page(phone: Page, server: Server) -> None:
    visit(phone, server, "segregation")
    opener = phone.get_by_test_id("stExpandSidebarButton")
    expect(opener).to_have_css("content", re.compile("Common Measure"), pseudo="after")
    opener.tap()
    expect(menu(phone)).to_have_attribute("data-collapsed", "false")
    phone.get_by_test_id("stSidebarNav").get_by_role("link", name="Income inequality").tap()
    expect(phone.locator(".cm-over")).to_contain_text("Income inequality", timeout=20_000)
    expect(menu(phone)).to_have_attribute("data-collapsed", "true", timeout=20_000)
    phone.reload()
    settle(phone)
    expect(menu(phone)).to_have_attribute("data-collapsed", "true")


def test_each_cell_of_the_scorecard_says_its_head_and_shows_it_on_a_phone(page: Page, server: Server) -> None:
    visit(page, server, "?place=48453")
    cell = page.locator(".cm-score > [data-head=Here]").first
    for width, shown in ((1440, "absolute"), (390, "static")):
        page.set_viewport_size({"width": width, "height": 844})
        expect(cell).to_have_css("content", '"Here: "', pseudo="before")
        expect(cell).to_have_css("position", shown, pseudo="before")


def test_the_overview_is_two_screens_of_a_phone(page: Page, server: Server) -> None:
    page.set_viewport_size(PHONE)
    visit(page, server, "?place=06019")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= 2.1 * PHONE["height"]
