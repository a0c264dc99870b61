"""The bar at the top: one row on a desk, reached in its order, and addresses that are really copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

# The longest names of each kind among those that people look for.
LONG = ("level=place&place=4752006", "level=cbsa&place=47900", "place=48453", "level=county&place=15005")
FITS = """bar => [...bar.querySelectorAll("button, input, p")].filter(part => part.checkVisibility())
  .every(part => part.getBoundingClientRect().right <= innerWidth)"""

# Once the style sheet is there. The last row ends within so many pixels of the window's top.
IS_WITHIN = "most => document.querySelector('.st-key-header_bar').getBoundingClientRect().bottom <= most"


def bar(page: Page) -> Locator:
    return page.locator(".st-key-header_bar")


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("place", LONG)
def test_it_is_one_low_row_on_a_desk_whatever_the_name(page: Page, server: Server, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    visit(page, server, f"methods?{place}")
    page.wait_for_function(IS_WITHIN, arg=72)
    assert bar(page).evaluate(FITS)


@pytest.mark.parametrize("place", LONG)
@pytest.mark.parametrize("width", [390, 700, 900])
def test_it_wraps_where_it_is_narrow(page: Page, server: Server, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    visit(page, server, f"methods?{place}")
    page.wait_for_function(IS_WITHIN, arg=200)
    assert bar(page).evaluate(FITS)


def test_it_is_a_landmark_that_is_reached_in_its_order(page: Page, server: Server) -> None:
    visit(page, server, "methods")
    region = page.get_by_role("region", name="Place, peers and sharing")
    expect(region).to_be_visible()
    page.get_by_label("Community").focus()
    reached = []
    for _ in range(8):
        reached.append(page.evaluate("document.activeElement.closest('[class*=st-key-]')?.className ?? ''"))
        page.keyboard.press("Tab")
    keys = ("community_text", "place", "level_switch", "peers_open", "share")
    order = [next((key for key in keys if f"st-key-{key}" in name), "") for name in reached]
    assert [key for number, key in enumerate(order) if key and key not in order[:number]] == list(keys)


def test_matches_lie_over_the_page_and_go_when_the_box_is_left(page: Page, server: Server) -> None:
    visit(page, server, "segregation")
    title = page.locator("h1").first
    page.wait_for_function(IS_WITHIN, arg=72)
    before = title.bounding_box()
    page.get_by_label("Community").fill("washington")
    matches = page.locator(".st-key-matches-community")
    expect(matches.get_by_role("radio").first).to_be_visible(timeout=20_000)
    assert title.bounding_box() == before
    expect(matches).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.mouse.move(1400, 850)
    page.keyboard.press("Tab")
    expect(matches).to_be_visible()
    page.locator("h1").first.click()
    expect(matches).to_be_hidden()


def test_the_editor_stays_open_while_peers_are_removed(page: Page, server: Server) -> None:
    visit(page, server, "methods?place=48453")
    bar(page).get_by_role("button", name="Change").click()
    for left in (14, 13):
        page.locator(".st-key-peers_chosen").get_by_role("button", name="Remove").first.click()
        expect(bar(page)).to_contain_text(f"{left} peers", timeout=20_000)
        expect(page.locator(".st-key-peers_editor")).to_be_visible()


def test_the_menu_stays_closed_when_the_level_is_switched(page: Page, server: Server) -> None:
    visit(page, server, "methods?place=48453")
    page.get_by_test_id("stSidebarHeader").hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "true")
    bar(page).get_by_role("radio", name="Metro").click()
    expect(bar(page)).to_contain_text("Austin-Round Rock-Georgetown, TX", timeout=20_000)
    settle(page)
    expect(menu).to_have_attribute("data-collapsed", "true")
    opener = page.get_by_test_id("stExpandSidebarButton").bounding_box()
    search = page.get_by_label("Community").bounding_box()
    assert opener
    assert search
    assert opener["x"] + opener["width"] <= search["x"], "the button is beside the search"


# Sharing


def share(page: Page, server: Server) -> None:
    visit(page, server, "segregation?level=county&place=48453&measure=isolation_black")
    bar(page).get_by_role("button", name="Share").click()
    expect(page.get_by_label("Short link")).to_have_value(
        f"{server.url}/segregation?place=48453&measure=isolation_black", timeout=20_000
    )


def test_both_addresses_are_copied_and_that_is_said(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    share(page, server)
    for label, button in (("Short link", "Copy link"), ("Exact link", "Copy exact link")):
        page.get_by_role("button", name=button).click()
        expect(page.locator(".cm-share [role=status]").filter(has_text="Copied")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label(label).input_value()
    assert "snapshot=" in page.evaluate("navigator.clipboard.readText()")
    expect(page.locator(".cm-sheet")).to_be_hidden()


def test_a_sentence_is_copied_with_its_citation(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, server, "segregation")
    page.get_by_role("button", name="Copy sentence and citation").click()
    expect(page.locator(".cm-copy [role=status]")).to_have_text("Copied")
    sentence, citation = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert sentence.startswith("In Austin (Travis County), TX")
    assert "Source: US Census Bureau" in citation


def test_without_a_clipboard_the_address_is_selected(page: Page, server: Server) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
    share(page, server)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".cm-share [role=status]").first).to_have_text("Press Ctrl+C")
    assert page.evaluate("getSelection().toString()") == page.get_by_label("Short link").input_value()


def test_a_refused_clipboard_is_as_none(page: Page, server: Server) -> None:
    page.add_init_script("Clipboard.prototype.writeText = () => Promise.reject(new Error('no'))")
    share(page, server)
    page.get_by_role("button", name="Copy exact link").click()
    expect(page.locator(".cm-share [role=status]").last).to_have_text("Press Ctrl+C")


def test_a_phones_own_sheet_is_given_the_short_address(page: Page, server: Server) -> None:
    page.add_init_script("Navigator.prototype.share = async given => { window.given = given }")
    share(page, server)
    page.get_by_role("button", name="Share…").click()
    page.wait_for_function("() => window.given")
    assert page.evaluate("window.given.url") == page.get_by_label("Short link").input_value()
    assert "Austin" in page.evaluate("window.given.title")
