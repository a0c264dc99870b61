"""The peers, two places beside each other, and the methods: on a phone, on paper, and as they are heard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
WIDTH = "document.documentElement.scrollWidth"
ONE_SHEET = (
    "peers",
    "side_by_side",
    "side_by_side?map=residents.tract",
    "segregation",
    "segregation?view=map",
)


@pytest.mark.parametrize("path", ["peers?place=06019", "side_by_side", "methods"])
def test_it_fits_a_phone_and_each_peer_is_a_card(browser: Browser, server: Server, path: str) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    visit(page, server, path)
    page.wait_for_timeout(1500)
    if "peers" in path:
        expect(page.locator(".cm-cards")).to_be_visible()
    width, cards = page.evaluate(WIDTH), page.locator(".cm-cards tbody tr")
    boxes = [cell.bounding_box() for cell in cards.nth(1).locator("td").all()] if "peers" in path else []
    heads = page.locator(".cm-cards thead").is_visible()
    context.close()
    assert width <= 390
    assert not heads
    assert all(box is not None and box["x"] + box["width"] <= 390 for box in boxes)
    assert bool(boxes) == ("peers" in path)


def test_a_preset_is_pressed_on_the_page(page: Page, server: Server) -> None:
    visit(page, server, "peers")
    page.get_by_role("radio", name="Same state").click()
    expect(page.locator(".cm-headline")).to_contain_text("The 10 counties of Texas with the nearest population.")
    settle(page)
    assert "peer_rule=state" in page.url


@pytest.mark.parametrize("path", ONE_SHEET)
def test_a_subject_is_one_sheet(page: Page, server: Server, path: str) -> None:
    visit(page, server, path)
    page.wait_for_timeout(4000)
    paper = page.pdf(format="Letter", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
